"""Where a traced line ends.

The ridge response is averaged along the line, so that a line is traced beyond its ends, the farther the deeper it is,
and a dark spot is traced as a short line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.creases.settings import ENDS, PROFILES, RIDGES

BEYOND_END_MM = RIDGES.averaged_to * RIDGES.along_mm
"""A line is traced at most this far beyond its end: the reach of the averaging along it."""


def between_ends(rows_percent: NDArray[np.float64]) -> slice:
    """The part of a traced line that is a line.

    An end is where the rest beyond it falls farthest short of `ENDS.faded` of the line's darkness in its middle,
    or of `ENDS.faint_percent`.

    Args:
        rows_percent: float64 (N,), darkening point by point along the line, spaced by `PROFILES.along_mm`.
    """
    start, stop = 0, len(rows_percent)
    while True:
        rows = rows_percent[start:stop]
        reach = min(round(BEYOND_END_MM / PROFILES.along_mm), int(ENDS.longest_share * len(rows)))
        least = min(ENDS.faded * float(np.median(rows[reach : len(rows) - reach])), ENDS.faint_percent)
        first, last = (_beyond(least - side[:reach]) for side in (rows, rows[::-1]))
        if first == last == 0:
            return slice(start, stop)
        start, stop = start + first, stop - last


def _beyond(missing: NDArray[np.float64]) -> int:
    """How many of the first points to leave out, so that what they miss in all is largest."""
    return int(np.argmax(np.concatenate([[0.0], np.cumsum(missing)])))
