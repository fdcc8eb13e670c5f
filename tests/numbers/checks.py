"""Numbers in the words of the report's checks that the check itself does not read, recomputed."""

import henan_lib as hl
from henan_lib.report.checks import achievements, problems
from henan_lib.report.checks.register import facts

from .ch03 import changyuan, yearly
from .register import Numbers, above, below, printed

numbers = Numbers("checks")

for place, names in {
    "world-half-year": ["50"],
    "conference-2013": ["12"],
    "plan-2014-date": ["3"],
    "hukou-opinions-date": ["7"],
    "conference-2015": ["12"],
    "integration-opinions-date": ["4", "15", "5", "9"],
    "plan-2022-date": ["1", "6"],
    "clusters-19": ["13"],
    "metro-enlarged": ["1", "6", "8"],
    "clusters-3000": ["300", "3000"],
    "clusters-1000": ["100"],
    "gdp-zhengzhou-twice": ["2"],
    "gdp-xian-twice": ["2"],
    "rd-2021": ["10"],
    "below-half-4": ["50"],
}.items():
    numbers(place, names=names)


def edition(area: str, year: int, name: str) -> float:
    """Urban share of an area in an edition of the World Bank or the Bureau, or in the UN's edition of 2025."""
    if name == "un_2025":
        table = hl.load("world_urban_share_2025")
    elif area == "CHN":
        table = hl.load("china_urban_share_by_vintage").query("vintage == @name").assign(area_code="CHN")
    else:
        table = hl.load("world_bank_urban_share").query("vintage == @name")
    return table.query("area_code == @area and year == @year")["urban_share_pct"].item()


def gain_of_china() -> dict[int, float]:
    """Urban people that China gains from 2020 to 2035, by the year of the UN's edition."""
    editions = {2018: hl.load("world_urban_share"), 2025: hl.load("world_urban_share_2025")}
    china = {year: table.query("area_code == 'CHN'").set_index("year")["urban_population"] for year, table in editions.items()}
    return {year: people[2035] - people[2020] for year, people in china.items()}


def nation(year: int, column: str, name: str = "nbs_current") -> float:
    """The nation in an edition of the Bureau."""
    return float(hl.load("china_urban_share_by_vintage").query("year == @year and vintage == @name")[column].item())


def units(column: str, year: int):
    """A column of the 18 units' output, by unit."""
    return hl.load("prefecture_gdp").query("year == @year").set_index("unit_code")[column]


def henan_output(year: int, vintage: str) -> float:
    """Output of Henan, yuan."""
    rows = hl.load("province_gdp").query("province_code == '410000' and year == @year and vintage == @vintage")
    return float(rows["gdp"].item())


def zhengzhou_and_four(column, year: int | None = None) -> float:
    """Zhengzhou and those four of the eight others that have least, in percent of the 18 units."""
    others = column.loc[achievements.ENLARGED_CIRCLE].drop(achievements.ZHENGZHOU).nsmallest(4)
    return 100 * (column[achievements.ZHENGZHOU] + others.sum()) / column.sum()


def counties(kind: str):
    """Units of a kind in the census of 2020."""
    return hl.load("county_2020").query("county_type == @kind")


def urban_share(table) -> float:
    """Urban share of several units together."""
    return 100 * table["urban_population"].sum() / table["population"].sum()


def yearly_growth(kinds: list[str], marks=("no_zone_known", "zone_taken")) -> float:
    """Yearly growth of urban people 2010 to 2020 in the places of a kind that have a 2010, percent."""
    table = hl.load("county_2020").query("county_type in @kinds").dropna(subset="urban_population_2010")
    table = table[table["zone_mark"].isin(marks) | (table["county_type"] == "district")]
    return 100 * ((table["urban_population"].sum() / table["urban_population_2010"].sum()) ** 0.1 - 1)


@numbers("states-1950")
def states_1950(c):
    return {"64.7": max(printed(key) for key in ("1.2-06", "1.2-07", "1.2-08", "1.2-09"))}


@numbers("germany-1950")
def germany_1950(c):
    return {"70.40": edition("DEU", 1950, "un_2025")}


@numbers("japan-1950")
def japan_1950(c):
    old = hl.load("world_urban_long_run").query("area_code == 'JPN'").set_index("year")["urban_share_pct"]
    return {"32.7": old[1935], "37.7": old[1940], "27.8": old[1945], "36.992": edition("JPN", 1950, "un_2025")}


