"""Solutions and known mistakes of chapter 6's exercises."""

import pandas as pd
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("6a")
def solve_6a():
    registered = hl.printed("china_registered_urban_share_2019")
    gap = hl.printed("china_registration_gap_2019")
    urban = hl.printed("china_urban_population_2019")
    return 100 * urban / (registered + gap)


@mistake("6a", "registered")
def registered_6a():
    return 100 * hl.printed("china_urban_population_2019") / hl.printed("china_registered_urban_share_2019")


@mistake("6a", "subtracted")
def subtracted_6a():
    share = hl.printed("china_registered_urban_share_2019") - hl.printed("china_registration_gap_2019")
    return 100 * hl.printed("china_urban_population_2019") / share


@mistake("6a", "share")
def share_6a():
    return hl.printed("china_registered_urban_share_2019") + hl.printed("china_registration_gap_2019")


@mistake("6a", "multiplied")
def multiplied_6a():
    return hl.printed("china_urban_population_2019") * share_6a() / 100


@mistake("6a", "revised")
def revised_6a():
    editions = hl.load("china_urban_share_by_vintage")
    return editions.query("year == 2019 and vintage == 'nbs_current'")["population"].item() / 1e8


@mistake("6a", "looked_up")
def looked_up_6a():
    editions = hl.load("china_urban_share_by_vintage")
    return editions.query("year == 2019 and vintage == 'nbs_before_2020_census'")["population"].item() / 1e8


@solution("6b")
def solve_6b():
    people = hl.printed("one_plus_eight_population_2021") * 10_000
    provinces = hl.load("province_annual").query("year == 2021")
    henan = provinces.query("province_code == '410000'")
    return 100 * people / henan["population"].item()


def share_of_6b(year):
    people = hl.printed("one_plus_eight_population_2021") * 10_000
    province = hl.load("province_annual").query(f"province_code == '410000' and year == {year}")["population"].item()
    return 100 * people / province


@mistake("6b", "census")
def census_6b():
    return 100 * hl.printed("one_plus_eight_population_2021") / hl.printed("henan_population_2020_in_table1")


@mistake("6b", "year_before")
def year_before_6b():
    return share_of_6b(2020)


@mistake("6b", "year_after")
def year_after_6b():
    return share_of_6b(2022)


@mistake("6b", "units")
def units_6b():
    return share_of_6b(2021) / 10_000


@mistake("6b", "nation")
def nation_6b():
    return 100 * hl.printed("one_plus_eight_population_2021") / hl.printed("china_population_2020_in_table1")


@solution("6c")
def solve_6c():
    claims = hl.audit(section="2")
    decided = claims.query("verdict != 'not_checkable'")
    agrees = decided["verdict"] == "agrees"
    return 100 * agrees.groupby(decided["section"].str[:3]).mean()


def decided_of_6c():
    return hl.audit(section="2").query("verdict != 'not_checkable'")


@mistake("6c", "undecided")
def undecided_6c():
    claims = hl.audit(section="2")
    return 100 * (claims["verdict"] == "agrees").groupby(claims["section"].str[:3]).mean()


@mistake("6c", "counts")
def counts_6c():
    decided = decided_of_6c()
    return (decided["verdict"] == "agrees").groupby(decided["section"].str[:3]).sum()


@mistake("6c", "fractions")
def fractions_6c():
    decided = decided_of_6c()
    return (decided["verdict"] == "agrees").groupby(decided["section"].str[:3]).mean()


@mistake("6c", "with_rounding")
def with_rounding_6c():
    decided = decided_of_6c()
    return 100 * decided["verdict"].isin(["agrees", "rounding"]).groupby(decided["section"].str[:3]).mean()


@solution("6d")
def solve_6d():
    editions = hl.load("china_urban_share_by_vintage")
    bureau = editions.query("publisher == 'nbs' and 2010 <= year <= 2019")
    return sns.lineplot(bureau, x="year", y="urban_share_pct", hue="vintage")


def bureau_of_6d():
    return hl.load("china_urban_share_by_vintage").query("publisher == 'nbs' and 2010 <= year <= 2019")


