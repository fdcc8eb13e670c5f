"""Numbers in the prose of chapter 2, recomputed."""

import numpy as np

import henan_lib as hl

from .register import Numbers, above, below, made_up, printed

numbers = Numbers("02")


@numbers("title", names=["78", "117"])
def title(c):
    return {
        "18": c.population.query("year == 1978")["urban_share_pct"].item(),
    }


numbers("curve-predict", names=["1996", "2011", "2020", "1949", "1982", "1985", "2025"])


@numbers(
    "curve-read",
    names=["1960", "1978", "1981", "1982", "1985", "1995", "1996", "2010", "2011", "2015", "2020", "2024", "2025", "70"],
)
def curve_read(c):
    share = c.population.set_index("year")["urban_share_pct"]
    return {
        "63.89": printed("1.3-11"),
        "0.53": (share[1995] - share[1985]) / 10,
        "1.41": (share[2015] - share[1995]) / 20,
        "1.88": share[2011] - share[2010],
        "1.32": printed("1.3-09") - share[2010],
        "0.03": (share[2011] - printed("1.3-09")) / 20,
        "1.38": (share[2015] - share[2011]) / 4,
        "1.31": (share[2020] - share[2015]) / 5,
        "0.80": (share[2025] - share[2020]) / 5,
        "19.75": c.population.query("year == 1960")["urban_share_pct"].item(),
        "17.33": c.population.query("year == 1962")["urban_share_pct"].item(),
        "17.92": c.population.query("year == 1978")["urban_share_pct"].item(),
        "30": printed("1.3-06"),
        "67.89": c.population.query("year == 2025")["urban_share_pct"].item(),
        "51.27": printed("1.3-09"),
        "0.56": c.population.query("year == 2011")["urban_share_pct"].item() - printed("1.3-09"),
    }


numbers("speed-predict", names=["90", "1990", "1984", "1994", "1978", "2022", "1987", "1995", "2025"])


@numbers(
    "speed-read",
    names=[
        *["1981", "82", "1982", "1986", "1987", "1990", "1991", "1995", "1996", "1999"],
        *["2003", "2010", "2011", "2019", "2021", "2022", "2025"],
    ],
)
def speed_read(c):
    def best(first, last, count):
        part = c.present.query("@first <= year <= @last")
        return hl.analysis.segmented_search(part["year"], part["urban_share_pct"], count=count).filter(like="break").loc[0]

    assert list(best(1982, 2010, 2)) == [1986, 1995] and list(best(1982, 2010, 1)) == [1995]
    assert list(best(2011, 2025, 1)) == [2019]
    assert list(best(1978, 2022, 2)) == [1987, 1995] and list(best(1978, 2025, 2)) == [1996, 2019]
    assert c.present.loc[~c.present["year"].isin(c.inside["year"]), "year"].tolist() == [1982, 2011]
    return {
        "0.32": c.best["rmse"],
        "0.39": c.report_fit["rmse"],
        "1": below(c.present.query("year >= 2021")["speed_points"].max()),
        "11": (c.near["fitted_series"] == "present_to_2022").sum(),
        "0.52": c.present.query("1991 <= year <= 1995")["speed_points"].min(),
        "0.53": c.present.query("1991 <= year <= 1995")["speed_points"].max(),
        "1.43": c.present.query("1996 <= year <= 2003")["speed_points"].min(),
        "1.44": c.present.query("1996 <= year <= 2003")["speed_points"].max(),
    }


MADE_UP = ["2001", "2002", "2003", "2004", "2005", "2006", "20", "21", "22", "25", "32", "33"]


@numbers("one-break", names=MADE_UP)
def one_break(c):
    return {
        "26": c.broken[3],
        "30": c.broken[4],
        "34": c.broken[5],
        "0": (c.miss**2)[0],
        "1": ((c.miss**2).mean()) ** 0.5,
        "2": c.miss[4],
        "4": (c.miss**2)[4],
    }


