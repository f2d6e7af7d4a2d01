"""What texture adds to a traced line's depth, where the truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from drawn_creases import HEIGHT_MM, found, skin_with
from hypothesis import given, settings
from hypothesis import strategies as st

from wrinkle_scan.creases.paths import path_length_mm
from wrinkle_scan.creases.profiles import Valley, find_valley, straighten
from wrinkle_scan.creases.texture import texture_percent
from wrinkle_scan.regions.rectified import GRID_MM

LEVEL = (20.0, 0.0, 0.05, 0.45)
"""A faint line across the patch."""
SHAPE = skin_with([], 0.01).shape
SKIN = np.ones(SHAPE, bool)


def course(height_mm: float = 20.0, first: int = 20, last: int = 440) -> np.ndarray:
    columns = np.arange(first, last, 2.0)
    return np.column_stack([columns, np.full(len(columns), (HEIGHT_MM - height_mm) / GRID_MM)])


def line() -> tuple[np.ndarray, Valley]:
    valley = find_valley(straighten(skin_with([LEVEL], 1e-6), course()))
    assert valley is not None
    return course(), valley


@pytest.mark.slow
def test_traced_lines_are_as_deep_as_they_were_drawn() -> None:
    """A line is traced where texture helps; without taking that off it would be a fourteenth too deep."""
    truth = found(skin_with([LEVEL], 1e-6))[0].depth_percent
    nets, raws = [], []
    for seed in range(30):
        lines = found(skin_with([LEVEL], 0.03, seed))
        near = [c for c in lines if abs(HEIGHT_MM - c.path[:, 1].mean() * GRID_MM - 20) < 0.7]
        nets += [c.depth_percent for c in near]
        raws += [c.depth_percent + c.texture_percent for c in near]
    assert len(nets) >= 27  # nine of ten are likelier a crease than not
    assert np.mean(raws) > 1.05 * truth
    assert abs(np.mean(nets) - truth) < 0.5 * (np.mean(raws) - truth)


@given(gain=st.floats(0.2, 5.0), seed=st.integers(0, 20))
@settings(max_examples=20, deadline=None)
def test_twice_the_texture_adds_twice_as_much(gain: float, seed: int) -> None:
    log = skin_with([], 0.02, seed)
    one, more = (texture_percent(picture, SKIN, [line()])[0] for picture in (log, (gain * log).astype(np.float32)))
    assert more == pytest.approx(gain * one, rel=1e-3)


def test_even_skin_that_brightens_to_one_side_adds_nothing() -> None:
    rows, columns = np.indices(SHAPE)
    slope = (0.002 * rows - 0.001 * columns).astype(np.float32)
    assert texture_percent(slope, SKIN, [line()])[0] < 0.01


def test_longer_lines_take_less_from_texture() -> None:
    def added(last: int) -> float:
        path = course(last=last)
        return float(np.mean([
            texture_percent(skin_with([], 0.02, seed), SKIN, [(path, line()[1])])[0]
            for seed in range(12)
        ]))  # fmt: skip

    short, long = added(80), added(440)
    lengths = path_length_mm(course(last=80)), path_length_mm(course(last=440))
    assert short / long == pytest.approx(np.sqrt(lengths[1] / lengths[0]), rel=0.25)  # as means of noise do


def test_a_deep_line_beside_it_hardly_counts_as_texture() -> None:
    """By its standard deviation it would: 30 % deep, it would take more than 3 points off its neighbour's depth."""
    alone, crowded = (skin_with([LEVEL, *more], 0.005) for more in ([], [(24.0, 0.0, 0.3, 0.45)]))
    added = texture_percent(crowded, SKIN, [line()])[0] - texture_percent(alone, SKIN, [line()])[0]
    assert 0 < added < 1.0


def test_a_line_with_no_skin_beside_it_goes_by_the_others() -> None:
    log, skin = skin_with([], 0.02), SKIN.copy()
    hidden = course(6.0, 20, 200)
    skin[int((HEIGHT_MM - 15) / GRID_MM) :] = False
    one, other = texture_percent(log, skin, [line(), (hidden, line()[1])])
    assert one == other > 0
    assert texture_percent(log, np.zeros_like(SKIN), [line()]) == [0.0]


def test_the_weights_measure_a_valley_of_their_own_form() -> None:
    _, valley = line()
    weights = valley.weights
    assert -weights @ valley.form == pytest.approx(1.0)
    assert weights.sum() == pytest.approx(0, abs=1e-9)
