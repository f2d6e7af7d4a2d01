"""Where a traced line ends.

The ridge response is averaged along the line, so that a line is traced beyond its ends, the farther the deeper it is,
and a dark spot is traced as a short line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.creases import ridges
from wrinkle_scan.creases.profiles import ALONG_MM

BEYOND_END_MM = ridges.AVERAGED_TO * ridges.ALONG_MM
"""A line is traced at most this far beyond its end: the reach of the averaging along it."""
FADED = 1 / 3
FAINT_PERCENT = 4.0
"""Creases fade out: what has less than this share of a line's own darkness is no longer part of it; but what is darker
than FAINT_PERCENT would be a line on its own."""
LONGEST_SHARE = 0.3
"""Of a line that either end may lose at once; the rest tells how dark the line is."""


def between_ends(rows_percent: NDArray[np.float64]) -> slice:
    """The part of a traced line that is a line.

    An end is where the rest beyond it falls farthest short of FADED of the line's darkness in its middle, or of
    FAINT_PERCENT.

    Args:
        rows_percent: float64 (N,), darkening point by point along the line, `profiles.ALONG_MM` apart.
    """
    start, stop = 0, len(rows_percent)
    while True:
        rows = rows_percent[start:stop]
        reach = min(round(BEYOND_END_MM / ALONG_MM), int(LONGEST_SHARE * len(rows)))
        least = min(FADED * float(np.median(rows[reach : len(rows) - reach])), FAINT_PERCENT)
        first, last = (_beyond(least - side[:reach]) for side in (rows, rows[::-1]))
        if first == last == 0:
            return slice(start, stop)
        start, stop = start + first, stop - last


def _beyond(missing: NDArray[np.float64]) -> int:
    """How many of the first points to leave out, so that what they miss in all is largest."""
    return int(np.argmax(np.concatenate([[0.0], np.cumsum(missing)])))
