"""Numbers in the prose of chapter 7, recomputed."""

import pandas as pd

import henan_lib as hl

from .register import Numbers, above, below

numbers = Numbers("07")


numbers("title", names=["90", "119", "2035"])


@numbers("place-predict", names=["2024"])
def place_predict(c):
    return {
        "31": c.provinces["province_code"].nunique(),
    }


@numbers("curve-predict", names=["2011", "2020", "2024"])
def curve_predict(c):
    return {
        "31": c.provinces["province_code"].nunique(),
        "4.7": c.wide.loc["230000", 2011] - c.china.set_index("year").loc[2011, "urban_share_pct"],
    }


@numbers("curve-read", names=["2005", "2009", "2010", "2011", "2020", "2024"])
def curve_read(c):
    by_census = c.census.query("year == 2010").set_index("province_code")["urban_share_pct"]
    off = (c.before_2011[2010] - by_census).abs()
    said = ["320000", "520000", "430000", "410000", "230000"]
    assert c.step.idxmax() == "320000"
    return {
        "56.49": c.wide.loc[c.place, 2011],
        "68.05": c.wide.loc[c.place, 2024],
        "1.05": c.wide.loc[c.place, 2024] - c.china.set_index("year").loc[2024, "urban_share_pct"],
        "1.34": (
            c.china.set_index("year").loc[2020, "urban_share_pct"] - c.china.set_index("year").loc[2011, "urban_share_pct"]
        )
        / 9,
        "1.01": (c.wide.loc[c.place, 2020] - c.wide.loc[c.place, 2011]) / 9,
        "0.78": (
            c.china.set_index("year").loc[2024, "urban_share_pct"] - c.china.set_index("year").loc[2020, "urban_share_pct"]
        )
        / 4,
        "0.61": (c.wide.loc[c.place, 2024] - c.wide.loc[c.place, 2020]) / 4,
        "31": c.provinces["province_code"].nunique(),
        "29": ((c.wide[2024] - c.wide[2020]) / 4 < (c.wide[2020] - c.wide[2011]) / 9).sum(),
        "24": (off < 0.1).sum(),
        "0.1": below(off[off < 0.1].max()),
        "7": (off >= 0.1).sum(),
        "0.56": off.max(),
        **{f"{round(c.step[code], 2)}": c.step[code] for code in said},
        **{f"{round(c.usual[code], 2)}": c.usual[code] for code in said},
    }


@numbers("rank-read", names=["2005", "2010", "2011", "2020", "2024"])
def rank_read(c):
    return {
        "7": c.ranked.query("province_code == '230000' and year == 2005")["urban_share_rank"].item(),
        "9": c.ranked.query("province_code == '230000' and year == 2010")["urban_share_rank"].item(),
        "10": c.ranked.query("province_code == '230000' and year == 2011")["urban_share_rank"].item(),
        "12": c.ranked.query("province_code == '230000' and year == 2024")["urban_share_rank"].item(),
        "11.56": c.wide.loc[c.place, 2024] - c.wide.loc[c.place, 2011],
        "18.02": c.wide.loc["640000", 2024] - c.wide.loc["640000", 2011],
        "16": c.ranked.query("province_code == '640000' and year == 2011")["urban_share_rank"].item(),
        "11": c.ranked.query("province_code == '640000' and year == 2024")["urban_share_rank"].item(),
        "68.22": c.wide.loc["640000", 2024],
        "68.05": c.wide.loc[c.place, 2024],
        "0.17": c.wide.loc["640000", 2024] - c.wide.loc[c.place, 2024],
        "25": hl.load("ledger").set_index("id").loc["2.2.1-06", "value"],
        "26": c.ranked.query("province_code == '410000' and year == 2020")["urban_share_rank"].item(),
    }


def assert_counting_agrees(c):
    """Both ways to a rank give the same, among the five provinces of the example."""
    assert c.by_counting == c.ranks_of_five[2024].tolist() and sorted(c.by_counting) == [1, 2, 3, 4, 5]
    assert c.ups.sum() == 0


