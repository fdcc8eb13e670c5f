"""Solutions and known mistakes of chapter 2's exercises."""

import matplotlib.pyplot as plt
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("2a")
def solve_2a():
    share = hl.load("china_population").set_index("year")["urban_share_pct"]
    return (share[2022] - share[1994]) / (2022 - 1994)


def share_of_2a():
    return hl.load("china_population").set_index("year")["urban_share_pct"]


@mistake("2a", "start")
def start_2a():
    share = share_of_2a()
    return (share[2022] - share[1995]) / (2022 - 1995)


@mistake("2a", "years")
def years_2a():
    share = share_of_2a()
    return (share[2022] - share[1994]) / 27


@mistake("2a", "total")
def total_2a():
    share = share_of_2a()
    return share[2022] - share[1994]


@mistake("2a", "growth")
def growth_2a():
    share = share_of_2a()
    return 100 * ((share[2022] / share[1994]) ** (1 / 28) - 1)


@mistake("2a", "last_year")
def last_year_2a():
    share = share_of_2a()
    return (share[2025] - share[1994]) / (2025 - 1994)


@solution("2b")
def solve_2b():
    people = hl.load("province_census").pivot(index="province_code", columns="year", values="urban_population").astype(float)
    return (100 * (people[2020] / people[2010] - 1)).loc[["210000", "220000", "230000"]]


def share_of_2b():
    return hl.load("province_census").pivot(index="province_code", columns="year", values="urban_share_pct")


@mistake("2b", "points")
def points_2b():
    share = share_of_2b()
    return (share[2020] - share[2010]).loc[["210000", "220000", "230000"]]


@mistake("2b", "share_growth")
def share_growth_2b():
    share = share_of_2b()
    return (100 * (share[2020] / share[2010] - 1)).loc[["210000", "220000", "230000"]]


@mistake("2b", "everyone")
def everyone_2b():
    people = hl.load("province_census").pivot(index="province_code", columns="year", values="population").astype(float)
    return (100 * (people[2020] / people[2010] - 1)).loc[["210000", "220000", "230000"]]


@mistake("2b", "rural")
def rural_2b():
    people = hl.load("province_census").pivot(index="province_code", columns="year", values="rural_population").astype(float)
    return (100 * (people[2020] / people[2010] - 1)).loc[["210000", "220000", "230000"]]


@mistake("2b", "fractions")
def fractions_2b():
    people = hl.load("province_census").pivot(index="province_code", columns="year", values="urban_population").astype(float)
    return (people[2020] / people[2010] - 1).loc[["210000", "220000", "230000"]]


@solution("2c")
def solve_2c():
    pair = hl.load("china_income").query("survey == 'integrated_survey' and residence != 'national'")
    return sns.lineplot(
        pair, x="year", y="disposable_income_per_capita", hue="residence", errorbar=None, ax=plt.figure().subplots()
    )


def pair_of_2c():
    return hl.load("china_income").query("survey == 'integrated_survey' and residence != 'national'")


@mistake("2c", "joined")
def joined_2c():
    pair = hl.load("china_income").query("residence != 'national'")
    return sns.lineplot(
        pair, x="year", y="disposable_income_per_capita", hue="residence", errorbar=None, ax=plt.figure().subplots()
    )


@mistake("2c", "national")
def national_2c():
    three = hl.load("china_income").query("survey == 'integrated_survey'")
    return sns.lineplot(
        three, x="year", y="disposable_income_per_capita", hue="residence", errorbar=None, ax=plt.figure().subplots()
    )


@mistake("2c", "mixed")
def mixed_2c():
    pair = pair_of_2c()
    return sns.lineplot(pair, x="year", y="disposable_income_per_capita", errorbar=None, ax=plt.figure().subplots())


@mistake("2c", "swapped")
def swapped_2c():
    pair = pair_of_2c()
    return sns.lineplot(
        pair, x="disposable_income_per_capita", y="year", hue="residence", orient="y", errorbar=None, ax=plt.figure().subplots()
    )


@solution("2e")
def solve_2e():
    people = hl.load("china_population").set_index("year").loc[2020]
    registered = hl.load("china_registered_urban_share").set_index("year")["registered_urban_share_pct"][2020]
    return (people["urban_share_pct"] - registered) / 100 * people["population"] / 1e8


def people_of_2e():
    return hl.load("china_population").set_index("year").loc[2020]


def registered_of_2e():
    return hl.load("china_registered_urban_share").set_index("year")["registered_urban_share_pct"][2020]


@mistake("2e", "urban_base")
def urban_base_2e():
    people = people_of_2e()
    registered = registered_of_2e()
    return (people["urban_share_pct"] - registered) / 100 * people["urban_population"] / 1e8


@mistake("2e", "registered_base")
def registered_base_2e():
    people = people_of_2e()
    registered = registered_of_2e()
    return (100 - registered) / 100 * people["urban_population"] / 1e8


@mistake("2e", "year")
def year_2e():
    people = hl.load("china_population").set_index("year").loc[2019]
    registered = hl.load("china_registered_urban_share").set_index("year")["registered_urban_share_pct"][2019]
    return (people["urban_share_pct"] - registered) / 100 * people["population"] / 1e8


@mistake("2e", "stale")
def stale_2e():
    people = people_of_2e()
    printed = hl.ledger(section="1.3.2.4").set_index("id")["value"]["1.3.2.4-01"]
    return (people["urban_share_pct"] - printed) / 100 * people["population"] / 1e8


@mistake("2e", "persons")
def persons_2e():
    people = people_of_2e()
    registered = registered_of_2e()
    return (people["urban_share_pct"] - registered) / 100 * people["population"]