@numbers("one-break-read", names=["2002", "2003", "2004", "2005"])
def one_break_read(c):
    def error(year):
        return hl.analysis.segmented_fit(c.town["year"], c.town["share"], [year])["rmse"]

    solved = hl.analysis.segmented_fit(c.town["year"], c.town["share"], [2003])
    assert c.kept == [round(solved["slope_1"], 9), round(solved["slope_2"], 9)]
    assert abs(c.least - solved["rmse"]) < 1e-9
    assert min(map(error, range(2002, 2006))) == error(2003)
    return {
        "1": solved["slope_1"] * solved["rmse"],
        "4": solved["slope_2"],
        "1.26": error(2002),
        "1.21": error(2004),
        "1.61": error(2005),
    }


@numbers("explorer-intro", names=["1978", "2025", "2019", "3"])
def explorer_intro(c):
    return {"0.33": c.valleys.query("breaks == 'two_breaks'")["rmse"].min()}


def criterion(series, count, breaks=None):
    """Schwarz's criterion of the best line with so many breaks, or of one with given breaks."""
    years, shares = series["year"], series["urban_share_pct"]
    if breaks:
        rmse = hl.analysis.segmented_fit(years, shares, breaks)["rmse"]
    else:
        rmse = hl.analysis.segmented_search(years, shares, count=count)["rmse"].min()
    return len(series) * np.log(rmse**2) + (2 * count + 2) * np.log(len(series))


@numbers(
    "valleys-read", names=["1981", "82", "1982", "1987", "1995", "1996", "2008", "2010", "11", "2011", "2012", "2019", "2020"]
)
def valleys_read(c):
    assert (c.since["year"] < 1982).sum() == 4
    levels = c.since.assign(urban_share_pct=c.level)
    levelled = [hl.analysis.segmented_search(c.since["year"], c.level, count=count).loc[0] for count in (2, 3, 4)]
    two, three, four = (list(fit.filter(like="break")) for fit in levelled)
    assert (two, three, four) == ([1996, 2019], c.best_three, c.best_four) and round(levelled[0]["rmse"], 2) == 0.33
    return {
        "0.56": c.lift,
        "0.16": levelled[1]["rmse"],
        "147.9": -criterion(levels, 3),
        "155.0": -criterion(levels, 4),
        "148.7": -criterion(levels, 6, c.six),
        "142.2": -criterion(c.since, 5, c.five),
        "143.9": -criterion(c.since, 6, c.six),
        "26.6": -criterion(c.since, 1),
        "82.4": -criterion(c.since, 2),
        "141.0": -criterion(c.since, 3),
        "137.9": -criterion(c.since, 4),
        "48": len(c.since),
        "0.64": c.valleys.query("breaks == 'one_break'")["rmse"].min(),
        "0.33": c.valleys.query("breaks == 'two_breaks'")["rmse"].min(),
        "0.17": c.valleys.query("breaks == 'three_breaks'")["rmse"].min(),
        "0.58": c.valleys.query("breaks == 'two_breaks' and break_year == 1987")["rmse"].item(),
    }


@numbers("editions-predict", names=["1996", "1998"])
def editions_predict(c):
    return {
        "30": printed("1.3-06"),
    }


def less(c, vintage):
    """An edition less the present series, by year."""
    return c.others.query("vintage == @vintage").set_index("year")["less_present_points"]


