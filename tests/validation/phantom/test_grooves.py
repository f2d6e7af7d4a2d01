"""Grooves lie on skin, where the region's lines run, clear of each other."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed
from scipy.spatial import cKDTree

from wrinkle_scan.regions.rectified import GRID_MM, distance_px
from wrinkle_scan.validation.phantom.grooves import Groove, draw_grooves

REGIONS = ("forehead", "glabella", "crows_feet_right", "crows_feet_left")


def drawn(name: str, count: int = 3, seed: int = 5) -> list[Groove]:
    return draw_grooves(analyzed(BEFORE).regions[name], count, 1.0, 0.3, np.random.default_rng(seed))


def on_grid(name: str, path: np.ndarray) -> np.ndarray:
    patch = analyzed(BEFORE).regions[name].patch
    return np.column_stack([(path[:, 0] - patch.u[0]) / GRID_MM, (patch.v[0] - path[:, 1]) / GRID_MM])


@pytest.mark.parametrize("name", REGIONS)
def test_grooves_lie_on_measurable_skin(name: str) -> None:
    grooves = drawn(name)
    assert 1 <= len(grooves) <= 3
    for groove in grooves:
        columns, rows = np.round(on_grid(name, groove.path)).astype(int).T
        to_border = distance_px(~analyzed(BEFORE).regions[name].skin.mask)[rows, columns] * GRID_MM
        assert to_border.min() >= 1.5


@pytest.mark.parametrize("name", REGIONS)
def test_grooves_keep_clear_of_each_other_and_of_lines_that_are_there(name: str) -> None:
    paths = [on_grid(name, groove.path) for groove in drawn(name)]
    others = [crease.path for crease in analyzed(BEFORE).regions[name].likely_creases]
    for i, path in enumerate(paths):
        for other in others + paths[:i]:
            assert cKDTree(other).query(path)[0].min() * GRID_MM >= 4.0


def test_forehead_grooves_run_across_and_frown_grooves_upright() -> None:
    for seed in range(4):
        for name, steep in (("forehead", False), ("glabella", True)):
            for groove in drawn(name, seed=seed):
                du, dv = np.abs(groove.path[-1] - groove.path[0])
                assert (dv > 2 * du) if steep else (du > 2 * dv)


def test_lengths_are_those_of_lines() -> None:
    lengths = [g.length_mm for seed in range(4) for g in drawn("forehead", seed=seed)]
    assert all(14 <= length <= 42 for length in lengths) and np.ptp(lengths) > 1


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    one, again, other = drawn("forehead"), drawn("forehead"), drawn("forehead", seed=6)
    assert all(np.array_equal(a.path, b.path) for a, b in zip(one, again, strict=True))
    assert not np.array_equal(one[0].path, other[0].path)


def test_where_there_is_no_room_there_are_fewer() -> None:
    assert len(drawn("glabella", count=60)) < 60


def test_another_depth_is_the_same_groove_otherwise() -> None:
    groove = drawn("forehead")[0]
    deeper = groove.at_depth(0.6)
    assert (deeper.depth_mm, deeper.width_mm) == (0.6, groove.width_mm) and deeper.path is groove.path


def test_crows_feet_fan_out_from_the_canthus() -> None:
    for name in ("crows_feet_right", "crows_feet_left"):
        canthus = np.array(analyzed(BEFORE).regions[name].patch.canthus)
        for groove in (g for seed in range(4) for g in drawn(name, seed=seed)):
            away = groove.path[len(groove.path) // 2] - canthus
            along = groove.path[-1] - groove.path[0]
            off = np.degrees(np.arccos(abs(away @ along) / np.linalg.norm(away) / np.linalg.norm(along)))
            assert off < 20  # four standard deviations of direction


def test_without_skin_there_are_no_grooves() -> None:
    region = analyzed(BEFORE).regions["forehead"]
    bare = dataclasses.replace(region.skin, mask=np.zeros_like(region.skin.mask))
    assert draw_grooves(dataclasses.replace(region, skin=bare), 3, 1.0, 0.3, np.random.default_rng(5)) == []


def test_room_that_is_there_is_found() -> None:
    """By the left eye of this man there is room for three grooves, found at every throw of the dice, not at most."""
    assert [len(drawn("crows_feet_left", seed=seed)) for seed in range(5)] == [3] * 5
