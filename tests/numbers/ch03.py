"""Numbers in the prose of chapter 3, recomputed."""

import inspect
import itertools
import math

import henan_lib as hl

from .register import Numbers, below, made_up, printed

numbers = Numbers("03")
PERIODS = [(2000, 2010), (2010, 2020), (2020, 2024)]


@numbers("title", names=["82", "209", "18"])
def title(c):
    return {
        "17": c.units["unit_code"].str.endswith("00").sum() / 2,
    }


@numbers("pace-predict", names=["2000", "2010", "2014", "2020", "2024"])
def pace_predict(c):
    return {
        "1.54": printed("2.1.1-06"),
        "1.69": printed("2.1.1-08"),
    }


def speed(c, yardstick, period, region):
    return c.speeds.set_index(["period", "region"]).loc[(period, region), f"speed_in_{yardstick}"]


@numbers("pace-read", names=["1", "2000", "2009", "2010", "2011", "2020"])
def pace_read(c):
    across = c.nation.set_index("year")["urban_share_pct"]
    return {
        "1.54": speed(c, "points", "2000–2010", "henan"),
        "1.69": speed(c, "points", "2010–2020", "henan"),
        "0.95": speed(c, "points", "2020–2024", "henan"),
        "1.35": speed(c, "points", "2000–2010", "national"),
        "1.42": speed(c, "points", "2010–2020", "national"),
        "1.39": (across[2020] - across[2010]) / 10,
        "0.78": speed(c, "points", "2020–2024", "national"),
        "5.21": speed(c, "growth", "2000–2010", "henan"),
        "3.71": speed(c, "growth", "2010–2020", "henan"),
        "1.67": speed(c, "growth", "2020–2024", "henan"),
        "23.17": c.census.set_index("year").loc[2000, "urban_share_pct"],
        "55.43": c.census.set_index("year").loc[2020, "urban_share_pct"],
        "38.52": c.census.set_index("year").loc[2010, "urban_share_pct"],
        "15.35": printed("2.1.1-05"),
    }


numbers("why-predict", names=["2010", "2020"])


def changed(c, residents, region):
    return c.changes.set_index(["residents", "region"]).loc[(f"{residents}_residents", region), "change_2010_2020_pct"]


def added(c, residents):
    henan = c.counts.query("region == '410000'").set_index("year")[f"{residents}_residents"]
    return henan[2020] - henan[2010]


@numbers("why-read")
def why_read(c):
    return {
        "52.1": changed(c, "urban", "henan"),
        "23.4": -changed(c, "rural", "henan"),
        "5.7": changed(c, "all", "henan"),
        "24.4": -changed(c, "rural", "national"),
        "35.5": changed(c, "urban", "national"),
        "44.99": c.paths.set_index("share_path").loc["only_rural_falls", "urban_share_pct"],
        "48.79": c.paths.set_index("share_path").loc["only_urban_grows", "urban_share_pct"],
        "55.43": c.paths.set_index("share_path").loc["as_in_2020", "urban_share_pct"],
        "1886": added(c, "urban") / 1e4,
        "1352": -added(c, "rural") / 1e4,
        "534": added(c, "all") / 1e4,
        "18.86": added(c, "urban") / 1e6,
        "13.52": -added(c, "rural") / 1e6,
        "5.34": added(c, "all") / 1e6,
    }


@numbers("split-predict", names=["18", "0"])
def split_predict(c):
    path = c.paths.set_index("share_path")["urban_share_pct"]
    return {
        "0.41": -math.log(0.4 / 0.6),
        "44.99": path["only_rural_falls"],
        "48.79": path["only_urban_grows"],
        "38.52": path["as_in_2010"],
        "55.43": path["as_in_2020"],
        "16.74": path["only_rural_falls"] + path["only_urban_grows"] - 2 * path["as_in_2010"],
        "16.91": path["as_in_2020"] - path["as_in_2010"],
        "16.9": c.inside.sum() + c.between.sum(),
    }


@numbers("split-read", names=["18"])
def split_read(c):
    parts = c.inside.sum() + c.between.sum()
    both = c.both_censuses
    rise = 100 * both["urban_population"] / both.sum(axis=1)
    assert abs(parts - (rise[2020] - rise[2010])) < 1e-9
    assert c.inside.idxmax() == "411300" and c.inside.idxmin() == "419001"
    return {
        "61": 100 * c.from_towns / c.risen,
        "39": 100 * c.from_country / c.risen,
        "16.9": parts,
        "15.9": c.inside.sum(),
        "1.0": c.between.sum(),
        "1.87": c.inside["411300"],
        "1.63": c.inside["410100"],
        "0.13": c.inside["419001"],
        "0.109": c.mean_weight.max(),
        "14.9": (c.shares[2020] - c.shares[2010])[c.mean_weight.idxmax()],
        "0.103": c.mean_weight["411300"],
        "18.1": (c.shares[2020] - c.shares[2010])["411300"],
    }