@numbers("japan-1970")
def japan_1970(c):
    un = hl.load("world_urban_share").query("area_code == 'JPN' and year == 1970")["urban_share_pct"].item()
    return {"71.8": above(min(un, *(edition("JPN", 1970, name) for name in ("wdi_2025_07", "wdi_2026_02"))))}


@numbers("korea-1960")
def korea_1960(c):
    return {"30": printed("1.2-20")}


@numbers("mexico-1950")
def mexico_1950(c):
    return {"42.639": edition("MEX", 1950, "un_2025")}


@numbers("mexico-2008")
def mexico_2008(c):
    return {"76.51": edition("MEX", 2008, "wdi_2026_02")}


@numbers("third-phase-start")
def third_phase_start(c):
    return {"30": printed("1.3-06")}


@numbers("china-thirty-year")
def china_thirty_year(c):
    return {"30": printed("1.3-06")}


@numbers("china-1996")
def china_1996(c):
    return {"29.37": edition("CHN", 1996, "csy_1998")}


@numbers("china-2011")
def china_2011(c):
    return {"51.83": edition("CHN", 2011, "nbs_current")}


@numbers("thirty-years")
def thirty_years(c):
    return {"32": printed("1.3-08") - 1979}


@numbers("registered-now")
def registered_now(c):
    shares = hl.load("china_registered_urban_share").set_index("year")["registered_urban_share_pct"]
    return {"46.7": shares[2021]}


@numbers("registered-gap")
def registered_gap(c):
    now = printed("1.3.2.4-01")
    return {
        "60.60": edition("CHN", 2019, "nbs_before_2020_census"),
        "62.71": edition("CHN", 2019, "nbs_current"),
        "63.89": edition("CHN", 2020, "nbs_current"),
        "18.33": edition("CHN", 2019, "nbs_current") - now,
        "19.51": edition("CHN", 2020, "nbs_current") - now,
    }


@numbers("urban-population-2019")
def urban_population_2019(c):
    people = [nation(year, "urban_population") for year in (2019, 2020)]
    return {"8.84": people[0] / 1e8, "884": people[0] / 1e6, "9.02": people[1] / 1e8, "902": people[1] / 1e6}


@numbers("migrants-unregistered")
def migrants_unregistered(c):
    everyone = nation(2019, "population", "nbs_before_2020_census")
    return {
        "14.00": everyone / 1e8,
        "1,400": everyone / 1e6,
        "8.48": printed("1.3.2.4-03"),
        "848": 100 * printed("1.3.2.4-03"),
    }


@numbers("farmer-age", names=["30", "54"])
def farmer_age(c):
    told = facts()["value"]
    return {"33.6": 100 * told["farm_workers_55"] / told["farm_workers"]}


@numbers("pace-2010s")
def pace_2010s(c):
    shares = [printed("2.2.1-01") - printed("2.1.1-05"), printed("2.2.1-01"), printed("2.2.1-03")]
    first, second = (100 * ((end / start) ** 0.1 - 1) for start, end in zip(shares, shares[1:]))
    return {"5.2": first, "3.7": second}


@numbers("cluster-population")
def cluster_population(c):
    return {"30": (hl.load("cluster_member")["cluster"] == "central_plains").sum()}


@numbers("cluster-population-share")
def cluster_population_share(c):
    people = achievements.cluster_people()
    return {
        "1.64": printed("2.1.2.1-03"),
        "164": 100 * printed("2.1.2.1-03"),
        "1.6458": people / 1e8,
        "164.58": people / 1e6,
        "11.6": 1e6 * printed("2.1.2.1-03") / printed("table1-03"),
    }


@numbers("cluster-gdp")
def cluster_gdp(c):
    members = hl.load("cluster_member").query("cluster == 'central_plains'")
    own = len(hl.load("prefecture_census").query("year == 2020"))
    return {"18": own, "12": len(members) - own}


@numbers("metro-land-share")
def metro_land_share(c):
    return {"16.563": achievements.land_of_henan() / 1e4, "165,630": round(achievements.land_of_henan(), -1)}


@numbers("metro-old-area")
def metro_old_area(c):
    land = hl.load("prefecture_area").set_index("unit_code")["area_km2"]
    five = zhengzhou_and_four(land) * land.sum() / 100
    return {"9.6": printed("2.1.2.2-02"), "2.11": five / 1e4, "21,100": round(five, -2)}