@mistake("6d", "every_publisher")
def every_publisher_6d():
    everyone = hl.load("china_urban_share_by_vintage").query("2010 <= year <= 2019")
    return sns.lineplot(everyone, x="year", y="urban_share_pct", hue="vintage", errorbar=None)


@mistake("6d", "mixed")
def mixed_6d():
    return sns.lineplot(bureau_of_6d(), x="year", y="urban_share_pct", errorbar=None)


@mistake("6d", "every_year")
def every_year_6d():
    bureau = hl.load("china_urban_share_by_vintage").query("publisher == 'nbs'")
    return sns.lineplot(bureau, x="year", y="urban_share_pct", hue="vintage", errorbar=None)


@mistake("6d", "swapped")
def swapped_6d():
    return sns.lineplot(bureau_of_6d(), x="urban_share_pct", y="year", hue="vintage", orient="y", errorbar=None)


@solution("6f")
def solve_6f():
    later = hl.printed_range("henan_urban_share_2020")
    earlier = hl.printed_range("henan_urban_share_2010")
    gain = later - earlier
    return gain.low


@mistake("6f", "without_play")
def without_play_6f():
    return hl.printed("henan_urban_share_2020") - hl.printed("henan_urban_share_2010")


@mistake("6f", "one_end")
def one_end_6f():
    return hl.printed_range("henan_urban_share_2020").low - hl.printed("henan_urban_share_2010")


@mistake("6f", "upper")
def upper_6f():
    return hl.printed_range("henan_urban_share_2020").high - hl.printed_range("henan_urban_share_2010").low


@solution("6g")
def solve_6g():
    rows = hl.ledger()
    verdicts = rows.merge(hl.audit()[["key", "verdict"]], on="key")
    return len(verdicts)


@mistake("6g", "left")
def left_6g():
    return len(hl.ledger())


@mistake("6g", "added")
def added_6g():
    return len(hl.ledger()) + len(hl.audit())


@mistake("6g", "without_check")
def without_check_6g():
    return len(hl.ledger()) - len(hl.audit())


@mistake("6g", "decided")
def decided_6g():
    return len(hl.audit().query("verdict != 'not_checkable'"))


@solution("6h")
def solve_6h():
    nation = hl.printed_range("china_population_2010")
    people = nation * hl.printed_range("henan_population_share") / 100
    return people.high


def people_of_6h(nation, share="henan_population_share"):
    return hl.printed_range(nation) * hl.printed_range(share) / 100


@mistake("6h", "unchanged")
def unchanged_6h():
    return people_of_6h("china_population_2020_in_table1").high


@mistake("6h", "lower")
def lower_6h():
    return people_of_6h("china_population_2010").low


@mistake("6h", "middle")
def middle_6h():
    return hl.printed("china_population_2010") * hl.printed("henan_population_share") / 100


@mistake("6h", "other_share")
def other_share_6h():
    return people_of_6h("china_population_2010", "henan_population_share_2020").high


def bars_of_6i(rows, how="left"):
    verdicts = rows.merge(hl.audit()[["key", "verdict"]], on="key", how=how)
    verdicts = verdicts.assign(part=verdicts["section"].map(hl.part_of), verdict=verdicts["verdict"].fillna("no_check"))
    return hl.charts.stacked_bars(pd.crosstab(verdicts["part"], verdicts["verdict"]), horizontal=True)


@solution("6i")
def solve_6i():
    rows = hl.ledger().query("kind == 'observed'")
    rows = rows.assign(part=rows["section"].map(hl.part_of))
    checks = hl.audit()[["key", "verdict"]]
    verdicts = rows.merge(checks, on="key", how="left")
    verdicts["verdict"] = verdicts["verdict"].fillna("no_check")
    counts = pd.crosstab(verdicts["part"], verdicts["verdict"])
    return hl.charts.stacked_bars(counts, horizontal=True, smallest=2)


@mistake("6i", "unchanged")
def unchanged_6i():
    return bars_of_6i(hl.ledger())


@mistake("6i", "derived")
def derived_6i():
    return bars_of_6i(hl.ledger(kind="derived"))


@mistake("6i", "checked")
def checked_6i():
    return bars_of_6i(hl.ledger(kind="observed"), how="inner")


@mistake("6i", "without_kind")
def without_kind_6i():
    return bars_of_6i(hl.ledger().query("kind != 'observed'"))
