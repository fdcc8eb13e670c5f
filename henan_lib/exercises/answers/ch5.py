"""Solutions and known mistakes of chapter 5's exercises."""

import numpy as np
import pandas as pd
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("5a")
def solve_5a():
    annual = hl.load("henan_annual").query("indicator == 'urban_share'")
    present = annual.query("vintage == 'nbs_current'")
    share = present.set_index("year")["value"]
    pace = (share[2024] - share[2020]) / 4
    return (70 - share[2024]) / pace


def annual_of_5a():
    return hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'")


@mistake("5a", "five_years")
def five_years_5a():
    annual = annual_of_5a()
    share = annual.set_index("year")["value"]
    return (70 - share[2024]) / ((share[2024] - share[2020]) / 5)


@mistake("5a", "older_pace")
def older_pace_5a():
    annual = annual_of_5a()
    share = annual.set_index("year")["value"]
    return (70 - share[2024]) / ((share[2020] - share[2011]) / 9)


@mistake("5a", "from_2020")
def from_2020_5a():
    annual = annual_of_5a()
    share = annual.set_index("year")["value"]
    return (70 - share[2020]) / ((share[2024] - share[2020]) / 4)


@solution("5b")
def solve_5b():
    measures = hl.load("strategy_tree").query("kind == 'measure'")
    links = hl.load("problem_measure_links")[["measure", "problem"]]
    linked = measures[["id", "section"]].merge(links, left_on="id", right_on="measure", how="left")
    alone = linked.fillna("none").query("problem == 'none'")

    def focus_of(section):
        return section[:3]

    return alone["section"].map(focus_of).value_counts()


@mistake("5b", "with_items")
def with_items_5b():
    tree, links = hl.load("strategy_tree"), hl.load("problem_measure_links")
    measures = tree.query("kind == 'measure'")
    alone = measures[~measures["id"].isin(links["measure"]) & ~measures["parent"].isin(links["measure"])]
    return alone.groupby(alone["section"].str[:3]).size()


@mistake("5b", "linked")
def linked_5b():
    tree, links = hl.load("strategy_tree"), hl.load("problem_measure_links")
    measures = tree.query("kind == 'measure'")
    alone = measures[measures["id"].isin(links["measure"])]
    return alone.groupby(alone["section"].str[:3]).size()


@mistake("5b", "all_rows")
def all_rows_5b():
    tree, links = hl.load("strategy_tree"), hl.load("problem_measure_links")
    alone = tree[~tree["id"].isin(links["measure"])]
    return alone.groupby(alone["section"].str[:3]).size()


@solution("5c")
def solve_5c():
    annual = hl.load("henan_annual").query("indicator == 'urban_share'")
    one = annual.query("vintage == 'nbs_current' and year >= 2011")
    return sns.lineplot(one, x="year", y="value")


@mistake("5c", "vintages_mixed")
def vintages_mixed_5c():
    one = hl.load("henan_annual").query("indicator == 'urban_share' and year >= 2011")
    return sns.lineplot(one, x="year", y="value", errorbar=None)


@mistake("5c", "older_series")
def older_series_5c():
    one = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'")
    return sns.lineplot(one, x="year", y="value")


@mistake("5c", "population")
def population_5c():
    one = hl.load("henan_annual").query("indicator == 'resident_population' and vintage == 'nbs_current' and year >= 2011")
    return sns.lineplot(one, x="year", y="value")


@solution("5e")
def solve_5e():
    registered = hl.printed("henan_registered_urban_share_2020")
    income = hl.printed("henan_rural_income_2020_in_2_2_5")
    output = hl.load("prefecture_gdp").query("year == 2021")
    output = output.set_index("unit_code")["gdp"]
    luoyang = round(100 * output["410300"] / output.sum(), 1)
    return [
        {
            "measure": "3.3.1-01",
            "problem": "2.2.6.1",
            "unit": "%",
            "direction": "up",
            "baseline": registered,
            "baseline_year": 2020,
            "source": "ledger",
            "target": 50,
            "target_year": 2030,
        },
        {
            "measure": "3.1.3.1-10",
            "problem": "2.2.2",
            "unit": "%",
            "direction": "up",
            "baseline": luoyang,
            "baseline_year": 2021,
            "source": "prefecture_gdp",
            "target": 10,
            "target_year": 2030,
        },
        {
            "measure": "3.5.4-01",
            "problem": "2.2.5",
            "unit": hl.label("yuan"),
            "direction": "up",
            "baseline": income,
            "baseline_year": 2020,
            "source": "ledger",
            "target": 30000,
            "target_year": 2030,
            "indicator": hl.label("rural_disposable_income_per_capita"),
        },
    ]


