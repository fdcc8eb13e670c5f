"""Checks that count what the report lists: features, aspects, members, tasks."""

from .register import check, checks_by, table, value


def listed(key: str, besides: int = 0) -> int:
    """How many items the report names for a ledger row, and those besides that the sentence has already named."""
    return besides + (table("counted_list")["row"] == key).sum()


def length(name: str) -> int:
    """Number of rows of a list."""
    return len(table(name))


def headings_below(section: str, level: int) -> int:
    """Number of headings of a level below a section."""
    outline = table("outline")
    return int((outline["section"].str.startswith(f"{section}.") & (outline["level"] == level)).sum())


checks_by(
    listed,
    {
        "metro-nine": ("2.1.2.2-06", 1),
        "clusters-trillion": ("2.1.4-03",),
        "clusters-3000": ("2.1.4-05",),
        "opportunities-listed": ("2.3.1-08",),
        "main-and-sub": ("3.1-02",),
        "four-zones": ("3.1-03",),
        "metro-listed": ("3.1.2.1-01", 1),
        "triangle-cities": ("3.1.2.2-01",),
        "belts-listed": ("3.1.2.3-01",),
        "rights-listed": ("3.3.1-01",),
        "renewal-listed": ("3.4.1-02",),
        "science-levels": ("3.5.1-01",),
        "two-imbalances": ("2.2.4.1-01", 2),
    },
)
checks_by(
    length,
    {
        "features-listed": ("features",),
        "aspects-listed": ("aspects",),
        "trends-listed": ("trends",),
        "central-cities-nine": ("central_city",),
    },
)
checks_by(headings_below, {"focuses-listed": ("3", 2), "metro-tasks": ("3.1.2", 4)})
checks_by(
    value,
    {
        "clusters-19-again": ("2.1.2.1-01",),
        "central-cities-nine-2021": ("2.2.2-02",),
        "metro-nine-cities": ("3.1.2.1-01",),
        "threshold-70": ("1.2-21",),
    },
)


@check("provinces-31")
def provinces_31():
    return table("province_census").query("year == 2020")["province_code"].nunique()


@check("prefectures-17")
def prefectures_17():
    return table("prefecture_census").query("year == 2020 and unit_code != '419001'")["unit_code"].nunique()
