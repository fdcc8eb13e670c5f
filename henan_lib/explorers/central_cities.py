"""Explorer of a composite rank: weights on the indicators of nine cities, and how fragile a rank is."""

from __future__ import annotations

from ..datasets.package import load
from ..words import label
from .view import Explorer

INDICATORS = {
    "area": "area_km2",
    "population": "population",
    "output": "gdp",
    "income": "disposable_income_per_capita",
    "urban_share": "urban_share_pct",
}
SCALINGS = {
    "min_max": lambda values: (values - values.min()) / (values.max() - values.min()),
    "z_score": lambda values: (values - values.mean()) / values.std(ddof=0),
}
EDITIONS = {"first_published": "gdp", "revised": "gdp_2020_revised"}


def tables() -> dict:
    """Scaled indicators of each city by scaling and edition of the output; nothing where the revised output is missing."""
    census = load("central_city").set_index("city_code")
    table = load("table2").set_index("city_code").join(census[["urban_share_pct", "gdp_2020_revised"]])
    columns = {name: [] for name in ("scaling", "edition", "city", "name", *INDICATORS)}
    for edition, output in EDITIONS.items():
        chosen = table.assign(gdp=table[output])[list(INDICATORS.values())].astype(float)
        for scaling, scaled in SCALINGS.items():
            values = scaled(chosen)
            for code, row in values.iterrows():
                columns["scaling"].append(scaling)
                columns["edition"].append(edition)
                columns["city"].append(code)
                columns["name"].append(label(code))
                for name, value in zip(INDICATORS, row):
                    columns[name].append(None if value != value else float(value))
    return {"values": columns}


def central_cities(
    area: int = 1,
    population: int = 1,
    output: int = 1,
    income: int = 1,
    urban_share: int = 0,
    city: str = "410100",
    scaling: str = "min_max",
    edition: str = "first_published",
) -> Explorer:
    """Explorer of a composite rank of the nine national central cities, and of how fragile it is.

    Parameters
    ----------
    area, population, output, income, urban_share : int
        Weight of each indicator, 0 to 5; only their ratios matter.
    city : str
        Code of the city whose ranks are spread out, as in the table ``table2``.
    scaling : {"min_max", "z_score"}
        How an indicator is freed of its unit: to 0 … 1, or to mean 0 and standard deviation 1.
    edition : {"first_published", "revised"}
        Which gross regional product of 2020; the revised one is missing for two cities.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If a control has no such value.

    Notes
    -----
    Method: weighted mean of scaled indicators, its uncertainty by 5,000 weightings spread evenly over all weights of the
    indicators in use, as in OECD and JRC, *Handbook on Constructing Composite Indicators* (2008). The weightings are an
    additive sequence on the generalised golden ratio turned into exponentials, so that they are the same everywhere.

    Examples
    --------
    >>> import henan_lib as hl
    >>> hl.start("en")
    >>> hl.explore.central_cities(area=0).state["area"]
    0
    """
    state = {"area": area, "population": population, "output": output, "income": income, "urban_share": urban_share}
    return Explorer("central_cities", state | {"city": city, "scaling": scaling, "edition": edition})
