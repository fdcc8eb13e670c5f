"""Checks of §1.2: urban shares of countries and of the world."""

from .register import check, checks_by, fact, table


def un_share(area: str, year: int) -> float:
    """Urban share in the UN's edition of 2018."""
    shares = table("world_urban_share")
    return shares.loc[(shares["area_code"] == area) & (shares["year"] == year), "urban_share_pct"].item()


checks_by(fact, {"england-1851": ("england_1851",)})
checks_by(
    un_share,
    {
        "britain-1950": ("GBR", 1950),
        "states-1950": ("USA", 1950),
        "germany-1950": ("DEU", 1950),
        "canada-1950": ("CAN", 1950),
        "france-1950": ("FRA", 1950),
        "japan-1950": ("JPN", 1950),
        "japan-1970": ("JPN", 1970),
        "korea-1960": ("KOR", 1960),
        "korea-1990": ("KOR", 1990),
        "mexico-1950": ("MEX", 1950),
        "mexico-2008": ("MEX", 2008),
        "developed-now": ("more_developed", 2022),
        "world-2009": ("world", 2009),
    },
)


@check("world-half-year")
def world_half_year():
    return table("world_urban_share").query("area_code == 'world' and urban_share_pct > 50")["year"].min()
