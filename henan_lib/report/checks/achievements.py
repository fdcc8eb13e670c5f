"""Checks of §2.1 and §2.3: what Henan achieved, and what is coming."""

from mpmath import iv

from .register import check, checks_by, fact, printed, table, value

HENAN, ZHENGZHOU = "410000", "410100"
ENLARGED_CIRCLE = [ZHENGZHOU, "410200", "410300", "410400", "410700", "410800", "411000", "411100", "419001"]


def province(year: int, column: str):
    """Henan in a census."""
    return table("province_census").query("province_code == @HENAN and year == @year")[column].item()


def zhengzhou(year: int, column: str):
    """Zhengzhou in a census."""
    return table("prefecture_census").query("unit_code == @ZHENGZHOU and year == @year")[column].item()


def rank_of_henan(column: str, year: int = 2020) -> float:
    """Henan's place among 31 provinces, from the highest."""
    return table("province_census").query("year == @year").set_index("province_code")[column].rank(ascending=False)[HENAN]


def circle(name: str, column: str, year: int | None = None) -> float:
    """Sum over the nine units of the enlarged metropolitan area."""
    units = table(name) if year is None else table(name).query("year == @year")
    return float(units.set_index("unit_code").loc[ENLARGED_CIRCLE, column].sum())


def land_of_henan() -> float:
    """Land of the 18 units together, km²."""
    return float(table("prefecture_area")["area_km2"].sum())


def cluster_people() -> int:
    """Residents of the Central Plains city cluster."""
    return int(table("cluster_member").query("cluster == 'central_plains'")["population"].sum())


def share_of_county_type(kind: str) -> float:
    """Urban share of all counties, or of all county-level cities, together."""
    sums = table("county_2020").query("county_type == @kind")[["urban_population", "population"]].sum()
    return 100 * sums["urban_population"] / sums["population"]


def counted(key: str):
    """A fact that is a count."""
    return fact(key).mid


def urban_income_2013() -> float:
    """Urban disposable income a head in 2013, integrated survey, yuan."""
    rows = table("henan_annual").query("indicator == 'urban_disposable_income_per_capita' and year == 2013")
    return rows.query("vintage == 'integrated_survey'")["value"].item()


checks_by(
    fact,
    {
        "zones-industry-share": ("zones_industry",),
        "residence-permits": ("residence_permits",),
    },
)
checks_by(counted, {"zones-184": ("zones",), "powers-cities": ("powers_295",)})
checks_by(
    printed,
    {
        "population-twice": ("table1-04",),
        "henan-2020-twice": ("table1-12",),
        "past-half": ("2.2.1-03",),
        "henan-2020-short": ("2.2.1-03",),
        "pace-over-one": ("2.1.1-08",),
        "rural-income-twice": ("2.1.6-01",),
        "water-fifth-again": ("2.2.4.2-01",),
    },
)
checks_by(province, {"henan-2020": (2020, "urban_share_pct"), "henan-2010": (2010, "urban_share_pct")})
checks_by(zhengzhou, {"zhengzhou-2010": (2010, "urban_share_pct"), "zhengzhou-2020": (2020, "urban_share_pct")})
checks_by(rank_of_henan, {"population-rank": ("population",), "province-rank": ("urban_share_pct",)})
checks_by(share_of_county_type, {"county-cities-share": ("county_level_city",), "counties-share": ("county",)})


@check("population-share")
def population_share():
    return 100 * printed("2.1.1-01") / printed("table1-03")


@check("increment-2000s")
def increment_2000s():
    return printed("2.2.1-01") - (printed("2.1.2.3-03") - printed("2.1.2.3-06"))


@check("pace-2000s")
def pace_2000s():
    return printed("2.1.1-05") / 10


@check("increment-2010s")
def increment_2010s():
    return printed("2.2.1-03") - printed("2.2.1-01")


@check("pace-2010s")
def pace_2010s():
    return printed("2.1.1-07") / 10


@check("cluster-population")
def cluster_population():
    return cluster_people() / 1e8


@check("cluster-population-share")
def cluster_population_share():
    return 100 * cluster_people() / 1e4 / printed("table1-03")


