"""Statistics that several rooms need."""

from __future__ import annotations

from scipy.special import ndtr

Z95 = 1.96
"""Standard deviations to either side that hold 95 % of a normal distribution."""
LEVEL = float(2 * ndtr(Z95) - 1)
"""What they hold exactly."""


def wilson_interval(found: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, 0 to 1 (Wilson 1927); all of it where there is nothing to go by."""
    if of == 0:
        return 0.0, 1.0
    from scipy.stats import binomtest  # takes half a second to load, and few need it

    interval = binomtest(found, of).proportion_ci(LEVEL, method="wilson")
    return float(interval.low), float(interval.high)
