"""The layout names every unit once, and only as the report does."""

import pytest

import henan_lib as hl
from henan_lib import session
from henan_lib.figures.layout import COLOURS, layout_map, layout_roles
from henan_lib.words import label

WEST, SOUTH = {"410300", "419001", "411200"}, {"411300", "411500", "411700"}
EAST, NORTH = {"411400", "411600"}, {"410500", "410900", "410600"}


@pytest.mark.parametrize("edition", session.LANGUAGES)
def test_zones_and_rings_are_those_of_the_report_in_either_language(edition):
    hl.start(edition)
    roles = layout_roles().set_index("unit_code")
    zones = {zone: set(units.index) for zone, units in roles.groupby("zone")}
    assert zones.pop("outside_zones") == {"410100", "410200", "410400", "410700", "410800", "411000", "411100"}
    assert zones == {"western_zone": WEST, "southern_zone": SOUTH, "eastern_zone": EAST, "northern_zone": NORTH}
    assert roles["ring"].value_counts()["one_plus_eight_member"] == 8
    assert roles.index[roles["centre"] == "core_city"].tolist() == ["410100"]
    assert set(roles.index[roles["centre"] == "sub_centre"]) == {"410300", "411300"}
    assert len(roles) == 18 and set(roles["zone"]) | set(roles["ring"]) == set(COLOURS)


def test_each_unit_is_drawn_in_the_colour_of_its_role():
    roles = layout_roles()
    drawn = [patch.get_facecolor() for patch in layout_map(roles, "zone").patches]
    assert len(drawn) == 18 and len(set(drawn)) == 5
    outlines = layout_map(roles, "ring", kind="map")
    assert len({patch.get_facecolor() for patch in outlines.patches}) == 4
    assert label("outline_attribution") in [text.get_text() for text in outlines.texts]