@numbers(
    "editions-read",
    names=[
        "1982",
        "1990",
        "2020",
        "1995",
        "1996",
        "1997",
        "2000",
        "2010",
        "2019",
        "2022",
        "2023",
        "2024",
        "2025",
        "2026",
        "7",
        "2",
    ],
)
def editions_read(c):
    newest = hl.load("world_urban_share_2025").query("area_code == 'CHN' and year == 2025")["urban_share_pct"].item()
    bureau = hl.load("china_population").query("year == 2025")["urban_share_pct"].item()
    apart = less(c, "wdi_2026_02").loc[:2022]
    assert list(apart.index[apart.abs() > 0.005]) == [1982, 1990, 2000, 2010, 2020]
    return {
        "66.34": newest,
        "67.89": bureau,
        "1.55": bureau - newest,
        "29.37": hl.load("china_urban_share_by_vintage")
        .query("year == 1996 and vintage == 'csy_1998'")["urban_share_pct"]
        .item(),
        "1.11": -less(c, "csy_1998").loc[1996],
        "1.99": -less(c, "csy_1998").loc[1997],
        "29.04": hl.load("china_urban_share_by_vintage")
        .query("year == 1995 and vintage == 'csy_1998'")["urban_share_pct"]
        .item(),
        "0.57": less(c, "csy_1998").loc[:1995].abs().max(),
        "2.11": -less(c, "nbs_before_2020_census").loc[2019],
        "0.72": less(c, "wdi_2026_02").loc[:2022].abs().max(),
        "0.63": -less(c, "wdi_2026_02").loc[2023],
    }


@numbers("registered-predict", names=["2015", "2021"])
def registered_predict(c):
    return {"17.4": c.by_edition.loc["nbs_current", "share_gap_points"]}


@numbers("registered-read", names=["2013", "2014", "2015", "2021"])
def registered_read(c):
    in_2015 = c.by_edition["share_gap_points"]
    shown = c.both.query("year == 2021").iloc[0]
    return {
        "17.4": in_2015["nbs_current"],
        "18.0": shown["share_gap_points"],
        "16.2": in_2015["nbs_before_2020_census"],
        "1.2": in_2015["nbs_current"] - in_2015["nbs_before_2020_census"],
        "35.9": c.registered.query("year == 2014")["registered_urban_share_pct"].item(),
        "39.9": c.registered.query("year == 2015")["registered_urban_share_pct"].item(),
        "35.7": fact_of("registered_urban_share_2013"),
        "18.02": shown["share_gap_points"],
        "14.1": shown["population"] / 1e8,
        "1.41": shown["population"] / 1e9,
        "2.55": shown["unregistered_100m"],
        "255": 100 * shown["unregistered_100m"],
    }


@numbers("now-predict", names=["2020", "2022", "100"])
def now_predict(c):
    return {
        "44.38": printed("1.3.2.4-01"),
        "16.22": printed("1.3.2.4-02"),
        "8.48": printed("1.3.2.4-03"),
        "848": 100 * printed("1.3.2.4-03"),
        "2.27": printed("1.3.2.4-04"),
        "227": 100 * printed("1.3.2.4-04"),
    }


@numbers("now-read", names=["2019", "2020"])
def now_read(c):
    return {
        "18.33": c.both.query("year == 2019 and vintage == 'nbs_current'")["share_gap_points"].item(),
        "2.58": c.both.query("year == 2019 and vintage == 'nbs_current'")["unregistered_100m"].item(),
        "258": 100 * c.both.query("year == 2019 and vintage == 'nbs_current'")["unregistered_100m"].item(),
        "18.49": c.both.query("year == 2020 and vintage == 'nbs_current'")["share_gap_points"].item(),
        "2.61": c.both.query("year == 2020 and vintage == 'nbs_current'")["unregistered_100m"].item(),
        "261": 100 * c.both.query("year == 2020 and vintage == 'nbs_current'")["unregistered_100m"].item(),
    }


@numbers("provinces-predict", names=["2010", "2020"])
def provinces_predict(c):
    return {
        "31": len(c.gains),
    }


@numbers("provinces-code", names=["50", "90", "95"])
def provinces_code(c):
    return {"0": hl.analysis.log_odds(50), "2.2": hl.analysis.log_odds(90)}


