"""Checks of §1.3 and §1.4: phases, shares and people of the nation, plans."""

from mpmath import iv

from .register import check, checks_by, fact, printed, rows, table, value


def national_share(year: int) -> float:
    """Urban share of the nation in the bureau's present series."""
    return table("china_population").query("year == @year")["urban_share_pct"].item()


def first_year_above(share: float) -> int:
    """First year in which the nation's urban share lies above a threshold."""
    return table("china_population").query("urban_share_pct > @share")["year"].min()


def as_first_published(year: int, column: str) -> float:
    """Value of the nation as the bureau published it before the census of 2020 revised the years since 2010."""
    editions = table("china_urban_share_by_vintage")
    return float(editions.query("year == @year and vintage == 'nbs_before_2020_census'")[column].item())


def last_target_year(document: str) -> int:
    """Last year for which a plan sets a target."""
    return table("policy_target").query("document == @document")["target_year"].max()


checks_by(
    national_share, {"china-thirty-over": (1996,), "china-1996": (1996,), "china-2011-half": (2011,), "china-2020": (2020,)}
)
checks_by(first_year_above, {"china-thirty-year": (30,), "china-half-year": (50,)})
checks_by(as_first_published, {"china-2011": (2011, "urban_share_pct")})
checks_by(
    last_target_year,
    {
        "plan-2014-period": ("national_urbanization_plan_2014_2020",),
        "plan-henan-period": ("henan_urbanization_plan_2021_2035",),
    },
)


def month(key: str):
    """Middle of the month of a dated fact."""
    return fact(key).mid


checks_by(
    month,
    {
        "conference-2013": ("conference_2013",),
        "plan-2014-date": ("plan_2014",),
        "conference-2015": ("conference_2015",),
        "integration-opinions-date": ("integration_opinions",),
    },
)
checks_by(printed, {"china-64": ("1.3-11",), "china-half-again": ("1.3-09",)})
checks_by(value, {"china-half-year-again": ("1.3-08",)})


@check("phases-listed")
def phases_listed():
    return int((rows()["indicator"] == "phase_period").sum())


@check("second-phase-start")
def second_phase_start():
    return value("1.3-02", "value_high") + 1


@check("third-phase-start")
def third_phase_start():
    return value("1.3-03", "value_high") + 1


@check("china-billions")
def china_billions():
    return printed("table1-03") / 10_000


@check("thirty-years")
def thirty_years():
    return 10 * round((value("1.3.2-02") - value("1.3-02")) / 10)


@check("registered-now")
def registered_now():
    return table("china_registered_urban_share").query("year == 2020")["registered_urban_share_pct"].item()


@check("registered-gap")
def registered_gap():
    return as_first_published(2019, "urban_share_pct") - printed("1.3.2.4-01")


@check("urban-population-2019")
def urban_population_2019():
    return as_first_published(2019, "urban_population") / 1e8


@check("migrants-unregistered")
def migrants_unregistered():
    return printed("1.3.2.4-02") / 100 * as_first_published(2019, "population") / 1e8


@check("spring-trips")
def spring_trips():
    return fact("spring_trips_2021") / (1 - fact("spring_trips_fall") / 100)


@check("farmer-age")
def farmer_age():
    """Band of ages that holds the median farm worker."""
    everyone, from_55, from_36 = fact("farm_workers"), fact("farm_workers_55"), fact("farm_workers_36_54")
    if from_55.a > everyone.b / 2:
        return iv.mpf([55, "inf"])
    return iv.mpf([36, 55]) if (from_55 + from_36).a > everyone.b / 2 else iv.mpf([15, 36])