@numbers("units-predict", names=["18", "2010", "2020"])
def units_predict(c):
    kinds = hl.load("county_2020")["county_type"].value_counts()
    luoyang = c.units.query("unit_code == '410300' and year == 2020")["population"].item()
    area = hl.load("prefecture_area").set_index("unit_code").loc["410300", "area_km2"]
    return {
        "1": c.units["unit_code"].str[:2].nunique(),
        "53": kinds["district"],
        "22": kinds["county_level_city"],
        "83": kinds["county"],
        "24": kinds["development_zone"],
        "15235": area,
        "15,235": area,
        "706": luoyang / 1e4,
        "7.06": luoyang / 1e6,
    }


@numbers("units-read", names=["2000", "2010", "2020", "18"])
def units_read(c):
    return {
        "63.5": c.shares.loc["410100", 2010],
        "14": (c.shares[2020] > 50).sum(),
        "4": (c.shares[2020] < 50).sum(),
        "67.5": c.shares.loc["419001", 2020],
        "65.0": c.shares.loc["410300", 2020],
        "63.0": c.shares.loc["410800", 2020],
        "42.6": c.shares.loc["411600", 2020],
        "49.97": c.shares.loc["410900", 2020],
        "0.03": 50 - c.shares.loc["410900", 2020],
        "3": c.moved.max(),
    }


@numbers("concentration-predict", names=["1", "4", "8"])
def concentration_predict(c):
    return {
        "12.68": printed("2.1.2.3-01"),
    }


@numbers("concentration-read", names=["1", "3", "4", "21", "2020", "2021"])
def concentration_read(c):
    change = c.people[2020] - c.people[2010]
    output = hl.load("prefecture_gdp").query("year == 2021").set_index("unit_code")["gdp"]
    return {
        "11.7": printed("2.1.2.1-04"),
        "8": printed("2.1.2.1-06"),
        "0.68": printed("2.1.2.1-06") / printed("2.1.2.1-04"),
        "4.6": c.parts.set_index("measure_of_place").loc["area_km2", "zhengzhou"],
        "12.7": c.parts.set_index("measure_of_place").loc["population", "zhengzhou"],
        "21.9": c.parts.set_index("measure_of_place").loc["gdp", "zhengzhou"],
        "1.72": c.parts.set_index("measure_of_place").loc["gdp", "zhengzhou"]
        / c.parts.set_index("measure_of_place").loc["population", "zhengzhou"],
        "2.11": c.smallest / 10_000,
        "21,100": round(c.smallest, -2),
        "1.27": c.parts.set_index("measure_of_place").loc["gdp", "one_plus_eight"]
        / c.parts.set_index("measure_of_place").loc["population", "one_plus_eight"],
        "1.10": (
            c.parts.set_index("measure_of_place").loc["gdp", "one_plus_eight"]
            - c.parts.set_index("measure_of_place").loc["gdp", "zhengzhou"]
        )
        / (
            c.parts.set_index("measure_of_place").loc["population", "one_plus_eight"]
            - c.parts.set_index("measure_of_place").loc["population", "zhengzhou"]
        ),
        "12": (change > 0).sum(),
        "6": (change < 0).sum(),
        "651": change[change > 0].sum() / 1e4,
        "6.51": change[change > 0].sum() / 1e6,
        "397": change["410100"] / 1e4,
        "3.97": change["410100"] / 1e6,
        "61": 100 * change["410100"] / change[change > 0].sum(),
        "117": -change[change < 0].sum() / 1e4,
        "1.17": -change[change < 0].sum() / 1e6,
        "9.6": printed("2.1.2.2-02"),
        "20": printed("2.1.2.2-03"),
        "30": printed("2.1.2.2-04"),
        "1.59": printed("2.1.2.2-07"),
        "5.88": printed("2.1.2.2-08"),
        "15,900": printed("2.1.2.2-07") * 10_000,
        "58,800": printed("2.1.2.2-08") * 10_000,
        "59.6": c.parts.set_index("measure_of_place").loc["gdp", "one_plus_eight"],
        "59.35": 100 * output[c.nine].sum() / output.sum(),
        "55.7": printed("2.1.2.2-12"),
    }


def part(c, city, column):
    return c.primacy.set_index("city_code").loc[city, column]


@numbers("primacy-read", names=["2", "2021"])
def primacy_read(c):
    outputs = hl.load("central_city").set_index("city_code")["gdp_2020_first_release"]
    assert round(outputs["440100"] / outputs["410100"], 1) == 2.1
    lowest = c.primacy.set_index("city_code").idxmin()
    assert lowest.tolist() == ["410100", "440100", "410100", "610100"]
    assert part(c, "410100", "gdp_over_people") == c.primacy["gdp_over_people"].max()
    assert round(100 / part(c, "410100", "people_part_pct")) == 8
    of_units = c.parts.set_index("measure_of_place").loc["gdp", "zhengzhou"]
    province = (
        hl.load("province_gdp").query("province_code == '410000' and year == 2020 and vintage == 'nbs_2024'")["gdp"].item()
    )
    return {
        "12.7": part(c, "410100", "people_part_pct"),
        "17.9": part(c, "410100", "urban_part_pct"),
        "21.8": part(c, "410100", "gdp_part_pct"),
        "35.9": part(c, "420100", "gdp_part_pct"),
        "36.5": part(c, "510100", "gdp_part_pct"),
        "38.3": part(c, "610100", "gdp_part_pct"),
        "22.6": part(c, "440100", "gdp_part_pct"),
        "17.2": part(c, "440100", "urban_part_pct"),
        "1.72": part(c, "410100", "gdp_over_people"),
        "1.17": part(c, "610100", "gdp_over_people"),
        "21.9": of_units,
        "21.85": of_units,
        "21.84": of_units * c.totals["gdp"].sum() / province,
        "18": len(c.totals),
    }


