"""Lines are followed whole where they meet: a fan of folds, a crossing, noise between them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from wrinkle_scan.creases.linking import link
from wrinkle_scan.creases.ridges import ridge_response
from wrinkle_scan.creases.settings import RIDGES
from wrinkle_scan.creases.tracing import trace
from wrinkle_scan.regions.rectified import GRID_MM

APEX = (-20.0, 100.0)
"""Where the folds come from: 3 mm before the picture's left edge."""


def skin_with_folds(angles_deg: list[float], deep: float = 0.25) -> NDArray[np.float32]:
    """Log-luminance of skin 30 mm square with folds 1 mm wide that fan out from APEX."""
    rows, columns = np.mgrid[:200, :200].astype(float)
    down, right = rows - APEX[1], columns - APEX[0]
    log = cv2.GaussianBlur(np.random.default_rng(0).normal(0, 0.03, rows.shape), (0, 0), 1.5)
    for angle in np.radians(angles_deg):
        off_mm = GRID_MM * (down * np.cos(angle) - right * np.sin(angle))
        log -= deep * np.exp(-(off_mm**2) / (2 * 0.4**2))
    return log.astype(np.float32)


def followed(angle_deg: float, lines: list[NDArray[np.float64]]) -> float:
    """The share of a fold's course, between 8 and 25 mm from APEX, within 0.6 mm of one and the same traced line."""
    along = np.arange(8.0, 25.0, 0.3) / GRID_MM
    angle = np.radians(angle_deg)
    course = np.column_stack([APEX[0] + along * np.cos(angle), APEX[1] + along * np.sin(angle)])
    near = [np.hypot(*(course[:, None] - line[None]).transpose(2, 0, 1)).min(axis=1) < 0.6 / GRID_MM for line in lines]
    return max(float(one.mean()) for one in near)


@pytest.mark.parametrize("side", ["right", "left"])
def test_each_of_folds_that_fan_out_close_beside_each_other_is_one_line(side: str) -> None:
    """As in the crow's feet of a broad smile: 2.5 mm from fold to fold at 14 mm from the eye's corner."""
    angles = [-25.0, -15.0, -5.0, 5.0, 15.0, 25.0]
    log = skin_with_folds(angles)
    lines = trace(f"crows_feet_{side}", ridge_response(log, np.ones(log.shape, bool)), APEX)
    assert min(followed(angle, lines) for angle in angles) > 0.9


def test_two_lines_that_cross_are_both_whole_and_no_crest_is_in_both() -> None:
    strength, angle = np.zeros((41, 41), np.float32), np.zeros((41, 41))
    strength[:, 20], angle[:, 20] = 5.0, np.pi / 2
    strength[20], angle[20] = 9.0, 0.0
    lines = link(strength, angle, strength > 0, least=4.0)
    assert sorted(len(line) for line in lines) == [40, 41]  # the crossing is the stronger one's
    points = np.vstack(lines)
    assert len(np.unique(points, axis=0)) == len(points) == np.count_nonzero(strength)


def test_a_line_begins_only_where_it_is_strong_but_goes_on_where_it_is_faint() -> None:
    strength, angle = np.zeros((9, 60), np.float32), np.zeros((9, 60))
    strength[3], strength[6] = 2.0, 2.0
    strength[3, 30] = 4.0
    (line,) = link(strength, angle, strength > 0, least=3.0)
    assert len(line) == 60
    assert set(line[:, 0]) == {3.0}


def test_a_line_goes_on_beyond_one_missing_crest_but_not_beyond_three() -> None:
    strength, angle = np.full((1, 60), 5.0, np.float32), np.zeros((1, 60))
    strength[0, 20] = strength[0, 40:43] = 0.0
    lines = link(strength, angle, strength > 0, least=3.0)
    assert sorted(np.ptp(line[:, 1]) + 1 for line in lines) == [17, 40]


def test_a_line_that_turns_sharply_ends() -> None:
    """A square's sides are four lines: folds do not turn by 90 degrees."""
    strength, angle = np.zeros((40, 40), np.float32), np.zeros((40, 40))
    strength[5, 5:35] = strength[34, 5:35] = 5.0
    strength[6:34, 5] = strength[6:34, 34] = 5.0
    angle[6:34, 5] = angle[6:34, 34] = np.pi / 2
    lines = link(strength, angle, strength > 0, least=3.0)
    assert len(lines) == 4
    assert RIDGES.step * GRID_MM * max(map(len, lines)) < 10.0
