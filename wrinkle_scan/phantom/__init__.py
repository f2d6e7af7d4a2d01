"""Photos with a known truth: the tool's own yardstick."""

from wrinkle_scan.phantom.nuisances import Nuisance, random_nuisance, revisit
from wrinkle_scan.phantom.painting import paint
from wrinkle_scan.phantom.softening import soften

__all__ = ["Nuisance", "paint", "random_nuisance", "revisit", "soften"]
