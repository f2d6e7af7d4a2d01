"""Each term of the uncertainty widens the interval by itself, in proportion, and the intervals hold unchanged pairs."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_photos import CHECKOUT

from wrinkle_scan.comparison.settings import UNCERTAINTY
from wrinkle_scan.comparison.uncertainty import Conditions, combine, leverage, line_sigma, region_sigma, uneven_lines
from wrinkle_scan.creases.severity import grade_leverage, load_at_grade, visual_grade

ALIKE = Conditions(0.0, 0.0, 0.0, 0.0, 0.0, False, 1.0)
LEVER = 0.8
OBSERVED = CHECKOUT / "benchmarks" / "unchanged_pairs.csv"


def added(wide: float, plain: float) -> float:
    """What one term adds in quadrature."""
    return float(np.sqrt(wide**2 - plain**2))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("doublings", 1.5, UNCERTAINTY.sigma_resolution * 1.5 * LEVER),
        ("texture", UNCERTAINTY.usual_texture + 0.5, UNCERTAINTY.sigma_texture * 0.5 * LEVER),
        ("pose_deg", 20.0, UNCERTAINTY.sigma_pose_per_deg * 20.0 * LEVER),
        ("hidden", 0.4, UNCERTAINTY.sigma_hidden * 0.4 * LEVER),
        ("scale_assumed", True, UNCERTAINTY.sigma_scale_assumed * LEVER),
    ],
)
def test_what_differs_widens_either_level(name: str, value: float, expected: float) -> None:
    unlike = replace(ALIKE, **{name: value})
    assert expected > 0
    assert added(region_sigma("forehead", LEVER, unlike), region_sigma("forehead", LEVER, ALIKE)) == pytest.approx(
        expected
    )
    plain, wide = (line_sigma(LEVER, conditions, 0.0, 0.0) for conditions in (ALIKE, unlike))
    assert added(wide, plain) == pytest.approx(expected)


@pytest.mark.parametrize(("moved", "counted"), [(0.4, 0.4), (7.0, UNCERTAINTY.most_light)])
def test_light_that_moved_widens_lines_more_than_the_region(moved: float, counted: float) -> None:
    """Line by line hardly anything else would widen what the lamp made of a registered line."""
    unlike = replace(ALIKE, light=moved)
    by_region = added(region_sigma("forehead", LEVER, unlike), region_sigma("forehead", LEVER, ALIKE))
    by_line = added(line_sigma(LEVER, unlike, 0.0, 0.0), line_sigma(LEVER, ALIKE, 0.0, 0.0))
    assert by_region == pytest.approx(UNCERTAINTY.sigma_light * counted * LEVER) and by_region > 0
    assert by_line == pytest.approx(UNCERTAINTY.sigma_light_line * counted * LEVER) and by_line > by_region


@pytest.mark.parametrize("region", ["forehead", "glabella", "crows_feet_right"])
def test_each_photo_by_itself_repeats_only_so_well(region: str) -> None:
    kind = "crows_feet" if region.startswith("crows") else region
    none, some = region_sigma(region, 0.0, ALIKE), region_sigma(region, LEVER, ALIKE)
    assert none == pytest.approx(UNCERTAINTY.sigma_floor) and none > 0
    assert added(some, none) == pytest.approx(UNCERTAINTY.sigma_repeatability[kind] * LEVER)


def test_lines_that_are_middling_have_the_largest_say() -> None:
    """Light that deepens every line by a fifth moves a grade of 1.5 more than one of 0.1 or of 2.9."""
    none, some, deep = (leverage("forehead", grade, grade) for grade in (0.1, 1.5, 2.9))
    assert some > 3 * none and some > 3 * deep
    load = load_at_grade("forehead", 1.5)
    by_a_hundredth = visual_grade("forehead", 1.01 * load) - 1.5
    assert grade_leverage("forehead", 1.5) == pytest.approx(by_a_hundredth / np.log(1.01), rel=0.02)


def test_skin_that_hardly_matches_widens_the_lines() -> None:
    there, nearly = (line_sigma(LEVER, replace(ALIKE, correlation=c), 0.0, 0.0) for c in (1.0, 0.4))
    smooth, smooth_nearly = (line_sigma(0.0, replace(ALIKE, correlation=c), 0.0, 0.0) for c in (1.0, 0.4))
    assert there == smooth == pytest.approx(UNCERTAINTY.sigma_line_floor)
    assert added(smooth_nearly, smooth) == pytest.approx(UNCERTAINTY.sigma_registration_floor * 0.6)
    assert added(nearly, smooth_nearly) == pytest.approx(UNCERTAINTY.sigma_registration * 0.6 * LEVER)


@pytest.mark.parametrize("term", [(0.3, 0.0), (0.0, 0.3)])
def test_uneven_and_doubtful_lines_widen_the_lines(term: tuple[float, float]) -> None:
    assert added(line_sigma(LEVER, ALIKE, *term), line_sigma(LEVER, ALIKE, 0.0, 0.0)) == pytest.approx(0.3)


def test_lines_that_change_evenly_are_no_error_however_differently() -> None:
    blocks = np.full(20, 0.05)
    assert uneven_lines([(blocks, 0.4 * blocks), (blocks, blocks)]) == pytest.approx(0, abs=1e-12)
    noisy = blocks + np.random.default_rng(0).normal(0, 0.01, 20)
    assert uneven_lines([(blocks, noisy)]) > 0.02


def test_all_of_a_short_lines_change_may_be_error() -> None:
    """A line of one block has no other to show whether it changed evenly; one that did not change has no error."""
    one = UNCERTAINTY.autocorrelation_inflation * 0.03
    assert uneven_lines([(np.array([0.05]), np.array([0.02]))]) == pytest.approx(one)
    assert uneven_lines([(np.array([0.05]), np.array([0.05]))]) == 0


@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(0.02, 1)), min_size=2, max_size=2))
@settings(max_examples=60)
def test_two_levels_are_weighed_by_their_precision(levels: list[tuple[float, float]]) -> None:
    value, sigma = combine(levels)
    values, sigmas = zip(*levels, strict=True)
    assert min(values) - 1e-9 <= value <= max(values) + 1e-9
    # What the levels share does not average out; beyond that, how far they differ is in it.
    assert sigma <= np.hypot(max(sigmas), values[0] - values[1]) + 1e-9
    nearer = values[int(np.argmin(sigmas))]
    assert abs(value - nearer) <= abs(values[0] - values[1]) / 2 + 1e-9


def test_levels_that_contradict_each_other_widen() -> None:
    """By the variance between them, less what both standard deviations, half of them shared, explain."""
    agreeing, contradicting = combine([(-0.4, 0.2), (-0.3, 0.2)]), combine([(-1.0, 0.2), (0.2, 0.2)])
    assert agreeing[1] == pytest.approx(0.2 * np.sqrt(0.75))
    assert contradicting[1] == pytest.approx(np.sqrt(0.2**2 * 0.75 + 0.6**2 - 0.1**2))


def test_levels_that_agree_on_the_direction_do_not_lose_it() -> None:
    """Line by line half a grade less, as a whole two grades: how much is unsure, that it is less is not."""
    change, sigma = combine([(-2.1, 0.3), (-0.5, 0.08)])
    assert sigma > 0.12
    assert change + 1.96 * sigma <= -0.5 + 1.96 * 0.08 + 1e-3


def test_one_level_is_itself() -> None:
    assert combine([(-0.4, 0.2)]) == pytest.approx((-0.4, 0.2))


def test_the_intervals_hold_pairs_that_did_not_change() -> None:
    """95 of 100 changes of unchanged pairs, measured on real photos, lie within 1.96 standard deviations.

    The observations are numbers of `benchmarks/fit_uncertainty.py`; with 200 and more of them 3 % is two standard
    errors.
    """
    inside, narrow = [], []
    for row in observations(OBSERVED):
        found = conditions(row)
        before, after = float(row["region_before"]), float(row["region_after"])
        levels = [(after - before, region_sigma(row["region"], leverage(row["region"], before, after), found))]
        if row["line_before"]:
            before, after = float(row["line_before"]), float(row["line_after"])
            lever, errors = leverage(row["region"], before, after), (float(row["uneven"]), float(row["doubtful"]))
            levels.append((after - before, line_sigma(lever, found, *errors)))
        change, sigma = combine(levels)
        inside.append(abs(change) <= 1.96 * sigma)
        narrow.append(1.96 * sigma < 1.0)
    assert len(inside) > 200
    assert 0.92 <= np.mean(inside) <= 0.985
    assert np.mean(narrow) > 0.8, "an interval that is always wide holds everything and says nothing"


def test_the_texture_by_which_unchanged_pairs_usually_differ_costs_next_to_nothing() -> None:
    """Else every pair would be widened for a filter that none of them has seen; a quarter of them is, for the rest."""
    found = [float(row["texture"]) for row in observations(OBSERVED)]
    alike = region_sigma("forehead", LEVER, ALIKE)
    middle, upper = (
        region_sigma("forehead", LEVER, replace(ALIKE, texture=float(np.quantile(found, share)))) - alike
        for share in (0.5, 0.75)
    )
    assert 0 <= middle < 0.01 * alike < upper


def observations(file: Path) -> list[dict[str, str]]:
    with open(file, newline="") as handle:
        return list(csv.DictReader(handle))


def conditions(row: dict[str, str]) -> Conditions:
    numbers = [float(row[name]) for name in ("light", "doublings", "texture", "pose_deg", "hidden")]
    return Conditions(*numbers, False, float(row["correlation"]) if row["correlation"] else None)
