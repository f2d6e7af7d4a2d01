"""A region's answer made by hand, for what is said of it."""

from __future__ import annotations

from typing import Any

from wrinkle_scan.comparison.region_comparison import Change, RegionComparison


def answered(
    verdict: Any,
    severities: tuple[float, float],
    percent: float,
    interval: tuple[float, float],
    detectable: float,
    reason: str | None = None,
) -> RegionComparison:
    """An answer line by line with the given numbers, of a pair that shows any fall, whether or not they go together."""
    change = Change(*severities, 2.0, percent / 50, 0.1, 0.0, "line", percent, interval, detectable)
    return RegionComparison(verdict, reason, change)
