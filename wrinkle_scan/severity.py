"""One figure for a region's lines: severity, 0 to 100."""

from __future__ import annotations

import math
from collections.abc import Iterable

from wrinkle_scan.creases import Crease

LOAD_SCALE = 3.0
"""Load, %, at which severity reaches 63. Loads met with run from 0.05 (a young forehead at rest) to 7 (deep crow's
feet on smiling): nearly in proportion over most of them, so that half the load is about half the severity."""


def crease_load(creases: Iterable[Crease], area_cm2: float) -> float:
    """Mean darkening of a region's skin by its creases, %.

    Each crease darkens its depth (%) over its length and width (mm); the sum is shared out over the visible skin (cm2):
    deeper, longer, wider and more creases all add to it in proportion.
    """
    darkened = sum(c.depth_percent * c.width_mm * c.length_mm for c in creases)
    return darkened / (100 * area_cm2) if area_cm2 > 0 else 0.0


def severity(load: float) -> float:
    """Severity 0 to 100 of a load: 100 (1 - exp(-load / LOAD_SCALE)), rising and smooth everywhere; below 0 it is 0."""
    return 100 * -math.expm1(-max(load, 0.0) / LOAD_SCALE)
