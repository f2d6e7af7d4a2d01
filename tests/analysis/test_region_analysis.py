"""A region's figures, worked out by hand from lines that are given, and the two kinds of lines that are drawn."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.analysis.region_analysis import RegionAnalysis, severity_words
from wrinkle_scan.creases.measuring import Crease
from wrinkle_scan.creases.settings import MEASURING
from wrinkle_scan.creases.severity import crease_load, severity, visual_grade


def forehead(*creases: Crease, reason: str | None = None) -> RegionAnalysis:
    return replace(analyzed(BEFORE).regions["forehead"], creases=list(creases), reason=reason)


def crease(length_mm: float, width_mm: float, percent: float, deepest_percent: float, probability: float) -> Crease:
    return Crease(np.zeros((2, 2)), length_mm, width_mm, percent, deepest_percent, 0.0, probability)


def test_each_line_counts_by_its_probability_and_the_means_by_expected_length() -> None:
    """Expected lengths 10 and 30 mm: a quarter and three quarters."""
    region = forehead(crease(20, 1.0, 8.0, 12.0, 0.5), crease(30, 2.0, 4.0, 5.0, 1.0))
    figures = region.figures
    assert figures is not None
    assert figures.n_creases == pytest.approx(1.5)
    assert figures.total_length_mm == pytest.approx(40)
    assert figures.depth_index == pytest.approx(0.25 * 8 + 0.75 * 4)
    assert figures.mean_width_mm == pytest.approx(0.25 * 1 + 0.75 * 2)
    assert figures.max_depth_index == pytest.approx(6), "0.5 x 12 % is more than 1 x 5 %"
    assert figures.density_mm_per_cm2 == pytest.approx(40 / region.skin.area_cm2)
    load = crease_load("forehead", region.creases, region.skin.area_cm2, region.skin.visible_fraction)
    assert load > 0 and figures.severity == severity(load)
    assert figures.visual_grade == pytest.approx(visual_grade("forehead", load))
    assert figures.visual_grade_low < figures.visual_grade < figures.visual_grade_high


def test_the_deepest_is_no_less_than_the_mean() -> None:
    figures = forehead(crease(20, 1.0, 8.0, 9.0, 0.2)).figures
    assert figures is not None and figures.max_depth_index == figures.depth_index == pytest.approx(8)


def test_likely_lines_are_drawn_and_doubtful_ones_as_such() -> None:
    low, high = MEASURING.doubtful, MEASURING.likely
    lines = [crease(9, 1, 5, 5, chance) for chance in (high, (low + high) / 2, low, low / 2)]
    region = forehead(*lines)
    assert region.likely_creases == lines[:1] and region.doubtful_creases == lines[1:3]


def test_a_region_that_is_not_measurable_has_no_figures() -> None:
    hidden = forehead(reason="covered by hair")
    assert not hidden.measurable and hidden.figures is None
    assert severity_words(hidden) == "not measurable"
    assert repr(hidden) == "<RegionAnalysis of forehead: not measurable>"
    assert severity_words(forehead()) == "0.0"


def test_without_lines_every_figure_is_still_a_number_with_a_fraction() -> None:
    """A table that is continued writes 0.0: with 0 in its place it changed each time a run was resumed."""
    figures = replace(analyzed(BEFORE).regions["forehead"], creases=[]).figures
    assert figures is not None and figures.n_creases == figures.total_length_mm == 0
    assert {type(value) for value in astuple(figures)} == {float}