@mistake("5e", "not_three_measures")
def not_three_measures_5e():
    answer = solve_5e()
    return answer[:2]


@mistake("5e", "unknown_measure")
def unknown_measure_5e():
    answer = solve_5e()
    answer[0]["measure"] = "3.3.1"
    return answer


@mistake("5e", "no_indicator")
def no_indicator_5e():
    answer = solve_5e()
    answer[0]["measure"] = "3.1.4-01"
    return answer


@mistake("5e", "no_baseline")
def no_baseline_5e():
    answer = solve_5e()
    answer[1]["baseline"] = None
    return answer


@mistake("5e", "no_target")
def no_target_5e():
    answer = solve_5e()
    del answer[2]["target"]
    return answer


@mistake("5e", "target_not_beyond")
def target_not_beyond_5e():
    answer = solve_5e()
    answer[0]["direction"] = "down"
    return answer


@mistake("5e", "not_linked")
def not_linked_5e():
    answer = solve_5e()
    answer[0]["problem"] = "2.2.4.2"
    return answer


@mistake("5e", "too_narrow")
def too_narrow_5e():
    answer = solve_5e()
    answer[1] |= {"measure": "3.3.1-02", "problem": "2.2.6.1", "indicator": "x"}
    answer[2] |= {"measure": "3.3.1-03", "problem": "2.2.6.1"}
    return answer


@solution("5f")
def solve_5f():
    annual = hl.load("henan_annual").query("vintage == 'nbs_current'")
    henan = annual.pivot(index="year", columns="indicator", values="value")
    people = henan["resident_population"]
    total = people[2024] + 11 * (people[2024] - people[2020]) / 4
    urban_2020 = henan.loc[2020, "urban_share"] / 100 * people[2020]
    return (0.72 * total - urban_2020) / 1e4


def table_of_5f():
    return hl.load("henan_annual").query("vintage == 'nbs_current'").pivot(index="year", columns="indicator", values="value")


@mistake("5f", "points_times_2020")
def points_times_2020_5f():
    table = table_of_5f()
    return (72 - table["urban_share"][2020]) / 100 * table["resident_population"][2020] / 1e4


@mistake("5f", "points_times_2035")
def points_times_2035_5f():
    table = table_of_5f()
    people = table["resident_population"]
    total = people[2024] + (people[2024] - people[2020]) / 4 * 11
    return (72 - table["urban_share"][2020]) / 100 * total / 1e4


@mistake("5f", "stock")
def stock_5f():
    table = table_of_5f()
    people = table["resident_population"]
    return 0.72 * (people[2024] + (people[2024] - people[2020]) / 4 * 11) / 1e4


@solution("5g")
def solve_5g():
    ahead = np.arange(2024, 2036)
    ceilings = range(65, 101, 5)
    columns = len(ceilings) + 4
    return len(ahead) * columns


@mistake("5g", "end_lost")
def end_lost_5g():
    return 11 * 12


@mistake("5g", "end_counted")
def end_counted_5g():
    return 13 * 12


@mistake("5g", "fan_only")
def fan_only_5g():
    return 12 * 8


@mistake("5g", "not_melted")
def not_melted_5g():
    return 12


@solution("5h")
def solve_5h():
    three = pd.DataFrame({"id": ["a", "b", "c"]})
    linked = pd.DataFrame(
        {
            "id": ["a", "a", "a", "b", "b"],
            "problem": [1, 2, 3, 1, 2],
        }
    )
    return len(three.merge(linked, on="id", how="left"))


@mistake("5h", "one_each")
def one_each_5h():
    return 3


@mistake("5h", "unlinked_lost")
def unlinked_lost_5h():
    return 3 + 2


@mistake("5h", "crossed")
def crossed_5h():
    return 3 * (3 + 2)


