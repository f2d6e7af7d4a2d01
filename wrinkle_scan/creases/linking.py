"""Follows the crests of a ridge response, strongest first, as Steger (1998) links the points of curvilinear structures.

A skeleton of the crests would be cut wherever two of them meet: where folds fan out close beside each other, as crow's
feet of a broad smile do, the deepest ones would fall into pieces too short to count. Here a line goes through.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.creases.paths import Polyline
from wrinkle_scan.creases.settings import LINKING

Heading = tuple[float, float]
Step = tuple[int, int, int, float]
"""Places on, rows down, columns to the right, and how far that is; places are numbered row after row."""
Crest = tuple[float, float, float]
"""Its strength, and its direction: rows down and columns to the right."""
AFTER_A_GAP = 2
"""A line goes on over a crest that is so many points away, where none is nearer."""


def link(
    strength: NDArray[np.float32], angle: NDArray[np.float64], crest: NDArray[np.bool_], least: float
) -> list[Polyline]:
    """The lines along which crests run, each (N, 2) of (row, column) from end to end.

    Every line begins at the strongest crest that is left, and goes both ways until its crest ends or belongs to another
    line. A crest belongs to one line, the strongest.

    Args:
        strength: float32 (h, w), ridge response in its own direction.
        angle: float64 (h, w), that direction, radians from the rows to later rows.
        crest: bool (h, w), where the strength is largest across the line.
        least: strength of the crest at which a line may begin.
    """
    rows, columns = np.nonzero(crest)
    width = crest.shape[1] + AFTER_A_GAP  # so that no step leads from the end of a row to the next one's beginning
    places, strengths, angles = rows * width + columns, strength[rows, columns], angle[rows, columns]
    crests = zip(strengths.tolist(), np.sin(angles).tolist(), np.cos(angles).tolist(), strict=True)
    walker = _Walker(dict(zip(places.tolist(), crests, strict=True)), width)
    begins = strengths >= least
    order = np.argsort(-strengths[begins], kind="stable")
    lines = map(walker.line_from, places[begins][order].tolist())
    long = [np.array(line) for line in lines if len(line) >= LINKING.least_points]
    return [np.column_stack(np.divmod(line, width)).astype(float) for line in long]


def _ring(steps: int, width: int) -> list[Step]:
    """The steps to all points whose larger distance, in rows or in columns, is this."""
    around = range(-steps, steps + 1)
    return [
        (row * width + column, row, column, math.hypot(row, column))
        for row in around
        for column in around
        if max(abs(row), abs(column)) == steps
    ]


class _Walker:
    """Follows lines over the crests that belong to no line yet."""

    def __init__(self, crests: dict[int, Crest], width: int) -> None:
        self._free = crests
        self._next_to, self._after_a_gap = _ring(1, width), _ring(AFTER_A_GAP, width)

    def line_from(self, start: int) -> list[int]:
        """The points of the line through a crest; none where the crest belongs to another line."""
        if start not in self._free:
            return []
        _, down, right = self._free.pop(start)
        one = self._walk(start, (down, right))
        other = self._walk(start, (-down, -right))
        for place, heading in ((start, (down, right)), *one, *other):
            self._clear_beside(place, heading)
        return [*(place for place, _ in reversed(other)), start, *(place for place, _ in one)]

    def _walk(self, at: int, heading: Heading) -> list[tuple[int, Heading]]:
        """The points that follow, removed from the free crests, and the line's direction at each."""
        walk: list[tuple[int, Heading]] = []
        while following := self._next(at, heading, self._next_to) or self._next(at, heading, self._after_a_gap):
            at, heading = following
            del self._free[at]
            walk.append(following)
        return walk

    def _next(self, at: int, heading: Heading, around: list[Step]) -> tuple[int, Heading] | None:
        """The strongest crest that lies ahead and runs on in nearly the same direction, and the direction there."""
        (down, right), crest_at = heading, self._free.get
        best, found = 0.0, None
        for on, row, column, distance in around:
            if (crest := crest_at(at + on)) is None:
                continue
            ahead = (row * down + column * right) / distance
            if ahead < LINKING.least_ahead:
                continue
            strength, crest_down, crest_right = crest
            along = crest_down * down + crest_right * right
            if abs(along) < LINKING.least_along:
                continue
            score = strength * along**2 * ahead
            if score > best:
                sign = math.copysign(1.0, along)
                best, found = score, (at + on, _mean(heading, (sign * crest_down, sign * crest_right)))
        return found

    def _clear_beside(self, place: int, heading: Heading) -> None:
        """Removes the neighbouring points that belong to the same crest."""
        (down, right), free = heading, self._free
        for on, *_ in self._next_to:
            crest = free.get(place + on)
            if crest and abs(crest[1] * down + crest[2] * right) >= LINKING.least_along:
                del free[place + on]


def _mean(one: Heading, other: Heading) -> Heading:
    down, right = one[0] + other[0], one[1] + other[1]
    length = math.hypot(down, right)
    return down / length, right / length
