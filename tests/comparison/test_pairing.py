"""Creases found in either photo, measured in both along one path."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from sample_photos import flat_patch

from wrinkle_scan.comparison.aligned_region import PairedCrease
from wrinkle_scan.comparison.pairing import MeasuredCrease, doubtful_load, pair_creases, paired_loads
from wrinkle_scan.creases.measuring import find_creases
from wrinkle_scan.creases.proposals import Skin

WIDTH_MM, HEIGHT_MM = 70.0, 40.0


def skin(depths: dict[float, float], seed: int, noise: float = 0.02) -> np.ndarray:
    """Log-luminance with level lines at some heights, mm -> depth (natural log), and texture of its own."""
    patch = flat_patch("forehead", WIDTH_MM, HEIGHT_MM)
    _, v = np.meshgrid(patch.u, patch.v)
    log = cv2.GaussianBlur(np.random.default_rng(seed).normal(size=v.shape), (0, 0), 2.0)
    log *= noise / log.std()
    for height, depth in depths.items():
        log -= depth * np.exp(-((v - height) ** 2) / (2 * 0.45**2))
    return log.astype(np.float32)


def paired(before: np.ndarray, after: np.ndarray):
    patch = flat_patch("forehead", WIDTH_MM, HEIGHT_MM)
    everywhere = np.ones(before.shape, bool)
    one, other = (Skin(log, everywhere, ~everywhere, *2 * [np.zeros_like(log)]) for log in (before, after))
    return pair_creases(patch, one, other, find_creases(patch, one), find_creases(patch, other))


def load(creases, which: str) -> float:
    return sum(
        c.crease.probability * c.crease.length_mm * c.crease.width_mm * getattr(c.crease, f"{which}_percent")
        for c in creases
    )


def test_swapping_the_photos_swaps_the_answer() -> None:
    one, other = skin({12: 0.1, 25: 0.08}, 1), skin({12: 0.07, 25: 0.08}, 2)
    there, back = paired(one, other), paired(other, one)
    assert load(there, "before") == pytest.approx(load(back, "after"), rel=0.02)
    assert load(there, "after") == pytest.approx(load(back, "before"), rel=0.02)


@pytest.mark.slow
def test_neither_photo_is_favoured_by_the_path() -> None:
    """The same lines under different noise: the mean difference over many pairs is nothing.

    Measured along the before photo's paths alone, the after photo's lines come out shallower.
    """
    differences = []
    for seed in range(12):
        creases = paired(skin({12: 0.05, 25: 0.05}, seed), skin({12: 0.05, 25: 0.05}, 100 + seed))
        differences.append(load(creases, "after") / load(creases, "before") - 1)
    error = np.std(differences) / np.sqrt(len(differences))
    assert abs(np.mean(differences)) < 2.5 * error + 0.005


def test_a_line_that_came_and_one_that_went_are_both_measured() -> None:
    creases = paired(skin({12: 0.1}, 1), skin({25: 0.1}, 2))
    near = {
        h: [
            c.crease
            for c in creases
            if c.crease.likely and abs(c.crease.path[:, 1].mean() * 0.15 - (HEIGHT_MM - h)) < 1.5
        ]
        for h in (12, 25)
    }
    assert near[12] and near[25]
    assert {c.traced_in for c in near[12]} == {"before"} and {c.traced_in for c in near[25]} == {"after"}


def test_no_stretch_of_a_line_is_measured_twice() -> None:
    creases = paired(skin({12: 0.1}, 1), skin({12: 0.1}, 2))
    deep = [c.crease.length_mm for c in creases if c.crease.before_percent > 5]  # the line's depth is 9.5 %
    assert sum(deep) == pytest.approx(WIDTH_MM, rel=0.15)


def measured(before_percent: float, after_percent: float, traced_in: str) -> MeasuredCrease:
    path = np.column_stack([np.arange(0.0, 200.0, 2.0), np.full(100, 50.0)])
    crease = PairedCrease(path, 30.0, 1.0, before_percent, after_percent, traced_in)
    return MeasuredCrease(crease, np.full(100, before_percent), np.full(100, after_percent))


def test_a_line_that_both_photos_show_is_not_doubtful_whatever_became_of_it() -> None:
    assert doubtful_load(measured(12.0, 1.0, "both"), 10.0) == 0
    assert doubtful_load(measured(12.0, 1.0, "before"), 10.0) > 0


def test_a_faint_line_that_one_photo_shows_alone_is_doubtful_with_all_of_its_load() -> None:
    alone = measured(4.0, 0.0, "before")
    assert doubtful_load(alone, 10.0) == pytest.approx(paired_loads(alone, 10.0)[0].sum())
    assert doubtful_load(measured(0.0, 4.0, "after"), 10.0) == doubtful_load(alone, 10.0)


def test_what_a_deep_line_has_beyond_what_shadows_make_is_not_doubtful() -> None:
    """Unchanged skin of the London set had lines in one photo alone of up to 6 points of darkening (`PAIRING`)."""
    doubts = [doubtful_load(measured(depth, 0.0, "before"), 10.0) for depth in (3.0, 6.0, 9.0, 30.0)]
    assert doubts[0] == pytest.approx(doubts[1] / 2)
    assert doubts[1] == doubts[2] == doubts[3]


def test_a_line_is_doubtful_by_what_it_is_more_than_twice_as_deep_as_in_the_other_photo() -> None:
    assert doubtful_load(measured(9.0, 4.5, "before"), 10.0) == 0
    assert doubtful_load(measured(9.0, 3.0, "before"), 10.0) == doubtful_load(measured(3.0, 0.0, "before"), 10.0)
