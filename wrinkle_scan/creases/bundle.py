"""A region's paths as one array: what is done along each of them is done for all at once.

A region has some twenty lines of a few dozen points each: line by line, NumPy is called for longer than it computes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

TRUNCATED_SIGMAS = 4.0
"""A Gaussian kernel ends after so many sigmas, as in SciPy."""

Rows = NDArray[np.float64]


class Bundle:
    """Runs of rows, one run after the other: the points of some paths, or what is known at each of them."""

    def __init__(self, lengths: Sequence[int]) -> None:
        """Runs of these lengths, each of at least one row."""
        self.lengths = np.array(lengths, int)
        self.stops = np.cumsum(self.lengths)
        self.starts = self.stops - self.lengths

    def split(self, rows: Rows) -> list[Rows]:
        """The rows (N, ...) of each run."""
        return [rows[start:stop] for start, stop in zip(self.starts.tolist(), self.stops.tolist(), strict=True)]

    @cached_property
    def run(self) -> NDArray[np.intp]:
        """Which run each row is of, (N,)."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    def sums(self, rows: Rows) -> Rows:
        """Sum of the rows (N, ...) of each run, (runs, ...)."""
        return np.asarray(np.add.reduceat(rows, self.starts, axis=0) if len(self.starts) else rows[:0])

    def means(self, rows: Rows) -> Rows:
        """Mean of the rows (N, ...) of each run, (runs, ...)."""
        return np.asarray(self.sums(rows) / self.lengths.reshape(-1, *[1] * (rows.ndim - 1)))

    def quantiles(self, values: Rows, share: float) -> Rows:
        """Quantile of the values (N,) of each run, (runs,), as NumPy's: linear between the two nearest."""
        ordered = values[np.lexsort((values, self.run))]
        at = share * (self.lengths - 1)
        below = self.starts + at.astype(int)
        above = np.minimum(below + 1, self.stops - 1)
        return np.asarray(ordered[below] + (at - at.astype(int)) * (ordered[above] - ordered[below]))

    def smoothed(self, rows: Rows, sigma: float) -> Rows:
        """Rows (N, M) smoothed by a Gaussian along each run, continued by its first and last row; sigma in rows."""
        reach = int(TRUNCATED_SIGMAS * sigma + 0.5)
        if not rows.size:
            return rows
        longer = Bundle([length + 2 * reach for length in self.lengths.tolist()])
        place = np.arange(len(longer.run)) - longer.starts[longer.run] - reach
        last = self.lengths[longer.run] - 1
        padded = rows[self.starts[longer.run] + np.clip(place, 0, last)]
        size = (1, 2 * reach + 1)
        blurred = cv2.GaussianBlur(padded, size, sigmaX=sigma, sigmaY=sigma, borderType=cv2.BORDER_REPLICATE)
        return np.asarray(blurred[(place >= 0) & (place <= last)], float)


class Paths(Bundle):
    """Paths, each of at least two points.

    Attributes:
        points: float64 (N, 2), (column, row) on the patch's grid, of one path after the other.
    """

    def __init__(self, paths: Sequence[Rows]) -> None:
        """One path (n, 2) after the other."""
        super().__init__([len(path) for path in paths])
        self.points = np.concatenate([np.zeros((0, 2)), *paths])

    @cached_property
    def normals(self) -> Rows:
        """Unit vectors across each path at its points, towards rising offsets, (N, 2)."""
        along = self.points[self._neighbours(1)] - self.points[self._neighbours(-1)]
        along /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
        return np.column_stack([-along[:, 1], along[:, 0]])

    def _neighbours(self, steps: int) -> NDArray[np.intp]:
        """The row so many steps on from each, or the last before its run ends, (N,)."""
        on = np.arange(len(self.run)) + steps
        return np.clip(on, self.starts[self.run], self.stops[self.run] - 1)
