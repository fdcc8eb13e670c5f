"""Solutions and known mistakes of chapter 6's exercises."""

import matplotlib.pyplot as plt
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("6a")
def solve_6a():
    printed = hl.ledger(section="1.3.2.4").set_index("id")["value"]
    return printed["1.3.2.4-01"] + printed["1.3.2.4-02"]


@mistake("6a", "subtracted")
def subtracted_6a():
    printed = hl.ledger(section="1.3.2.4").set_index("id")["value"]
    return printed["1.3.2.4-01"] - printed["1.3.2.4-02"]


@mistake("6a", "census")
def census_6a():
    return hl.ledger(section="1.3").set_index("id").loc["1.3-11", "value"]


@mistake("6a", "revised")
def revised_6a():
    editions = hl.load("china_urban_share_by_vintage")
    return editions.query("year == 2019 and vintage == 'nbs_current'")["urban_share_pct"].item()


@mistake("6a", "people")
def people_6a():
    printed = hl.ledger(section="1.3").set_index("id")["value"]
    return 100 * printed["1.3.2.4-03"] / printed["1.3.1.1-01"]


@solution("6b")
def solve_6b():
    people = hl.ledger(section="2.1.2.2").set_index("id").loc["2.1.2.2-09", "value"] * 10_000
    province = hl.load("province_annual").query("province_code == '410000' and year == 2021")["population"].item()
    return 100 * people / province


def people_of_6b():
    return hl.ledger(section="2.1.2.2").set_index("id").loc["2.1.2.2-09", "value"]


def people_of_6b_1():
    return hl.ledger(section="2.1.2.2").set_index("id").loc["2.1.2.2-09", "value"] * 10_000


@mistake("6b", "census")
def census_6b():
    people = people_of_6b()
    return 100 * people / hl.ledger(section="table1").set_index("id").loc["table1-04", "value"]


@mistake("6b", "year_before")
def year_before_6b():
    people = people_of_6b_1()
    province = hl.load("province_annual").query("province_code == '410000' and year == 2020")["population"].item()
    return 100 * people / province


@mistake("6b", "year_after")
def year_after_6b():
    people = people_of_6b_1()
    province = hl.load("province_annual").query("province_code == '410000' and year == 2022")["population"].item()
    return 100 * people / province


@mistake("6b", "units")
def units_6b():
    people = people_of_6b()
    province = hl.load("province_annual").query("province_code == '410000' and year == 2021")["population"].item()
    return 100 * people / province


@mistake("6b", "nation")
def nation_6b():
    people = people_of_6b()
    return 100 * people / hl.ledger(section="table1").set_index("id").loc["table1-03", "value"]


@solution("6c")
def solve_6c():
    decided = hl.audit(section="2").query("verdict != 'not_checkable'")
    return 100 * (decided["verdict"] == "agrees").groupby(decided["section"].str[:3]).mean()


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
    bureau = hl.load("china_urban_share_by_vintage").query("publisher == 'nbs' and 2010 <= year <= 2019")
    return sns.lineplot(bureau, x="year", y="urban_share_pct", hue="vintage", errorbar=None, ax=plt.figure().subplots())


def bureau_of_6d():
    return hl.load("china_urban_share_by_vintage").query("publisher == 'nbs' and 2010 <= year <= 2019")


@mistake("6d", "every_publisher")
def every_publisher_6d():
    everyone = hl.load("china_urban_share_by_vintage").query("2010 <= year <= 2019")
    return sns.lineplot(everyone, x="year", y="urban_share_pct", hue="vintage", errorbar=None, ax=plt.figure().subplots())


@mistake("6d", "mixed")
def mixed_6d():
    bureau = bureau_of_6d()
    return sns.lineplot(bureau, x="year", y="urban_share_pct", errorbar=None, ax=plt.figure().subplots())


@mistake("6d", "every_year")
def every_year_6d():
    bureau = hl.load("china_urban_share_by_vintage").query("publisher == 'nbs'")
    return sns.lineplot(bureau, x="year", y="urban_share_pct", hue="vintage", errorbar=None, ax=plt.figure().subplots())


@mistake("6d", "swapped")
def swapped_6d():
    bureau = bureau_of_6d()
    return sns.lineplot(
        bureau, x="urban_share_pct", y="year", hue="vintage", orient="y", errorbar=None, ax=plt.figure().subplots()
    )
