"""Creases: lines traced in the ridge response, each with its path, length, width, depth and probability."""

from wrinkle_scan.creases.evidence import kind_of
from wrinkle_scan.creases.exclusions import shading_probability
from wrinkle_scan.creases.measuring import LIKELY, Crease, find_creases
from wrinkle_scan.creases.paths import drawn, evenly_spaced, path_length_mm
from wrinkle_scan.creases.profiles import Valley, darkening, find_valley, path_normals, shifted, straighten
from wrinkle_scan.creases.proposals import Skin
from wrinkle_scan.creases.red_lines import red_along, redness_along, without_red
from wrinkle_scan.creases.texture import plain_skin, texture_percent
from wrinkle_scan.creases.tracing import SHORTEST_MM

__all__ = [
    "LIKELY",
    "SHORTEST_MM",
    "Crease",
    "Skin",
    "Valley",
    "darkening",
    "drawn",
    "evenly_spaced",
    "find_creases",
    "find_valley",
    "kind_of",
    "path_length_mm",
    "path_normals",
    "plain_skin",
    "red_along",
    "redness_along",
    "shading_probability",
    "shifted",
    "straighten",
    "texture_percent",
    "without_red",
]
