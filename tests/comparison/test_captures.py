"""Several captures of a visit, averaged."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from sample_photos import AFTER, a_half, above_brows, analyzed, another_take

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.captures import _averaged, compare_visits
from wrinkle_scan.comparison.choosing import choose_captures
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.region_comparison import Change
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.comparison.verdicts import region_change
from wrinkle_scan.validation.phantom.perturb import Nuisance, perturb

pytestmark = pytest.mark.slow


def after() -> Analysis:
    return analyzed(a_half(AFTER))


@cache
def capture(seed: int) -> Analysis:
    """The before sample photographed again at half its size, below the forehead, which takes longest.

    The head a little turned, with other noise and framing.
    """
    base = analyzed(a_half())
    turned = another_take(base.photo, base.face, seed)
    nuisance = Nuisance(shift_px=(seed * 4.5, -seed * 2.5), noise=0.006, blur_px=0.15 * seed)
    photo = perturb(turned.with_pixels(np.ascontiguousarray(turned.pixels[above_brows(base.face) :])), nuisance, seed)
    return analyze_photo(dataclasses.replace(photo, sha256=f"{seed}"))


@cache
def copy_of(seed: int) -> Analysis:
    """A messenger's version of a capture: smaller, and compressed."""
    photo = perturb(capture(seed).photo, Nuisance(size=0.8, jpeg_quality=70))
    return analyze_photo(dataclasses.replace(photo, sha256=f"{seed} smaller"))


@cache
def pair(seed: int) -> Comparison:
    return compare(capture(seed), after())


@cache
def one_capture_each() -> Comparison:
    return compare_visits([capture(1)], [after()])


@pytest.fixture(scope="module")
def averaged() -> Comparison:
    return compare_visits([capture(1), capture(2)], [after()])


def same_answers(one: Comparison, other: Comparison) -> None:
    """To the last digits but a few: where arrays lie in memory changes the order in which they are summed."""
    for name, region in other.regions.items():
        assert one.regions[name].verdict == region.verdict
        expected = region.ci95_percent and pytest.approx(region.ci95_percent, rel=1e-6)
        assert one.regions[name].ci95_percent == expected


def test_one_capture_each_is_a_plain_comparison() -> None:
    one, plain = one_capture_each(), pair(1)
    assert one.captures is None and one.issues == plain.issues
    same_answers(one, plain)


def test_the_change_is_the_mean_of_the_pairs(averaged: Comparison) -> None:
    pairs = [pair(k).regions["glabella"] for k in (1, 2)]
    glabella = averaged.regions["glabella"]
    assert glabella.before == pytest.approx(sum(p.before for p in pairs) / 2)
    assert glabella.after == pytest.approx(sum(p.after for p in pairs) / 2)
    assert glabella.verdict == "improved"
    assert glabella.detectable_change_percent < max(p.detectable_change_percent for p in pairs)


@pytest.mark.parametrize("copy", [capture, copy_of], ids=["byte for byte", "smaller and compressed"])
def test_a_copy_is_no_other_capture(copy: Callable[[int], Analysis]) -> None:
    twice, once = compare_visits([capture(1), copy(1)], [after()]), one_capture_each()
    assert twice.captures is None
    same_answers(twice, once)
    assert [i.message for i in twice.issues if i.code == "left_out" and "copy of another photo" in i.message]


def test_no_more_captures_are_compared_than_help() -> None:
    visit = [capture(k) for k in (1, 2, 3, 4)]
    chosen = choose_captures(visit)
    assert [a.photo.sha256 for a in chosen.captures] == ["1", "2", "3"], "the fourth is the most blurred"
    assert [(a.photo.sha256, "captures of a visit" in why) for a, why in chosen.left_out] == [("4", True)]


def test_all_photos_are_named_and_the_result_says_so(averaged: Comparison) -> None:
    assert averaged.captures is not None
    assert [len(visit) for visit in averaged.captures] == [2, 1]
    note = next(issue.message for issue in averaged.issues if issue.code == "captures")
    assert "2 captures before and 1 after" in note and "2 of 2 pairs" in note


def change(grades: float, sigma: float = 0.1, shared: float = 0.0) -> Change:
    return region_change("forehead", (20.0, 18.0), grades, sigma, "line", shared)


@pytest.mark.parametrize(("n", "m", "shrunk"), [(1, 1, 1.0), (2, 2, 0.5**0.5), (1, 4, (5 / 8) ** 0.5), (4, 4, 0.5)])
def test_the_interval_shrinks_with_the_captures(n: int, m: int, shrunk: float) -> None:
    found = _averaged("forehead", [[change(-0.2)] * m] * n)
    assert found is not None
    assert found.grade_change == pytest.approx(-0.2)
    assert found.sigma == pytest.approx(0.1 * shrunk)


def test_what_the_lamp_does_is_not_averaged_away() -> None:
    many = _averaged("forehead", [[change(-0.05, shared=0.07)] * 50] * 50)
    assert many is not None and many.sigma == pytest.approx(0.07, rel=0.05)


def test_captures_that_could_not_be_measured_do_not_count() -> None:
    found = _averaged("forehead", [[change(-0.2), None], [change(-0.1), None]])
    assert found is not None
    assert found.grade_change == pytest.approx(-0.15)
    assert found.sigma == pytest.approx(0.1 * ((1 / 2 + 1) / 2) ** 0.5)
    assert _averaged("forehead", [[None, None]]) is None


def test_what_another_capture_shows_is_said_too() -> None:
    """Each capture counts in the mean, and the first pair's notes are not those of the others."""
    drawn_on = dataclasses.replace(capture(2), issues=[Issue("marked", "The skin is marked.")])
    (found,) = [i.message for i in compare_visits([capture(1), drawn_on], [after()]).issues if i.code == "marked"]
    names = f"{drawn_on.photo.path.name} and {after().photo.path.name}"
    assert found == f"{names}: Before photo: The skin is marked."
