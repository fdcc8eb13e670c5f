"""Numbers in the prose of chapter 4, recomputed."""

import pandas as pd

import henan_lib as hl

from .register import Numbers, below, printed

numbers = Numbers("04")


numbers("title", names=["86", "139", "1", "2"])


@numbers("table-1-predict", names=["2010", "2020", "1"])
def table_1_predict(c):
    return {
        "11.16": printed("2.2.1-02"),
    }


numbers("cleaning", names=["2"])


@numbers("table-1-read", names=["2010"])
def table_1_read(c):
    return {
        "11.16": printed("2.2.1-02"),
        "8.46": printed("2.2.1-04"),
        "2.70": c.gap.loc[2010, "census_gap_points"] - c.gap.loc[2020, "census_gap_points"],
        "0.27": (c.gap.loc[2010, "census_gap_points"] - c.gap.loc[2020, "census_gap_points"]) / 10,
        "5.44": c.gap.loc[2010, "urban_of_nation_pct"],
        "6.11": c.gap.loc[2020, "urban_of_nation_pct"],
        "31": 10
        * c.gap.loc[2020, "census_gap_points"]
        / (c.gap.loc[2010, "census_gap_points"] - c.gap.loc[2020, "census_gap_points"]),
        "78": 100 * c.gap.loc[2010, "410000"] / c.gap.loc[2010, "CHN"],
        "87": 100 * c.gap.loc[2020, "410000"] / c.gap.loc[2020, "CHN"],
        "9402.96": printed("table1-02"),
    }


@numbers("provinces-predict", names=["2010", "2020"])
def provinces_predict(c):
    return {
        "25": printed("2.2.1-06"),
        "31": len(c.ranks),
    }


@numbers("provinces-read", names=["2019"])
def provinces_read(c):
    return {
        "27": c.ranks.loc["410000", 2010],
        "26": c.ranks.loc["410000", 2020],
        "25": printed("2.2.1-06"),
        "31": len(c.ranks),
        "22": c.ranks[2020].nlargest(10).iloc[-1],
        "1.10": c.shares.loc["650000", 2020] - c.shares.loc["410000", 2020],
        "3.4": below(c.shares[2020].nlargest(22).iloc[-1] - c.shares.loc["410000", 2020]),
    }


@numbers("cities-predict", names=["2"])
def cities_predict(c):
    return {
        "67.8": printed("2.2.2-05"),
    }


@numbers("cities-read")
def cities_read(c):
    ranks = c.table2[c.indicators].rank(ascending=False).set_axis(c.table2["city_code"])
    ratios = c.ratios.set_axis(c.compared.columns)
    return {
        "7": ranks.loc["410100", "area_km2"],
        "8": ranks.loc["410100", "gdp"],
        "36": (ranks.to_numpy() == c.table2[[f"{name}_rank" for name in c.indicators]].to_numpy()).sum(),
        "67.75": ratios.loc["gdp", "of_chengdu_pct"],
        "76.9": ratios.loc["gdp", "of_wuhan_pct"],
        "112.6": ratios.loc["gdp_per_capita", "of_chengdu_pct"],
        "75.2": ratios.loc["gdp_per_capita", "of_wuhan_pct"],
        "67.8": printed("2.2.2-05"),
        "66.4": 100
        * hl.load("central_city").set_index("city_code").loc["410100", "gdp_2020_revised"]
        / hl.load("central_city").set_index("city_code").loc["510100", "gdp_2020_revised"],
    }