@check("cluster-gdp-share")
def cluster_gdp_share():
    nation = float(table("province_gdp").query("year == 2020 and vintage == 'csy_2021'")["gdp"].sum())
    return 100 * printed("2.1.2.1-05") * 1e12 / nation


@check("metro-land-share")
def metro_land_share():
    return 100 * printed("2.1.2.2-07") / fact("henan_area")


@check("metro-population-share")
def metro_population_share():
    people = table("county_2020").set_index("county_code")["population"]
    members = table("old_metro_member").set_index("county_code")["part"]
    core = people[members.index[members == "certain_member"]].sum()
    return 100 * iv.mpf([int(core), int(people[members.index].sum())]) / int(people.sum())


@check("enlarged-area")
def enlarged_area():
    return circle("prefecture_area", "area_km2") / 1e4


@check("enlarged-population")
def enlarged_population():
    return circle("prefecture_census", "population", 2020) / 1e4


@check("enlarged-population-share")
def enlarged_population_share():
    all_henan = table("province_annual").query("province_code == @HENAN and year == 2021")["population"].item()
    return 100 * 1e4 * printed("2.1.2.2-09") / float(all_henan)


@check("enlarged-gdp")
def enlarged_gdp():
    return circle("prefecture_gdp", "gdp", 2021) / 1e12


@check("enlarged-gdp-share")
def enlarged_gdp_share():
    all_units = float(table("prefecture_gdp").query("year == 2021")["gdp"].sum())
    return 100 * circle("prefecture_gdp", "gdp", 2021) / all_units


@check("zhengzhou-population-share")
def zhengzhou_population_share():
    return 100 * zhengzhou(2020, "population") / province(2020, "population")


@check("zhengzhou-gdp-share")
def zhengzhou_gdp_share():
    city = table("central_city").query("city_code == @ZHENGZHOU")["gdp_2020_first_release"].item()
    henan = table("province_gdp").query("province_code == @HENAN and year == 2020 and vintage == 'csy_2021'")["gdp"].item()
    return 100 * city / henan


@check("zhengzhou-gap-2000")
def zhengzhou_gap_2000():
    return printed("2.1.2.3-03") - (printed("2.2.1-01") - printed("2.1.1-05"))


@check("zhengzhou-gap-2010")
def zhengzhou_gap_2010():
    return printed("2.1.2.3-04") - printed("2.2.1-01")


@check("zhengzhou-gap-2020")
def zhengzhou_gap_2020():
    return printed("2.1.2.3-05") - printed("2.2.1-03")


@check("zhengzhou-first")
def zhengzhou_first():
    shares = table("prefecture_census").pivot(index="unit_code", columns="year", values="urban_share_pct")[[2010, 2020]]
    return shares.rank(ascending=False).loc[ZHENGZHOU].max()


@check("clusters-1000")
def clusters_1000():
    return counted("clusters_100bn") - value("2.1.4-03") - value("2.1.4-05")


@check("rd-2021")
def rd_2021():
    return fact("rd_2022") - fact("rd_rise_2022")


@check("rural-income")
def rural_income():
    """Rural income of 2020, known to the yuan."""
    income = table("henan_annual").query("indicator == 'rural_disposable_income_per_capita' and year == 2020")["value"].item()
    return income + iv.mpf([-0.5, 0.5])


@check("rural-income-growth")
def rural_income_growth():
    return 100 * (printed("2.1.6-01") * printed("2.1.6-03") / urban_income_2013() - 1)


@check("income-ratio-2013")
def income_ratio_2013():
    return urban_income_2013() / (printed("2.1.6-01") / (1 + printed("2.1.6-02") / 100))


@check("income-ratio-2020")
def income_ratio_2020():
    return 100 / printed("2.2.5-03")


@check("distance-70")
def distance_70():
    return value("2.3.1-02") - printed("2.3.1-01")


@check("increment-tenth")
def increment_tenth():
    people = table("world_urban_share").query("area_code == 'CHN'").set_index("year")["urban_population"]
    return printed("2.3.1-06") * 1e4 / float(people[2035] - people[2020])


@check("years-to-70")
def years_to_70():
    return (value("2.3.1-02") - printed("2.3.1-01")) / printed("2.1.1-08")