@numbers("rank-how", names=["2011", "2024"])
def rank_how(c):
    assert_counting_agrees(c)
    shares = {f"{c.five.loc[code, year]:.2f}": c.wide.loc[code, year] for code in c.five.index for year in (2011, 2024)}
    # The rows of the table in the text: rank of 2011, of 2024, and up.
    said = {"230000": (1, 3, -2), "500000": (2, 1, 1), "220000": (3, 5, -2), "370000": (4, 4, 0), "640000": (5, 2, 3)}
    for code, row in said.items():
        assert row == (c.ranks_of_five.loc[code, 2011], c.ranks_of_five.loc[code, 2024], c.ups[code])
    ranks = {str(rank): rank for rank in sorted(c.ranks_of_five[2024])}
    return shares | ranks | {"0": c.ups["370000"]}


@numbers("rank-how-read")
def rank_how_read(c):
    gains, now = c.five[2024] - c.five[2011], c.five[2024]
    return {
        "0": c.ups.sum(),
        "11.56": gains.min(),
        "18.02": gains.max(),
        "0.17": now["640000"] - now["230000"],
        "3.92": now["500000"] - now["640000"],
    }


@numbers("phase-predict", names=["30", "70", "2020"])
def phase_predict(c):
    return {
        "31": c.provinces["province_code"].nunique(),
    }


@numbers("phase-read", names=["65", "70", "75", "2020", "2024"])
def phase_read(c):
    speeds = c.speeds.set_index("province_code")
    left, right = c.speeds.query("65 < urban_share_pct < 70"), c.speeds.query("70 < urban_share_pct < 75")
    assert len(left) == len(right)
    return {
        "4": len(left),
        "0.71": left["speed_points"].mean(),
        "0.57": right["speed_points"].mean(),
        "24": (c.speeds["stage"] == "middle_stage").sum(),
        "7": (c.speeds["stage"] == "advanced_stage").sum(),
        "72": speeds.loc[["210000", "330000"], "urban_share_pct"].mean(),
        "0.51": speeds.loc["210000", "speed_points"],
        "0.82": speeds.loc["330000", "speed_points"],
        "0.61": c.speeds.query("stage == 'middle_stage'")["speed_points"].min(),
        "31": c.provinces["province_code"].nunique(),
    }


@numbers("census-predict", names=["2010", "2020"])
def census_predict(c):
    return {
        "31": len(c.changes),
        "89.3": c.census.query("province_code == '310000' and year == 2010")["urban_share_pct"].item(),
    }


@numbers("census-read", names=["2000"])
def census_read(c):
    changes = c.changes.set_index("province_code")
    return {
        "2.0": -changes.loc["230000", "urban_change_pct"],
        "35.5": -changes.loc["230000", "rural_change_pct"],
        "31": len(c.changes) * (c.changes["urban_change_pct"].lt(0).sum() == 1),
        "91.5": c.changes["urban_change_pct"].max() * (changes["urban_change_pct"].idxmax() == "540000"),
        "8.0": changes.loc["310000"].mean(),
        "9.95": c.census.query("province_code == '230000' and year == 2020")["urban_share_pct"].item()
        - c.census.query("province_code == '230000' and year == 2010")["urban_share_pct"].item(),
        "2": c.changes["rural_change_pct"].gt(0).sum(),
    }


@numbers("registered-read", names=["2020"])
def registered_read(c):
    shares = c.shares.set_index("area_code")
    return {
        "1": shares["gap_points"].drop("CHN").notna().sum(),
        "36.09": shares.loc["410000", "registered_urban_share_pct"],
        "55.43": shares.loc["410000", "urban_share_pct"],
        "19.34": shares.loc["410000", "gap_points"],
        "18.49": shares.loc["CHN", "gap_points"],
    }


numbers("born-predict", names=["2000", "2010"])


@numbers("born-read", names=["2000", "2010", "2020", "10"])
def born_read(c):
    parts, change = c.parts, c.parts["lived_2010_pct"] - c.parts["lived_2000_pct"]
    assert parts.index[:2].tolist() == ["210000", "370000"] and (change.idxmax(), change.idxmin()) == ("110000", "150000")
    living = c.incoming.pivot(index="province_code", columns="year", values="other_province_pct")
    assert (living[2020].idxmin(), living[2020].idxmax()) == ("410000", "310000")
    assert f"{living.loc['230000', 2010]:.1f}" == "1.3"
    born = hl.load("province_birthplace").query("year == 2010")["sample_persons"].sum()
    return {
        "21.7": parts.loc["210000", "lived_2010_pct"],
        "23.3": parts.loc["210000", "lived_2000_pct"],
        "14.3": parts.loc["370000", "lived_2010_pct"],
        "6.6": parts.loc["110000", "lived_2000_pct"],
        "14.1": parts.loc["110000", "lived_2010_pct"],
        "13.0": parts.loc["150000", "lived_2000_pct"],
        "7.5": parts.loc["150000", "lived_2010_pct"],
        "1.3": living.loc["410000", 2020],
        "2.6": living.loc["230000", 2020],
        "31": len(living),
        "42.1": living.loc["310000", 2020],
        "102.3069": 10 * born / 1e6,
        "10230.69": 10 * born / 1e4,
    }


