"""Solutions and known mistakes of chapter 7's exercises."""

import pandas as pd
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("7a")
def solve_7a():
    annual = hl.load("province_annual").query("province_code == '520000'")
    guizhou = annual.set_index("year")["urban_share_pct"]
    return (guizhou[2024] - guizhou[2011]) / (2024 - 2011)


def guizhou_of_7a():
    return hl.load("province_annual").query("province_code == '520000'").set_index("year")["urban_share_pct"]


@mistake("7a", "total")
def total_7a():
    guizhou = guizhou_of_7a()
    return guizhou[2024] - guizhou[2011]


@mistake("7a", "years")
def years_7a():
    guizhou = guizhou_of_7a()
    return (guizhou[2024] - guizhou[2011]) / 14


@mistake("7a", "older_edition")
def older_edition_7a():
    guizhou = guizhou_of_7a()
    return (guizhou[2024] - guizhou[2005]) / (2024 - 2005)


@mistake("7a", "growth")
def growth_7a():
    guizhou = guizhou_of_7a()
    return 100 * ((guizhou[2024] / guizhou[2011]) ** (1 / 13) - 1)


@solution("7b")
def solve_7b():
    census = hl.load("province_census").set_index("province_code")
    before = census.query("year == 2010")["urban_population"]
    after = census.query("year == 2020")["urban_population"]
    growth = 100 * (after / before - 1)
    return growth.sort_values(ascending=False).head(5)


def counts_of_7b(column):
    census = hl.load("province_census").set_index("province_code")
    return [census.query(f"year == {year}")[column].astype(float) for year in (2010, 2020)]


@mistake("7b", "points")
def points_7b():
    before, after = counts_of_7b("urban_share_pct")
    return (after - before).nlargest(5)


@mistake("7b", "people")
def people_7b():
    before, after = counts_of_7b("urban_population")
    return (after - before).nlargest(5)


@mistake("7b", "ratio")
def ratio_7b():
    before, after = counts_of_7b("urban_population")
    return (100 * after / before).nlargest(5)


@mistake("7b", "fractions")
def fractions_7b():
    before, after = counts_of_7b("urban_population")
    return (after / before - 1).nlargest(5)


@mistake("7b", "all_people")
def all_people_7b():
    before, after = counts_of_7b("population")
    return (100 * (after / before - 1)).nlargest(5)


@solution("7c")
def solve_7c():
    annual = hl.load("province_annual").query("year >= 2011")
    three = annual.query("province_code in ['210000', '220000', '230000']")
    x, y = "year", "urban_share_pct"
    return sns.lineplot(three, x=x, y=y, hue="province_code")


def three_of_7c(first=2011):
    annual = hl.load("province_annual").query(f"year >= {first}")
    return annual.query("province_code in ['210000', '220000', '230000']")


@mistake("7c", "editions_joined")
def editions_joined_7c():
    return sns.lineplot(three_of_7c(2000), x="year", y="urban_share_pct", hue="province_code")


@mistake("7c", "averaged")
def averaged_7c():
    return sns.lineplot(three_of_7c(), x="year", y="urban_share_pct", errorbar=None)


@mistake("7c", "swapped")
def swapped_7c():
    return sns.lineplot(three_of_7c(), x="urban_share_pct", y="year", hue="province_code")


@mistake("7c", "population")
def population_7c():
    return sns.lineplot(three_of_7c(), x="year", y="population", hue="province_code")


@solution("7e")
def solve_7e():
    annual = hl.load("province_annual").query("year >= 2011")
    wide = annual.pivot(
        index="year",
        columns="province_code",
        values="urban_share_pct",
    )
    errors = {}
    for code, shares in wide.items():
        test = hl.analysis.simple_forecasts(shares, 2019, 2024)
        errors[code] = test.loc[2024, "logistic_best"] - shares[2024]
    return (pd.Series(errors) > 0).sum()


def errors_of_7e(method):
    wide = wide_of_7().T
    return wide.apply(lambda share: hl.analysis.simple_forecasts(share, 2019, 2024).loc[2024, method] - share[2024])


def wide_of_7():
    annual = hl.load("province_annual").query("year >= 2011")
    return annual.pivot(index="province_code", columns="year", values="urban_share_pct")


@mistake("7e", "too_low")
def too_low_7e():
    return int((errors_of_7e("logistic_best") < 0).sum())


@mistake("7e", "by_a_point")
def by_a_point_7e():
    return int((errors_of_7e("logistic_best") > 1).sum())


@mistake("7e", "constant_points")
def constant_points_7e():
    return int((errors_of_7e("constant_points") > 0).sum())


@mistake("7e", "everybody")
def everybody_7e():
    return len(hl.load("province_annual")["province_code"].unique())


@solution("7f")
def solve_7f():
    annual = hl.load("province_annual").query("year == 2024")
    shares = annual.set_index("province_code")["urban_share_pct"]
    return shares.rank().loc["520000"]


@mistake("7f", "from_the_top")
def from_the_top_7f():
    return wide_of_7()[2024].rank(ascending=False).loc["520000"]


@mistake("7f", "below")
def below_7f():
    shares = wide_of_7()[2024]
    return int((shares < shares.loc["520000"]).sum())


@mistake("7f", "share")
def share_7f():
    return wide_of_7().loc["520000", 2024]


