"""Any place on one page: what its level allows, with what is missing said in words."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict

import pandas as pd

from ..analysis.growth import simple_forecasts
from ..analysis.stages import stage
from ..datasets.package import load
from ..session import current, data_folder
from ..words import Prose, escaped, label, message, terms
from .arithmetic import growth
from .places import Place, Places, countries, place
from .province import province_page, year_table

CENSUSES = (2010, 2020)
FIRST, SEEN, LAST, LOW, HIGH = 2000, 2008, 2018, 30, 70
SIDES = ["urban_population", "rural_population", "population"]
SHOWN = ["population", "urban_population", "rural_population", "urban_share_pct"]
ELSEWHERE = ["registered_same_county", "registered_same_province", "registered_other_province"]


def census_changes() -> pd.DataFrame:
    """Every place whose two censuses compare, with its change of people.

    Returns
    -------
    pandas.DataFrame
        Index ``place_code``; ``level``, ``kind``, ``province_code``, ``land_moved`` (land went to or from it by the list of
        changes), ``residents_change_pct``, ``towns_change_pct`` (urban residents) and ``pattern``: whether people and urban
        people were lost or gained. A change from nobody is empty.

    Examples
    --------
    >>> table = census_changes().query("level == 'county'")
    >>> len(table), (table["residents_change_pct"] < 0).sum().item()
    (2509, 1435)
    """
    return _changes(data_folder()).copy()


@functools.cache
def _changes(folder) -> pd.DataFrame:
    known = load("china_place").query("comparison == 'comparable'").set_index("place_code")
    table = known[["level", "kind", "province_code"]].copy()
    land = load("china_place_change").query("change == 'land_moved'")
    table["land_moved"] = table.index.isin([*land["from_code"], *land["to_code"]])
    wide = load("china_place_census").pivot(index="place_code", columns="year", values=["population", "urban_population"])
    wide = wide.loc[table.index]
    before, after = (wide.xs(year, level="year", axis=1) for year in CENSUSES)
    change = growth(before.where(before > 0), after)
    table["residents_change_pct"], table["towns_change_pct"] = change["population"], change["urban_population"]
    fewer, towns = ((after - before)[name] for name in ("population", "urban_population"))
    sides = [("lost" if people < 0 else "gained") for people in fewer], [("lost" if one < 0 else "gained") for one in towns]
    return table.assign(pattern=[f"people_{people}_towns_{one}" for people, one in zip(*sides)])


@functools.cache
def _counted(folder) -> dict[str, dict[int, dict]]:
    """Rows of the censuses by place and year."""
    found = defaultdict(dict)
    for row in load("china_place_census").to_dict("records"):
        found[row["place_code"]][row["year"]] = row
    return found


@functools.cache
def _alike(folder) -> Counter:
    """How many places compare and how many have a pattern: by level, in all China, in a province, of a kind."""
    rows = _changes(folder)[["level", "province_code", "kind", "pattern"]].itertuples(index=False)
    return Counter(
        key
        for level, province, kind, pattern in rows
        for group in ("", province, kind)
        for key in ((level, group), (level, group, pattern))
    )


@functools.cache
def _ranks(folder) -> dict[str, int]:
    """Rank of every place among those of its level by the change of its people."""
    changes = _changes(folder)
    return changes.groupby("level")["residents_change_pct"].rank(ascending=False, method="min").dropna().astype(int).to_dict()


@functools.cache
def _share_ranks(folder) -> dict[str, dict]:
    """Of every place in the last census: its rank by urban share in China and its province, of how many, how many tie."""
    known = load("china_place").set_index("place_code")[["level", "province_code"]].fillna("")
    rows = load("china_place_census").query("year == @CENSUSES[1]").set_index("place_code")[["urban_share_pct"]].join(known)
    found = {"tied": rows.groupby(["level", "urban_share_pct"])["level"].transform("size")}
    for group, by in (("china", ["level"]), ("province", ["level", "province_code"])):
        shares = rows.groupby(by)["urban_share_pct"]
        found[f"rank_{group}"] = shares.rank(ascending=False, method="min").astype(int)
        found[f"of_{group}"] = shares.transform("size")
    return pd.DataFrame(found).to_dict("index")


@functools.cache
def _counties(folder) -> dict[str, dict]:
    """Of every prefecture, how many counties it has and can compare, how many lost people, and gained urban people then."""
    changes = _changes(folder)[["residents_change_pct", "pattern"]]
    units = load("china_place").query("level == 'county' and comparison != 'ended'").join(changes, on="place_code")
    lost = units["residents_change_pct"] < 0
    counts = {"count": True, "comparable": units["pattern"].notna(), "lost": lost}
    counts["gained"] = lost & units["pattern"].str.endswith("gained", na=False)
    return units.assign(**counts).groupby("prefecture_code")[[*counts]].sum().to_dict("index")


@functools.cache
def _zones(folder) -> dict[str, list[str]]:
    """Codes of the zones of every prefecture."""
    return load("china_place").query("level == 'zone'").groupby("prefecture_code")["place_code"].agg(list).to_dict()


@functools.cache
def _moves(folder) -> dict[str, list]:
    """Rows of ``china_place_change`` by each of the two places that they name."""
    found = defaultdict(list)
    for row in load("china_place_change").itertuples():
        for code in {row.from_code, row.to_code}:
            found[code].append(row)
    return found


def place_page(what: object) -> Prose:
    """A place on one page, as Markdown in the session's language: what its level allows, and what is missing.

    Parameters
    ----------
    what : str or int
        Whatever `henan_lib.place` understands.

    Returns
    -------
    Prose
        A notebook shows it set, ``print`` as text. Where `what` is no single place, the places that it may be.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> print(hl.place_page("Yuzhou").splitlines()[0])
    ## Yuzhou: two censuses on one page
    """
    found = place(what)
    if isinstance(found, Places):
        listed = "\n".join(f"- {escaped(repr(one))}" for one in found)
        return Prose(f"{escaped(found.note)}\n\n{listed}")
    if found.level == "province":
        return province_page(found)
    parts = _of_country(found) if found.level == "country" else _of_census(found)
    return Prose("\n\n".join([parts[0], *([f"*{found.note}*"] if found.note else []), *parts[1:]]))


def census_facts(found: Place) -> dict:
    """Every number of the page of a prefecture, county or zone.

    Parameters
    ----------
    found : Place
        One of these levels.

    Returns
    -------
    dict
        ``years``, a row of the table for each; ``change`` in percent and ``people`` in persons if the censuses compare;
        ranks, and what else the page says.
    """
    counted = _counted(data_folder())
    years = counted[found]
    last = max(years)
    facts = {"years": years, "last": last, "own": years[last]}
    if found.comparison == "comparable":
        before, after = (years[year] for year in CENSUSES)
        facts["people"] = {name: int(after[name] - before[name]) for name in SIDES}
        facts["change"] = {name: growth(before[name], after[name]) if before[name] else None for name in SIDES}
        facts["points"] = after["urban_share_pct"] - before["urban_share_pct"]
        change, alike = _changes(data_folder()).loc[str(found)], _alike(data_folder())
        facts["pattern"], facts["land_moved"] = change["pattern"], bool(change["land_moved"])
        for group, key in {"china": "", "province": found.province, "kind": found.kind}.items():
            facts[f"all_{group}"] = alike[found.level, key]
            facts[f"alike_{group}"] = alike[found.level, key, change["pattern"]]
        facts["rank_change"] = _ranks(data_folder())[found]
    if last == CENSUSES[1]:
        facts |= _share_ranks(data_folder())[found]
        facts["above"] = {code: counted[code][last] for code in ("CHN", found.province)}
    return facts


def _of_census(found: Place) -> list[str]:
    facts = census_facts(found)
    own = facts["own"]
    inside = message("place_between").join(parent.name for parent in found.parents)
    parts = [
        message("place_page_head", place=found.name),
        message("place_page_definition", code=str(found)[:6], kind=label(found.kind), inside=inside),
        f"{message('place_page_counts')}\n\n{year_table(pd.DataFrame(facts['years']).T[SHOWN])}",
        *_sides(found, facts),
        *_rank(found, facts),
        *_years(facts, "place_page_ages", ["aged_0_14_pct", "aged_65_over_pct"]),
        *_elsewhere(own, facts["last"]),
        *_years(facts, "place_page_schooling", ["schooling_years", "agriculture_workers_pct", "household_size"]),
        *_registered(facts["years"]),
        *_prefecture(found),
        boundary(found),
        message("place_page_missing"),
    ]
    return parts


def _sides(found: Place, facts: dict) -> list[str]:
    if found.comparison != "comparable":
        return [message(f"place_page_{found.comparison}")]
    if None in facts["change"].values():
        lines = [message("place_page_from_nobody", **facts["people"], points=facts["points"])]
    else:
        signed = {f"{name}_pct": facts["change"][name] for name in SIDES}
        lines = [message("place_page_sides", **facts["people"], **signed, points=facts["points"])]
    if facts["land_moved"]:
        lines[0] += message("place_page_land_moved")
    named = {"pattern": label(facts["pattern"]), "level": label(f"level_{found.level}"), "kind": label(found.kind)}
    return [
        *lines,
        message("place_page_pattern", **named, **{key: facts[key] for key in facts if key[:4] in ("all_", "alik", "rank")}),
    ]


def _rank(found: Place, facts: dict) -> list[str]:
    if "rank_china" not in facts:
        return []
    near = {"china": facts["above"]["CHN"]["urban_share_pct"], "province": facts["above"][found.province]["urban_share_pct"]}
    ranks = {key: facts[key] for key in ("rank_china", "of_china", "rank_province", "of_province")}
    told = {"share": facts["own"]["urban_share_pct"], "stage": label(stage([facts["own"]["urban_share_pct"]])[0])}
    said = message("place_page_level", level=label(f"level_{found.level}"), **near, **ranks, **told)
    return [said + _tied(facts["tied"])]


def _tied(count: int) -> str:
    """A sentence on how many share the rank, if more than one does."""
    return message("place_page_tied", tied=count) if count > 1 else ""


def _years(facts: dict, said: str, columns: list[str]) -> list[str]:
    """A sentence with each column in each census, a gap named as one."""
    known = facts["years"]
    cells = {f"{name}_{year}": _with_unit(name, known.get(year, {}).get(name)) for name in columns for year in CENSUSES}
    above = {f"{column}_china": facts["above"]["CHN"][column] for column in columns} if "above" in facts else None
    return [message(said, **cells) + (message(f"{said}_china", **above) if above else "")]


def _with_unit(column: str, value: float | None) -> str:
    if pd.isna(value):
        return message("page_gap")
    return f"{value:.2f}{'' if current() == 'zh' else ' '}{label(terms()[column]['unit'])}"


def _elsewhere(own: dict, year: int) -> list[str]:
    if any(pd.isna(own[name]) for name in ELSEWHERE):
        return [message("place_page_elsewhere_gap")]
    shares = {f"{name}_pct": 100 * own[name] / own["population"] for name in ELSEWHERE}
    return [message("place_page_elsewhere", year=year, **{name: int(own[name]) for name in ELSEWHERE}, **shares)]


def _registered(years: dict[int, dict]) -> list[str]:
    if CENSUSES[0] not in years:
        return [message("place_page_registered_gap")]
    row = years[CENSUSES[0]]
    away = int(row["population"] - row["registered_population"])
    part = row["nonagricultural_pct"]
    return [message("place_page_registered", registered=int(row["registered_population"]), difference=away, part=part)]


def _prefecture(found: Place) -> list[str]:
    """Of a prefecture: its city proper, and how many of its comparable counties lost people and gained urban ones."""
    if found.level != "prefecture":
        return []
    proper = _counted(data_folder())[found].get(CENSUSES[1], {}).get("city_proper_population")
    lines = [] if pd.isna(proper) else [message("place_page_proper", proper=int(proper))]
    none = dict.fromkeys(("count", "comparable", "lost", "gained"), 0)
    return [*lines, message("place_page_inside", **_counties(data_folder()).get(found, none))]


def boundary(found: Place) -> str:
    """What is known of the boundaries of a place between the censuses, in one paragraph.

    Parameters
    ----------
    found : Place
        A prefecture, county or zone.

    Returns
    -------
    str
        Land that moved by the list of changes, and the zones of its prefecture that were counted apart in 2020.
    """
    lines = []
    for row in _moves(data_folder()).get(found, []):
        gave = row.from_code == found
        other = label(row.to_code if gave else row.from_code)
        if row.change == "land_moved":
            lines.append(message("place_page_gave" if gave else "place_page_took", other=other, year=row.year))
        else:
            lines.append(message("place_page_went" if gave else "place_page_came", other=other))
    prefecture = found.prefecture or (str(found) if found.level == "prefecture" else "")
    zones = [zone for zone in _zones(data_folder()).get(prefecture, []) if zone != found]
    if zones:
        people = {zone: _counted(data_folder())[zone][CENSUSES[1]]["population"] for zone in zones}
        listed = message("place_list_separator").join(
            message("place_page_zone", name=label(zone), people=people[zone]) for zone in zones
        )
        lines.append(message("place_page_zones", count=len(zones), listed=listed))
    return message("place_page_boundary") + ("" if current() == "zh" else " ").join(lines or [message("place_page_no_change")])


def country_facts(code: str) -> dict:
    """Every number of the page of a country or area.

    Parameters
    ----------
    code : str
        Code in ``world_urban_share``.

    Returns
    -------
    dict
        Shares by year, ranks, speeds in percentage points a year, the years in which 30 and 70 % were first reached, and
        the errors of a back-test where every share lies between 0 and 100.
    """
    table = load("world_urban_share")
    table = table[table["year"].le(2050)]
    own = table[table["area_code"] == code].set_index("year")
    share = own["urban_share_pct"]
    world = table[table["area_code"] == "world"].set_index("year")["urban_share_pct"]
    counted = table[table["area_code"].isin([*countries()])]
    wide = counted.pivot(index="area_code", columns="year", values="urban_share_pct")
    pace = (wide[LAST] - wide[FIRST]) / (LAST - FIRST)
    before, after = own.loc[FIRST], own.loc[LAST]
    facts = {
        "share": share,
        "world": world,
        "rank": 1 + int((wide[LAST] > share[LAST]).sum()),
        "tied": int((wide[LAST] == share[LAST]).sum()),
        "of": len(wide),
        "pace": pace[code],
        "world_pace": (world[LAST] - world[FIRST]) / (LAST - FIRST),
        "rank_pace": 1 + int((pace > pace[code]).sum()),
        "stage": stage([share[LAST]])[0],
        "reached": {level: _first_reached(share.loc[:LAST], level) for level in (LOW, HIGH)},
        "people": {name: int(after[name] - before[name]) for name in SIDES[:2]},
    }
    known = share.loc[:LAST]
    if known.between(0, 100, inclusive="neither").all() and known.nunique() > 2:
        facts["errors"] = simple_forecasts(known, SEEN, LAST).loc[LAST] - known[LAST]
    threshold = load("urban_threshold").set_index("area_code")["minimum_inhabitants"]
    facts["threshold"] = int(threshold[code]) if code in threshold.index else None
    newer = load("world_urban_share_2025").query("area_code == @code and year == 2025")["urban_share_pct"]
    facts["newer"] = newer.item() if len(newer) else None
    return facts


def _first_reached(share: pd.Series, level: float) -> int | None:
    """First year of the series at or over a level; None if it never is."""
    over = share.index[share >= level]
    return int(over[0]) if len(over) else None


def _of_country(found: Place) -> list[str]:
    code = str(found)
    facts = country_facts(code)
    share = facts["share"]
    told = {"first": FIRST, "last": LAST, "seen": SEEN}
    rule = "unknown" if facts["threshold"] is None else "known"
    parts = [
        message("country_page_head", place=found.name),
        message("country_page_definition") + message(f"country_page_threshold_{rule}", threshold=facts["threshold"] or 0),
        message(
            "country_page_level",
            share=share[LAST],
            world=facts["world"][LAST],
            **told,
            **{key: facts[key] for key in ("rank", "of")},
        )
        + _tied(facts["tied"]),
        message(
            "country_page_course",
            start=share[1950],
            middle=share[FIRST],
            share=share[LAST],
            pace=facts["pace"],
            world_pace=facts["world_pace"],
            rank_pace=facts["rank_pace"],
            of=facts["of"],
            **told,
        ),  # fmt: skip
        message("country_page_sides", **facts["people"], **told),
        message("country_page_phase", stage=label(facts["stage"]), last=LAST) + _crossed(facts["reached"]),
        message("country_page_until", status=share[2030], until=share[2050])
        + (message("country_page_newer", newer=facts["newer"]) if facts["newer"] is not None else ""),
        message("country_page_back_test", **told, **facts["errors"]) if "errors" in facts else message("country_page_no_test"),
        message("country_page_counts"),
        message("country_page_missing"),
    ]
    return parts


def _crossed(reached: dict) -> str:
    low, high = reached[LOW], reached[HIGH]
    if low is None:
        return message("country_page_neither", last=LAST)
    begun = "before" if low == 1950 else "year"
    if high is None:
        return message(f"country_page_low_{begun}", low=low) + message("country_page_high_never", last=LAST)
    ended = "before" if high == 1950 else "year"
    crossed = message(f"country_page_low_{begun}", low=low) + message(f"country_page_high_{ended}", high=high)
    return crossed + (message("country_page_took", years=high - low) if begun == ended == "year" else "")