@numbers("provinces-read", names=["95"])
def provinces_read(c):
    def over_mean(end):
        return end.std(ddof=0) / end.mean()

    rest = hl.analysis.beta_convergence(c.rest[2010], c.rest[2020])
    rural = over_mean(100 - c.by_census)
    assert round(rural[2010], 2) == round(rural[2020], 2) and len(c.rest) == len(c.gains) - 3
    return {
        "19.37": c.gains.query("province_code == '520000'")["province_gain_points"].item(),
        "16.91": c.gains.query("region == 'central_region'")["province_gain_points"].max(),
        "89.30": c.gains.query("province_code == '310000'")["province_census_2020_pct"].item(),
        "0.683": c.odds[2010].std(ddof=0),
        "0.545": c.odds[2020].std(ddof=0),
        "0.21": -c.trend["slope"],
        "0.26": -c.trend["slope_low"],
        "0.17": (-c.trend["slope_high"] - rest["slope"] + over_mean(c.by_census)[2020]) / 3,
        "0.25": -rest["slope_low"],
        "0.09": -rest["slope_high"],
        "0.28": over_mean(c.by_census)[2010],
        "0.30": rural[2020],
        "1": (c.urban_change < 0).sum(),
        "31": len(c.gains),
        "14.5": c.gains["province_census_2010_pct"].std(ddof=0),
        "10.9": c.gains["province_census_2020_pct"].std(ddof=0),
        "13.06": c.gains.query("province_code == '540000'")["province_gain_points"].item(),
        "6": (c.gains["region"] == "central_region").sum(),
        "13": above(c.gains.query('region == "central_region"')["province_gain_points"].min()),
        "10": below(c.gains.query('region == "northeast_region"')["province_gain_points"].max()),
        "16.13": c.gains.query("province_code == '130000'")["province_gain_points"].item(),
        "9.95": c.gains.query("province_code == '230000'")["province_gain_points"].item(),
        "2.0": -c.urban_change.loc["230000"],
        "35.5": -c.rural_change.loc["230000"],
    }


@numbers("cities-predict", names=["1950", "2015", "2018", "2035", "30", "300", "1", "2"])
def cities_predict(c):
    return {
        "424": c.cities["city_number"].nunique(),
        "0.5": made_up(0.5),
    }


@numbers("cities-read", names=["1950", "1980", "1995", "2015", "2018", "2020", "30", "300", "2"])
def cities_read(c):
    def move(sample, first, last):
        line = c.slopes.query("city_sample == @sample").set_index("year")
        error = (line.loc[[first, last], "standard_error"] ** 2).sum() ** 0.5
        return line.loc[last, "slope"] - line.loc[first, "slope"], error

    fifty, large = move("cities_50", 1950, 1995), move("cities_300000", 1980, 2015)
    assert round(-fifty[0] / fifty[1], 1) == round(large[0] / large[1], 1) == 0.8
    return {
        "424": c.cities["city_number"].nunique(),
        "0.52": -c.slopes.query("city_sample == 'cities_all' and year == 1950")["slope"].item(),
        "1.20": -c.slopes.query("city_sample == 'cities_all' and year == 2015")["slope"].item(),
        "1.40": -c.slopes.query("city_sample == 'cities_300000' and year == 1980")["slope"].item(),
        "1.41": -c.slopes.query("city_sample == 'cities_300000' and year == 1950")["slope"].item(),
        "1.22": -c.slopes.query("city_sample == 'cities_300000' and year == 2015")["slope"].item(),
        "1.28": -c.slopes.query("city_sample == 'cities_50' and year == 1950")["slope"].item(),
        "1.60": -c.slopes.query("city_sample == 'cities_50' and year == 1995")["slope"].item(),
        "1.5": -c.slopes.query("city_sample == 'cities_50' and year == 2005")["slope"].item(),
        "32": len(c.large.query("year == 1950")),
        "399": len(c.large.query("year == 2015")),
        "18": (c.fifty.query("year == 1950")["city_population"] < 300_000).sum(),
        "0.32": -fifty[0],
        "0.41": fifty[1],
        "0.18": large[0],
        "0.23": large[1],
        "0.8": large[0] / large[1],
    }


