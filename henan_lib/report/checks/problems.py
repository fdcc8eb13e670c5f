"""Checks of §2.2 and table 1: what holds Henan back."""

from mpmath import inf, iv

from .achievements import HENAN, land_of_henan, province
from .register import check, checks_by, fact, printed, table, value

CENTRAL_PROVINCES = ["140000", "340000", "360000", HENAN, "420000", "430000"]
MU_PER_HECTARE = 15
BELOW_HALF_AS_NAMED = ["411600", "411700", "411400", "410900"]


def province_in_10_000(year: int, column: str) -> float:
    """Henan in a census, in 10,000 persons."""
    return province(year, column) / 1e4


def share_of_table_1(urban: str, all_people: str):
    """Urban share that the numbers of people in table 1 imply."""
    return 100 * printed(urban) / printed(all_people)


def share_of_units_2020():
    """Urban share of the 18 units in the census of 2020, by unit."""
    return table("prefecture_census").query("year == 2020").set_index("unit_code")["urban_share_pct"]


def gdp_2019():
    """Output of the provinces in 2019, present edition, by province, yuan."""
    return table("province_gdp").query("year == 2019 and vintage == 'nbs_2024'").set_index("province_code")["gdp"]


def in_10_000(key: str):
    """A fact in persons, in 10,000 persons."""
    return fact(key) / 1e4


checks_by(in_10_000, {"census-china-2010": ("china_2010",), "census-china-urban-2020": ("china_urban_2020",)})
checks_by(fact, {"census-china-urban-2010": ("china_urban_2010",)})
checks_by(
    province_in_10_000,
    {
        "census-henan-2010": (2010, "population"),
        "census-henan-2020": (2020, "population"),
        "census-henan-urban-2010": (2010, "urban_population"),
        "census-henan-urban-2020": (2020, "urban_population"),
    },
)
checks_by(
    share_of_table_1,
    {
        "table-china-2010": ("table1-05", "table1-01"),
        "table-henan-2010": ("table1-06", "table1-02"),
        "table-china-2020": ("table1-07", "table1-03"),
        "table-henan-2020": ("table1-08", "table1-04"),
    },
)


@check("census-china-2020")
def census_china_2020():
    return in_10_000("china_urban_2020") + in_10_000("china_rural_2020")


@check("gap-2010")
def gap_2010():
    return printed("table1-09") - printed("2.2.1-01")


@check("gap-2020")
def gap_2020():
    return printed("table1-11") - printed("2.2.1-03")


@check("central-last")
def central_last():
    shares = table("province_census").query("year == 2020").set_index("province_code")["urban_share_pct"]
    return shares[CENTRAL_PROVINCES].rank()[HENAN]


@check("below-average-11")
def below_average_11():
    return int((share_of_units_2020() < value("2.2.1-03")).sum())


@check("below-half-4")
def below_half_4():
    return int((share_of_units_2020() < 50).sum())


@check("below-half-named")
def below_half_named():
    return share_of_units_2020()[BELOW_HALF_AS_NAMED].max()


@check("people-share-land")
def people_share_land():
    return 100 * printed("table1-04") / printed("table1-03")


@check("land-share")
def land_share():
    return fact("henan_land_share")


@check("farmland-share")
def farmland_share():
    return 100 * fact("henan_farmland") / fact("china_farmland")


@check("grain-share")
def grain_share():
    return 100 * fact("henan_grain") / fact("china_grain")


@check("farmland-per-head")
def farmland_per_head():
    return farmland_share() / (printed("table1-04") / printed("table1-03"))


@check("water-total")
def water_total():
    return fact("henan_water")


@check("water-per-land")
def water_per_land():
    return fact("henan_water") * 1e4 / (fact("henan_farmland") * MU_PER_HECTARE)


@check("traditional-industry")
def traditional_industry():
    """At most the whole secondary sector."""
    units = table("prefecture_gdp").query("year == 2020")
    return iv.mpf([-inf, 100 * float(units["gdp_secondary"].sum()) / float(units["gdp"].sum())])


@check("gdp-per-land-henan")
def gdp_per_land_henan():
    return float(gdp_2019()[HENAN]) / (land_of_henan() * 1500) / 1e4


@check("gdp-per-land-china")
def gdp_per_land_china():
    land_of_china = land_of_henan() * 100 / printed("2.2.4.1-02")
    return float(gdp_2019().sum()) / (land_of_china * 1500) / 1e4


@check("water-fifth-residents")
def water_fifth_residents():
    return printed("2.2.4.2-03") / 100 / (printed("table1-04") / printed("table1-03"))


@check("water-per-head")
def water_per_head():
    return printed("2.2.4.2-02") * 1e4 / printed("table1-04")


@check("water-quarter")
def water_quarter():
    return printed("2.2.4.2-03") / printed("2.2.4.1-04")


@check("income-share")
def income_share():
    return 100 / printed("2.1.6-04")


@check("rural-population")
def rural_population():
    return printed("table1-04") - printed("table1-08")


@check("village-size")
def village_size():
    return printed("2.2.5-06") / printed("2.2.5-04") / 1000


@check("hamlet-size")
def hamlet_size():
    return printed("2.2.5-06") / printed("2.2.5-05")


@check("henan-registered")
def henan_registered():
    return table("henan_annual").query("indicator == 'registered_urban_share' and year == 2020")["value"].item()


@check("henan-registered-gap")
def henan_registered_gap():
    return printed("2.2.1-03") - printed("2.2.6.1-01")
