"""The strategy of the report's third part against the problems of its second."""

from __future__ import annotations

import pandas as pd

from ..datasets.package import load


def linked_measures() -> pd.DataFrame:
    """Each measure with each problem that it answers, by this course's own links.

    A link names a measure, or the item above it and with it every measure under the item.

    Returns
    -------
    pandas.DataFrame
        Columns ``id`` of the measure, its ``section``, ``problem`` (section of the problem) and ``linked_by``, which is
        ``measure`` or ``item``; one row for each pair of a measure and a problem.

    Examples
    --------
    >>> linked_measures().query("problem == '2.2.2'")["linked_by"].value_counts().to_dict()
    {'item': 81, 'measure': 15}
    """
    measures = load("strategy_tree").query("kind == 'measure'")[["id", "parent", "section"]]
    links = load("problem_measure_links")[["problem", "measure"]]
    own = measures.merge(links, left_on="id", right_on="measure").assign(linked_by="measure")
    above = measures.merge(links, left_on="parent", right_on="measure").assign(linked_by="item")
    pairs = pd.concat([own, above]).drop_duplicates(["id", "problem"])
    return pairs[["id", "section", "problem", "linked_by"]].reset_index(drop=True)


def measures_per_problem() -> pd.DataFrame:
    """How many measures of each focus answer each of the six problems of Henan, by this course's own links.

    A measure that answers two parts of one problem (``2.2.6.1`` and ``2.2.6.3``) counts once for the problem.

    Returns
    -------
    pandas.DataFrame
        Columns ``problem`` and ``measure`` (sections of a problem and of a focus) and ``measures_linked``; one row for each
        pair that has a link.

    Examples
    --------
    >>> measures_per_problem().query("problem == '2.2.2'")["measures_linked"].sum().item()
    96
    """
    pairs = linked_measures()
    pairs = pairs.assign(problem=pairs["problem"].str[:5], measure=pairs["section"].str[:3])
    pairs = pairs.drop_duplicates(["id", "problem"])
    return pairs.groupby(["problem", "measure"], as_index=False).size().rename(columns={"size": "measures_linked"})