numbers("income-predict", names=["1978", "1983", "2001", "2012", "2013"])


@numbers("income-read", names=["1978", "1983", "2007", "2009", "2012", "2013", "2025"])
def income_read(c):
    return {
        "2.57": c.ratios.query("year == 1978 and survey == 'separate_surveys'")["urban_rural_income_ratio"].item(),
        "1.82": c.ratios.query("year == 1983 and survey == 'separate_surveys'")["urban_rural_income_ratio"].item(),
        "3.33": c.ratios.query("year in [2007, 2009] and survey == 'separate_surveys'")["urban_rural_income_ratio"].mean(),
        "3.10": c.ratios.query("year == 2012 and survey == 'separate_surveys'")["urban_rural_income_ratio"].item(),
        "2.81": c.ratios.query("year == 2013 and survey == 'integrated_survey'")["urban_rural_income_ratio"].item(),
        "2.31": c.ratios.query("year == 2025 and survey == 'integrated_survey'")["urban_rural_income_ratio"].item(),
        "32046": c.ratios.query("year == 2025").eval("urban - rural").item(),
        "32,046": c.ratios.query("year == 2025").eval("urban - rural").item(),
        "17037": c.ratios.query("year == 2013").eval("urban - rural").item(),
        "17,037": c.ratios.query("year == 2013").eval("urban - rural").item(),
        "0.3": c.ratios.query("year == 2012 and survey == 'separate_surveys'")["urban_rural_income_ratio"].item()
        - c.ratios.query("year == 2013 and survey == 'integrated_survey'")["urban_rural_income_ratio"].item(),
    }


@numbers("policy-predict", names=["2013", "2014", "2020", "2022", "12"])
def policy_predict(c):
    return {
        "2013.96": c.policies["year"].min(),
        "60": hl.load("policy_target")
        .query("document == 'national_urbanization_plan_2014_2020' and indicator == 'urban_share'")["value"]
        .item(),
        "45": hl.load("policy_target")
        .query("document == 'national_urbanization_plan_2014_2020' and indicator == 'registered_urban_share'")["value"]
        .item(),
    }


@numbers("policy-read", names=["2013", "2015", "2019", "2020", "4", "9", "12"])
def policy_read(c):
    return {
        "63.89": c.population.query("year == 2020")["urban_share_pct"].item(),
        "45.4": c.registered.query("year == 2020")["registered_urban_share_pct"].item(),
        "60.60": hl.load("china_urban_share_by_vintage")
        .query("year == 2019 and vintage == 'nbs_before_2020_census'")["urban_share_pct"]
        .item(),
    }


@numbers("matrix-read")
def matrix_read(c):
    return {
        "3": (c.links["aspect_of_new_type"] == "1.4.3").sum(),
    }


numbers("land", names=["1981", "2000", "2020"])


def grown(c, column, first, last):
    """Growth of land or people over a stretch, in percent."""
    return 100 * (c.compared.loc[last, column] / c.compared.loc[first, column] - 1)


@numbers("land-read", names=["1985", "2000", "2008", "2010", "11", "2011", "2020", "2022"])
def land_read(c):
    land, people = "built_up_area", "urban_population"
    shanghai = hl.load("province_built_up_area").query("province_code == '310000'")["built_up_area"].item()
    found = {
        "1,242": shanghai,
        "1242": shanghai,
        "61.8": grown(c, land, 2000, 2008),
        "1.2": 100 * (c.lifted - 1),
        "42.8": 100 * ((1 + grown(c, people, 2008, 2020) / 100) / c.lifted - 1),
        "94.1": 100 * ((1 + grown(c, people, 2000, 2020) / 100) / c.lifted - 1),
    }
    with_shanghai = 100 * (c.compared.loc[2020, land] / (c.compared.loc[2008, land] + shanghai) - 1)
    assert round(with_shanghai, 1) == 61.8 and with_shanghai > grown(c, people, 2008, 2020)
    stretches = {(1985, 2000): ("139.1", "82.9", "1.68"), (2000, 2008): ("61.8", "35.9", "1.72")}
    stretches |= {(2008, 2020): ("67.3", "44.6", "1.51"), (2000, 2020): ("170.6", "96.5", "1.77")}
    for years, (of_land, of_people, times) in stretches.items():
        more = grown(c, land, *years), grown(c, people, *years)
        found |= {of_land: more[0], of_people: more[1], times: more[0] / more[1]}
    return found


