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

NEXT = [(row, column) for row in (-1, 0, 1) for column in (-1, 0, 1) if row or column]
AFTER_A_GAP = [(row, column) for row in range(-2, 3) for column in range(-2, 3) if max(abs(row), abs(column)) == 2]

Point = tuple[int, int]


def link(
    strength: NDArray[np.float32], angle: NDArray[np.float64], crest: NDArray[np.bool_], least: float
) -> list[Polyline]:
    """The lines along which crests run, each (N, 2) of (row, column) from end to end.

    Every line begins at the strongest crest that is left, and goes both ways until its crest ends or another line has
    it. A crest belongs to one line, the strongest.

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
    """Crests that no line has yet, by their place."""

    def __init__(self, strength: NDArray[np.float32], angle: NDArray[np.float64], crest: NDArray[np.bool_]) -> None:
        rows, columns = np.nonzero(crest)
        places = zip(rows.tolist(), columns.tolist(), strict=True)
        angles = angle[rows, columns]
        known = zip(strength[rows, columns].tolist(), np.sin(angles).tolist(), np.cos(angles).tolist(), strict=True)
        self._free = dict(zip(places, known, strict=True))

    def line_from(self, start: Point) -> list[Point]:
        """The line through a crest; none where another line has it."""
        if start not in self._free:
            return []
        _, down, right = self._free[start]
        taken = {start: (down, right)}
        one = self._walk(start, (down, right), taken)
        other = self._walk(start, (-down, -right), taken)
        for place, heading in taken.items():
            self._free.pop(place)
            self._clear_beside(place, heading, taken)
        return [*other[::-1], start, *one]

    def _walk(self, at: Point, heading: tuple[float, float], taken: dict[Point, tuple[float, float]]) -> list[Point]:
        walk: list[Point] = []
        while following := self._next(at, heading, taken, NEXT) or self._next(at, heading, taken, AFTER_A_GAP):
            at, heading = following
            taken[at] = heading
            walk.append(at)
        return walk

    def _next(
        self, at: Point, heading: tuple[float, float], taken: dict[Point, tuple[float, float]], around: list[Point]
    ) -> tuple[Point, tuple[float, float]] | None:
        """The strongest crest that lies ahead and runs on in nearly the same direction, and the direction there."""
        best, found = 0.0, None
        for row, column in around:
            ahead = (row * heading[0] + column * heading[1]) / math.hypot(row, column)
            place = at[0] + row, at[1] + column
            if ahead < LINKING.least_ahead or place in taken or place not in self._free:
                continue
            strength, down, right = self._free[place]
            along = down * heading[0] + right * heading[1]
            if abs(along) < LINKING.least_along:
                continue
            worth = strength * along**2 * ahead
            if worth > best:
                sign = math.copysign(1.0, along)
                best, found = worth, (place, _mean(heading, (sign * down, sign * right)))
        return found

    def _clear_beside(
        self, place: Point, heading: tuple[float, float], taken: dict[Point, tuple[float, float]]
    ) -> None:
        """Takes away what is the same crest, one step beside it."""
        for row, column in NEXT:
            beside = place[0] + row, place[1] + column
            if beside in taken or beside not in self._free:
                continue
            _, down, right = self._free[beside]
            if abs(down * heading[0] + right * heading[1]) >= LINKING.least_along:
                del self._free[beside]


def _mean(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    down, right = one[0] + other[0], one[1] + other[1]
    length = math.hypot(down, right)
    return down / length, right / length
