"""Which changes a pair of photos could not have shown."""

from __future__ import annotations

import pytest

from wrinkle_scan.comparison.detection_limits import shows_a_fall, unseen_percent
from wrinkle_scan.comparison.region_comparison import Change
from wrinkle_scan.comparison.statistics import Z95
from wrinkle_scan.comparison.verdicts import judge, region_change


def measured(grades: float, sigma: float, severity: float = 40.0) -> Change:
    return region_change("forehead", (severity, 30.0), grades, sigma, "line")


def test_the_unseen_changes_lie_about_nothing_whatever_was_measured() -> None:
    low, high = unseen_percent("forehead", measured(0.0, 0.2))
    assert low < 0 < high
    assert unseen_percent("forehead", measured(-0.9, 0.2)) == (low, high)
    assert -low == pytest.approx(measured(-0.9, 0.2).detectable_percent)


@pytest.mark.parametrize("side", [-1, 1])
def test_a_change_a_little_beyond_them_is_called_and_one_a_little_within_is_not(side: int) -> None:
    ends = unseen_percent("forehead", measured(0.0, 0.2))
    beyond, within = (measured(side * Z95 * 0.2 * times, 0.2) for times in (1.01, 0.99))
    assert judge(beyond)[0] == ("improved" if side < 0 else "worsened")
    assert judge(within)[0] not in ("improved", "worsened")
    assert min(within.percent, beyond.percent) < ends[side > 0] < max(within.percent, beyond.percent)


def test_a_fall_shows_only_where_there_is_more_to_lose_than_the_error() -> None:
    faint = measured(0.0, 0.2, severity=2.0)
    assert faint.grade_before > 0
    for times, shows in ((0.99, True), (1.01, False)):
        assert shows_a_fall(measured(0.0, times * faint.grade_before / Z95, severity=2.0)) is shows
    assert unseen_percent("forehead", measured(0.0, 2.0, severity=2.0))[0] == -100