@solution("5i")
def solve_5i():
    annual = hl.load("henan_annual").query("indicator == 'urban_share'")
    told = annual.pivot(index="year", columns="vintage", values="value")
    share = told["nbs_current"]
    step = (share[2021] - told.loc[2019, "first_published"]) / 2
    return share[2021] + 3 * step - share[2024]


def share_of_5i():
    return annual_of_5a().set_index("year")["value"]


@mistake("5i", "unchanged")
def unchanged_5i():
    share = share_of_5i()
    return share[2021] + 3 * (share[2021] - share[2019]) / 2 - share[2024]


@mistake("5i", "three_steps")
def three_steps_5i():
    share = share_of_5i()
    return share[2021] + 3 * (share[2021] - 53.21) / 3 - share[2024]


@mistake("5i", "next_year")
def next_year_5i():
    share = share_of_5i()
    return share[2021] + (share[2021] - 53.21) / 2 - share[2022]


@mistake("5i", "share")
def share_5i():
    return solve_5i() + share_of_5i()[2024]


@solution("5j")
def solve_5j():
    areas = hl.load("world_urban_share").query("status == 'estimate'")
    areas = areas.query("area_type == 'country_or_area'")
    panel = hl.analysis.growth_differences(areas, 1983, 2018, smallest=2e6)
    return sns.regplot(panel, x="urban_share_pct", y="growth_difference", ci=None)


def areas_of_5j():
    estimates = hl.load("world_urban_share").query("status == 'estimate'")
    return estimates.query("area_type == 'country_or_area'")


def cloud_of_5j(first, last, smallest, x="urban_share_pct", y="growth_difference"):
    panel = hl.analysis.growth_differences(areas_of_5j(), first, last, smallest=smallest)
    return sns.scatterplot(panel, x=x, y=y)


@mistake("5j", "unchanged")
def unchanged_5j():
    return cloud_of_5j(1993, 2018, 2e6)


@mistake("5j", "other_end")
def other_end_5j():
    return cloud_of_5j(1983, 1993, 2e6)


@mistake("5j", "all_sizes")
def all_sizes_5j():
    return cloud_of_5j(1983, 2018, 0)


@mistake("5j", "swapped")
def swapped_5j():
    return cloud_of_5j(1983, 2018, 2e6, x="growth_difference", y="urban_share_pct")


@solution("5k")
def solve_5k():
    annual = hl.load("henan_annual").query("indicator == 'urban_share'")
    annual = annual.query("vintage == 'nbs_current' and year >= 2011")
    share = annual.set_index("year")["value"]
    seen_2018 = hl.analysis.simple_forecasts(share, 2018, 2024)
    return seen_2018.plot()


def paths_of_5k(last, until, first=2011):
    share = share_of_5i().loc[first:]
    return hl.analysis.simple_forecasts(share, last, until).plot()


@mistake("5k", "until_2015")
def until_2015_5k():
    return paths_of_5k(2015, 2024)


@mistake("5k", "until_2020")
def until_2020_5k():
    return paths_of_5k(2020, 2024)


@mistake("5k", "both_years")
def both_years_5k():
    return paths_of_5k(2018, 2018)


@mistake("5k", "older_years")
def older_years_5k():
    return paths_of_5k(2018, 2024, first=2005)


@solution("5n")
def solve_5n():
    told = hl.load("henan_annual").query("indicator == 'urban_share'")
    told = told.pivot(index="year", columns="vintage", values="value")
    pace = (told.loc[2019] - told.loc[2012]) / 7
    return 100 * (pace["nbs_current"] / pace["first_published"] - 1)


def told_of_5n():
    told = hl.load("henan_annual").query("indicator == 'urban_share'")
    return told.pivot(index="year", columns="vintage", values="value")[["first_published", "nbs_current"]]


@mistake("5n", "base_swapped")
def base_swapped_5n():
    pace = told_of_5n().loc[2019] - told_of_5n().loc[2012]
    return 100 * (1 - pace["first_published"] / pace["nbs_current"])


@mistake("5n", "rounded_paces")
def rounded_paces_5n():
    pace = ((told_of_5n().loc[2019] - told_of_5n().loc[2012]) / 7).round(2)
    return 100 * (pace["nbs_current"] / pace["first_published"] - 1)


