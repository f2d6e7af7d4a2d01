"""Places each crease's label in a picture: near its line, clear of other labels and, if possible, of lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.comparison.crease_changes import CreaseChange

NARROWEST_PX = 320
"""Labels are laid out for a picture of this width, a phone's; in a wider one they are farther from each other."""
LETTER_PX, CASING_PX, HEIGHT_PX = 10.0, 4.0, 17.0
"""Room for a letter of the page's `.crease-name`, for the casing around a name, and for the height of both."""
TAGS_PX = (150.0, 38.0)
"""Width and height reserved for the words in a picture's upper corners, before and after."""
BEYOND_PX = 4.0
"""Gap between the end of a line and its name."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom; px."""


@dataclass(frozen=True)
class CreaseLabel:
    """A crease's label and its centre, % of the picture's width and height."""

    text: str
    x: float
    y: float


def place_labels(changes: list[CreaseChange], shape: tuple[int, int]) -> list[CreaseLabel]:
    """A position for every crease's label.

    Args:
        changes: the creases, the most important first: it gets the best place.
        shape: (H, W) of the grid on which their paths lie.
    """
    px_per_step = NARROWEST_PX / shape[1]
    height = shape[0] * px_per_step
    lines = [(change.crease.path + 0.5) * px_per_step for change in changes]
    all_points = np.vstack(lines) if lines else np.empty((0, 2))
    taken: list[Box] = [(0, 0, *TAGS_PX), (NARROWEST_PX - TAGS_PX[0], 0, NARROWEST_PX, TAGS_PX[1])]
    names = []
    for change, line in zip(changes, lines, strict=True):
        width = width_px(change.id)
        boxes = [_within(center, width, height) for center in _places(line, width)]
        best = min(boxes, key=lambda box: _cost(box, taken, all_points))  # of equally good ones the first
        taken.append(best)
        x, y = (best[0] + best[2]) / 2, (best[1] + best[3]) / 2
        names.append(CreaseLabel(change.id, round(100 * x / NARROWEST_PX, 2), round(100 * y / height, 2)))
    return names


def width_px(text: str) -> float:
    """Width of a label, px."""
    return LETTER_PX * len(text) + CASING_PX


def _places(line: NDArray[np.float64], width: float) -> Iterator[tuple[float, float]]:
    """Centres to try, the best first: beyond either end, then beside the line, near and farther off."""
    for end, inner in ((line[-1], line[-min(len(line), 8)]), (line[0], line[min(len(line), 8) - 1])):
        along = (end - inner) / max(float(np.hypot(*(end - inner))), 1e-9)
        x, y = end + along * (np.abs(along) @ (width / 2, HEIGHT_PX / 2) + BEYOND_PX)
        yield float(x), float(y)
    for off in (HEIGHT_PX, 1.7 * HEIGHT_PX, 2.4 * HEIGHT_PX):
        for part in (0.5, 0.25, 0.75, 0.0, 1.0):
            x, y = line[round(part * (len(line) - 1))]
            yield from ((float(x + dx), float(y + dy)) for dx, dy in ((0, -off), (0, off), (-off, 0), (off, 0)))


def _within(center: tuple[float, float], width: float, height: float) -> Box:
    """The box of a label, shifted into the picture."""
    left = min(max(center[0] - width / 2, 1), NARROWEST_PX - width - 1)
    top = min(max(center[1] - HEIGHT_PX / 2, 1), height - HEIGHT_PX - 1)
    return left, top, left + width, top + HEIGHT_PX


def _cost(box: Box, taken: list[Box], points: NDArray[np.float64]) -> tuple[bool, int]:
    """Whether a box overlaps another label, and how much of the lines it hides."""
    left, top, right, bottom = box
    over = any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)
    hidden = (points > (left, top)).all(axis=1) & (points < (right, bottom)).all(axis=1)
    return over, int(hidden.sum())