numbers("exercise-7l-text", names=["2010"])


numbers("explorer-intro", names=["2011"])


@numbers("gain-read")
def gain_read(c):
    moves = c.moves.set_index("province_code")
    return {
        "1": moves.loc["520000", "rank_change"] * (moves["gain_since_2011_points"].idxmax() == "520000"),
        "18.75": moves.loc["410000", "gain_since_2011_points"],
        "11.56": moves.loc["230000", "gain_since_2011_points"],
        "2": -moves.loc["230000", "rank_change"],
        "31": len(c.moves),
        "27": (c.moves["rank_change"].abs() <= 2).sum(),
    }


numbers("scenario-predict", names=["100", "2011", "2019", "2024", "2035"])


@numbers("scenario-read", names=["2019", "2020", "2035"])
def scenario_read(c):
    return {
        "4": (c.errors["error_2024_points"] > 0).sum(),
        "1.04": c.errors["error_2024_points"].min(),
        "1.65": c.errors["error_2024_points"].max(),
        "31": c.provinces["province_code"].nunique(),
        "29": (c.wide[2019] + 5 * (c.wide[2019] - c.wide[2011]) / 8 > c.wide[2024]).sum(),
        "73.9": c.future.loc[2035].min(),
        "77.8": c.future.loc[2035].max(),
    }


@numbers("own-read", names=["2018", "2020", "2024"])
def own_read(c):
    return {
        "7": len(c.table),
    }


numbers("page-editions-predict", names=["2020"])


@numbers("faulty-predict")
def faulty_predict(c):
    return {
        "0.5224": c.faulty["urban_share_pct"].iloc[0],
        "52.24": 100 * c.faulty["urban_share_pct"].iloc[0],
    }


@numbers("faulty-read", names=["100"])
def faulty_read(c):
    return {
        "5": len(c.empty.attrs["problems"]),
        "0.5543": c.faulty["urban_share_pct"].iloc[-1],
        "55.43": 100 * c.faulty["urban_share_pct"].iloc[-1],
        "0.55": c.faulty["urban_share_pct"].iloc[-1],
    }


@numbers("exercises", names=["2011", "2024"])
def exercises(c):
    return {
        "31": c.provinces["province_code"].nunique(),
    }


numbers("exercise-7b-text", names=["2010", "2020"])


numbers("exercise-7c-text", names=["2011"])


@numbers("exercise-7d-text", names=["2010", "2020"])
def exercise_7d_text(c):
    return {
        "9.28": c.census.query("province_code == '220000' and year == 2020")["urban_share_pct"].item()
        - c.census.query("province_code == '220000' and year == 2010")["urban_share_pct"].item(),
    }


@numbers("exercise-7e-text", names=["2011", "2019", "2024"])
def exercise_7e_text(c):
    return {
        "31": c.provinces["province_code"].nunique(),
    }


@numbers("exercise-7f-text", names=["2024"])
def exercise_7f_text(c):
    return {
        "29": c.wide[2024].rank(ascending=False)["520000"],
        "31": len(c.wide),
    }


@numbers("exercise-7i-text", names=["2020", "2024"])
def exercise_7i_text(c):
    return {
        "31": len(c.wide),
    }


@numbers("exercise-7j-text")
def exercise_7j_text(c):
    return {
        "31": len(c.changes),
    }


@numbers("exercise-7k-text", names=["2011", "2020", "2024"])
def exercise_7k_text(c):
    jiangsu = c.wide.loc["320000"]
    assert jiangsu[2019] > 70
    return {
        "70": above(jiangsu[2019]),
        "1.27": (jiangsu[2020] - jiangsu[2011]) / 9,
        "0.52": (jiangsu[2024] - jiangsu[2020]) / 4,
    }


