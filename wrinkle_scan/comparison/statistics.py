"""Statistics that several rooms need."""

from __future__ import annotations

import numpy as np

Z95 = 1.96
"""Standard deviations to either side that hold 95 % of a normal distribution."""


def wilson_interval(found: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, 0 to 1 (Wilson 1927); all of it where there is nothing to go by."""
    if of == 0:
        return 0.0, 1.0
    share, weight = found / of, Z95**2 / of
    middle = (share + weight / 2) / (1 + weight)
    half = float(np.sqrt(share * (1 - share) * weight + weight**2 / 4)) / (1 + weight)
    return max(middle - half, 0.0), min(middle + half, 1.0)
