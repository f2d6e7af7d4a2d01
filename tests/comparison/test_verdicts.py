"""From a change of the visual grade to per cent, interval, detection limit and verdict."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wrinkle_scan.comparison.region_comparison import Change
from wrinkle_scan.comparison.settings import VERDICTS
from wrinkle_scan.comparison.verdicts import answer, judge, region_change
from wrinkle_scan.creases.severity import load_at_grade, severity

REGIONS = ("forehead", "glabella", "crows_feet_left")


def change(region: str, grade: float, by: float, sigma: float) -> Change:
    """A region's change from a visual grade, by so many grades."""
    before, after = (severity(load_at_grade(region, max(g, 0.0))) for g in (grade, grade + by))
    return region_change(region, (before, after), by, sigma, "region")


@pytest.mark.parametrize("region", REGIONS)
@given(grade=st.floats(0.1, 2.7), by=st.floats(-3, 0.2), sigma=st.floats(0.02, 0.6))
@settings(max_examples=60, deadline=None)
def test_nothing_falls_by_more_than_all(region: str, grade: float, by: float, sigma: float) -> None:
    found = change(region, grade, by, sigma)
    low, high = found.ci95_percent
    assert -100 <= low <= found.percent <= high
    assert found.detectable_percent > 0
    if grade > 1.96 * sigma:
        assert found.detectable_percent <= 100


@pytest.mark.parametrize("region", REGIONS)
def test_the_change_in_per_cent_is_that_of_severity(region: str) -> None:
    found = change(region, 2.0, -0.8, 0.2)
    assert found.percent == pytest.approx(100 * (found.after / found.before - 1), abs=0.5)


def test_an_interval_is_not_symmetric_where_lines_cannot_fall_further() -> None:
    found = change("forehead", 1.0, -0.7, 0.25)
    low, high = found.ci95_percent
    assert high - found.percent > 1.5 * (found.percent - low)


@pytest.mark.parametrize(
    ("by", "sigma", "verdict"),
    [
        (-0.5, 0.2, "improved"),
        (0.5, 0.2, "worsened"),
        (-0.3, 0.2, "unchanged"),
        (0.3, 0.2, "unchanged"),
        (-0.7, 0.4, "cannot_tell"),  # from nothing to more than a grade
        (0.0, 0.6, "cannot_tell"),
        (-2.0, 0.6, "improved"),
    ],
)
def test_verdict_follows_the_interval(by: float, sigma: float, verdict: str) -> None:
    found, reason = judge(change("glabella", 2.2, by, sigma))
    assert found == verdict
    assert (reason is not None) == (verdict == "cannot_tell")


@given(grade=st.floats(0, 2.9), by=st.floats(-2, 2), sigma=st.floats(0.01, 1))
def test_unchanged_leaves_out_a_change_that_matters(grade: float, by: float, sigma: float) -> None:
    verdict, _ = judge(change("forehead", grade, by, sigma))
    half = 1.96 * sigma
    assert (verdict == "unchanged") == (abs(by) <= half and abs(by) + half < VERDICTS.matters_grades)


def test_hardly_a_line_before_and_after_is_unchanged_whatever_the_per_cent() -> None:
    found = change("forehead", 0.05, 0.08, 0.1)
    assert max(found.before, found.after) < VERDICTS.smooth
    verdict, reason = judge(found)
    assert verdict == "unchanged" and "hardly any lines" in str(reason)


def test_percentages_of_almost_nothing_are_of_the_smallest_severity_that_counts() -> None:
    found = change("forehead", 0.02, 0.06, 0.1)
    assert found.percent == pytest.approx(100 * (found.after - found.before) / VERDICTS.smooth, abs=0.5)


@pytest.mark.parametrize("region", REGIONS)
def test_the_detection_limit_is_the_smallest_change_that_would_be_called(region: str) -> None:
    sigma, grade = 0.2, 1.8
    limit = change(region, grade, 0.0, sigma).detectable_percent
    just_seen, not_seen = (change(region, grade, -1.96 * sigma * by, sigma) for by in (1.02, 0.98))
    assert judge(just_seen)[0] == "improved" and judge(not_seen)[0] == "unchanged"
    assert -just_seen.percent > limit > -not_seen.percent


def test_where_not_even_all_lines_gone_would_be_seen_the_limit_is_a_rise() -> None:
    found = change("glabella", 0.2, 0.0, 0.2)
    assert judge(change("glabella", 0.2, -0.2, 0.2))[0] != "improved"
    rise = change("glabella", 0.2, 1.96 * 0.2 * 1.02, 0.2)
    assert judge(rise)[0] == "worsened" and rise.percent > found.detectable_percent


def test_no_answer_has_both_severities_and_no_change() -> None:
    region = answer(change("forehead", 2.0, -0.5, 0.7), None)
    assert region.verdict == "cannot_tell" and region.reason
    assert region.before is not None and region.after is not None
    assert region.change_percent is region.ci95_percent is region.detectable_change_percent is None