@numbers("closing", names=["2009", "2010", "2011", "2035"])
def closing(c):
    return {
        "31": c.provinces["province_code"].nunique(),
        **{token: value for token, value in of_counties(c).items() if value in (2509, 1435, 1079)},
        "29": (c.wide[2019] + 5 * (c.wide[2019] - c.wide[2011]) / 8 > c.wide[2024]).sum(),
    }


numbers("figure:place-scenario", names=["19"])


@numbers("report-predict", names=["2013", "2023"])
def report_predict(c):
    return {"22": len(c.ledger), "7": c.ledger["statement"].eq(hl.label("urban_share")).sum()}


@numbers("report-read")
def report_read(c):
    return {"22": len(c.ledger)}


@numbers("released-read", names=["2013", "2015", "2016", "2018", "2019", "2020", "2021", "2023", "100"])
def released_read(c):
    checked, sheet = c.checked.set_index("key"), c.sheet.set_index("key")
    printed, found = checked["printed"].astype(float), pd.to_numeric(sheet["present"])
    outside = checked[checked["basis"] == "outside"].index
    less = {key: round(found[key] - printed[key], 2) for key in outside}
    shares = sheet["printed"][sheet.index.str.startswith("urban_share")]
    agree = checked["verdict"].eq("agrees")
    assert set(checked["basis"][agree]) == {"same_report"} and not agree[outside].any()
    assert checked["printed"]["resident_population_2016"] == "9532.42"
    unchanged = [key for key in shares.index if float(shares[key]) == found[key]]
    assert unchanged == c.unchanged["key"].tolist() == ["urban_share_2021", "urban_share_2023"]
    people = {year: less[f"resident_population_{year}"] for year in (2013, 2016, 2018)}
    late = sorted(abs(less[key]) for key in outside if "share" in key)[-2:]
    assert late == [abs(less["urban_share_2018"]), abs(less["urban_share_2019"])]
    return {
        "2": len(unchanged),
        "56.45": found["urban_share_2021"],
        "58.08": found["urban_share_2023"],
        "12": len(checked),
        "4": agree.sum(),
        "8": len(outside),
        "5": sum("share" in key for key in outside),
        "1": round(abs(checked["distance_digits"]["gdp_2021"])),
        **{shares[key]: float(shares[key]) for key in ("urban_share_2013", "urban_share_2016")},
        "0.20": -less["urban_share_2013"],
        **{f"{less[f'urban_share_{year}']:.2f}": less[f"urban_share_{year}"] for year in (2015, 2016, 2018, 2019)},
        **{token: people[year] for token, year in (("160", 2013), ("245.58", 2016), ("259", 2018))},
        **{token: people[year] / 100 for token, year in (("1.60", 2013), ("2.4558", 2016), ("2.59", 2018))},
    }


def written(value):
    """A number as the two editions write it."""
    return {str(value), f"{value:,}"}


def of_counties(c):
    """How many compare, lost people, and of these gained urban people: China, without moved land, counties, and Henan."""

    def three(table):
        lost = table.query("residents_change_pct < 0")
        return len(table), len(lost), len(lost.query("towns_change_pct > 0"))

    groups = [c.counties, c.kept, c.two_kinds, c.henan, c.henan_two_kinds]
    return {token: value for group in groups for value in three(group) for token in written(value)}


numbers("counties-predict", names=["2010", "2020", "104", "0", "1"])(
    lambda c: {token: len(c.counties) for token in written(len(c.counties))}
)


@numbers("counties-read")
def counties_read(c):
    assert len(c.counties) - len(c.kept) == 121
    heilongjiang = len(c.counties.query("province_code == '230000'"))
    return of_counties(c) | {"121": len(c.counties) - len(c.kept), "108": heilongjiang}


@numbers("county-predict", names=["0"])
def county_predict(c):
    own = c.by_place.set_index("place_code").loc["411081"]
    return {
        "2.0": -own["residents_change_pct"],
        "153": len(c.henan),
        "149": len(c.inside),
        "1": len(c.inside.query("place_code == '411081'")),
    }