@numbers("lead-predict", names=["2000", "2010", "2020"])
def lead_predict(c):
    return {"31.88": printed("2.1.2.3-06"), "24.97": printed("2.1.2.3-07"), "22.97": printed("2.1.2.3-08")}


@numbers("lead-read", names=["2000", "2010", "2020"])
def lead_read(c):
    def odds(share):
        return share / (100 - share)

    printed_shares = {
        2000: (printed("2.1.2.3-03"), c.in_2000),
        2010: (printed("2.1.2.3-04"), c.in_2010),
        2020: (printed("2.1.2.3-05"), c.in_2020),
    }
    over_all = {year: odds(city) / odds(henan) for year, (city, henan) in printed_shares.items()}
    ours = c.ours.set_index("year")["lead_points"]
    times = c.lead_odds.set_index("year")["lead_odds"]
    share = c.zhengzhou["urban_share_pct"]
    return {
        "31.88": printed("2.1.2.3-06"),
        "24.97": printed("2.1.2.3-07"),
        "22.97": printed("2.1.2.3-08"),
        "27.5": ours[2010],
        "26.3": ours[2020],
        "1.74": c.city_odds[2010],
        "3.63": c.city_odds[2020],
        "0.56": c.rest_odds[2010],
        "1.09": c.rest_odds[2020],
        "3.09": times[2010],
        "3.34": times[2020],
        "14.9": share[2020] - share[2010],
        "63": share[2010],
        "36": c.rest_share[2010],
        "4.06": over_all[2000],
        "2.78": over_all[2010],
        "2.92": over_all[2020],
    }


def weighted(c):
    return c.means.set_index("county_type")["urban_share_pct"]


@numbers("counties-predict")
def counties_predict(c):
    return {
        "56.05": printed("2.1.2.4-03"),
        "42.72": printed("2.1.2.4-04"),
        "105": len(c.counties.query("county_type in ['county', 'county_level_city']")),
    }


def yearly(first, last):
    return 100 * ((last / first) ** 0.1 - 1)


def changyuan():
    """Its urban residents of 2010 and 2020, under two codes."""
    places = hl.load("china_place_census").query("place_code in ['410728', '410783']").set_index("year")
    return places["urban_population"].loc[[2010, 2020]].to_numpy()


@numbers("counties-read", names=["2010", "104"])
def counties_read(c):
    by_code = c.joined[["urban_population_2010", "urban_population"]].sum().to_numpy()
    counties = c.joined.query("zone_mark == 'no_zone_known'")[["urban_population_2010", "urban_population"]].sum().to_numpy()
    province = c.units.groupby("year")["urban_population"].sum().loc[[2010, 2020]].to_numpy()
    for left_out in (by_code, counties, by_code + changyuan(), counties + changyuan()):
        assert yearly(*left_out) < 4.5 and yearly(*(province - left_out)) > 4
    return {
        "13": weighted(c)["county_level_city"] - weighted(c)["county"],
        "33": c.counties.query("county_type == 'county'")["urban_share_pct"].max()
        - c.counties.query("county_type == 'county'")["urban_share_pct"].min(),
        "26.7": c.counties.query("county_type == 'county'")["urban_share_pct"].min(),
        "59.9": c.counties.query("county_type == 'county'")["urban_share_pct"].max(),
        "42.5": c.counties.query("county_type == 'county_level_city'")["urban_share_pct"].min(),
        "97.0": c.counties.query("county_type == 'county_level_city'")["urban_share_pct"].max(),
        "33.2": c.counties.query("county_type == 'district'")["urban_share_pct"].min(),
        "100": c.counties.query("county_type == 'district'")["urban_share_pct"].max(),
        "55.81": weighted(c)["county_level_city"],
        "42.80": weighted(c)["county"],
        "0.3": below((weighted(c) - c.printed_means.set_index("county_type")["urban_share_pct"]).abs().max()),
        "5": printed("2.1.2.4-01"),
        "3.5": printed("2.1.2.4-02"),
        "4.27": yearly(*by_code),
        "4.31": yearly(*(by_code + changyuan())),
    }


numbers("shrinking-predict", names=["2010", "2020", "104"])


