"""Photos with a known truth: the tool's own yardstick."""

from wrinkle_scan.phantom.painting import paint
from wrinkle_scan.phantom.softening import soften

__all__ = ["paint", "soften"]
