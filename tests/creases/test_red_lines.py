"""Red stretches are cut out of lines: long ones, with what is left of the line on either side."""

from __future__ import annotations

import numpy as np
import pytest

from wrinkle_scan.creases.bundle import Paths
from wrinkle_scan.creases.red_lines import red_along, redness_along, without_red
from wrinkle_scan.creases.settings import EXCLUSIONS, PROFILES
from wrinkle_scan.regions.rectified import GRID_MM

SHAPE, ROW = (120, 600), 60
COLUMNS = np.arange(60.0, 540.0, PROFILES.along_mm / GRID_MM)
LINE = np.column_stack([COLUMNS, np.full(len(COLUMNS), float(ROW))])
"""Level, at half the height."""
DARK = (-0.10 * np.exp(-0.5 * ((np.arange(SHAPE[0])[:, None] - ROW) * GRID_MM / 0.4) ** 2) * np.ones(SHAPE)).astype(
    np.float32
)
RED = np.zeros(SHAPE, np.float32)
RED[:, 300:] = 3 * EXCLUSIONS.reddest


def test_redness_is_read_where_the_line_lies() -> None:
    found = redness_along(Paths([LINE]), RED)
    assert found[COLUMNS < 298] == pytest.approx(0) and found[COLUMNS > 302] == pytest.approx(3 * EXCLUSIONS.reddest)


def test_a_line_is_red_where_the_skin_along_it_is() -> None:
    (red,) = red_along([LINE], (DARK, RED))
    assert not red[COLUMNS < 250].any() and red[COLUMNS > 350].all()
    (none,) = red_along([LINE], (DARK, np.zeros(SHAPE, np.float32)))
    assert not none.any()


def test_of_two_photos_that_counts_in_which_the_line_is_darker() -> None:
    faint = DARK / 4
    (red,) = red_along([LINE], (DARK, np.zeros(SHAPE, np.float32)), (faint, RED))
    assert not red.any()
    (red,) = red_along([LINE], (faint, np.zeros(SHAPE, np.float32)), (DARK, RED))
    assert red[COLUMNS > 350].all()


def test_a_long_red_stretch_is_cut_out_and_short_ones_stay() -> None:
    red = np.zeros(len(LINE), bool)
    shortest = 4.0
    red[100 : 100 + round(3 / PROFILES.along_mm)] = True
    assert len(without_red(LINE, red, shortest)) == 1 and len(without_red(LINE, red, shortest)[0]) == len(LINE)
    red[100 : 100 + round(6 / PROFILES.along_mm)] = True
    parts = without_red(LINE, red, shortest)
    assert len(parts) == 2
    assert parts[0][-1, 0] < LINE[100, 0] and parts[1][0, 0] > LINE[100 + round(6 / PROFILES.along_mm) - 1, 0]


def test_a_rest_too_short_for_a_line_is_none() -> None:
    red = np.ones(len(LINE), bool)
    red[: round(1 / PROFILES.along_mm)] = False
    assert without_red(LINE, red, 4.0) == []