@numbers("provinces-land-predict", names=["2008", "2010", "2020", "2022"])
def provinces_land_predict(c):
    return {"29": len(c.paces)}


numbers("provinces-land-code", names=["14", "4"])


def fact_of(key):
    return hl.load("single_fact").set_index("fact")["value"][key]


@numbers("provinces-land-read", names=["2008", "2010", "2020", "2021", "2022"])
def provinces_land_read(c):
    paces = c.paces.set_index("province_code")
    annual = hl.load("province_annual").query("province_code == '410000'").set_index("year")
    people = annual["population"] * annual["urban_share_pct"]
    land = 100 * (c.areas.loc["410000", 2022] / c.areas.loc["410000", 2008] - 1)
    towns = 100 * (people[2022] / people[2008] - 1)
    assert paces["ahead_points"].rank()["410000"] == 7
    assert set(paces.index[paces["ahead_points"] < 0]) == {"640000", "540000", "130000"}
    return {
        "26": (paces["ahead_points"] > 0).sum(),
        "29": len(paces),
        "7": paces["ahead_points"].rank()["410000"],
        "4": (paces["ahead_points"].between(0, 0.4)).sum(),
        "22": (paces["ahead_points"] > 0.4).sum(),
        "4.68": paces.loc["410000", "land_pace"],
        "4.28": paces.loc["410000", "people_pace"],
        "0.4": paces.loc["410000", "ahead_points"],
        "18.3": 100 * (c.areas.loc["230000", 2022] / c.areas.loc["230000", 2008] - 1),
        "2.9": 100 * (c.urban_people.loc["220000", 2020] / c.urban_people.loc["220000", 2010] - 1),
        "89.6": land,
        "65.8": towns,
        "1.36": land / towns,
        "69": fact_of("shangqiu_built_up_2020"),
        "163": fact_of("shangqiu_built_up_2021"),
        "670": fact_of("zhengzhou_built_up_ministry_2021"),
        "744": fact_of("zhengzhou_built_up_city_2021"),
    }


@numbers("quoted-predict", names=["4", "2011", "2014"])
def quoted_predict(c):
    return {
        "50": fact_of("official_2011_land_growth"),
        "26": fact_of("official_2011_people_growth"),
        "76.4": fact_of("plan_2014_land_growth"),
        "50.5": fact_of("plan_2014_people_growth"),
    }


@numbers(
    "quoted-read",
    names=["1985", "1989", "2000", "2005", "2006", "2008", "2010", "11", "2011", "2012", "2013", "2014", "4"],
)
def quoted_read(c):
    growth = c.growth.set_index("year")
    old = hl.load("china_urban_share_by_vintage").query("year == 2011 and vintage == 'nbs_before_2020_census'")
    now = hl.load("china_population").set_index("year")["urban_population"]
    assert round(100 * (old["urban_population"].item() / now[2000] - 1), 1) == fact_of("plan_2014_people_growth")
    return {
        "27.0": growth.loc[2006, "people_growth"],
        "45.9": growth.loc[2010, "people_growth"],
        "52.3": growth.loc[2011, "people_growth"],
        "44.9": growth.loc[2005, "land_growth"],
        "61.8": growth.loc[2008, "land_growth"],
        "113.5": growth.loc[2013, "land_growth"],
        "50": fact_of("official_2011_land_growth"),
        "26": fact_of("official_2011_people_growth"),
        "76.4": fact_of("plan_2014_land_growth"),
        "50.5": fact_of("plan_2014_people_growth"),
        "1.92": fact_of("official_2011_land_growth") / fact_of("official_2011_people_growth"),
        "1.51": fact_of("plan_2014_land_growth") / fact_of("plan_2014_people_growth"),
        "1.12": fact_of("land_norm"),
    }


