"""What each explorer must show in a state, computed by the library: datasets of the view, and the whole caption."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

import henan_lib as hl
from henan_lib.analysis.breaks import segmented_fit, segmented_search
from henan_lib.analysis.growth import logistic_forecast
from henan_lib.analysis.scenarios import drifting_difference_path, fit_norm, growth_differences
from henan_lib.analysis.stages import STAGES, stage
from henan_lib.explorers import china_places as china_places_of
from henan_lib.explorers import places as places_of
from henan_lib.explorers import scenarios as scenarios_of
from henan_lib.explorers import strategy as strategy_of
from henan_lib.report.audit import VERDICTS
from henan_lib.session import current
from henan_lib.words import label, labelled, message

WORLD = hl.load("world_urban_share")
COUNTRIES = WORLD.query("area_type == 'country_or_area'")
PROVINCES = hl.load("province_annual").dropna(subset="urban_share_pct")
CHINA = hl.load("china_population").dropna(subset="urban_share_pct").set_index("year")["urban_share_pct"]
SINCE = CHINA.loc[1978:]


def stages(state):
    low, high = sorted((state["low"], state["high"]))
    found = stage(COUNTRIES.query("year == @state['year']")["urban_share_pct"], low, high)
    counts = [int((found == name).sum()) for name in STAGES]
    chosen = WORLD[WORLD["area_code"].isin(state["areas"]) & (WORLD["year"] == state["year"])].set_index("area_code")
    projected = message("projected") if state["year"] > 2018 else ""
    told = dict(zip(("initial", "middle", "advanced"), counts), year=state["year"], low=low, high=high, projected=projected)
    shown = {("counts", "stage", "count"): dict(zip(STAGES, counts))}
    return shown | {("now", "area", "share"): chosen["urban_share_pct"].to_dict()}, message("stages_caption", **told)


def two(value):
    return f"{value:.2f}"


def phases(state):
    comma, count = message("comma"), state["breaks"]
    breaks = [state[f"break_{number}"] for number in range(1, count + 1)]
    best = segmented_search(SINCE.index, SINCE, count=count, shortest=2).iloc[0]
    best_years = [int(best[f"break_{number}"]) for number in range(1, count + 1)]
    told = {"breaks": comma.join(map(str, breaks)), "best": comma.join(map(str, best_years))}
    if min(np.diff([1978, *breaks, SINCE.index[-1]])) < 2:
        crossed = any(one >= other for one, other in zip(breaks, breaks[1:]))
        return {("pieces", "nth", "slope"): {}}, message("phases_crossed" if crossed else "phases_short", shortest=2, **told)
    fit = segmented_fit(SINCE.index, SINCE, breaks)
    slopes = [fit[f"slope_{number}"] for number in range(1, count + 2)]
    told |= {"slopes": comma.join(map(two, slopes)), "rmse": two(fit["rmse"]), "least": two(best["rmse"])}
    shown = {("pieces", "nth", "slope"): dict(enumerate(slopes, start=1)), ("error", None, "rmse"): [fit["rmse"]]}
    return shown, message("phases_best" if breaks == best_years else "phases_caption", **told)


def province(state):
    year, place = state["year"], state["place"]
    then = PROVINCES[PROVINCES["year"] == year].set_index("province_code")["urban_share_pct"]
    ranks = then.rank(ascending=False, method="min").astype(int)
    own = {"share": then[place], "rank": ranks[place], "difference": then[place] - CHINA[year]}
    edition = message("place_in_older") if year < 2010 else message("place_in_census") if year == 2010 else ""
    order = then.sort_index().sort_values(ascending=False, kind="stable").index
    first = min(max(order.get_loc(place) - 2, 0), len(order) - 5)
    near = order[first : first + 5]
    shown = {
        ("neighbours", "province", "share"): then[near].to_dict(),
        ("neighbours", "province", "rank"): ranks[near].to_dict(),
    }
    return shown, message("place_caption", year=year, edition=edition, place=label(place), **own)


def scenarios(state):
    annual = hl.load("henan_annual").query("vintage == 'nbs_current' and year >= 2011")
    annual = annual.pivot(index="year", columns="indicator", values="value")
    share, people = annual["urban_share"], annual["resident_population"]
    base, increment = share[2020] / 100 * people[2020], hl.load("ledger").set_index("id").loc["2.3.1-06", "value"] * 1e4
    plans = hl.load("policy_target").query("document == 'henan_urbanization_plan_2021_2035' and indicator == 'urban_share'")
    plan = plans.set_index("target_year")["value"][2035]
    start, end = {
        "constant": (people[2020], people[2020]),
        "trend": (people[2024], people[2024] + 11 * (people[2024] - people[2020]) / 4),
        "plan": (people[2024], 100 * (base + increment) / plan),
    }[state["population"]]
    ahead = state["target"] - 2024
    panel = growth_differences(COUNTRIES.query("status == 'estimate'"), **scenarios_of.NORM)
    norm, odds = fit_norm(panel["urban_share_pct"], panel["growth_difference"]), np.log(share / (100 - share))
    slow = (norm["intercept"] + norm["slope"] * share[2024]) / 100
    drifting = drifting_difference_path(share[2024], (odds[2024] - odds[2020]) / 4, slow, 25, np.array([0, ahead]))[-1]
    shares = [
        share[2024] + state["speed"] * ahead,
        logistic_forecast(share, [state["target"]], state["saturation"])[0],
        drifting,
    ]
    total = start + (end - start) * ahead / 11
    added, unit = [one / 100 * total - base for one in shares], 1e4 if current() == "zh" else 1e6
    names = ("constant_points", "logistic", "un_style")
    shown = {("ends", "path", "share"): dict(zip(names, shares)), ("ends", "path", "added"): dict(zip(names, added))}
    told = {f"share_{place}": one for place, one in enumerate(shares)} | {
        f"added_{place}": one / unit for place, one in enumerate(added)
    }
    told |= {"name_0": message("scenarios_speed", speed=state["speed"]), "expected": increment / unit, "people": total / unit}
    told |= {"name_1": message("scenarios_saturation", saturation=state["saturation"]), "year": state["target"]}
    return shown, message("scenarios_caption", population=label(scenarios_of.POPULATIONS[state["population"]]), **told)


CITY_COLUMNS = {"area": "area_km2", "population": "population", "output": "gdp", "income": "disposable_income_per_capita",
                "urban_share": "urban_share_pct"}  # fmt: skip
CITY_TABLE = (
    hl.load("table2")
    .set_index("city_code")
    .join(hl.load("central_city").set_index("city_code")[["urban_share_pct", "gdp_2020_revised"]])
)


def percent(share):
    return "<1" if 0 < share < 1 else ">99" if 99 < share < 100 else f"{np.floor(share + 0.5):.0f}"


def central_cities(state):
    names = list(CITY_COLUMNS)
    table = CITY_TABLE.assign(gdp=CITY_TABLE["gdp" if state["edition"] == "first_published" else "gdp_2020_revised"])
    table = table[list(CITY_COLUMNS.values())].astype(float)
    low, spread = (
        (table.min(), table.max() - table.min()) if state["scaling"] == "min_max" else (table.mean(), table.std(ddof=0))
    )
    scaled = ((table - low) / spread).set_axis(names, axis=1)
    weights = pd.Series({name: state[name] for name in names}, dtype=float)
    used = weights.index[weights > 0]
    if not len(used):
        return {("present", None, "share"): []}, message("weights_zero")
    scores = (scaled[used] * weights[used]).sum(axis=1, skipna=False) / weights.sum()
    ranks = scores.dropna().round(9).rank(ascending=False, method="min").astype(int)
    absent = [label(code) for code in scores.index[scores.isna()]]
    gap = message("cities_gap", cities=message("comma").join(absent)) if absent else ""
    shown, city = {("chosen", "city", "score"): scores.dropna().to_dict()}, state["city"]
    if city not in ranks:
        return shown, message("cities_unranked", city=label(city)) + gap
    golden = 1.1347241384015194
    assert abs(golden**6 - golden - 1) < 1e-12
    nth = np.arange(1, 5001)
    drawn = pd.DataFrame({name: -np.log((0.5 + nth * golden ** -(at + 1)) % 1) for at, name in enumerate(names)})
    other = scaled.loc[ranks.index, used]
    places = ((drawn[used].to_numpy() @ (other - other.loc[city]).T.to_numpy()) > 1e-9).sum(axis=1) + 1
    shares = {int(place): 100 * float((places == place).mean()) for place in np.unique(places)}
    shown[("spread", "rank", "share")] = {rank: shares.get(rank, 0) for rank in range(1, 10)}
    told = {"city": label(city), "rank": ranks[city], "count": len(ranks), "indicators": len(used)}
    told |= {
        "share": percent(shares.get(int(ranks[city]), 0)) if shares.get(int(ranks[city])) else "",
        "best": min(shares),
        "worst": max(shares),
    }
    return shown, gap + message("cities_caption" if len(used) > 1 else "cities_single", **told)


def strategy(state):
    tree = hl.load("strategy_tree").fillna("")
    measures = tree[tree["kind"] == "measure"]
    linked = hl.load("problem_measure_links")
    answered = {problem: set(ids) for problem, ids in linked.groupby("problem")["measure"]}
    chosen = measures
    if state["focus"] != "any_choice":
        chosen = chosen[chosen["section"].str.startswith(state["focus"])]
    if state["problem"] == "no_stated_problem":
        every = set(linked["measure"])
        chosen = chosen[~(chosen["id"].isin(every) | chosen["parent"].isin(every))]
    elif state["problem"] != "any_choice":
        ids = answered[state["problem"]]
        chosen = chosen[chosen["id"].isin(ids) | chosen["parent"].isin(ids)]
    for name in ("actor", "indicator"):
        if state[name] != "any_choice":
            chosen = chosen[(chosen[f"{name}_en"] != "") == (state[name] == "given")]
    texts = [
        f"§{row.section}\n" + "\n".join(getattr(row, f"{part}_{current()}") for part in ("label", "actor", "indicator"))
        for row in chosen.itertuples()
    ]
    kept = [all(word in text.lower() for word in state["text"].lower().split()) for text in texts]
    chosen = chosen[np.array(kept, dtype=bool)]
    shown = {("found", None, "label"): chosen[f"label_{current()}"].tolist()}
    shown[("found_focus", "focus", "count")] = chosen["section"].str[:3].value_counts().to_dict()
    if chosen.empty:
        return shown, message("strategy_none", all=len(measures))
    judged = message("strategy_judged") if state["problem"] != "any_choice" else ""
    focuses = chosen["section"].str[:3].nunique()
    return shown, message("strategy_caption", matching=len(chosen), all=len(measures), focuses=focuses) + judged


def audit(state):
    checks = hl.audit(section=state["section"] or None, verdict=state["verdict"] or None)
    if state["kind"]:
        checks = checks[checks["kind"] == state["kind"]]
    looked_for = state["text"].strip().lower()
    words = (checks["statement"] + "\n" + checks["explanation"]).str.lower()
    checks = checks[np.array([looked_for in text for text in words], dtype=bool)]
    total, counts = len(hl.audit()), checks["verdict"].value_counts()
    shown = {("found", None, "check"): checks["check"].tolist()}
    shown[("legend", "verdict", "count")] = {verdict: int(counts.get(verdict, 0)) for verdict in VERDICTS}
    if checks.empty:
        return shown, message("audit_none", total=total)
    verdicts = message("comma").join(f"{label(name)} {counts[name]}" for name in VERDICTS if name in counts)
    return shown, message("audit_matches", count=len(checks), total=total, verdicts=verdicts)


def places(state):
    level, indicator, year, place = (state[name] for name in ("level", "indicator", "year", "place"))
    table, (term, divisor, _, digits) = places_of._by_level()[level], places_of.INDICATORS[indicator]
    unit_of = table.drop_duplicates("place").set_index("place")["unit_code"]
    known = table.dropna(subset=indicator) if indicator in table.columns else table.iloc[:0]
    values = (
        (known[known["year"] == year].set_index("place")[indicator].astype(float) / divisor)
        if len(known)
        else pd.Series(dtype=float)
    )
    told = {
        "indicator": label(term),
        "named": labelled(term),
        "year": year,
        "level": label(f"level_{level}"),
        "count": len(values),
    }
    unit = unit_of[place]
    told["place"] = label(place) if unit == place else message("places_within", place=label(place), unit=label(unit))
    ranks = values.rank(ascending=False, method="min").astype(int)
    shown = {("shown", "place", "value"): values.to_dict(), ("shown", "place", "rank"): ranks.to_dict()}
    if values.empty:
        held = sorted({str(one) for one in known["year"]})
        return shown, message("places_no_year" if held else "places_no_level", years=", ".join(held), **told)
    if place not in values.index:
        return shown, message("places_no_place", **told)
    from_yearbook, by_code = indicator in ("gdp", "gdp_per_capita"), level == "county" and year == 2010
    source = message("places_yearbook" if from_yearbook else "places_by_code" if by_code else "places_census", year=year)
    value = f"{values[place]:,.{digits}f}"
    return shown, message("places_caption", value=value, rank=ranks[place], source=source, **told)


DIVISIONS = hl.load("china_place").query("level != 'nation'").set_index("place_code")
CENSUSES = hl.load("china_place_census")


def _of_china(indicator, year):
    """An indicator of every place that has it."""
    if indicator in china_places_of.CHANGES:
        return hl.census_changes()[indicator].dropna()
    rows = CENSUSES.query("year == @year and place_code != 'CHN'").set_index("place_code")
    elsewhere = rows[["registered_same_county", "registered_same_province", "registered_other_province"]]
    elsewhere = (1000 * elsewhere.astype(float).sum(axis=1, skipna=False) / rows["population"]).round() / 10
    shown = rows.assign(population_10k=rows["population"] / 1e4, registered_elsewhere_pct=elsewhere)
    return shown[indicator].dropna()


def _name(code):
    return DIVISIONS.loc[code, f"name_{current()}"]


def china_places(state):
    level, peers, year, place = (state[name] for name in ("level", "peers", "year", "place"))
    indicator, other = state["indicator"], state["other"]
    known = DIVISIONS[DIVISIONS["level"] == level]
    home = place[:2] + "0000"
    if peers == "own_province":
        known = known[(known["province_code"] == home) | (known.index == home)]
    elif peers != "china":
        known = known[known["kind"] == peers]
    values = _of_china(indicator, year)
    values = values[values.index.isin(known.index)]
    across = _of_china(other, year).reindex(values.index).dropna()
    ranks = values.rank(ascending=False, method="min").astype(int)
    shown = {("shown", "place", "value"): values.to_dict(), ("shown", "place", "rank"): ranks.to_dict()}
    for drawn, here in (("crowd", len(values) > 400), ("pairs", len(values) <= 400)):
        shown[(drawn, "place", "beside")] = across.to_dict() if here else {}
    chosen = DIVISIONS.loc[place]
    parents = {place, chosen["province_code"], chosen["prefecture_code"]}
    inside = known.index[(known["province_code"] == place) | (known["prefecture_code"] == place)]
    own = values[values.index.isin([*parents, *inside])]
    shown[("own", "place", "value")] = own.to_dict()

    def when(one):
        return "2010–2020" if one in china_places_of.CHANGES else year

    def printed(one, value):
        return f"{value:{china_places_of.INDICATORS[one]}}"

    kind = peers in china_places_of.KINDS
    told = {
        "place": _name(place), "indicator": label(indicator), "named": labelled(indicator), "other": labelled(other),
        "year": when(indicator), "other_year": when(other), "count": f"{len(values):,}", "marked": f"{len(own):,}",
        "level": label(f"peers_{peers}" if kind else f"level_{level}"),
        "group": message("china_places_province", province=_name(home)) if peers == "own_province"
        else message("china_places_all"),
        "compared": message("china_places_compared") if indicator in china_places_of.CHANGES else "",
    }  # fmt: skip
    if values.empty or own.empty:
        return shown, message("china_places_empty" if values.empty else "china_places_outside", **told)
    if len(own) > 1:
        ends = {"low": printed(indicator, own.min()), "high": printed(indicator, own.max())}
        return shown, message("china_places_several", **told, **ends)
    code = own.index[0]
    who = _name(place) if code == place else message("china_places_around", own=_name(code), place=_name(place))
    beside = printed(other, across[code]) if code in across.index else "–"
    told |= {"who": who, "value": printed(indicator, own[code]), "rank": f"{ranks[code]:,}", "beside": beside}
    return shown, message("china_places_caption", **told)


def _words(edition):
    listed = {
        "zh": ["户籍", "人口", "2019", "§3.1", "郑州 都市", "（", "不存在的词"],
        "en": ["people", "Zhengzhou", "share 2020", "a.b(c", "\\", "§3.3", "zzz"],
    }
    return st.sampled_from(["", " ", *listed[edition]])


PLACES = [(level, code) for level, table in places_of._by_level().items() for code in table["place"].unique()]
CHOICES = ["any_choice", "given", "not_given"]
PEERS = [("province", "china"), ("prefecture", "china"), ("prefecture", "own_province"), ("zone", "china"),
         *(("county", peers) for peers in ("china", "own_province", *china_places_of.KINDS))]  # fmt: skip


def states(name: str, edition: str) -> st.SearchStrategy:
    """States of an explorer."""
    weight, year = st.integers(0, 5), st.integers(1979, 2024)
    problems = sorted(set(hl.load("problem_measure_links")["problem"]) & set(hl.load("problems")["id"]))
    sections = sorted({row for row in hl.audit()["section"]})
    return {
        "stages": st.fixed_dictionaries({
            "year": st.integers(1950, 2050), "low": st.integers(0, 100), "high": st.integers(0, 100),
            "areas": st.lists(st.sampled_from([*sorted(COUNTRIES["area_code"].unique()), "world"]), max_size=7, unique=True)}),
        "phases": st.fixed_dictionaries({"breaks": st.integers(1, 3), "break_1": year, "break_2": year, "break_3": year})
        | st.lists(st.integers(1980, 2023), min_size=3, max_size=3).map(sorted).flatmap(lambda years: st.fixed_dictionaries(
            {"breaks": st.integers(1, 3), **{f"break_{at}": st.just(one) for at, one in enumerate(years, start=1)}})),
        "province": st.fixed_dictionaries({
            "place": st.sampled_from(sorted(PROVINCES["province_code"].unique())), "year": st.integers(2005, 2024)}),
        "scenarios": st.fixed_dictionaries({
            "speed": st.integers(0, 50).map(lambda steps: round(steps * 0.05, 2)), "saturation": st.integers(65, 100),
            "population": st.sampled_from(list(scenarios_of.POPULATIONS)), "target": st.integers(2025, 2035)}),
        "central_cities": st.fixed_dictionaries({
            **{name: weight for name in CITY_COLUMNS}, "city": st.sampled_from(list(CITY_TABLE.index)),
            "scaling": st.sampled_from(["min_max", "z_score"]), "edition": st.sampled_from(["first_published", "revised"])}),
        "strategy": st.fixed_dictionaries({
            "focus": st.sampled_from(["any_choice", *sum(strategy_of.FOCUSES, ())]),
            "problem": st.sampled_from(["any_choice", "any_choice", "no_stated_problem", *problems]),
            "actor": st.sampled_from(CHOICES), "indicator": st.sampled_from(CHOICES), "text": _words(edition)}),
        "audit": st.fixed_dictionaries({
            "section": st.sampled_from(["", "", "2", "2.2", *sections]), "verdict": st.sampled_from(["", "", *VERDICTS]),
            "kind": st.sampled_from(["", "", *sorted(set(hl.audit()["kind"]) - {""})]), "text": _words(edition)}),
        "places": st.sampled_from(PLACES).flatmap(lambda one: st.fixed_dictionaries({
            "indicator": st.sampled_from(list(places_of.INDICATORS)),
            "year": st.sampled_from([1990, 2000, 2010, *range(2012, 2022)]),
            "level": st.just(one[0]), "place": st.just(one[1])})),
        "china_places": st.sampled_from(PEERS).flatmap(lambda pair: st.fixed_dictionaries({
            "place": st.sampled_from(["410000", "411000", "411081", "500110-2010"]) | st.sampled_from(list(DIVISIONS.index)),
            "level": st.just(pair[0]), "peers": st.just(pair[1]), "year": st.sampled_from(china_places_of.YEARS),
            "indicator": st.sampled_from(list(china_places_of.INDICATORS)),
            "other": st.sampled_from(list(china_places_of.INDICATORS))})),
    }[name]  # fmt: skip