@numbers("metro-gdp-share")
def metro_gdp_share(c):
    gdp = units("gdp", 2020)
    return {"21.8": hl.recompute("zhengzhou-gdp-share").mid.a.mid, "34.1": zhengzhou_and_four(gdp)}


for place in ("metro-nine", "metro-nine-cities", "metro-listed"):

    @numbers(place)
    def others(c):
        return {"8": len(achievements.ENLARGED_CIRCLE) - 1}


@numbers("enlarged-population-share")
def enlarged_population_share(c):
    people = hl.load("province_annual").query("province_code == '410000' and year == 2021")["population"].item()
    return {
        "9883": people / 1e4,
        "98.83": people / 1e6,
        "9936.55": printed("table1-04"),
        "99.37": printed("table1-04") / 100,
        "47.0": 100 * printed("2.1.2.2-09") / printed("table1-04"),
    }


@numbers("enlarged-gdp")
def enlarged_gdp(c):
    return {"3.23": achievements.circle("prefecture_gdp", "gdp", 2020) / 1e12}


@numbers("enlarged-gdp-share")
def enlarged_gdp_share(c):
    henan = hl.load("henan_annual").query("indicator == 'gdp' and year == 2021 and vintage == 'first_published'")
    return {
        "3.28": printed("2.1.2.2-11"),
        "5.89": henan["value"].item() / 1e12,
        "59.6": 100 * achievements.circle("prefecture_gdp", "gdp", 2020) / units("gdp", 2020).sum(),
    }


@numbers("zhengzhou-gdp-share")
def zhengzhou_gdp_share(c):
    city = hl.load("central_city").set_index("city_code").loc[achievements.ZHENGZHOU]
    henan = henan_output(2020, "nbs_2024")
    return {
        "21.84": 100 * city["gdp_2020_revised"] / henan,
        "22.12": 100 * city["gdp_2020_first_release"] / henan,
    }


@numbers("county-growth")
def county_growth(c):
    matched = (
        hl.load("county_2020").query("county_type in ['county', 'county_level_city']").dropna(subset="urban_population_2010")
    )
    province = hl.load("prefecture_census").groupby("year")["urban_population"].sum().loc[[2010, 2020]].to_numpy()
    of_all, unmarked = (
        rows[["urban_population_2010", "urban_population"]].sum().to_numpy() + changyuan()
        for rows in (matched, matched.query("zone_mark == 'no_zone_known'"))
    )
    return {
        "4.27": yearly(*(of_all - changyuan())),
        "4.31": yearly(*of_all),
        "4.24": yearly(*(province - of_all)),
        "4.17": yearly(*unmarked),
        "4.41": yearly(*(province - unmarked)),
        "3.5": printed("2.1.2.4-02"),
        "5": printed("2.1.2.4-01"),
    }


@numbers("district-growth")
def district_growth(c):
    both_sides = county_growth(c)
    del both_sides["4.27"]
    return {
        "24": len(counties("development_zone")),
        "2.7": yearly_growth(["district"]),
        **both_sides,
    }


@numbers("county-cities-share")
def county_cities_share(c):
    cities = counties("county_level_city")
    return {
        "22": len(cities),
        "55.29": urban_share(cities.query("unit_code != '419001'")),
        "57.97": cities["urban_share_pct"].mean(),
    }


@numbers("counties-share")
def counties_share(c):
    table = counties("county")
    return {
        "83": len(table),
        "43.83": table["urban_share_pct"].mean(),
        "42.68": urban_share(table.query("county_code != '410322'")),
    }


@numbers("zero-threshold")
def zero_threshold(c):
    return {"19.34": printed("2.2.6.1-02")}


@numbers("gap-2010")
def gap_2010(c):
    year_end = edition("CHN", 2010, "nbs_current")
    return {"49.95": year_end, "11.43": year_end - printed("2.2.1-01")}


@numbers("province-rank")
def province_rank(c):
    return {"31": hl.load("province_census")["province_code"].nunique()}


@numbers("census-henan-2010")
def census_henan_2010(c):
    more = problems.province(2010, "population") / 1e4 - printed("table1-02")
    return {"340": round(1e4 * more, -1), "3": round(100 * more), "38.52": printed("2.2.1-01")}


@numbers("census-henan-urban-2010")
def census_henan_urban_2010(c):
    return {"3621.97": int(problems.province(2010, "urban_population") / 100) / 100}


