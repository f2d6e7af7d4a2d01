"""Pieces of lines: a corner parts them, a common direction joins them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.creases.pieces import HEADING, STEP_MM, cut_at_corners, join
from wrinkle_scan.creases.settings import PIECES

LONG = 6 * HEADING


def straight(start: tuple[float, float], towards_deg: float, points: int = LONG) -> NDArray[np.float64]:
    way = np.radians(towards_deg)
    return np.array(start) + np.outer(np.arange(points), [np.cos(way), np.sin(way)])


def test_a_line_with_a_sharp_corner_is_two() -> None:
    first = straight((0, 0), 0)
    bent = np.vstack([first, straight((LONG - 1, 1), PIECES.largest_turn_deg + 30)])
    parts = cut_at_corners(bent)
    assert len(parts) == 2
    assert np.hypot(*(parts[0][-1] - first[-1])) <= HEADING


def test_a_gentle_bend_and_a_short_piece_stay_whole() -> None:
    way = np.radians(np.linspace(0, 60, 200))
    arc = 200 * np.column_stack([np.sin(way), 1 - np.cos(way)])
    assert len(cut_at_corners(arc)) == 1
    assert len(cut_at_corners(straight((0, 0), 0, HEADING))) == 1


def test_pieces_of_one_line_are_joined_over_a_short_gap_in_whichever_order_they_come() -> None:
    gap = 0.5 * PIECES.bridge_mm / STEP_MM
    one, other = straight((0, 0), 0), straight((LONG - 1 + gap, 0), 0)
    for pieces in ([one, other], [other, one], [one[::-1], other], [other[::-1], one[::-1]]):
        (line,) = join(pieces)
        assert len(line) == 2 * LONG
        assert np.hypot(*(line[-1] - line[0])) == 2 * (LONG - 1) + gap


def test_what_lies_too_far_or_turns_off_is_not_joined() -> None:
    far = 1.5 * PIECES.bridge_mm / STEP_MM
    assert len(join([straight((0, 0), 0), straight((LONG - 1 + far, 0), 0)])) == 2
    assert len(join([straight((0, 0), 0), straight((LONG, 1), 90)])) == 2
    assert len(join([straight((0, 0), 0), straight((0, 3), 0)])) == 2, "side by side"
    assert join([]) == []


def test_of_two_ways_on_the_nearer_is_taken() -> None:
    gap = PIECES.bridge_mm / STEP_MM
    lines = join(
        [straight((0, 0), 0), straight((LONG - 1 + 0.8 * gap, 0), 0), straight((LONG - 1 + 0.3 * gap, 0.1), 0)]
    )
    assert sorted(len(line) for line in lines) == [LONG, 2 * LONG]
    (longer,) = (line for line in lines if len(line) == 2 * LONG)
    assert 0.1 in longer[:, 1]
