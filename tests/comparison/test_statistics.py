"""Intervals of shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.comparison.statistics import wilson_interval


def test_wilson_against_published_values() -> None:
    """Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (found, of), interval in published.items():
        assert wilson_interval(found, of) == pytest.approx(tuple(interval), abs=0.0002)


@given(st.integers(0, 400), st.integers(0, 400))
def test_an_interval_holds_its_share(found: int, more: int) -> None:
    low, high = wilson_interval(found, found + more)
    assert 0 <= low <= (found / (found + more) if found + more else 0.5) <= high + 1e-9 <= 1 + 1e-9