@numbers("how-score", names=["0", "1", "2"])
def how_score(c):
    people, income = c.three["population"], c.three["disposable_income_per_capita"]
    way_people, way_income = people.max() - people.min(), income.max() - income.min()
    return {
        "13.866": people["120000"] / 1e6,
        "1386.6": people["120000"] / 1e4,
        "12.327": people["420100"] / 1e6,
        "1232.7": people["420100"] / 1e4,
        "12.600": people["410100"] / 1e6,
        "1260.0": people["410100"] / 1e4,
        "43,854": income["120000"],
        "43854": income["120000"],
        "46,010": income["420100"],
        "46010": income["420100"],
        "36,661": income["410100"],
        "36661": income["410100"],
        "1.539": way_people / 1e6,
        "153.9": way_people / 1e4,
        "0.273": (people["410100"] - people.min()) / 1e6,
        "27.3": (people["410100"] - people.min()) / 1e4,
        "0.18": c.rescaled.loc["410100", "population"],
        "9,349": way_income,
        "9349": way_income,
        "7,193": income["120000"] - income.min(),
        "7193": income["120000"] - income.min(),
        "0.77": c.rescaled.loc["120000", "disposable_income_per_capita"],
        "0.88": c.by_table["120000"],
        "0.50": c.by_table["420100"],
        "0.09": c.by_hand[2],
    }


@numbers("how-score-read")
def how_score_read(c):
    tianjin, wuhan = c.rescaled.loc["120000"], c.rescaled.loc["420100"]
    lead = tianjin - wuhan
    return {
        "0.81": lead["population"] / (lead["population"] - lead["disposable_income_per_capita"]),
        "0.77": tianjin["disposable_income_per_capita"],
        "1": tianjin["population"],
    }


@numbers("explorer-intro", names=["0", "1"])
def explorer_intro(c):
    return {
        "2": c.scores.mean(axis=1).rank(ascending=False)["500000"],
        "286": len(c.weightings),
    }


@numbers("weights-predict")
def weights_predict(c):
    return {
        "286": len(c.weightings),
    }


@numbers("weights-read")
def weights_read(c):
    places = c.outcomes.groupby("city_code")["composite_place"].agg(list)
    equal = c.equal.set_index("city_code")["equal_place"]
    by_rank = pd.DataFrame([(c.cities.rank() * weighting).sum(axis=1) for weighting in c.weightings])
    return {
        "16": places["500000"].count(2),
        "2": equal["500000"],
        "286": len(c.weightings),
        "172": places["410100"].count(8),
        "108": places["410100"].count(9),
        "6": places["410100"].count(7),
        "8": pd.Series(places["410100"]).mode().item(),
        "7": min(places["410100"]),
        "9": max(places["310000"]),
        "1": min(places["500000"]),
        "280": sum(place <= 3 for place in places["310000"]),
        "4": places["500000"].count(9),
        "136": (by_rank.round(9).rank(axis=1, ascending=False, method="min")["410100"] == 9).sum(),
    }


@numbers("units-predict")
def units_predict(c):
    return {
        "11": printed("2.2.2-16"),
        "4": printed("2.2.2-17"),
        "18": len(c.units),
        "17": len(c.units) - 1,
    }


@numbers("units-read")
def units_read(c):
    return {
        "11": printed("2.2.2-16"),
        "4": printed("2.2.2-17"),
        "18": len(c.units),
        "17": len(c.units) - 1,
        "78.40": c.units.set_index("unit_code").loc["410100", "urban_share_pct"],
        "10.9": c.units.set_index("unit_code").loc["410100", "urban_share_pct"]
        - c.units.set_index("unit_code").loc["419001", "urban_share_pct"],
        "42.58": c.units.set_index("unit_code").loc["411600", "urban_share_pct"],
        "49.97": c.units.set_index("unit_code").loc["410900", "urban_share_pct"],
        "1300": below(
            (
                c.units.set_index("unit_code").loc["410900", "rural_population"]
                - c.units.set_index("unit_code").loc["410900", "urban_population"]
            )
            / 2
            + 1
        ),
        "55.43": c.average,
        "12.7": 100 * c.units.set_index("unit_code").loc["410100", "population"] / c.units["population"].sum(),
        "52.09": c.average_of_others,
        "7": (c.units["urban_share_pct"] < c.average_of_others).sum(),
        "53.49": c.units["urban_share_pct"].median(),
        "9": (c.units["urban_share_pct"] < c.units["urban_share_pct"].median()).sum(),
        "50": printed("2.2.2-18"),
    }


@numbers("load-predict")
def load_predict(c):
    return {
        "1.74": printed("2.2.4.1-02"),
        "6": printed("2.2.4.1-04"),
        "7.8": printed("2.2.4.1-03"),
        "10": printed("2.2.4.1-05"),
        "87": printed("2.2.4.1-06"),
        "1.4": printed("2.2.4.2-03"),
    }


