"""Hairs are too dark, scars too red, strands aslant, the nose's sides upright: each limit is passed gradually."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from made_lines import line

from wrinkle_scan.creases.exclusions import (
    across_root_probability,
    attached_probability,
    deep_fold_probability,
    no_ink_probability,
    redness_limit,
    shading_probability,
)
from wrinkle_scan.creases.measuring import skin_fold_probability
from wrinkle_scan.creases.settings import EXCLUSIONS

TINT = 0.9
"""Of skin in the median of clinics' photos, natural logarithm of red over blue."""


@dataclass(frozen=True)
class Passage:
    """Probabilities on the way past a limit, from what is surely a fold to what surely is none."""

    found: list[float]
    at_limit: float

    def check(self) -> None:
        steps = np.diff(self.found)
        assert self.found[0] > 0.98 and self.found[-1] < 0.02
        assert steps.max() <= 0 and steps.min() > -0.15, "it falls, and never at once"
        assert self.at_limit == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("width_mm", [0.3, 0.6, 1.0])
def test_what_is_too_dark_for_its_width_is_a_hair(width_mm: float) -> None:
    at_this_width, darkness = width_mm**EXCLUSIONS.darkest_power, np.linspace(50, 120, 41)
    Passage(
        [shading_probability(float(dark) * at_this_width, width_mm, 0.0) for dark in darkness],
        shading_probability(EXCLUSIONS.darkest_at_1_mm * at_this_width, width_mm, 0.0),
    ).check()


@pytest.mark.parametrize(("depth", "width_mm"), [(48.0, 0.83), (45.0, 0.81), (40.0, 0.69), (44.0, 0.86), (53.0, 1.13)])
def test_the_deepest_folds_are_no_hairs(depth: float, width_mm: float) -> None:
    """Frown lines and crow's feet of five patients, called creases by both viewers: the darkest for their width."""
    assert shading_probability(depth, width_mm, 0.0) > 0.93


@pytest.mark.parametrize(("depth", "width_mm"), [(34.0, 0.40), (24.0, 0.38), (32.0, 0.37), (28.0, 0.31)])
def test_hairs_are_no_folds(depth: float, width_mm: float) -> None:
    """Two drawn over glabellas and two of patients that neither viewer called a crease."""
    assert shading_probability(depth, width_mm, 0.0) < 0.05


@pytest.mark.parametrize("depth", [5.0, 15.0, 40.0])
def test_what_is_too_red_for_its_darkness_is_colour(depth: float) -> None:
    width, limit = 1.2, float(redness_limit(depth))
    reds = np.linspace(limit - 0.1, limit + 0.1, 41)
    Passage(
        [shading_probability(depth, width, float(red)) for red in reds], shading_probability(depth, width, limit)
    ).check()


@pytest.mark.parametrize("depth", [5.0, 15.0, 40.0])
def test_what_is_too_blue_or_too_green_for_its_darkness_is_ink(depth: float) -> None:
    darker, off = -np.log1p(-depth / 100), np.linspace(-0.06, 0.1, 61)
    bluest = max(EXCLUSIONS.bluest, EXCLUSIONS.bluest_per_darkening * darker)
    least_red = max(EXCLUSIONS.least_red, EXCLUSIONS.least_red_per_darkening * darker)
    blue = [no_ink_probability(depth, 0.3, float(bluest + by), TINT) for by in off]
    green = [no_ink_probability(depth, -float(least_red + by), -0.3, TINT) for by in off]
    Passage(blue, no_ink_probability(depth, 0.3, bluest, TINT)).check()
    Passage(green, no_ink_probability(depth, -least_red, -0.3, TINT)).check()


@pytest.mark.parametrize("depth", [25.0, 35.0, 50.0])
def test_what_is_dark_without_the_colour_of_shade_is_ink(depth: float) -> None:
    """In 95 % of real creases so dark the two differ by more than 0.1 of the darkening, in black strokes by 0."""
    darker = -np.log1p(-depth / 100)
    limit = min(EXCLUSIONS.colour_per_darkening * darker - EXCLUSIONS.colour_margin, EXCLUSIONS.most_colour_expected)
    off = np.linspace(5, -5, 41) * EXCLUSIONS.ink_spread
    Passage(
        [no_ink_probability(depth, float(limit + by), 0.0, TINT) for by in off],
        no_ink_probability(depth, float(limit), 0.0, TINT),
    ).check()
    assert no_ink_probability(depth, 0.18 * darker, -0.15 * darker, TINT) > 0.95
    assert no_ink_probability(depth, -0.03 * darker, 0.03 * darker, TINT) < 0.5


def test_faint_lines_and_those_of_a_grey_photo_need_no_colour() -> None:
    assert no_ink_probability(12.0, 0.0, 0.0, TINT) > 0.99
    assert no_ink_probability(60.0, 0.0, 0.0, 0.0) > 0.99
    assert no_ink_probability(60.0, 0.0, 0.0, -0.3) > 0.99  # under blue light


