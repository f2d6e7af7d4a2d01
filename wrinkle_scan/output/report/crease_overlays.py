"""The lines that are drawn over a photo's picture of a region."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.check import BeforeOrAfter


@dataclass(frozen=True, eq=False)
class CreaseOverlay:
    """A traced line: points (N, 2) in the picture's box, its darkening in %, whether it stands out in this photo."""

    points: NDArray[np.float64]
    percent: float
    traced: bool


def crease_overlays(aligned: AlignedRegion, which: BeforeOrAfter) -> list[CreaseOverlay]:
    """A photo's likely creases on the region's grid; where the skin was not registered, its own alone."""
    depths = [(c, c.before_percent if which == "before" else c.after_percent) for c in aligned.creases if c.likely]
    return [CreaseOverlay(c.path, depth, c.traced_in in ("both", which)) for c, depth in depths if not isnan(depth)]