@numbers("load-read", names=["2013", "2020"])
def load_read(c):
    return {
        "6": printed("2.2.4.1-04"),
        "5.5": c.farmland.low,
        "6.5": c.farmland.high,
        "7.8": printed("2.2.4.1-03"),
        "70.1": c.per_head.loc[0, "per_head_low_pct"],
        "83.9": c.per_head.loc[0, "per_head_high_pct"],
        "87": printed("2.2.4.1-06"),
        "7.04": c.of_nation["share_residents"],
        "92.4": c.per_head.loc[1, "per_head_high_pct"],
        "18.2": 100 * hl.printed_range("henan_water_per_head_ratio_first").low,
        "22.2": 100 * hl.printed_range("henan_water_per_head_ratio_first").high,
        "10601": c.survey.query("year == 2013")["value"].item() / 1e4,
        "106.01": c.survey.query("year == 2013")["value"].item() / 1e6,
        "5.88": hl.recompute("farmland-share").mid.a.mid,
        "83.5": hl.recompute("farmland-per-head").mid.a.mid,
        "10": printed("2.2.4.1-05"),
        "403.53": printed("2.2.4.2-02"),
        "40.353": printed("2.2.4.2-02") / 10,
        "406": 1e4 * printed("2.2.4.2-02") / printed("table1-04"),
        "381": printed("2.2.4.2-04"),
    }


@numbers("output-predict", names=["2019", "1"])
def output_predict(c):
    return {
        "12": printed("2.2.4.1-07"),
        "15": printed("2.2.4.1-08"),
        "120,000": printed("2.2.4.1-07") * 10_000,
        "150,000": printed("2.2.4.1-08") * 10_000,
        "1500": c.mu_per_km2,
    }


@numbers("output-read", names=["2019"])
def output_read(c):
    return {
        "2.16": c.table.loc[0, "all_land_per_mu"],
        "0.69": c.table.loc[1, "all_land_per_mu"],
        "21,600": round(c.table.loc[0, "all_land_per_mu"], 2) * 10_000,
        "6,900": round(c.table.loc[1, "all_land_per_mu"], 2) * 10_000,
        "3.1": c.table.loc[0, "all_land_per_mu"] / c.table.loc[1, "all_land_per_mu"],
        "12": printed("2.2.4.1-07"),
        "15": printed("2.2.4.1-08"),
        "120,000": printed("2.2.4.1-07") * 10_000,
        "150,000": printed("2.2.4.1-08") * 10_000,
        "30000": round(c.table.loc[0, "implied_land_km2"], -3),
        "30,000": round(c.table.loc[0, "implied_land_km2"], -3),
        "437000": round(c.table.loc[1, "implied_land_km2"], -3),
        "437,000": round(c.table.loc[1, "implied_land_km2"], -3),
        "18": c.table.loc[0, "implied_land_pct"],
        "4.6": c.table.loc[1, "implied_land_pct"],
        "80": 100 * printed("2.2.4.1-07") / printed("2.2.4.1-08"),
        "29.8": printed("2.2.4.1-07") * c.mu_per_km2 * c.land["410000"] / 1e8,
    }


@numbers("villages-read")
def villages_read(c):
    return {
        "972": c.sizes["size_low"].iloc[0],
        "975": c.sizes["size_high"].iloc[0],
        "243": below(c.sizes["size_high"].iloc[1]),
        "200": printed("2.2.5-08"),
        "22.15": printed("2.2.5-06") / printed("2.2.5-08"),
        "221,500": 1e4 * printed("2.2.5-06") / printed("2.2.5-08"),
    }


@numbers("bases-predict", names=["2020"])
def bases_predict(c):
    return {
        "36.09": printed("2.2.6.1-01"),
        "19.34": printed("2.2.6.1-02"),
        "1922": c.base.set_index("base_name").loc["resident_population", "urban_excess"],
        "19.22": c.base.set_index("base_name").loc["resident_population", "urban_excess"] / 100,
        "9937": c.people["living_here"] / 1e4,
        "99.37": c.people["living_here"] / 1e6,
    }