@numbers("shrinking-read")
def shrinking_read(c):
    china = hl.census_changes().query("level == 'county' and kind in ['county', 'county_level_city']")
    fewer = china.query("residents_change_pct < 0")
    towns = fewer.query("towns_change_pct > 0")
    unmarked = c.matched.query("zone_mark == 'no_zone_known'")
    stayed = c.lost.query("towns_change_pct <= 0")
    assert stayed["county_code"].tolist() == ["411281"]
    gained = (c.matched["urban_population"] - c.matched["urban_population_2010"]).sum()
    return {
        **dict.fromkeys(("1674", "1,674"), len(china)),
        **dict.fromkeys(("1152", "1,152"), len(fewer)),
        "986": len(towns),
        "69": 100 * len(fewer) / len(china),
        "65": 100 * len(c.lost) / len(c.matched),
        "86": 100 * len(towns) / len(fewer),
        "104": len(c.matched),
        "68": len(c.lost),
        "67": len(c.both_ways),
        "5.40": c.towns_gained,
        "8.83": c.country_lost,
        "540": 100 * c.towns_gained,
        "883": 100 * c.country_lost,
        "2.9": -c.matched["residents_change_pct"].median(),
        "98": len(unmarked),
        "64": len(c.clean),
        "63": (c.clean["towns_change_pct"] > 0).sum(),
        "18.86": added(c, "urban") / 1e6,
        "1886": added(c, "urban") / 1e4,
        "10.70": gained / 1e6,
        "1070": gained / 1e4,
    }


@numbers("explorer-intro", names=["2010", "2020"])
def explorer_intro(c):
    return {
        "24": (c.counties["county_type"] == "development_zone").sum(),
    }


@numbers("ranks-read")
def ranks_read(c):
    return {
        "3": c.ranked.loc["411600", "population"],
        "5": c.ranked.loc["411600", "gdp"],
        "18": c.ranked.loc["411600", "urban_share_pct"],
        "2": c.ranked.loc["419001", "urban_share_pct"],
        "1": c.ranked.loc["419001", "gdp_per_head_short"],
        "0.15": c.shares.loc["411500", 2020] - c.shares.loc["410900", 2020],
    }


numbers("convergence-predict", names=["18", "95"])
numbers("convergence-sigma", names=["100"])


def provinces_2020():
    return hl.load("province_census").query("year == 2020")


def slope_of_provinces():
    shares = hl.load("province_census").pivot(index="province_code", columns="year", values="urban_share_pct") / 100
    odds = {year: (shares[year] / (1 - shares[year])).astype(float).map(math.log) for year in (2010, 2020)}
    return hl.analysis.beta_convergence(odds[2010], odds[2020])["slope"]


@numbers("convergence-read", names=["2018", "2020", "18", "95"])
def convergence_read(c):
    return {
        "0.01": -c.fit["slope"],
        "29": c.shares[2010].min(),
        "63": c.shares[2010].max(),
        "16": c.gain.mean(),
        "8.51": c.spread.loc["sigma_points", 2010],
        "8.65": c.spread.loc["sigma_points", 2020],
        "0.15": -c.fit["slope_low"],
        "0.12": c.fit["slope_high"],
        "0.214": c.spread.loc["variation_urban", 2010],
        "0.156": c.spread.loc["variation_urban", 2020],
        "0.141": c.spread.loc["variation_rural", 2010],
        "0.195": c.spread.loc["variation_rural", 2020],
        "0.358": c.spread.loc["sigma_log_odds", 2010],
        "0.374": c.spread.loc["sigma_log_odds", 2020],
        "31": len(provinces_2020()),
        "0.21": -slope_of_provinces(),
        "0.0290": hl.analysis.theil(c.shares[2010], c.people[2010])["total"],
        "0.0177": hl.analysis.theil(c.shares[2020], c.people[2020])["total"],
        "0.0136": hl.analysis.theil(100 - c.shares[2010], c.people[2010])["total"],
        "0.0324": hl.analysis.theil(100 - c.shares[2020], c.people[2020])["total"],
    }


def same(by_hand, by_library):
    """What was worked out by hand, if the library finds the same; no number otherwise."""
    return by_hand if abs(by_hand - by_library) < 1e-9 else float("nan")


STARTS, GAINS = [30, 40, 50, 60, 70], [18, 17, 16, 14, 15]


@numbers("slope-how", names=[str(number) for number in STARTS + GAINS])
def slope_how(c):
    away = [start - c.mean for start in STARTS]
    assert c.start == STARTS and [last - first for first, last in zip(c.start, c.end)] == GAINS
    return {
        "0": sum(away),
        "20": away[4],
        "10": away[3],
        "400": away[0] ** 2,
        "100": away[1] ** 2,
        "360": -away[0] * GAINS[0],
        "170": -away[1] * GAINS[1],
        "140": away[3] * GAINS[3],
        "300": away[4] * GAINS[4],
        "80": sum(GAINS),
        "1000": c.squares,
        "90": -c.products,
        "0.09": -same(c.slope_by_hand, c.slope),
        "0.9": -10 * c.slope,
    }


