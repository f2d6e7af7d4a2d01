"""Where a traced line ends.

The ridge response is averaged along the line, so that a line is traced beyond its ends, the farther the deeper it is,
and a dark spot is traced as a short line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.creases.profiles import ALONG_MM

BEYOND_END_MM = 7.5
"""A line is traced at most this far beyond its end: the reach of the averaging along it, 2.5 sigma."""
LONGEST_SHARE = 0.3
"""Of a line that either end may lose at once; the rest tells how dark the line is."""


def between_ends(rows_percent: NDArray[np.float64]) -> slice:
    """The part of a traced line that is a line.

    Of all places for an end, the likeliest one (least squares), if the line is as dark as in its middle on one side of
    it and no darker than the skin on the other.

    Args:
        rows_percent: float64 (N,), darkening point by point along the line, `profiles.ALONG_MM` apart.
    """
    start, stop = 0, len(rows_percent)
    while True:
        rows = rows_percent[start:stop]
        reach = min(round(BEYOND_END_MM / ALONG_MM), int(LONGEST_SHARE * len(rows)))
        half = float(np.median(rows[reach : len(rows) - reach])) / 2
        first, last = (_beyond(half - side[:reach]) for side in (rows, rows[::-1]))
        if first == last == 0:
            return slice(start, stop)
        start, stop = start + first, stop - last


def _beyond(missing: NDArray[np.float64]) -> int:
    """How many of the first points are better taken for skin than for line."""
    return int(np.argmax(np.concatenate([[0.0], np.cumsum(missing)])))