@numbers("bases-read", names=["2010", "2013", "2016", "2018", "2020"])
def bases_read(c):
    base = c.base.set_index("base_name")
    by_residents, by_census = base.loc["resident_population"], base.loc["registered_2020_census"]
    return {
        "36.09": printed("2.2.6.1-01"),
        "19.34": printed("2.2.6.1-02"),
        "1922": by_residents["urban_excess"],
        "19.22": by_residents["urban_excess"] / 100,
        "11419": by_census["people_of_base"],
        "114.19": by_census["people_of_base"] / 100,
        "1387": by_census["urban_excess"],
        "13.87": by_census["urban_excess"] / 100,
        "535": by_residents["urban_excess"] - by_census["urban_excess"],
        "5.35": (by_residents["urban_excess"] - by_census["urban_excess"]) / 100,
        "10601": base.loc["2013", "people_of_base"],
        "10906": base.loc["2018", "people_of_base"],
        "106": base.loc["2013", "people_of_base"] / 100,
        "109": base.loc["2018", "people_of_base"] / 100,
        "1572": base.loc["2018", "urban_excess"],
        "15.72": base.loc["2018", "urban_excess"] / 100,
        "19.86": hl.load("henan_annual").query("indicator == 'nonagricultural_registered_share'")["value"].item(),
    }


@numbers("elsewhere-read", names=["80", "95", "2010", "2020"])
def elsewhere_read(c):
    people, share = groups_2020(), c.steps.set_index("away_in_towns_pct")["urban_wherever_pct"]
    here, away = people["registered_here"], people["registered_here_living_elsewhere"]
    came = people["registered_elsewhere_living_here"]
    # "Between two fifths and two thirds" of the gap.
    part = (share - c.here_pct) / printed("2.2.1-04")
    assert 0.4 < part[80] < 0.42 and 0.65 < part[95] < 0.67
    return {
        "11419": here / 1e4,
        "114.19": here / 1e6,
        "1610": away / 1e4,
        "16.10": away / 1e6,
        "16.1": away / 1e6,
        "127": came / 1e4,
        "1.27": came / 1e6,
        "59": c.earlier["registered_elsewhere_living_here"] / 1e4,
        "0.59": c.earlier["registered_elsewhere_living_here"] / 1e6,
        "47.6": share[0],
        "61.7": share[100],
        "58.9": share[80],
        "61.0": share[95],
        "55.43": c.here_pct,
        "63.89": printed("1.3-11"),
        "8.46": printed("2.2.1-04"),
        "0.5": 100 * (1 - c.here_pct / 100) * came / here,
        "18.5": c.parts["440000"],
        "13.3": c.parts["330000"],
        "10.0": c.parts["320000"],
        "98,091,873": here - away,
        "98091873": people["living_here"] - came,
    }


def groups_2020():
    return hl.load("henan_registration").query("year == 2020").set_index("people_group")["people_counted"]


@numbers("distance-predict")
def distance_predict(c):
    return {
        "70": printed("2.3.1-02"),
        "14.6": c.goal - c.start,
        "15": printed("2.3.1-03"),
        "1": printed("2.3.1-04"),
        "5": printed("2.3.1-05"),
        "10": printed("2.3.1-05", "value_high"),
        "1.69": printed("2.1.1-08"),
    }


@numbers("distance-read", names=["2020", "2024", "2035"])
def distance_read(c):
    return {
        "14.6": c.goal - c.start,
        "2034.6": c.slow_end,
        "8.6": c.fast_end - 2020,
        "2028.6": c.fast_end,
        "1.69": printed("2.1.1-08"),
        "1": printed("2.3.1-04"),
        "0.95": (c.series["urban_share_pct"].iloc[-1] - c.series["urban_share_pct"].iloc[0]) / 4,
        "2100": printed("2.3.1-06"),
        "21": printed("2.3.1-06") / 100,
    }