@numbers("theil-how", names=["2020"])
def theil_how(c):
    people, towns = (c.three[name] for name in ("population", "urban_population"))
    w, s = people / people.sum(), towns / towns.sum()
    terms = s * (s / w).map(math.log)
    zhengzhou, luoyang, zhoukou = "410100", "410300", "411600"
    return {
        "12.60": people[zhengzhou] / 1e6,
        "7.06": people[luoyang] / 1e6,
        "9.03": people[zhoukou] / 1e6,
        "28.68": people.sum() / 1e6,
        "1260": people[zhengzhou] / 1e4,
        "706": people[luoyang] / 1e4,
        "903": people[zhoukou] / 1e4,
        "2868": people.sum() / 1e4,
        "9.88": towns[zhengzhou] / 1e6,
        "4.59": towns[luoyang] / 1e6,
        "3.84": towns[zhoukou] / 1e6,
        "18.31": towns.sum() / 1e6,
        "988": towns[zhengzhou] / 1e4,
        "459": towns[luoyang] / 1e4,
        "384": towns[zhoukou] / 1e4,
        "1831": towns.sum() / 1e4,
        "0.439": w[zhengzhou],
        "0.246": w[luoyang],
        "0.315": w[zhoukou],
        "0.540": s[zhengzhou],
        "0.250": s[luoyang],
        "0.210": s[zhoukou],
        "0.1110": terms[zhengzhou],
        "0.0045": terms[luoyang],
        "0.0850": -terms[zhoukou],
        "1": w.sum(),
        "0": hl.analysis.theil([1, 1, 1], people)["total"],
        "0.0305": same(c.theil_by_hand, c.theil_of_three["total"]),
    }


def permutations():
    """How often the library deals the values out."""
    return inspect.signature(hl.analysis.moran).parameters["permutations"].default


@numbers("moran-how", names=[str(number) for number in STARTS])
def moran_how(c):
    def by_library(dealt):
        values = c.road["ordered"].astype(float).copy()
        values[:] = dealt
        return hl.analysis.moran(values, c.next_to, permutations=0)["moran_i"]

    assert c.road["ordered"].tolist() == STARTS and c.road["mixed"].tolist() == [50, 30, 70, 40, 60]
    deals = list(itertools.permutations(STARTS))
    as_much = [dealt for dealt in deals if by_library(dealt) >= c.ordered - 1e-9]
    nearby = hl.analysis.neighbour_mean(c.away, c.next_to)
    return {
        "20": c.away.max(),
        "10": nearby.max(),
        "0": nearby.sum(),
        "200": (c.away * nearby)["a"],
        "100": (c.away * nearby)["b"],
        "600": (c.away * nearby).sum(),
        "1000": (c.away**2).sum(),
        "0.6": same(c.moran_by_hand, c.ordered),
        "0.75": -c.mixed,
        "120": len(deals),
        "8": len(as_much),
        "0.07": len(as_much) / len(deals),
        "0.06": c.test["p_value"] if c.test["moran_i"] == c.ordered else math.nan,
        "9999": permutations(),
        "9,999": permutations(),
    }


@numbers("neighbours-predict", names=["1", "18", "2020"])
def neighbours_predict(c):
    return {
        "9999": permutations(),
        "9,999": permutations(),
    }


@numbers("neighbours-read", names=["1", "18", "2020"])
def neighbours_read(c):
    return {
        "0.41": c.level["moran_i"],
        "0.10": -c.speed["moran_i"],
        "0.59": c.speed["p_value"],
        "36": len(c.pairs),
        "0.57": c.without["moran_i"],
    }


@numbers("corridor-read")
def corridor_read(c):
    return {
        "1306": c.density["urban_per_km2"].max(),
        "1,306": c.density["urban_per_km2"].max(),
        "559": c.density.set_index("unit_code").loc["410800", "urban_per_km2"],
        "117": c.density.set_index("unit_code").loc["411200", "urban_per_km2"],
        "165": c.density.set_index("unit_code").loc["411500", "urban_per_km2"],
        "186": c.density.set_index("unit_code").loc["411300", "urban_per_km2"],
        "9": c.density.set_index("unit_code")["urban_per_km2"].rank(ascending=False)["410500"],
        "395": c.density.set_index("unit_code").loc["410500", "urban_per_km2"],
    }


@numbers("clusters-predict")
def clusters_predict(c):
    return {
        "2": printed("2.1.4-03"),
        "5": printed("2.1.4-05"),
        "12": printed("2.1.4-07"),
        "3000": printed("2.1.4-06"),
        "300": printed("2.1.4-06") / 10,
        "100": printed("2.1.4-08") / 10,
    }


@numbers("clusters-read", names=["2020", "2021", "18"])
def clusters_read(c):
    return {
        "2.0": c.floors[0],
        "1.5": c.floors[1],
        "1.2": c.floors[2],
        "4.7": c.floors.sum(),
        "2.35": c.secondary,
        "11": (c.claims["section"] == "2.1.4").sum(),
        "2": c.claims.query("section == '2.1.4'")["basis"].eq("our_list").sum(),
        "4": c.claims.query("section == '2.1.4'")["basis"].isin(["outside", "same_origin"]).sum(),
        "5": c.claims.query("section == '2.1.4'")["verdict"].eq("not_checkable").sum(),
        "1.64": printed("2.1.4-12"),
    }


@numbers("income-predict", names=["2013", "2020"])
def income_predict(c):
    return {
        "2.42": printed("2.1.6-03"),
        "2.16": printed("2.1.6-04"),
        "79.6": printed("2.1.6-02"),
    }