@numbers("county-read", names=["2010", "2020"])
def county_read(c):
    counts = hl.load("china_place_census").set_index(["place_code", "year"])
    before, after = counts.loc[("411081", 2010)], counts.loc[("411081", 2020)]
    kind = c.by_place.query("level == 'county' and kind == 'county_level_city'")
    level = hl.load("china_place").query("level == 'county'")["place_code"]
    shares = counts.xs(2020, level="year")["urban_share_pct"]
    shares = shares[shares.index.isin(level)]
    return {
        "51.6": 100 * (after["urban_population"] / before["urban_population"] - 1),
        "28.3": 100 * (1 - after["rural_population"] / before["rural_population"]),
        "328": len(kind),
        "139": len(kind.query("residents_change_pct < 0 and towns_change_pct > 0")),
        **dict.fromkeys(written(2848), len(shares)),
        **dict.fromkeys(written(1543), 1 + (shares > shares["411081"]).sum()),
        **dict.fromkeys(written(69498), counts.loc[("411071", 2020), "population"]),
        "18.4": 100 * after["registered_same_county"] / after["population"],
        **dict.fromkeys(written(2509), len(c.counties)),
        "63.84": counts.loc[("CHN", 2020), "urban_share_pct"],
        "63.89": c.shares.set_index("area_code").loc["CHN", "urban_share_pct"],
    }


def lost_of(c, year):
    """Percent of the county-level units that lost people: with an urban share below 50 % in a year, and from 80 % on."""
    shares = hl.load("china_place_census").query("year == @year").set_index("place_code")["urban_share_pct"]
    lost, share = c.counties["residents_change_pct"] < 0, shares.reindex(c.counties.index)
    return 100 * lost[share < 50].mean(), 100 * lost[share >= 80].mean()


@numbers("county-peers-read", names=["2020", "2010", "50", "80"])
def county_peers_read(c):
    change = c.counties["residents_change_pct"]
    henan = change[c.counties["province_code"] == "410000"]
    (low, high), (low_before, high_before) = (lost_of(c, year) for year in (2020, 2010))
    return {
        "73.9": low,
        "31.0": high,
        "69.5": low_before,
        "33.7": high_before,
        "2.0": -change["411081"],
        **dict.fromkeys(written(1195), 1 + (change > change["411081"]).sum()),
        **dict.fromkeys(written(2509), len(change)),
        "75": 1 + (henan > henan["411081"]).sum(),
        "153": len(henan),
    }


@numbers("figure:china_places-explorer")
def figure_china_places(c):
    counts = hl.load("china_place_census").query("place_code == '411081' and year == 2020")
    return {"51": counts["urban_share_pct"].item()}


numbers("country-predict", names=["1950", "2050", "70"])(lambda c: {"233": countries_of(c)["area_code"].nunique()})


def countries_of(c):
    return c.world.query("area_type != 'aggregate'")


@numbers("country-read", names=["2000", "2008", "2018", "70"])
def country_read(c):
    wide = countries_of(c).pivot(index="area_code", columns="year", values="urban_share_pct")
    france, world = wide.loc["FRA"], c.world.query("area_code == 'world'").set_index("year")["urban_share_pct"]
    errors = hl.analysis.simple_forecasts(france.loc[:2018], 2008, 2018).loc[2018] - france[2018]
    assert (errors > 0).sum() == 3
    return {
        "1.58": -errors.min(),
        "1968": france.index[france >= 70][0],
        "80.44": france[2018],
        "62": 1 + (wide[2018] > france[2018]).sum(),
        "233": len(wide),
        "0.25": (france[2018] - france[2000]) / 18,
        "0.48": (world[2018] - world[2000]) / 18,
        "2.39": errors.abs().max(),
    }


@numbers("figure:place-counties")
def figure_place_counties(c):
    frame = c.counties["residents_change_pct"].between(-60, 100) & c.counties["towns_change_pct"].between(-60, 200)
    said = {key: value for key, value in of_counties(c).items() if key in ("2509", "2,509", "1079", "1,079", "1,435")}
    return {"45": (~frame).sum()} | said


@numbers("figure:place-county")
def figure_place_county(c):
    own = c.by_place.set_index("place_code").loc["411081"]
    return {"149": len(c.inside), "2.0": -own["residents_change_pct"], "51.6": own["towns_change_pct"]}


@numbers("figure:place-country", names=["70"])
def figure_place_country(c):
    wide = c.years.pivot(index="year", columns="area_code", values="urban_share_pct")
    said = {"55": wide.loc[1950, "FRA"], "80": wide.loc[2018, "FRA"], "88": wide.loc[2050, "FRA"]}
    return said | {"30": wide.loc[1950, "world"], "68": wide.loc[2050, "world"]}


numbers("page-read", names=["2020"])