def test_a_fold_may_be_the_redder_the_darker_it_is() -> None:
    depths = np.linspace(0, 60, 121)
    limits = redness_limit(depths)
    assert limits[0] == EXCLUSIONS.reddest
    assert (np.diff(limits) >= 0).all() and np.diff(limits).max() < 0.0125 * EXCLUSIONS.reddest_per_darkening
    assert limits[-1] > 2 * EXCLUSIONS.reddest
    assert np.isfinite(redness_limit([-5.0, 100.0, 150.0])).all()  # noise, and what no photo shows
    assert shading_probability(50.0, 1.5, 0.35) > 0.9 > 0.1 > shading_probability(15.0, 1.5, 0.35)


@pytest.mark.parametrize("from_hair_mm", [0.0, 4.0, 10.0])
def test_what_leaves_the_hair_aslant_is_a_strand(from_hair_mm: float) -> None:
    limit = EXCLUSIONS.aslant_deg + EXCLUSIONS.aslant_deg_per_mm * from_hair_mm
    off = np.radians(np.linspace(max(limit - 20, 0), limit + 20, 81))
    found = [attached_probability(float(angle), from_hair_mm) for angle in off]
    Passage(found, attached_probability(float(np.radians(limit)), from_hair_mm)).check()


def test_the_farther_from_hair_the_more_aslant_a_crease_may_run() -> None:
    found = [attached_probability(np.radians(40), float(mm)) for mm in np.linspace(0, 25, 101)]
    steps = np.diff(found)
    assert found[0] < 0.01 and found[-1] > 0.99
    assert steps.min() >= 0 and steps.max() < 0.1
    assert attached_probability(np.pi / 2, 40.0) > 0.99


@pytest.mark.parametrize(("u_mm", "v_mm"), [(0.0, 0.0), (-5.0, 8.0), (5.0, -4.0)])
def test_at_the_nasal_root_what_is_upright_is_the_side_of_the_nose(u_mm: float, v_mm: float) -> None:
    courses = np.radians(np.linspace(15, 75, 81))
    found = [across_root_probability(float(course), u_mm, v_mm) for course in courses]
    Passage(found, across_root_probability(float(np.radians(EXCLUSIONS.upright_deg)), u_mm, v_mm)).check()
    assert across_root_probability(np.pi, u_mm, v_mm) > 0.98, "the same line, followed from its other end"
    assert across_root_probability(-np.pi / 2, u_mm, v_mm) < 0.02


def test_a_frown_line_that_goes_on_at_the_nasal_root_is_narrower_and_darker_than_the_shade_there() -> None:
    """Patients' frown lines there are 0.9 to 1.4 mm wide and up to 37 % dark, shades 1.7 to 3.6 mm."""
    widths, depths = np.geomspace(0.9, 2.5, 81), np.geomspace(30, 4, 81)
    dark, thin = 4 * EXCLUSIONS.shade_percent, EXCLUSIONS.shade_width_mm / 2
    at_width, at_depth = deep_fold_probability(dark, EXCLUSIONS.shade_width_mm), deep_fold_probability(12.0, thin)
    Passage([deep_fold_probability(dark, float(width)) for width in widths], at_width).check()
    Passage([deep_fold_probability(float(depth), thin) for depth in depths], at_depth).check()
    place = {"course": np.radians(88), "u_mm": 5.0, "v_mm": 3.0}
    assert skin_fold_probability(line("glabella", depth_percent=37.0, width_mm=1.2, **place)) > 0.8
    assert skin_fold_probability(line("glabella", depth_percent=37.0, width_mm=3.0, **place)) < 0.01


def test_upright_frown_lines_between_the_brows_and_crows_feet_are_folds() -> None:
    found = [across_root_probability(np.pi / 2, 5.0, float(v)) for v in np.linspace(9, 15, 61)]
    steps = np.diff(found)
    assert found[0] < 0.02 and found[-1] == 1.0 and steps.min() >= 0 and steps.max() < 0.1
    assert across_root_probability(np.pi / 2, -55.0, 0.0) == 1.0


@pytest.mark.parametrize(
    "changes",
    [
        {"width_mm": 0.3, "depth_percent": 30.0},
        {"redness": 0.35},
        {"blueing": 0.12},
        {"reddening": -0.12},
        {"depth_percent": 30.0, "reddening": -0.02, "blueing": 0.02},
        {"off_usual": np.radians(40), "from_hair_mm": 1.0},
        {"course": np.radians(88), "u_mm": 5.0, "v_mm": 3.0, "width_mm": 3.0},
    ],
)
def test_any_of_them_is_enough(changes: dict[str, float]) -> None:
    assert skin_fold_probability(line("forehead")) > 0.99
    assert skin_fold_probability(line("forehead", **changes)) < 0.01
