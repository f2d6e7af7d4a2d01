"""The forest plot's marks lie where the numbers say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.comparison.verdicts import cannot_tell, region_change
from wrinkle_scan.output.report.forest import LIMITS_PERCENT, forest


def region(grade_change: float, sigma: float, severity: float = 30.0) -> RegionComparison:
    change = region_change("forehead", (severity, 20.0), grade_change, sigma, "line")
    return RegionComparison("improved", None, change)


LIMITS = {f"+{limit} %": limit for limit in LIMITS_PERCENT}
"""The axis' right end by its words."""


def at(place: float, most: float) -> float:
    """The change, %, that lies at a place of an axis from -100 to `most` %."""
    return -100 + place / 100 * (100 + most)


NOTHING = cannot_tell("Too dark.", (23.9, None))


def test_marks_lie_where_the_numbers_say_however_unlike_the_intervals_two_sides() -> None:
    found = region(-1.0, 0.2)
    plot = forest({"forehead": found})
    row, most = plot.rows[0], LIMITS[plot.ticks[-1][1]]
    assert found.ci95_percent and row.interval and row.change is not None and found.change_percent is not None
    low, high = found.ci95_percent
    assert high - found.change_percent > 1.2 * (found.change_percent - low), "not symmetric"
    places = [at(place, most) for place in (*row.interval, row.change, plot.zero)]
    assert places == pytest.approx([low, high, found.change_percent, 0], abs=0.1)
    assert not row.cut


def test_the_band_ends_on_the_left_at_the_smallest_fall_that_would_have_been_called() -> None:
    found = region(-1.0, 0.2)
    plot = forest({"forehead": found})
    band, most = plot.rows[0].band, LIMITS[plot.ticks[-1][1]]
    assert band and found.detectable_change_percent
    left, right = at(band[0], most), at(band[0] + band[1], most)
    assert left == pytest.approx(-found.detectable_change_percent, abs=0.1)
    assert right > 1.2 * -left, "a rise has to be larger to be as many grades"


def test_the_band_reaches_the_left_end_where_no_fall_would_have_been_called() -> None:
    found = region(0.0, 0.5, severity=1.0)
    plot = forest({"forehead": found})
    band = plot.rows[0].band
    assert band and found.detectable_change_percent
    assert band[0] == 0.0
    assert at(band[0] + band[1], LIMITS_PERCENT[-1]) == pytest.approx(
        min(found.detectable_change_percent, 200), abs=0.1
    )


@pytest.mark.parametrize(("high", "limit"), [(40.0, 50), (80.0, 100), (180.0, 200), (900.0, 200)])
def test_the_axis_ends_at_minus_100_and_grows_to_the_right_with_the_longest_interval(high: float, limit: int) -> None:
    short = region(-0.1, 0.1)
    assert short.change
    longest = replace(short, change=replace(short.change, ci95_percent=(-20.0, high)))
    plot = forest({"forehead": longest, "glabella": region(-1.0, 0.05)})
    assert plot.ticks[-1] == (100.0, f"+{limit} %") and plot.ticks[0] == (0.0, "−100 %")
    assert (plot.zero, "0 %") in plot.ticks


def test_what_is_longer_than_the_axis_is_cut_and_marked() -> None:
    row = forest({"forehead": region(1.5, 0.3, severity=2.0)}).rows[0]
    assert row.cut and row.interval is not None and row.interval[1] == 100.0


def test_a_region_without_an_answer_has_a_row_with_its_severities_and_no_marks() -> None:
    plot = forest({"forehead": NOTHING, "glabella": region(-1.0, 0.2)})
    assert plot.rows[0].band is plot.rows[0].interval is plot.rows[0].change is None
    assert plot.rows[0].severities == "severity 23.9 before, not measured after"
    assert plot.rows[1].change is not None


def test_rows_do_not_overlap_and_all_are_above_the_axis(comparison: Comparison) -> None:
    plot = forest(comparison.regions)
    tops = [row.text_y for row in plot.rows]
    assert len(tops) == 4 and all(b - a >= 50 for a, b in zip(tops, tops[1:], strict=False))
    assert all(row.text_y < row.bar_y < plot.axis_y < plot.height for row in plot.rows)


def test_the_description_says_what_the_picture_shows(every_verdict: Comparison) -> None:
    description = forest(every_verdict.regions).description
    assert "Forehead: −40 % (−52 to −29)" in description
    assert "Crow's feet, left: cannot tell, severity not measured before, 8.4 after" in description