@numbers("income-read", names=["2013", "2019", "2020", "2022"])
def income_read(c):
    ratios = c.both.pivot(index="year", columns="region", values="income_ratio")
    fell = 100 * (1 - ratios.loc[2020] / ratios.loc[2013])
    urban = c.both.pivot(index="year", columns="region", values="urban")
    grew = 100 * (urban.loc[2020] / urban.loc[2013] - 1)
    return {
        "11": fell["henan"],
        "9": fell["national"],
        "60": grew["henan"],
        "65.6": grew["national"],
        "2.81": ratios.loc[2013, "national"],
        "2.42": c.both.set_index(["region", "year"]).loc[("henan", 2013), "income_ratio"],
        "2.16": c.both.set_index(["region", "year"]).loc[("henan", 2020), "income_ratio"],
        "2.06": c.both.set_index(["region", "year"]).loc[("henan", 2022), "income_ratio"],
        "12770": round(c.both.set_index(["region", "year"]).loc[("henan", 2013), "income_gap_yuan"], -1),
        "12,770": round(c.both.set_index(["region", "year"]).loc[("henan", 2013), "income_gap_yuan"], -1),
        "18645": c.both.set_index(["region", "year"]).loc[("henan", 2020), "income_gap_yuan"],
        "18,645": c.both.set_index(["region", "year"]).loc[("henan", 2020), "income_gap_yuan"],
        "46.35": printed("2.2.5-03"),
        "18641": c.by_share.low,
        "18,641": c.by_share.low,
        "18649": c.by_share.high,
        "18,649": c.by_share.high,
        "18605": c.by_ratio.low,
        "18,605": c.by_ratio.low,
        "18766": c.by_ratio.high,
        "18,766": c.by_ratio.high,
        "19037": c.both.set_index(["region", "year"]).loc[("henan", 2019), "income_gap_yuan"],
        "19,037": c.both.set_index(["region", "year"]).loc[("henan", 2019), "income_gap_yuan"],
        "19787": c.both.set_index(["region", "year"]).loc[("henan", 2022), "income_gap_yuan"],
        "19,787": c.both.set_index(["region", "year"]).loc[("henan", 2022), "income_gap_yuan"],
        "81.7": 100 * (c.nation_income.loc[2020, "rural"] / c.nation_income.loc[2013, "rural"] - 1),
        "79.6": printed("2.1.6-02"),
    }


@numbers("reform-read", names=["2016", "2020", "13"])
def reform_read(c):
    return {
        "350": printed("2.1.7-01"),
        "3.5": printed("2.1.7-01") / 100,
        "5": (c.reform["verdict"] == "not_checkable").sum(),
        "295": printed("2.1.7-04"),
        "135.22": printed("2.1.7-02"),
        "13.522": printed("2.1.7-02") / 10,
        "3": printed("2.1.1-02"),
    }


numbers("exercises", names=["2020", "2024"])


numbers("exercise-3b-text", names=["2011", "2014", "2017", "2020", "2023"])
numbers("exercise-3i-text", names=["2010", "2020"])
numbers("exercise-3m-text", names=["18", "2020"])
numbers("exercise-3n-text", names=["2020"])
numbers("exercise-3p-text", names=["1", "2010", "2020"])
numbers("exercise-3o-text", names=["104", "2000", "2010", "2020"])


@numbers("exercise-3k-text", names=["18"])
def exercise_3k_text(c):
    return {"0.04": made_up(0.04), "4": 100 * made_up(0.04)}


@numbers("exercise-3d-text", names=["2011", "2015", "2019"])
def exercise_3d_text(c):
    named = {"340000": "anhui", "520000": "guizhou", "510000": "sichuan", "330000": "zhejiang"}
    shares = hl.load("province_annual").query("province_code in @named and year in [2011, 2015, 2019]")
    by_year = shares.pivot(index="province_code", columns="year", values="urban_share_pct").rename(named)
    points = by_year[2019] - by_year[2015] > by_year[2015] - by_year[2011]
    growth = by_year[2019] / by_year[2015] > by_year[2015] / by_year[2011]
    assert list(growth[growth].index) == ["zhejiang"] and list(points[points].index) == ["zhejiang", "sichuan", "guizhou"]
    return {f"{share:.2f}": share for share in shares["urban_share_pct"]}


@numbers("exercise-3l-text")
def exercise_3l_text(c):
    zhengzhou = c.parts.set_index("measure_of_place")["zhengzhou"]
    return {"12.7": zhengzhou["population"], "21.9": zhengzhou["gdp"], "1.72": zhengzhou["gdp"] / zhengzhou["population"]}


@numbers("exercise-3e-text", names=["2010", "2020"])
def exercise_3e_text(c):
    return {
        "3.5": printed("2.1.2.4-02"),
        "5": printed("2.1.2.4-01"),
    }


@numbers("audit-read", names=["18", "2021"])
def audit_read(c):
    return {
        "64": len(c.claims),
        "35": (c.claims["verdict"] == "agrees").sum(),
        "2": (c.claims["verdict"] == "rounding").sum(),
        "5": (c.claims["verdict"] == "conflicts").sum(),
        "4": (c.claims.query("verdict == 'conflicts'")["section"].str.startswith("2.1.2")).sum(),
        "22": (c.claims["verdict"] == "not_checkable").sum(),
    }


@numbers("discussion")
def discussion(c):
    people = hl.load("prefecture_census").pivot(index="unit_code", columns="year", values="population")
    change = people[2020] - people[2010]
    return {
        "12": (change > 0).sum(),
        "6": (change < 0).sum(),
        "61": 100 * change["410100"] / change[change > 0].sum(),
    }


