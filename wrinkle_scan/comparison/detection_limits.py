"""What a pair of photos could have shown: the changes that would have been called, to either side."""

from __future__ import annotations

from wrinkle_scan.comparison.region_comparison import Change
from wrinkle_scan.comparison.statistics import Z95
from wrinkle_scan.comparison.verdicts import region_change


def unseen_percent(name: str, change: Change) -> tuple[float, float]:
    """Both ends of the changes, in % of severity, that would not have been called.

    The interval that a measured change of nothing would have had. The scale of grades ends at no line, so that its
    lower end may be all that there is to lose: see `shows_a_fall`.
    """
    severities = (change.before, change.after)
    return region_change(name, severities, 0.0, change.sigma, change.level).ci95_percent


def shows_a_fall(change: Change) -> bool:
    """Whether any fall would have been called; else not even lines that went altogether."""
    return change.grade_before > Z95 * change.sigma