@numbers("prefectures-17")
def prefectures_17(c):
    return {"18": len(hl.load("prefecture_census").query("year == 2020"))}


@numbers("table2-tianjin-area")
def table2_tianjin_area(c):
    area = facts().loc["tianjin_area", "value"]
    return {"11966.45": area, "11,966.45": area}


@numbers("table2-chengdu-area")
def table2_chengdu_area(c):
    area = facts().loc["chengdu_area", "value"]
    return {"14335": area, "14,335": area, "23": area - printed("table2-41")}


@numbers("facility-rank")
def facility_rank(c):
    return {"25": printed("2.2.3-01", "value_high")}


def total_population_2013() -> float:
    """Total population of Henan at the end of 2013, in 10,000 persons."""
    rows = hl.load("henan_annual").query("indicator == 'total_population' and year == 2013")
    return rows["value"].item() / 1e4


@numbers("people-share-land")
def people_share_land(c):
    return {"10601": total_population_2013(), "106.01": total_population_2013() / 100, "381": printed("2.2.4.2-04")}


@numbers("water-per-head")
def water_per_head(c):
    return {"10601": total_population_2013(), "106.01": total_population_2013() / 100, "7.8": printed("2.2.4.1-03")}


@numbers("farmland-per-head")
def farmland_per_head(c):
    residents = 100 * printed("table1-04") / printed("table1-03")
    return {
        "5.88": hl.recompute("farmland-share").mid.a.mid,
        "7.04": residents,
        "6.1": printed("2.2.4.1-06") * residents / 100,
        "6": printed("2.2.4.1-04"),
        "7.8": printed("2.2.4.1-03"),
    }


@numbers("gdp-per-land-henan")
def gdp_per_land_henan(c):
    found = float(hl.recompute("gdp-per-land-henan").mid.a.mid)
    land = found * achievements.land_of_henan() / printed("2.2.4.1-07")
    return {"3": land / 1e4, "30,000": round(land, -3), "22,000": round(found, 1) * 1e4}


@numbers("gdp-per-land-china")
def gdp_per_land_china(c):
    return {"7,000": below(1e4 * float(hl.recompute("gdp-per-land-china").b.mid))}


@numbers("national-zone-tax")
def national_zone_tax(c):
    return {"19": printed("2.2.4.1-11")}


@numbers("national-zone-tax-china")
def national_zone_tax_china(c):
    nationwide = 100 * printed("2.2.4.1-12") / printed("2.2.4.1-13")
    return {"45.5": nationwide, "455,000": round(1e4 * nationwide, -3)}


@numbers("national-zone-tax-guangdong")
def national_zone_tax_guangdong(c):
    guangdong = 100 * printed("2.2.4.1-12") / printed("2.2.4.1-14")
    return {"103": guangdong, "1.03": guangdong / 100}


@numbers("water-per-land")
def water_per_land(c):
    farmland = facts().loc["henan_farmland", "value"] * 15
    implied = 1e4 * facts().loc["henan_water", "value"] / printed("2.2.4.2-05")
    return {"1.127": farmland / 1e4, "112.7": farmland / 100, "1.187": implied / 1e4, "118.7": implied / 100}


@numbers("pace-over-one")
def pace_over_one(c):
    shares = hl.load("henan_annual").query("indicator == 'urban_share' and vintage == 'nbs_current'")
    series = shares.set_index("year")["value"]
    return {"0.95": (series[2024] - series[2020]) / 4}


@numbers("increment-2035", names=["1"])
def increment_2035(c):
    people, urban = printed("table1-04"), printed("table1-08")
    aim = hl.load("policy_target").query("region == 'Henan' and target_year == 2035 and qualifier == 'about'")
    target = aim.query("indicator == 'urban_share'")["value"].item()
    more = people * target / 100 - urban
    return {
        "1.41": 100 * printed("2.3.1-06") / people / 15,
        "72": target,
        "1650": round(more, -1),
        "16.5": more / 100,
    }


@numbers("increment-tenth")
def increment_tenth(c):
    gain = gain_of_china()
    return {
        "1.85": gain[2018] / 1e8,
        "185": gain[2018] / 1e6,
        "0.93": gain[2025] / 1e8,
        "93": gain[2025] / 1e6,
        "22.6": 1e6 * printed("2.3.1-06") / gain[2025],
    }
