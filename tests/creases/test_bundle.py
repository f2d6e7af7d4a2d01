"""What is done along all paths at once is what NumPy and SciPy do along each of them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from wrinkle_scan.creases import profiles
from wrinkle_scan.creases.bundle import Bundle, Paths
from wrinkle_scan.creases.profiles import OFFSETS_MM, Strips, across, darkening, find_valley, straighten

RANDOM = np.random.default_rng(7)
LENGTHS = (2, 3, 40, 1, 17)
ROWS = RANDOM.normal(size=(sum(LENGTHS), 5))
BUNDLE = Bundle(LENGTHS)
RUNS = np.split(ROWS, np.cumsum(LENGTHS)[:-1])


def test_a_gaussian_ends_where_its_path_ends_and_is_scipys() -> None:
    for sigma in (0.8, 10 / 3):
        alone = [ndimage.gaussian_filter1d(run, sigma, axis=0, mode="nearest") for run in RUNS]
        assert np.allclose(BUNDLE.smoothed(ROWS, sigma), np.concatenate(alone), rtol=0, atol=1e-12)


def test_means_and_quantiles_are_numpys() -> None:
    assert np.allclose(BUNDLE.means(ROWS), [run.mean(axis=0) for run in RUNS], rtol=0, atol=1e-12)
    for share in (0.0, 0.2, 0.25, 0.5, 1.0):
        alone = [np.quantile(run[:, 0], share) for run in RUNS]
        assert np.allclose(BUNDLE.quantiles(ROWS[:, 0], share), alone, rtol=0, atol=1e-12)


def test_normals_are_across_the_gradient_of_each_path_alone() -> None:
    paths = [RANDOM.normal(size=(length, 2)).cumsum(axis=0) for length in (2, 30, 5)]
    for path, normals in zip(paths, (together := Paths(paths)).split(together.normals), strict=True):
        along = np.gradient(path, axis=0)
        assert np.allclose((normals * along).sum(axis=1), 0, atol=1e-12)
        assert np.allclose(along[:, 0] * normals[:, 1] - along[:, 1] * normals[:, 0], np.hypot(*along.T))


def skin_with_valleys() -> tuple[np.ndarray, list[np.ndarray]]:
    """Noisy skin with three dark lines of different length, and their paths."""
    log = RANDOM.normal(scale=0.01, size=(240, 300)).astype(np.float32)
    for row, depth, wide in ((60, 0.2, 3.0), (120, 0.1, 5.0), (180, 0.3, 2.0)):
        log[row - 20 : row + 20] -= depth * np.exp(-(np.arange(-20, 20)[:, None] ** 2) / (2 * wide**2))
    reaches = ((60, 40, 260), (120, 100, 120), (180, 30, 200))
    return log, [np.array([(column, row) for column in range(start, stop, 2)], float) for row, start, stop in reaches]


def test_lines_measured_together_are_what_each_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    log, paths = skin_with_valleys()
    monkeypatch.setattr(profiles, "MOST_ROWS", 50)  # and sampled in parts
    bundle = Paths(paths)
    strips = Strips(across(log, bundle, OFFSETS_MM).astype(float), bundle)
    for path, valley, rows in zip(paths, strips.valleys, strips.darkening(strips.valleys), strict=True):
        alone = find_valley(strip := straighten(log, path))
        assert valley is not None and alone is not None
        assert (valley.left, valley.right) == (alone.left, alone.right)
        assert valley.width_mm == pytest.approx(alone.width_mm, rel=1e-9)
        assert np.allclose(rows, darkening(strip, alone), rtol=0, atol=1e-9)
        assert rows.mean() > 5


def test_no_path_gives_no_strip() -> None:
    log, _ = skin_with_valleys()
    strips = Strips(across(log, Paths([]), OFFSETS_MM).astype(float), Paths([]))
    assert strips.valleys == []
    assert strips.darkening([]) == []
