"""What is the case in chapter 6."""

import henan_lib as hl

from .register import truth


@truth("qualified-numbers")
def qualified_numbers():
    return 100 * (hl.ledger()["qualifier"] != "exact").mean()


@truth("cities-that-fit")
def cities_that_fit():
    output = hl.ledger().query("indicator == 'gdp' and period == '2020'")
    text = output.query("section == '2.2.2'").set_index("region")["value"]
    table = output.query("section == 'table2'").set_index("region")["value"] / 10_000
    digits = output.query("section == '2.2.2'").set_index("region")["printed"].str.extract(r"\.(\d+)")[0].str.len()
    return int(sum(round(table[city], int(digits[city])) == text[city] for city in text.index))


@truth("output-off")
def output_off():
    found = hl.recomputed_ranges(["enlarged-gdp"]).iloc[0]
    return abs((found["low"] + found["high"]) / 2 - found["value"]) / found["digit"]


@truth("present-series-fits")
def present_series_fits():
    present = hl.load("china_urban_share_by_vintage").query("vintage == 'nbs_current'").set_index("year")["urban_share_pct"]
    printed = {year: hl.printed(f"china_urban_share_{year}") for year in (1996, 2011, 2020)}
    printed[2019] = hl.printed("china_registered_urban_share_2019") + hl.printed("china_registration_gap_2019")
    return int(sum(round(share, 2) == present[year] for year, share in printed.items()))


@truth("larger-henan")
def larger_henan():
    china, henan = (hl.printed_range(f"{area}_population_2020_in_table1") for area in ("china", "henan"))
    return 100 * ((china * hl.printed_range("henan_population_share") / 100).middle / henan.middle - 1)


@truth("verdicts-by-count")
def verdicts_by_count():
    return hl.audit()["verdict"].value_counts()


@truth("agreeing-checks")
def agreeing_checks():
    decided = hl.audit().query("verdict != 'not_checkable'")["verdict"]
    return 100 * (decided == "agrees").mean()


@truth("commonest-kind")
def commonest_kind():
    return hl.audit().query("verdict == 'conflicts'")["kind"].value_counts()


@truth("home-of-editions")
def home_of_editions():
    conflicts = hl.audit().query("verdict == 'conflicts' and kind == 'other_edition'")
    places = conflicts["section"].str[:3].map({"1.2": "the_world", "1.3": "the_nation"}).fillna("the_province")
    return places.value_counts().reindex(["the_world", "the_nation", "the_province"], fill_value=0)


@truth("found-by-pencil")
def found_by_pencil():
    conflicts = hl.audit().query("verdict == 'conflicts'")["basis"]
    return 100 * conflicts.isin(["same_report", "our_list"]).mean()


@truth("kinds-in-one-place")
def kinds_in_one_place():
    conflicts = hl.audit().query("verdict == 'conflicts'")
    places = conflicts["section"].str[:5].groupby(conflicts["kind"]).nunique()
    return int((places == 1).sum())


@truth("gap-corrected")
def gap_corrected():
    registered = hl.load("china_registered_urban_share").query("year == 2020")["registered_urban_share_pct"].item()
    return hl.printed("china_urban_share_2020") - registered
