"""A learner's own table on one page: its numbers beside the nation's, how it was read, and what it cannot say."""

from __future__ import annotations

import pandas as pd

from ..analysis.growth import simple_forecasts
from ..analysis.stages import stage
from ..datasets.descriptor import resource
from ..datasets.package import load
from ..session import current
from ..words import Prose, escaped, label, message
from .arithmetic import growth
from .beside import beside as beside_of
from .province import UNTIL, year_table

HIDDEN, FEWEST, MOST_LISTED = 5, 6, 12


def own_page(table: pd.DataFrame, beside: object = None) -> Prose:
    """A table of your own on one page, as Markdown in the session's language.

    Parameters
    ----------
    table : pandas.DataFrame
        What `read_own` gave, or its control after a file was chosen.
    beside : str or int, optional
        Another place to compare it with, whatever `henan_lib.place` understands: any province, prefecture or county of China,
        or a country. Level and pace are compared in the years that both have.

    Returns
    -------
    Prose
        A notebook shows it set, ``print`` as text. Text of the file stands in it as text, never as Markdown or HTML.

    Raises
    ------
    ValueError
        If it is no table, or has no urban share.

    Notes
    -----
    Method: differences and means within the file only, the nation beside it by the present yearbook series; projections to
    2035 by `henan_lib.analysis.simple_forecasts`, with a back-test that hides the last five years.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> table = hl.load("province_annual").query("province_code == '410000' and year > 2010")
    >>> print(own_page(table).split("\\n\\n")[2])
    **Level.** 2024: 59.22 %. China at the end of that year: 67.00 %, a difference of -7.78 points.
    >>> print(own_page(table, beside="Zhejiang").split("\\n\\n")[4].split(". From")[0])
    **Beside Zhejiang.** 2024: 59.22 % in your table, 75.46 % in Zhejiang, a difference of -16.24 points
    """
    table = getattr(table, "table", table)
    if not isinstance(table, pd.DataFrame):
        raise ValueError(message("own_page_empty"))
    given = table.reindex(columns=["year", "population", "urban_population", "urban_share_pct"]).set_index("year").sort_index()
    share = given["urban_share_pct"].dropna().astype(float)
    if share.empty:
        raise ValueError(message("own_page_empty"))
    china = load("china_population").set_index("year")["urban_share_pct"].dropna()
    name, place = table.attrs.get("name", label("own_table")), table.attrs.get("place")
    opening, closing = "（）" if current() == "zh" else (" (", ")")
    parts = [
        message("page_head", place=escaped(f"{place}{opening}{name}{closing}" if place else name)),
        message("own_page_definition", vintage=resource("china_population")["vintage_zh" if current() == "zh" else "vintage"]),
        *_level(share, china),
        *([beside_of(share, beside)] if beside is not None else []),
        message("own_page_phase", share=share.iloc[-1], stage=label(stage([share.iloc[-1]])[0])),
        _years(given),
        *_people(given),
        *_gaps(given, share),
        *_ahead(share),
        message("own_page_missing"),
    ]
    if notes := table.attrs.get("notes", []):
        parts.append("\n".join([message("own_page_notes"), "", *(f"- {escaped(note)}" for note in notes)]))
    return Prose("\n\n".join(parts))


def _level(share: pd.Series, china: pd.Series) -> list[str]:
    first, last = int(share.index[0]), int(share.index[-1])
    told = {"first": first, "last": last, "start": share[first], "share": share[last]}
    if last in china.index:
        lines = [message("own_page_level", china=china[last], difference=share[last] - china[last], **told)]
    else:
        lines = [message("own_page_level_alone", **told)]
    if first < last:
        pace = (share[last] - share[first]) / (last - first)
        lines.append(message("own_page_course", pace=pace, **told))
        if first in china.index and last in china.index:
            lines[-1] += message("own_page_course_china", pace=(china[last] - china[first]) / (last - first))
    return lines


def _years(given: pd.DataFrame) -> str:
    table = given.assign(rural_population=given["population"] - given["urban_population"])
    columns = ["population", "urban_population", "rural_population", "urban_share_pct"]
    return f"{message('own_page_years')}\n\n{year_table(table[columns].dropna(axis='columns', how='all'))}"


def _people(given: pd.DataFrame) -> list[str]:
    """Change of urban, rural and all people between the ends of the years in which both are known."""
    both = given.dropna(subset=["population", "urban_population"]).astype("float64")
    if len(both) < 2:
        return []
    both["rural_population"] = both["population"] - both["urban_population"]
    start, end = both.iloc[0], both.iloc[-1]
    names = ["population", "urban_population", "rural_population"]
    if not (start[names] > 0).all():
        return []
    change = {name: growth(start[name], end[name]) for name in names}
    return [message("own_page_people", first=both.index[0], last=both.index[-1], **change)]


def _gaps(given: pd.DataFrame, share: pd.Series) -> list[str]:
    missing = [year for year in range(given.index[0], given.index[-1] + 1) if year not in share.index]
    if not missing:
        return []
    listed = ("、" if current() == "zh" else ", ").join(map(str, missing[:MOST_LISTED]))
    return [message("own_page_gaps", count=len(missing), listed=listed + ("…" if len(missing) > MOST_LISTED else ""))]


def _ahead(share: pd.Series) -> list[str]:
    """Projections and their back-test, if there are years enough for both."""
    last = int(share.index[-1])
    seen = share.loc[: last - HIDDEN]
    if len(seen) < FEWEST or not share.between(0, 100, inclusive="neither").all() or last >= UNTIL:
        return [message("own_page_few", fewest=FEWEST, hidden=HIDDEN)]
    until = int(seen.index[-1])
    errors = simple_forecasts(share, until, last).loc[last] - share[last]
    told = {"first": share.index[0], "last": last}
    return [
        message("page_scenarios", until=UNTIL, **told, **simple_forecasts(share, last, UNTIL).loc[UNTIL]),
        message("own_page_back_test", seen=until, **told, **errors),
    ]