@solution("7i")
def solve_7i():
    annual = hl.load("province_annual").query("year >= 2011")
    wide = annual.pivot(
        index="province_code",
        columns="year",
        values="urban_share_pct",
    )
    ranks = wide.rank(ascending=False, method="min")
    moves = wide.assign(rank_change=ranks[2020] - ranks[2024])
    return len(moves.query("rank_change == 0"))


def places_of_7i(first, last):
    ranks = wide_of_7().rank(ascending=False, method="min")
    return (ranks[first] - ranks[last]).abs()


@mistake("7i", "since_2011")
def since_2011_7i():
    return int((places_of_7i(2011, 2024) == 0).sum())


@mistake("7i", "within_one")
def within_one_7i():
    return int((places_of_7i(2020, 2024) <= 1).sum())


@mistake("7i", "moved")
def moved_7i():
    return int((places_of_7i(2020, 2024) > 0).sum())


@mistake("7i", "earlier")
def earlier_7i():
    return int((places_of_7i(2011, 2020) == 0).sum())


@solution("7j")
def solve_7j():
    census = hl.load("province_census").set_index("province_code")
    before = census.query("year == 2010")
    after = census.query("year == 2020")
    changes = 100 * (after / before - 1)
    return sns.scatterplot(changes, x="rural_population", y="population")


def changes_of_7j():
    census = hl.load("province_census").set_index("province_code")
    return 100 * (census.query("year == 2020") / census.query("year == 2010") - 1)


@mistake("7j", "urban")
def urban_7j():
    return sns.scatterplot(changes_of_7j(), x="rural_population", y="urban_population")


@mistake("7j", "swapped")
def swapped_7j():
    return sns.scatterplot(changes_of_7j(), x="population", y="rural_population")


@mistake("7j", "both_changed")
def both_changed_7j():
    return sns.scatterplot(changes_of_7j(), x="population", y="population")


@mistake("7j", "people")
def people_7j():
    return sns.scatterplot(hl.load("province_census").query("year == 2020"), x="rural_population", y="population")


@mistake("7j", "ring")
def ring_7j():
    ax, changes = solve_7j(), changes_of_7j()
    return hl.charts.highlight(ax, changes.loc[["230000"]], "rural_population", "population")


@solution("7l")
def solve_7l():
    born = hl.load("province_birthplace")
    born = born.query("year == 2010 and birth_province_code == '510000'")
    persons = born.set_index("province_code")["sample_persons"]
    return 100 * persons.loc["440000"] / persons.sum()


def part_of_7l(condition):
    born = hl.load("province_birthplace").query(condition)
    there = born.query("birth_province_code == '510000' and province_code == '440000'")
    return 100 * there["sample_persons"].sum() / born["sample_persons"].sum()


@mistake("7l", "other_census")
def other_census_7l():
    return part_of_7l("year == 2000 and birth_province_code == '510000'")


@mistake("7l", "by_residence")
def by_residence_7l():
    return part_of_7l("year == 2010 and province_code == '440000'")


@mistake("7l", "both_censuses")
def both_censuses_7l():
    return part_of_7l("birth_province_code == '510000'")


@mistake("7l", "people")
def people_7l():
    born = hl.load("province_birthplace")
    there = "year == 2010 and birth_province_code == '510000' and province_code == '440000'"
    return born.query(there)["sample_persons"].item()


@solution("7m")
def solve_7m():
    changes = hl.census_changes().query("level == 'county'")
    sichuan = changes.query("province_code == '510000'")
    return len(sichuan.query("residents_change_pct < 0 and towns_change_pct > 0"))


def counted_7m(condition):
    return len(hl.census_changes().query(condition))


@mistake("7m", "all_lost")
def all_lost_7m():
    return counted_7m("level == 'county' and province_code == '510000' and residents_change_pct < 0")


@mistake("7m", "all_gained")
def all_gained_7m():
    return counted_7m("level == 'county' and province_code == '510000' and towns_change_pct > 0")


@mistake("7m", "without_moved_land")
def without_moved_land_7m():
    sichuan = "level == 'county' and province_code == '510000' and not land_moved"
    return counted_7m(f"{sichuan} and residents_change_pct < 0 and towns_change_pct > 0")


@mistake("7m", "china")
def china_7m():
    return counted_7m("level == 'county' and residents_change_pct < 0 and towns_change_pct > 0")


@mistake("7m", "with_prefectures")
def with_prefectures_7m():
    return counted_7m("province_code == '510000' and residents_change_pct < 0 and towns_change_pct > 0")


@solution("7n")
def solve_7n(province="230000"):
    changes = hl.census_changes().query("level == 'county'")
    home = changes.query("province_code == @province")
    return len(home.query("residents_change_pct < 0 and towns_change_pct > 0"))


def counted_7n(province, condition):
    return counted_7m(f"province_code == '{province}' and {condition}")


@mistake("7n", "all_lost")
def all_lost_7n(province="230000"):
    return counted_7n(province, "level == 'county' and residents_change_pct < 0")


@mistake("7n", "all_gained")
def all_gained_7n(province="230000"):
    return counted_7n(province, "level == 'county' and towns_change_pct > 0")


@mistake("7n", "with_prefectures")
def with_prefectures_7n(province="230000"):
    return counted_7n(province, "residents_change_pct < 0 and towns_change_pct > 0")


@mistake("7n", "sichuan")
def sichuan_7n(province="230000"):
    return solve_7n("510000")