@mistake("5n", "level")
def level_5n():
    level = told_of_5n().loc[2019]
    return 100 * (level["nbs_current"] / level["first_published"] - 1)


@mistake("5n", "points")
def points_5n():
    pace = (told_of_5n().loc[2019] - told_of_5n().loc[2012]) / 7
    return pace["nbs_current"] - pace["first_published"]


@solution("5o")
def solve_5o():
    annual = hl.load("henan_annual").query("indicator == 'urban_share'")
    annual = annual.query("vintage == 'nbs_current' and year >= 2011")
    share = annual.set_index("year")["value"]
    until_2020 = hl.analysis.ceiling_interval(share.loc[:2020], coverage=90)
    until_2024 = hl.analysis.ceiling_interval(share.loc[:2024], coverage=90)
    return until_2020["low"] - until_2024["high"]


def intervals_of_5o(coverage):
    share = share_of_5i().loc[2011:]
    return [hl.analysis.ceiling_interval(share.loc[:last], coverage) for last in (2020, 2024)]


@mistake("5o", "unchanged")
def unchanged_5o():
    earlier, later = intervals_of_5o(95)
    return earlier["low"] - later["high"]


@mistake("5o", "best")
def best_5o():
    earlier, later = intervals_of_5o(90)
    return earlier["best"] - later["best"]


@mistake("5o", "outer_ends")
def outer_ends_5o():
    earlier, later = intervals_of_5o(90)
    return earlier["high"] - later["low"]


@solution("5p")
def solve_5p():
    annual = hl.load("henan_annual").query("indicator == 'urban_share'")
    share = annual.query("vintage == 'nbs_current'").set_index("year")["value"]
    odds = np.log(share / (100 - share))
    rate = (odds[2024] - odds[2020]) / 4
    path = hl.analysis.growth_difference_path(share[2024], rate, 11)

    areas = hl.load("world_urban_share").query("status == 'estimate'")
    areas = areas.query("area_type == 'country_or_area'")
    errors = hl.analysis.past_errors(areas, 11)
    outcomes = path - errors["error_points"]
    return 100 * (outcomes >= 70).mean()


def path_and_errors_of_5p():
    share = share_of_5i()
    rate = (np.log(share / (100 - share))[2024] - np.log(share / (100 - share))[2020]) / 4
    return hl.analysis.growth_difference_path(share[2024], rate, 11), hl.analysis.past_errors(areas_of_5j(), 11)["error_points"]


@mistake("5p", "sign")
def sign_5p():
    path, errors = path_and_errors_of_5p()
    return 100 * (path + errors >= 70).mean()


@mistake("5p", "plan")
def plan_5p():
    path, errors = path_and_errors_of_5p()
    return 100 * (path - errors >= 72).mean()


@mistake("5p", "below")
def below_5p():
    path, errors = path_and_errors_of_5p()
    return 100 * (path - errors < 70).mean()


@solution("5q")
def solve_5q():
    coded = hl.load("measure_coding")
    ten = coded.query("dimension not in ['with_quantity', 'with_actor']")

    codings = ["first_coding", "second_coding"]
    answers_any = ten.groupby("measure")[codings].max()
    first, second = answers_any["first_coding"], answers_any["second_coding"]
    return hl.analysis.cohen_kappa(first, second)


def ten_problems_of_5q():
    return hl.load("measure_coding").query("dimension not in ['with_quantity', 'with_actor']")


@mistake("5q", "agreement")
def agreement_5q():
    answers_any = ten_problems_of_5q().groupby("measure")[["first_coding", "second_coding"]].max()
    return (answers_any["first_coding"] == answers_any["second_coding"]).mean()


@mistake("5q", "pooled")
def pooled_5q():
    ten = ten_problems_of_5q()
    return hl.analysis.cohen_kappa(ten["first_coding"], ten["second_coding"])


@mistake("5q", "all")
def all_5q():
    answers_any = hl.load("measure_coding").groupby("measure")[["first_coding", "second_coding"]].max()
    return hl.analysis.cohen_kappa(answers_any["first_coding"], answers_any["second_coding"])
