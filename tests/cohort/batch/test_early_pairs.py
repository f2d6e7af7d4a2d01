"""Pairs that are compared early: each once, kept for the table, and lost with a run that fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES, Row, full_row
from wrinkle_scan.cohort.batch.early_pairs import EarlyPairs
from wrinkle_scan.cohort.batch.pairs import VisitPair, failed_pair
from wrinkle_scan.cohort.batch.tables import read_table


def photo(day: str, expression: str = "rest", **other: Any) -> list[Row]:
    about = {"path": f"{day}_{expression}.jpg", "sha256": f"{day} {expression}", "status": "scored", "patient": "A"}
    about |= {"visit_date": day, "expression": expression, "expression_from": "name", "yaw_deg": 0.0} | other
    movements = {"smile": 0.0, "brows_down": 0.0, "brows_up": 0.0}
    return [full_row(SCORES, region="forehead", visual_grade=0.2, **about | movements)]


PHOTOS = [photo("2026-03-05"), photo("2026-01-05", "frown"), photo("2026-02-05"), photo("2026-02-05", "frown")]


def found(pairs: EarlyPairs) -> list[VisitPair]:
    return [job.pair for job in pairs.jobs(7, PHOTOS)]


def test_the_pairs_of_each_series_in_the_order_of_their_dates(tmp_path: Path) -> None:
    """Whatever order the photos came in."""
    with EarlyPairs(tmp_path / "t.csv") as pairs:
        assert [(pair.expression, pair.before.date, pair.after.date) for pair in found(pairs)] == [
            ("frown", "2026-01-05", "2026-02-05"),
            ("rest", "2026-02-05", "2026-03-05"),
        ]
        assert {job.group for job in pairs.jobs(7, PHOTOS)} == {7}


def test_what_was_compared_is_not_compared_again(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    with EarlyPairs(table) as pairs:
        first, _ = pairs.jobs(0, PHOTOS)
        pairs.keep(first, failed_pair(first.pair, "Too dark."))
        assert pairs.compared == {first.pair.captures_sha256}
        assert [pair.expression for pair in found(pairs)] == ["rest"]
    assert [row["reason"] for row in read_table(table, PAIRS)] == ["Too dark."]
    with EarlyPairs(table) as later:
        assert [pair.expression for pair in found(later)] == ["rest"], "in a later run neither"
        assert later.compared == set()


def test_a_run_that_fails_writes_no_table(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    with pytest.raises(RuntimeError), EarlyPairs(table) as pairs:
        first, _ = pairs.jobs(0, PHOTOS)
        pairs.keep(first, failed_pair(first.pair, "Too dark."))
        raise RuntimeError
    assert not table.exists()
    with EarlyPairs(table) as later:
        assert [pair.expression for pair in found(later)] == ["rest"], "its journal is gone on from"