@numbers("figure:henan-pace")
def figure_henan_pace(c):
    nation = c.ends["national"]
    growth = [100 * ((nation[last] / nation[first]) ** (1 / (last - first)) - 1) for first, last in PERIODS]
    return {
        "23.2": c.ends.loc[2000, "henan"],
        "38.5": c.ends.loc[2010, "henan"],
        "3.21": growth[0],
        "2.55": growth[1],
        "1.20": growth[2],
    }


@numbers("figure:why-it-rose")
def figure_why_it_rose(c):
    return {"5.4": changed(c, "all", "national")}


@numbers("figure:primacy")
def figure_primacy(c):
    columns = ["people_part_pct", "urban_part_pct", "gdp_part_pct"]
    texts = {f"{value:.1f}": value for column in columns for value in c.primacy[column]}
    return texts | {f"{value:.2f}": value for value in c.primacy["gdp_over_people"]}


@numbers("figure:county-shares")
def figure_county_shares(c):
    def share(kind):
        units = hl.load("county_2020").query("county_type == @kind")
        return 100 * units["urban_population"].sum() / units["population"].sum()

    return {"77.2": share("district"), "77.6": share("development_zone"), "55.8": share("county_level_city")}


@numbers("figure:shrinking", names=["20", "80"])
def figure_shrinking(c):
    changes = c.matched.set_index("county_code")
    return {
        "21": -changes["residents_change_pct"].min(),
        "55": changes["residents_change_pct"].max(),
        "211": changes.loc["410122", "towns_change_pct"],
        "68": len(c.lost),
        "104": len(c.matched),
    }


@numbers("figure:places-explorer")
def figure_places_explorer(c):
    return {"42.58": c.shares[2020].min()}


@numbers("figure:convergence")
def figure_convergence(c):
    kept = 100 * c.spread[2020] / c.spread[2010]
    return {
        "102": kept["sigma_points"],
        "73": kept["variation_urban"],
        "138": kept["variation_rural"],
        "104": kept["sigma_log_odds"],
    }


@numbers("figure:neighbours")
def figure_neighbours(c):
    return {"0.003": c.level["p_value"]}


def of_zhengzhou(column):
    return hl.load("city_proper").set_index("city_code").loc["410100", column]


@numbers("proper-predict", names=["2"])
def proper_predict(c):
    residents, proper = of_zhengzhou("population"), of_zhengzhou("city_proper_population")
    assert round(residents / 1e4) == round(hl.load("table2").set_index("city_code").loc["410100", "population"] / 1e4)
    ranks = hl.load("table2").set_index("city_code")[["population", "gdp"]].rank(ascending=False).loc["410100"]
    assert ranks["population"] == ranks["gdp"]
    return {"12.6": residents / 1e6, "1260": residents / 1e4, "5.3": proper / 1e6, "534": proper / 1e4, "8": ranks["gdp"]}


@numbers("proper-read", names=["2"])
def proper_read(c):
    proper = c.sized.set_index("city_code")
    part = (100 * proper["city_proper_population"] / proper["population"])[c.central["city_code"]]
    table2 = hl.load("table2").set_index("city_code")["population"]
    lowest = part.sort_values()
    assert lowest.index[:3].tolist() == ["410100", "500000", "510100"]
    nine = c.central.set_index("city_code")["city_proper_population"]
    assert nine.index[-2:].tolist() == ["610100", "410100"]
    second = {column: c.sizes.nlargest(2, column)["unit_code"].tolist() for column in c.four_measures}
    assert second["population"] == second["urban_population"] == ["410100", "411300"]
    assert second["gdp"] == second["city_proper_population"] == ["410100", "410300"]
    county = hl.load("county_2020").query("unit_code == '410100' and county_type in ['district', 'development_zone']")
    districts, short = county["population"].sum(), nine["610100"] - nine["410100"]
    left_out, rural = districts - nine["410100"], county["rural_population"].sum()
    return {
        "1260": proper.loc["410100", "population"] / 1e4,
        "12.60": proper.loc["410100", "population"] / 1e6,
        "534": nine["410100"] / 1e4,
        "5.34": nine["410100"] / 1e6,
        "42.4": part["410100"],
        "76": lowest.iloc[3],
        "81": lowest.iloc[-1],
        "7": c.central.set_index("city_code")["population"].rank(ascending=False)["410100"],
        "8": table2.rank(ascending=False)["410100"],
        "63.7": part["510100"],
        "51.0": part["500000"],
        "394": short / 1e4,
        "3.94": short / 1e6,
        "1.30": c.ratios["population"],
        "2.01": c.ratios["urban_population"],
        "2.33": c.ratios["gdp"],
        "2.68": c.ratios["city_proper_population"],
        "738": districts / 1e4,
        "7.38": districts / 1e6,
        "204": left_out / 1e4,
        "2.04": left_out / 1e6,
        "73": rural / 1e4,
        "0.73": rural / 1e6,
    }


@numbers("time-predict", names=["18", "1990", "2012", "2017", "2018", "2020", "2021"])
def time_predict(c):
    return {"23": 100 * (1 - fall_of("410800"))}