@numbers("trends-read")
def trends_read(c):
    counted = c.trends.set_index("section")["printed_numbers"]
    counties = hl.load("county_2020").query("county_type in ['county', 'county_level_city']").dropna(subset="population_2010")
    lost = counties.query("population < population_2010")
    return {
        "104": len(counties),
        "68": len(lost),
        "67": (lost["urban_population"] > lost["urban_population_2010"]).sum(),
        "8": counted["2.3.1"],
        "46.35": printed("2.2.5-03"),
        "2100": printed("2.3.1-06"),
        "21": printed("2.3.1-06") / 100,
        "2.1": printed("2.3.1-06") / 1e3,
        "210": printed("2.3.1-06") / 10,
        "3": counted["2.3.2"] + counted["2.3.3"],
        "21.8": 100
        * c.cities.loc["410100", "gdp"]
        / hl.load("henan_annual").query("indicator == 'gdp' and year == 2020 and vintage == 'csy_2021'")["value"].item(),
        "9.2": hl.load("prefecture_census")
        .query("year == 2010")
        .pipe(lambda t: 100 * t.set_index("unit_code").loc["410100", "population"] / t["population"].sum()),
        "12.7": 100 * c.units.set_index("unit_code").loc["410100", "population"] / c.units["population"].sum(),
    }


def ages(c):
    """Residents and people aged 65 or over by unit (rows) and census (columns)."""
    return [c.ages.pivot(index="unit_code", columns="year", values=name) for name in ("population", "aged_65_over")]


@numbers("ages-predict", names=["2010", "2020", "65"])
def ages_predict(c):
    people, old = ages(c)
    return {
        "8.36": 100 * old[2010].sum() / people[2010].sum(),
        "13.49": 100 * old[2020].sum() / people[2020].sum(),
    }


@numbers("ages-read", names=["65"])
def ages_read(c):
    people, old = ages(c)
    share, growth = c.old.set_index("unit_code"), 100 * (old[2020] / old[2010] - 1)
    rise = share["old_2020_pct"] - share["old_2010_pct"]
    more_people, more_old = (table.loc["410100", 2020] - table.loc["410100", 2010] for table in (people, old))
    change = people[2020] / people[2010]
    assert list(growth.nlargest(3).index) == ["419001", "410500", "410100"]
    assert set(change.nsmallest(4).index) == {"411200", "411100", "411300", "411700"}
    assert share.loc[change.nsmallest(4).index, "old_2020_pct"].min() > 13.49 and change["411600"] > 1
    return {
        "18": len(share),
        "1.8": rise["410100"],
        "4.7": rise.drop("410100").min(),
        "6.6": rise.max(),
        "8.98": share["old_2020_pct"].min(),
        "16.00": share.loc["411100", "old_2020_pct"],
        "83": growth["410100"],
        "71": 100 * (old[2020].sum() / old[2010].sum() - 1),
        "46": 100 * (change["410100"] - 1),
        "3.97": more_people / 1e6,
        "397": more_people / 1e4,
        "0.51": more_old / 1e6,
        "51": more_old / 1e4,
        "13.49": 100 * old[2020].sum() / people[2020].sum(),
        "15.18": share.loc["411600", "old_2020_pct"],
    }


@numbers("exercises", names=["2020"])
def exercises(c):
    return {
        "10,000": hl.cleaning.UNITS["万人"][1],
    }


@numbers("exercise-4c-text", names=["2010", "2011", "1"])
def exercise_4c_text(c):
    return {
        "31": len(c.ranks),
    }


@numbers("exercise-4d-text")
def exercise_4d_text(c):
    return {
        "6": printed("2.2.4.1-04"),
        "7.8": printed("2.2.4.1-03"),
        "87": printed("2.2.4.1-06"),
    }


@numbers("exercise-4e-text", names=["2020", "15", "1500"])
def exercise_4e_text(c):
    return {
        "36.09": printed("2.2.6.1-01"),
        "10,000": hl.cleaning.UNITS["万人"][1],
    }


@numbers("exercise-4h-text", names=["2010"])
def exercise_4h_text(c):
    return {"18": len(c.units)}


