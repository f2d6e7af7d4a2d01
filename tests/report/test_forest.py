"""The forest plot's marks lie where the numbers say."""

from __future__ import annotations

import pytest

from wrinkle_scan.comparison import Comparison, RegionComparison
from wrinkle_scan.report.forest import LIMITS_PERCENT, forest


def region(change: float, half: float, detectable: float) -> RegionComparison:
    return RegionComparison(30.0, 20.0, change, (change - half, change + half), detectable, "improved", None)


NOTHING = RegionComparison(None, None, None, None, None, "cannot_tell", "Too dark.")


def test_zero_is_in_the_middle_and_less_is_on_the_left() -> None:
    row = forest({"forehead": region(-25.0, 10.0, 12.5)}).rows[0]
    assert row.change == 25.0, "-25 % on an axis from -50 to +50 %"
    assert row.interval == (15.0, 35.0)
    assert row.band == (37.5, 25.0)
    assert row.cut == (False, False)


@pytest.mark.parametrize(("half", "limit"), [(20.0, 50), (45.0, 100), (110.0, 150), (170.0, 200), (900.0, 200)])
def test_the_axis_grows_with_the_longest_interval(half: float, limit: int) -> None:
    plot = forest({"forehead": region(-10.0, half, 10.0), "glabella": region(0.0, 5.0, 5.0)})
    assert plot.ticks[-1] == (100.0, f"+{limit} %") and plot.ticks[0] == (0.0, f"−{limit} %")
    assert plot.ticks[2] == (50.0, "0 %")


def test_what_is_longer_than_the_axis_is_cut_and_marked() -> None:
    row = forest({"forehead": region(500.0, 490.0, 10.0)}).rows[0]
    assert row.cut == (False, True)
    assert row.interval is not None and row.interval[1] == row.change == 100.0
    assert row.interval[0] == pytest.approx(50 + 50 * 10 / LIMITS_PERCENT[-1])
    assert forest({"forehead": region(-10.0, 300.0, 10.0)}).rows[0].cut == (True, True)


def test_a_region_without_numbers_has_a_row_without_marks() -> None:
    plot = forest({"forehead": NOTHING, "glabella": region(-10.0, 5.0, 5.0)})
    assert plot.rows[0].band is plot.rows[0].interval is plot.rows[0].change is None
    assert plot.rows[1].change is not None


def test_rows_do_not_overlap_and_all_are_above_the_axis(comparison: Comparison) -> None:
    plot = forest(comparison.regions)
    tops = [row.text_y for row in plot.rows]
    assert len(tops) == 4 and all(b - a >= 50 for a, b in zip(tops, tops[1:], strict=False))
    assert all(row.text_y < row.bar_y < plot.axis_y < plot.height for row in plot.rows)


def test_the_description_says_what_the_picture_shows(every_verdict: Comparison) -> None:
    description = forest(every_verdict.regions).description
    assert "Forehead: −40 % (−52 to −29)" in description
    assert "Crow's feet, left: cannot tell" in description
