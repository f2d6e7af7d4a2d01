"""Creases: lines traced in the ridge response, each with its path, length, width and depth."""

from wrinkle_scan.creases.measuring import WIDEST_MM, Crease, find_creases, is_hair
from wrinkle_scan.creases.paths import drawn, evenly_spaced, path_length_mm
from wrinkle_scan.creases.profiles import Valley, darkening, find_valley, path_normals, shifted, straighten
from wrinkle_scan.creases.red_lines import is_red, red_along, without_red
from wrinkle_scan.creases.texture import plain_skin, texture_percent
from wrinkle_scan.creases.tracing import SHORTEST_MM

__all__ = [
    "SHORTEST_MM",
    "WIDEST_MM",
    "Crease",
    "Valley",
    "darkening",
    "drawn",
    "evenly_spaced",
    "find_creases",
    "find_valley",
    "is_hair",
    "is_red",
    "path_length_mm",
    "path_normals",
    "plain_skin",
    "red_along",
    "shifted",
    "straighten",
    "texture_percent",
    "without_red",
]
