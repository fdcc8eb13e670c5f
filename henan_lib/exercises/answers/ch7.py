"""Solutions and known mistakes of chapter 7's exercises."""

import matplotlib.pyplot as plt
import seaborn as sns

import henan_lib as hl

from .register import mistake, solution


@solution("7a")
def solve_7a():
    guizhou = hl.load("province_annual").query("province_code == '520000'").set_index("year")["urban_share_pct"]
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
    census = hl.load("province_census").dropna().set_index(["year", "province_code"])["urban_population"].astype(float)
    return (100 * (census[2020] / census[2010] - 1)).nlargest(5)


@mistake("7b", "points")
def points_7b():
    census = hl.load("province_census").dropna().set_index(["year", "province_code"])["urban_share_pct"]
    return (census[2020] - census[2010]).nlargest(5)


@mistake("7b", "people")
def people_7b():
    census = hl.load("province_census").dropna().set_index(["year", "province_code"])["urban_population"].astype(float)
    return (census[2020] - census[2010]).nlargest(5)


@mistake("7b", "ratio")
def ratio_7b():
    census = hl.load("province_census").dropna().set_index(["year", "province_code"])["urban_population"].astype(float)
    return (100 * census[2020] / census[2010]).nlargest(5)


@mistake("7b", "all_people")
def all_people_7b():
    census = hl.load("province_census").set_index(["year", "province_code"])["population"].astype(float)
    return (100 * (census[2020] / census[2010] - 1)).nlargest(5)


@solution("7c")
def solve_7c():
    three = hl.load("province_annual").query("year >= 2011 and province_code in ['210000', '220000', '230000']")
    return sns.lineplot(three, x="year", y="urban_share_pct", hue="province_code", ax=plt.subplots()[1])


def three_of_7c():
    return hl.load("province_annual").query("year >= 2011 and province_code in ['210000', '220000', '230000']")


@mistake("7c", "editions_joined")
def editions_joined_7c():
    three = hl.load("province_annual").query("province_code in ['210000', '220000', '230000']")
    return sns.lineplot(three, x="year", y="urban_share_pct", hue="province_code", ax=plt.subplots()[1])


@mistake("7c", "averaged")
def averaged_7c():
    three = three_of_7c()
    return sns.lineplot(three, x="year", y="urban_share_pct", errorbar=None, ax=plt.subplots()[1])


@mistake("7c", "population")
def population_7c():
    three = three_of_7c()
    return sns.lineplot(three, x="year", y="population", hue="province_code", ax=plt.subplots()[1])


@solution("7e")
def solve_7e():
    wide = (
        hl.load("province_annual").query("year >= 2011").pivot(index="year", columns="province_code", values="urban_share_pct")
    )
    found = wide.apply(lambda share: hl.analysis.simple_forecasts(share, 2019, 2024).loc[2024, "constant_points"])
    return int((found > wide.loc[2024]).sum())


def wide_of_7e():
    return (
        hl.load("province_annual").query("year >= 2011").pivot(index="year", columns="province_code", values="urban_share_pct")
    )


@mistake("7e", "too_low")
def too_low_7e():
    wide = wide_of_7e()
    found = wide.apply(lambda share: hl.analysis.simple_forecasts(share, 2019, 2024).loc[2024, "constant_points"])
    return int((found < wide.loc[2024]).sum())


@mistake("7e", "by_a_point")
def by_a_point_7e():
    wide = wide_of_7e()
    found = wide.apply(lambda share: hl.analysis.simple_forecasts(share, 2019, 2024).loc[2024, "constant_points"])
    return int((found > wide.loc[2024] + 1).sum())


@mistake("7e", "everybody")
def everybody_7e():
    return len(hl.load("province_annual")["province_code"].unique())