@numbers("exercise-4i-text", names=["2035"])
def exercise_4i_text(c):
    return {
        "72": hl.load("policy_target")
        .query("document == 'henan_urbanization_plan_2021_2035' and indicator == 'urban_share' and target_year == 2035")[
            "value"
        ]
        .item(),
        "70": c.goal,
        "1": c.slow,
    }


@numbers("exercise-4k-text", names=["2020"])
def exercise_4k_text(c):
    return {"18": len(c.units), "11": (c.units["urban_share_pct"] < c.average).sum()}


@numbers("exercise-4l-text", names=["2020"])
def exercise_4l_text(c):
    return {"8": c.places.loc["410100", "gdp"]}


@numbers("exercise-4m-text", names=["2020", "60"])
def exercise_4m_text(c):
    away = groups_2020()["registered_here_living_elsewhere"]
    return {"16.10": away / 1e6, "1610": away / 1e4}


numbers("exercise-4n-text", names=["2010", "2020", "65"])


@numbers("audit-read")
def audit_read(c):
    return {
        "154": len(c.claims),
        "118": (c.claims["verdict"] == "agrees").sum(),
        "2": (c.claims["verdict"] == "rounding").sum(),
        "13": len(c.conflicts),
        "21": (c.claims["verdict"] == "not_checkable").sum(),
        "72": (c.claims["section"] == "table2").sum(),
        "3": (c.conflicts["kind"] == "unstated_denominator").sum(),
        "1": (c.conflicts["kind"] == "misprint").sum(),
        "8": c.verdicts.loc["2.2.4", "conflicts"],
        "9": c.verdicts.loc["table2", "not_checkable"],
        "7": c.verdicts.loc["2.2.4", "not_checkable"],
    }


numbers("figure:provinces-lowest", names=["20"])


@numbers("figure:elsewhere-towns")
def figure_elsewhere(c):
    return {"63.9": printed("1.3-11")}


@numbers("figure:eighteen-units")
def figure_eighteen_units(c):
    return {"55.4": printed("2.2.1-03")}


@numbers("figure:distance-to-70")
def figure_distance(c):
    return {"2034.6": c.slow_end, "2028.6": c.fast_end}


numbers("next", names=["2035"])


@numbers("held-predict", names=["18", "2010", "2020"])
def held_predict(c):
    away = c.registration.set_index("people_group")["people_counted"]["registered_here_living_elsewhere"]
    return {"1610": away / 1e4, "16.10": away / 1e6}


@numbers("held-read", names=["2010", "2020"])
def held_read(c):
    table = c.held.set_index("unit_code")
    part, people = table["net_held_pct"], table["net_held_10k"]
    registered = hl.load("henan_registration").query("people_group == 'registered_here'").set_index("year")["people_counted"]
    residents = hl.load("prefecture_census").groupby("year")["population"].sum()
    assert registered[2010] == table["registered_population"].sum() and (people > 0).sum() == 1
    assert part.index[:4].tolist() == ["411500", "411600", "411700", "411400"]
    # 18.0 stands for Zhengzhou's gain and for Zhumadian's lack.
    assert round(part["410100"], 1) == round(-part["411700"], 1)
    return {
        "17": (people < 0).sum(),
        "18.0": part["410100"],
        "132": people["410100"],
        "1.32": people["410100"] / 100,
        "27.8": -part["411500"],
        "235": -people["411500"],
        "2.35": -people["411500"] / 100,
        "19.6": -part["411600"],
        "16.8": -part["411400"],
        "1025": -people.sum(),
        "10.25": -people.sum() / 100,
        "9.8": 100 * (1 - residents[2010] / registered[2010]),
        "13.0": 100 * (1 - residents[2020] / registered[2020]),
    }


numbers("exercise-4o-text", names=["2010"])


@numbers("figure:units-held", names=["18"])
def figure_units_held(c):
    part = c.held.set_index("unit_code")["net_held_pct"]
    told = dict(zip(["27.8", "19.6", "18.0", "16.8", "11.3"], -part.nsmallest(5), strict=True))
    assert round(part["410100"], 1) == 18.0
    return told | {"0.1": -part["419001"]}