numbers("exercises", names=["1994", "1995", "2022"])


numbers("exercise-2b-text", names=["2010", "2020"])


@numbers("exercise-2d-text", names=["2011", "2020"])
def exercise_2d_text(c):
    return {
        "51.27": printed("1.3-09"),
        "63.89": printed("1.3-11"),
        "12.62": printed("1.3-11") - printed("1.3-09"),
    }


numbers("exercise-2e-text", names=["2023", "100"])


numbers("exercise-2g-text", names=["2000", "2005", "2020"])
numbers("exercise-2h-text", names=["1978", "2018"])
numbers("exercise-2j-text", names=["2015"])
numbers("exercise-2l-text", names=["2008", "2010", "2020", "2022", "1"])


@numbers("exercise-2k-text", names=["1950", "2015"])
def exercise_2k_text(c):
    people = c.cities.pivot(index="city_number", columns="year", values="city_population")
    largest = people.nlargest(50, 2015)
    return {
        "9.6": largest[2015].sum() / largest[1950].sum(),
        "424": len(people),
    }


@numbers("exercise-2m-text", names=["2000", "2008", "2020"])
def exercise_2m_text(c):
    found = {"1.72": (2000, 2008), "1.51": (2008, 2020), "1.77": (2000, 2020)}
    return {token: grown(c, "built_up_area", *years) / grown(c, "urban_population", *years) for token, years in found.items()}


@numbers("exercise-2n-text", names=["2000", "2016", "337"])
def exercise_2n_text(c):
    first, last = fact_of("satellite_city_area_2000"), fact_of("satellite_city_area_2016")
    return {"16,013": first, "16013": first, "35,637": last, "35637": last}


numbers("discussion", names=["1995"])


@numbers("audit-read", names=["90", "1985", "1990", "1995", "1996", "2016", "2019", "30", "60", "55"])
def audit_read(c):
    return {
        "2.27": printed("1.3.2.4-04"),
        "227": 100 * printed("1.3.2.4-04"),
        "26": (c.paces["ahead_points"] > 0).sum(),
        "29": len(c.paces),
        "22": (c.paces["ahead_points"] > 0.4).sum(),
        "32": len(c.claims),
        "25": (c.claims["verdict"] == "agrees").sum(),
        "4": (c.claims["verdict"] == "not_checkable").sum(),
        "7": (c.claims["kind"] == "trap").sum(),
        "3": (c.claims["section"].str.startswith("1.4") & (c.claims["verdict"] == "not_checkable")).sum(),
        "1": (c.claims["section"].str.startswith("1.3") & (c.claims["verdict"] == "not_checkable")).sum(),
    }


numbers("figure:china-curve", names=["70"])


@numbers("figure:china-speed", names=["90"])
def figure_china_speed(c):
    return {"1.37": c.report_fit["slope_3"]}


@numbers("figure:china-editions-less-present", names=["80"])
def figure_china_editions(c):
    return {
        "1.92": less(c, "wdi_2025_07").loc[1995],
        "2.35": -less(c, "wdi_2025_07").loc[2018],
    }


@numbers("figure:registered-against-resident")
def figure_registered(c):
    shown = c.both.query("year == 2021").iloc[0]
    return {
        "6.60": shown["urban_residents_100m"] - shown["unregistered_100m"],
        "4.98": shown["population"] / 1e8 - shown["urban_residents_100m"],
    }
