"""One province on one page: its numbers with year, definition and edition, and what is missing, in words."""

from __future__ import annotations

import functools
import re

from ..analysis.growth import simple_forecasts
from ..analysis.stages import stage
from ..datasets.descriptor import resource
from ..datasets.package import load
from ..session import LANGUAGES, current, data_folder
from ..words import Prose, closest, label, labelled, message, terms
from .arithmetic import growth

FIRST, SEEN, UNTIL, HIGH = 2011, 2019, 2035, 70
COUNTED = 2010  # the census: not of the edition before it, nor of that after it
STATUS = re.compile(r"(省|市|(壮族|回族|维吾尔)?自治区| (province|municipality|(zhuang |hui |uyghur )?autonomous region))$")
ALSO = {"xizang": "540000", "内蒙": "150000"}  # the official spelling of Tibet, and a usual short form
ELSEWHERE = (
    dict.fromkeys(("810000", "hkg", "香港", "香港特别行政区", "hong kong"), "HKG")
    | dict.fromkeys(("820000", "mac", "澳门", "澳门特别行政区", "macao", "macau"), "MAC")
    | {"hong kong sar": "HKG", "macao sar": "MAC", "macau sar": "MAC"}
    | dict.fromkeys(("710000", "twn", "台湾", "taiwan"), "TWN")
)


def province_code(place: object) -> str:
    """Code of a province given by its code or its name in either language.

    Parameters
    ----------
    place : str or int
        ``"230000"``, ``"黑龙江"``, ``"黑龙江省"`` or ``"Heilongjiang"``.

    Returns
    -------
    str
        Six digits.

    Raises
    ------
    ValueError
        If it is none of the 31: a place inside one of them, one that another table has, or unknown; the message says which.

    Examples
    --------
    >>> province_code("黑龙江省"), province_code("henan")
    ('230000', '410000')
    """
    known = {terms()[code][language].lower(): code for code in _shares(data_folder()).columns for language in LANGUAGES}
    known |= {code: code for code in known.values()} | ALSO
    given = STATUS.sub("", str(place).strip().lower())
    if given in known:
        return known[given]
    if given in ELSEWHERE:
        raise ValueError(message("place_elsewhere", place=label(ELSEWHERE[given]), code=ELSEWHERE[given]))
    province = f"{given[:2]}0000"
    if re.fullmatch(r"\d{6}", given) and province in known:
        raise ValueError(message("place_inside", place=place, province=label(province), code=province))
    like = ", ".join(f"{label(code)} ({code})" for code in dict.fromkeys(known[one] for one in closest(given, known)))
    raise ValueError(message("unknown_place", place=place, close=like))


@functools.cache
def _shares(folder):
    """Urban share in percent by year (rows, present edition) and province (columns)."""
    table = load("province_annual").query("year >= @FIRST")
    return table.pivot(index="year", columns="province_code", values="urban_share_pct")


def facts(place: object) -> dict:
    """Every number of a province's page.

    Parameters
    ----------
    place : str or int
        Code or name of a province.

    Returns
    -------
    dict
        Shares in percent, differences in percentage points, populations in persons; what is not in the tables is None.

    Raises
    ------
    ValueError
        If there is no such province.

    Notes
    -----
    Method: annual numbers are those of the present edition, from 2011 on; projections by `henan_lib.models.simple_forecasts`.

    Examples
    --------
    >>> facts("410000")["registered"], facts("230000")["registered"]
    (36.09, None)
    """
    return dict(_facts(data_folder(), province_code(place)))


@functools.cache
def _facts(folder, code: str) -> dict:
    shares = _shares(folder)
    own, ranks = shares[code], shares.rank(axis=1, ascending=False, method="min").astype(int)[code]
    last = int(own.index[-1])
    order = shares.loc[last].sort_values(ascending=False, kind="stable")
    at = order.index.get_loc(code)
    passed = own.index[own > HIGH]
    china = load("china_population").set_index("year")["urban_share_pct"]
    old = load("province_annual").set_index(["province_code", "year"])["urban_share_pct"]
    return {
        "code": code,
        "first": FIRST,
        "last": last,
        "start": own[FIRST],
        "share": own[last],
        "old": old[code, 2005],
        "counted": old[code, COUNTED],
        "china": china[last],
        "difference": own[last] - china[last],
        "rank_first": ranks[FIRST],
        "rank": ranks[last],
        "pace": (own[last] - own[FIRST]) / (last - FIRST),
        "early": (own[2020] - own[FIRST]) / (2020 - FIRST),
        "late": (own[last] - own[2020]) / (last - 2020),
        "above": tuple(order.iloc[[at - 1]].items())[0] if at else None,
        "below": tuple(order.iloc[[at + 1]].items())[0] if at + 1 < len(order) else None,
        "stage": stage([own[last]])[0],
        "reached": int(passed[0]) if len(passed) else None,
        "distance": HIGH - own[last],
        "census": load("province_census").query("province_code == @code").set_index("year"),
        "registered": _registered_share(code),
        "output": load("province_gdp").query("province_code == @code and year == 2020").set_index("vintage")["gdp"],
        "elsewhere": _elsewhere(code),
        "ages": _ages(code),
        "paths": simple_forecasts(own, last, UNTIL).loc[UNTIL],
        "errors": simple_forecasts(own, SEEN, last).loc[last] - own[last],
    }


