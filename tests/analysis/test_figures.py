"""Figures as results have them: rounded, or none."""

from __future__ import annotations

from wrinkle_scan.analysis.figures import rounded


def test_numbers_are_rounded_and_what_is_not_known_stays_so() -> None:
    assert rounded(1.23456, 4) == 1.2346 and rounded(-0.5, 0) == 0 and rounded(0.0, 2) == 0
    assert rounded(None, 4) is None
