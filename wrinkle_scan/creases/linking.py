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

Point = tuple[int, int]
Heading = tuple[float, float]
Step = tuple[int, int, float]
"""Rows down, columns to the right, and how far that is."""


def _ring(steps: int) -> list[Step]:
    """The steps to all points whose larger distance, in rows or in columns, is this."""
    around = range(-steps, steps + 1)
    return [
        (row, column, math.hypot(row, column))
        for row in around
        for column in around
        if max(abs(row), abs(column)) == steps
    ]


NEXT, AFTER_A_GAP = _ring(1), _ring(2)


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
    walker = _Walker(strength, angle, crest)
    rows, columns = np.nonzero(crest & (strength >= least))
    order = np.argsort(-strength[rows, columns], kind="stable")
    lines = (walker.line_from(point) for point in zip(rows[order].tolist(), columns[order].tolist(), strict=True))
    return [np.array(line, float) for line in lines if len(line) >= LINKING.least_points]


class _Walker:
    """Follows lines over the crests that belong to no line yet."""

    def __init__(self, strength: NDArray[np.float32], angle: NDArray[np.float64], crest: NDArray[np.bool_]) -> None:
        rows, columns = np.nonzero(crest)
        places = zip(rows.tolist(), columns.tolist(), strict=True)
        angles = angle[rows, columns]
        crests = zip(strength[rows, columns].tolist(), np.sin(angles).tolist(), np.cos(angles).tolist(), strict=True)
        self._free = dict(zip(places, crests, strict=True))

    def line_from(self, start: Point) -> list[Point]:
        """The points of the line through a crest; none where the crest belongs to another line."""
        if start not in self._free:
            return []
        _, down, right = self._free.pop(start)
        one = self._walk(start, (down, right))
        other = self._walk(start, (-down, -right))
        for place, heading in ((start, (down, right)), *one, *other):
            self._clear_beside(place, heading)
        return [*(place for place, _ in reversed(other)), start, *(place for place, _ in one)]

    def _walk(self, at: Point, heading: Heading) -> list[tuple[Point, Heading]]:
        """The points that follow, removed from the free crests, and the line's direction at each."""
        walk: list[tuple[Point, Heading]] = []
        while following := self._next(at, heading, NEXT) or self._next(at, heading, AFTER_A_GAP):
            at, heading = following
            del self._free[at]
            walk.append(following)
        return walk

    def _next(self, at: Point, heading: Heading, around: list[Step]) -> tuple[Point, Heading] | None:
        """The strongest crest that lies ahead and runs on in nearly the same direction, and the direction there."""
        (at_row, at_column), (down, right), free = at, heading, self._free
        best, found = 0.0, None
        for row, column, distance in around:
            ahead = (row * down + column * right) / distance
            if ahead < LINKING.least_ahead or (crest := free.get(place := (at_row + row, at_column + column))) is None:
                continue
            strength, crest_down, crest_right = crest
            along = crest_down * down + crest_right * right
            if abs(along) < LINKING.least_along:
                continue
            score = strength * along**2 * ahead
            if score > best:
                sign = math.copysign(1.0, along)
                best, found = score, (place, _mean(heading, (sign * crest_down, sign * crest_right)))
        return found

    def _clear_beside(self, place: Point, heading: Heading) -> None:
        """Removes the neighbouring points that belong to the same crest."""
        (at_row, at_column), (down, right), free = place, heading, self._free
        for row, column, _ in NEXT:
            beside = at_row + row, at_column + column
            crest = free.get(beside)
            if crest and abs(crest[1] * down + crest[2] * right) >= LINKING.least_along:
                del free[beside]


def _mean(one: Heading, other: Heading) -> Heading:
    down, right = one[0] + other[0], one[1] + other[1]
    length = math.hypot(down, right)
    return down / length, right / length
