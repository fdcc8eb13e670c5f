"""The strategy of the report's third part against the problems of its second."""

from __future__ import annotations

from ..datasets.package import load


def measures_per_problem():
    """How many measures of each focus answer each problem of Henan, by this course's own links.

    Returns
    -------
    pandas.DataFrame
        Columns ``problem`` and ``measure`` (sections of a problem and of a focus) and ``measures_linked``; one row for each
        pair that has a link.

    Examples
    --------
    >>> measures_per_problem().query("problem == '2.2.5'")["measures_linked"].sum().item()
    34
    """
    links = load("problem_measure_links")
    links = links.assign(problem=links["problem"].str[:5], measure=links["measure"].str[:3])
    return links.groupby(["problem", "measure"], as_index=False).size().rename(columns={"size": "measures_linked"})
