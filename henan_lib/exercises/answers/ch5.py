"""Solutions and known mistakes of chapter 5's exercises."""

import matplotlib.pyplot as plt
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("5a")
def solve_5a():
    annual = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'")
    share = annual.set_index("year")["value"]
    return (70 - share[2024]) / ((share[2024] - share[2020]) / 4)


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
    return (70 - share[2024]) / ((share[2020] - share[2010]) / 10)


@mistake("5a", "from_2020")
def from_2020_5a():
    annual = annual_of_5a()
    share = annual.set_index("year")["value"]
    return (70 - share[2020]) / ((share[2024] - share[2020]) / 4)


@solution("5b")
def solve_5b():
    tree, links = hl.load("strategy_tree"), hl.load("problem_measure_links")
    measures = tree.query("kind == 'measure'")
    alone = measures[~measures["id"].isin(links["measure"])]
    return alone.groupby(alone["section"].str[:3]).size()


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
    one = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current' and year >= 2010")
    return sns.lineplot(one, x="year", y="value", ax=plt.subplots()[1])


@mistake("5c", "vintages_mixed")
def vintages_mixed_5c():
    one = hl.load("henan_annual").query("indicator == 'urban_share' and year >= 2010")
    return sns.lineplot(one, x="year", y="value", errorbar=None, ax=plt.subplots()[1])


@mistake("5c", "older_series")
def older_series_5c():
    one = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'")
    return sns.lineplot(one, x="year", y="value", ax=plt.subplots()[1])


@mistake("5c", "population")
def population_5c():
    one = hl.load("henan_annual").query("indicator == 'resident_population' and vintage == 'nbs_current' and year >= 2010")
    return sns.lineplot(one, x="year", y="value", ax=plt.subplots()[1])


@solution("5e")
def solve_5e():
    registered = hl.ledger().set_index("id").loc["2.2.6.1-01"]
    income = hl.ledger().set_index("id").loc["2.2.5-02"]
    output = hl.load("prefecture_gdp").query("year == 2021").set_index("unit_code")["gdp"]
    luoyang = round(100 * output["410300"] / output.sum(), 1)
    return [
        {
            "measure": "3.3.1-01",
            "problem": "2.2.6.1",
            "unit": "%",
            "direction": "up",
            "baseline": registered["value"],
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
            "baseline": income["value"],
            "baseline_year": 2020,
            "source": "ledger",
            "target": 30000,
            "target_year": 2030,
            "indicator": hl.label("rural_disposable_income_per_capita"),
        },
    ]


def registered_of_5e():
    return hl.ledger().set_index("id").loc["2.2.6.1-01"]


def income_of_5e():
    return hl.ledger().set_index("id").loc["2.2.5-02"]


def output_of_5e():
    return hl.load("prefecture_gdp").query("year == 2021").set_index("unit_code")["gdp"]


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
    table = hl.load("henan_annual").query("vintage == 'nbs_current'").pivot(index="year", columns="indicator", values="value")
    people, share = table["resident_population"], table["urban_share"]
    total = people[2024] + (people[2024] - people[2020]) / 4 * 11
    return (0.72 * total - share[2020] / 100 * people[2020]) / 1e4


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