@numbers("time-read", names=["18", "1990", "2000", "2010", "2012", "2017", "2018", "2020"])
def time_read(c):
    rank = c.by_census["410100"]
    assert (c.output.rank(axis=1, ascending=False)["410300"] == 2).all()
    province = hl.load("province_gdp").query("province_code == '410000' and year == 2012").set_index("vintage")["gdp"]
    assert c.output.loc[2012].sum() > province["nbs_2024"] and c.of_output.loc[:2017].is_monotonic_increasing
    assert c.of_output.loc[2018:].between(21.35, 21.95).all() and c.over_luoyang.loc[2018:].between(2.305, 2.335).all()
    change = c.residents.loc[2020] - c.residents.loc[2010]
    return {
        "7": rank[1990],
        "5": rank[2000],
        "3": rank[2010],
        "1": rank[2020],
        "6.4": c.of_people[1990],
        "7.3": c.of_people[2000],
        "9.2": c.of_people[2010],
        "12.7": c.of_people[2020],
        "18.7": c.of_output[2012],
        "20.5": c.of_output[2017],
        "21.4": c.of_output[2018],
        "21.9": c.of_output[2020],
        "1.86": c.over_luoyang[2012],
        "2.14": c.over_luoyang[2017],
        "2.31": c.over_luoyang[2018],
        "2.33": c.over_luoyang[2021],
        "6": (change < 0).sum(),
    }


@numbers("output-predict", names=["17", "18"])
def output_predict(c):
    return {"0.0177": hl.analysis.theil(c.made["urban_share_pct"], c.made["population"])["total"]}


@numbers("output-read", names=["17", "2018", "2020"])
def output_read(c):
    part, per_head = c.made.set_index("unit_code")["theil_part_pct"], c.made.set_index("unit_code")["output_per_resident"]
    assert part.nlargest(2).index.tolist() == ["410100", "411600"] and per_head.idxmax() == "419001"
    return {
        "0.0592": hl.analysis.theil(c.per_head, c.weights)["total"],
        "0.0177": hl.analysis.theil(c.made["urban_share_pct"], c.weights)["total"],
        "54.4": part["410100"],
        "11.4": part["411600"],
        "9.5": per_head["419001"],
        "95,000": 1000 * round(10 * per_head["419001"]),
        "2.8": part["419001"],
        "53.8": between(c, c.in_two),
        "76.3": between(c, c.in_three),
        "23": 100 * (1 - fall_of("410800")),
    }


def between(c, groups):
    split = hl.analysis.theil(c.per_head, c.weights, groups)
    return 100 * split["between"] / split["total"]


def fall_of(unit):
    output = hl.load("prefecture_gdp").query("unit_code == @unit").set_index("year")["gdp"]
    return output[2020] / output[2019]


numbers("exercise-3q-text", names=["17", "2020"])
numbers("exercise-3r-text", names=["18", "2020"])


@numbers("exercise-3s-text", names=["2018", "2019"])
def exercise_3s_text(c):
    zhengzhou = hl.load("prefecture_gdp").query("unit_code == '410100'").set_index("year")
    output, per_head = zhengzhou["gdp"], zhengzhou["gdp_per_capita"]
    return {"8.6": 100 * (output[2019] / output[2018] - 1), "10.9": -100 * (per_head[2019] / per_head[2018] - 1)}


@numbers("figure:city-proper")
def figure_city_proper(c):
    proper = c.sized.set_index("city_code")["city_proper_population"]
    told = {"1.30": "population", "2.01": "urban_population", "2.33": "gdp", "2.68": "city_proper_population"}
    people = {"928": "610100", "534": "410100"}
    millions = {"19.87": "310000", "17.75": "110000", "9.28": "610100", "5.34": "410100"}
    return (
        {token: c.ratios[column] for token, column in told.items()}
        | {token: proper[city] / 1e4 for token, city in people.items()}
        | {token: proper[city] / 1e6 for token, city in millions.items()}
        | {"1260": of_zhengzhou("population") / 1e4, "12.60": of_zhengzhou("population") / 1e6}
    )


@numbers("figure:primacy-over-time")
def figure_primacy_over_time(c):
    people = {"6.4": 1990, "7.3": 2000, "9.2": 2010, "12.7": 2020}
    output = {"18.7": 2012, "20.5": 2017, "21.4": 2018, "21.5": 2019, "21.9": 2020, "21.6": 2021}
    ratio = {"1.86": 2012, "2.14": 2017, "2.31": 2018, "2.33": 2021}
    series = [(people, c.of_people), (output, c.of_output), (ratio, c.over_luoyang)]
    return {token: values[year] for told, values in series for token, year in told.items()}


@numbers("figure:output-theil", names=["17"])
def figure_output_theil(c):
    table = c.made.set_index("unit_code")
    part, per_head = table["theil_part_pct"], table["output_per_resident"]
    return dict(zip(["54.4", "11.4", "8.4", "7.1"], part.nlargest(4), strict=True)) | {
        "7": below(part.nlargest(5).min()),
        "9.5": per_head["419001"],
        "9.4": per_head["410100"],
        "3.6": per_head.min(),
    }
