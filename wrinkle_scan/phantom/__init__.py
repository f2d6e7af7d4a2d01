"""Photos with a known truth: the tool's own yardstick."""

from wrinkle_scan.phantom.grooves import Groove, draw_grooves
from wrinkle_scan.phantom.nuisances import Nuisance, random_nuisance, revisit
from wrinkle_scan.phantom.painting import paint
from wrinkle_scan.phantom.pressing import STUDIO, Lamp, press
from wrinkle_scan.phantom.relighting import relight
from wrinkle_scan.phantom.reposing import repose
from wrinkle_scan.phantom.softening import soften

__all__ = [
    "STUDIO",
    "Groove",
    "Lamp",
    "Nuisance",
    "draw_grooves",
    "paint",
    "press",
    "random_nuisance",
    "relight",
    "repose",
    "revisit",
    "soften",
]
