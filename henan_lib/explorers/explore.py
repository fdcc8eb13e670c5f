"""Explorers: each function gives controls and a picture that answers in the browser at once."""

from .audit import audit as audit
from .central_cities import central_cities as central_cities
from .china_places import china_places as china_places
from .phases import phases as phases
from .places import places as places
from .province import province as province
from .scenarios import scenarios as scenarios
from .stages import stages as stages
from .strategy import strategy as strategy