def _registered_share(code: str) -> float | None:
    """Registered urban share of 2020 in percent; known for Henan only."""
    if code != "410000":
        return None
    return load("henan_annual").query("indicator == 'registered_urban_share' and year == 2020")["value"].item()


def _elsewhere(code: str) -> dict:
    """Residents registered in another province, in persons and percent, and where most of those born here live instead."""
    living = load("province_registered_elsewhere").query("province_code == @code").set_index("year")
    people = living["registered_other_province"]
    part = 100 * people / living["population"]
    born = load("province_birthplace").query("year == 2010 and birth_province_code == @code").set_index("province_code")
    to = 100 * born["sample_persons"] / born["sample_persons"].sum()
    counted = {f"in_{year}{end}": of[year] for year in (2010, 2020) for end, of in (("", people), ("_pct", part))}
    return counted | {"to": to.nlargest(3).to_dict()}


def _ages(code: str) -> dict:
    """Shares of the old and of the young among residents in percent, and the rank by the old in 2020."""
    table = load("province_age").set_index(["province_code", "year"])
    everybody = table[["aged_0_14", "aged_15_59", "aged_60_over"]].sum(axis=1)
    old, young = (100 * table[name] / everybody for name in ("aged_65_over", "aged_0_14"))
    latest = old.xs(2020, level="year")
    return {
        "old_2010": old[code, 2010],
        "old_2020": old[code, 2020],
        "young_2010": young[code, 2010],
        "young_2020": young[code, 2020],
        "rank": int((latest > latest[code]).sum()) + 1,
        "all_2020": 100 * table["aged_65_over"].xs(2020, level="year").sum() / everybody.xs(2020, level="year").sum(),
    }


def province_page(place: object) -> Prose:
    """One province on one page, as Markdown in the session's language.

    Parameters
    ----------
    place : str or int
        Code or name of a province.

    Returns
    -------
    Prose
        A notebook shows it set, ``print`` as text.

    Raises
    ------
    ValueError
        If there is no such province.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> print(hl.province_page("Heilongjiang").splitlines()[0])
    ## Heilongjiang: its urban share on one page
    """
    found = facts(place)
    neighbours = {side: _neighbour(found[side], side) for side in ("above", "below")}
    vintage = resource("province_annual")["vintage_zh" if current() == "zh" else "vintage"]
    parts = [
        message("page_head", place=label(found["code"])),
        message("page_definition", vintage=vintage),
        message("page_level", **found),
        message("page_course", **found),
        message("page_rank", **found | neighbours),
        _phase(found),
        *_census(found["census"]),
        _registered(found),
        message("page_elsewhere", **found["elsewhere"] | {"listed": _listed(found["elsewhere"]["to"])}),
        message("page_ages", **found["ages"]),
        _output(found["output"]),
        message("page_scenarios", first=found["first"], last=found["last"], until=UNTIL, **found["paths"]),
        message("page_back_test", first=found["first"], seen=SEEN, last=found["last"], **found["errors"]),
        message("page_missing"),
    ]
    return Prose("\n\n".join(parts))


def _neighbour(other: tuple[str, float] | None, side: str) -> str:
    return message(f"page_none_{side}") if other is None else message("page_neighbour", place=label(other[0]), share=other[1])


def _phase(found: dict) -> str:
    how = "not_yet" if found["reached"] is None else "before" if found["reached"] == found["first"] else "reached"
    crossed = message(f"page_phase_{how}", high=HIGH, **{key: found[key] for key in ("reached", "first", "last", "distance")})
    return message("page_phase", stage=label(found["stage"]), last=found["last"], high=HIGH, crossed=crossed)


def year_table(table) -> str:
    """People and shares by year as a Markdown table, a gap named as one."""
    lines = ["| " + " | ".join(labelled(name) for name in ["year", *table]) + " |", "|" + " ---: |" * (1 + table.shape[1])]
    for year, row in table.astype("float64").iterrows():
        cells = [f"{value:,.2f}" if name.endswith("_pct") else f"{value:,.0f}" for name, value in row.items()]
        lines.append("| " + " | ".join([str(year), *(message("page_gap") if cell == "nan" else cell for cell in cells)]) + " |")
    return "\n".join(lines)


def _census(table) -> list[str]:
    columns = ["population", "urban_population", "rural_population", "urban_share_pct"]
    change = {name: growth(table.loc[2010, name], table.loc[2020, name]) for name in columns[:3]}
    points = table.loc[2020, "urban_share_pct"] - table.loc[2010, "urban_share_pct"]
    return [f"{message('page_census')}\n\n{year_table(table[columns])}", message("page_census_change", points=points, **change)]


def _registered(found: dict) -> str:
    china = load("china_registered_urban_share").set_index("year")["registered_urban_share_pct"]
    resident = found["census"].loc[2020, "urban_share_pct"]
    if found["registered"] is None:
        return message("page_registered_missing", china=china[2020])
    return message(
        "page_registered",
        registered=found["registered"],
        resident=resident,
        gap=resident - found["registered"],
        china=china[2020],
    )


def _listed(parts: dict) -> str:
    """Provinces with their parts in percent, as words."""
    separator = "、" if current() == "zh" else ", "
    return separator.join(message("page_part", place=label(code), share=part) for code, part in parts.items())


def _output(editions) -> str:
    unit, separator = (1e8, "、") if current() == "zh" else (1e9, "; ")
    listed = [f"{value / unit:,.1f} ({label(vintage)})" for vintage, value in editions.items()]
    return message("page_output", listed=separator.join(listed))
