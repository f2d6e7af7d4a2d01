"""The comparisons of a batch: which are made, which are known, and which are missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wrinkle_scan.cohort.batch.columns import PAIR_LAYOUT, PAIRS, SCORES, Row, full_row
from wrinkle_scan.cohort.batch.pair_run import compare_pairs
from wrinkle_scan.cohort.batch.pairs import VisitPair, visit_pairs
from wrinkle_scan.cohort.batch.running import Settings
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.cohort.batch.tables import read_table, write_table


def photo(day: str, **other: Any) -> list[Row]:
    about = {"path": f"{day}.jpg", "sha256": day, "status": "scored", "patient": "A", "visit_date": day}
    about |= {"expression": "rest", "view": "front"} | other
    return [full_row(SCORES, region=region, **about) for region in ("forehead", "glabella")]


def pairs(*photos: list[Row]) -> list[VisitPair]:
    return list(visit_pairs(photos))


class Silent:
    """Hears of a run and says nothing."""

    def begin(self, what: str, total: int | None) -> None: ...

    def done(self, rows: list[Row], reused: bool) -> None: ...

    def warn(self, path: str, doubt: str) -> None: ...

    def end(self) -> None: ...


def test_a_pair_that_was_compared_has_the_names_and_dates_of_now(tmp_path: Path) -> None:
    """A table that kept the rows as they were would go on with a patient's old name, or a date that was corrected."""
    scores, table = tmp_path / "t.csv", tmp_path / "t.pairs.csv"
    settings = Settings(1, 60, retry_failed=False, stopped=lambda: False)
    named = {"path": "Ann/1.jpg", "patient": "Ann"}, {"path": "Ann/2.jpg", "patient": "Ann"}
    now = {"path": "P1/1.jpg", "patient": "P1", "side": "left"}, {"path": "P1/2.jpg", "patient": "P1"}
    of_then = [photo("2026-02-05", sha256="a", **named[0]), photo("2026-05-02", sha256="b", **named[1])]
    of_now = [photo("2026-02-05", sha256="a", **now[0]), photo("2026-03-05", sha256="b", **now[1])]
    compared = {"status": "compared", "before_captures": 1, "verdict": "improved", "before_path": "Ann/1.jpg"}
    write_table(scores, SCORES, [row | vars(stamp()) for rows in of_now for row in rows])
    (then,), (pair,) = pairs(*of_then), pairs(*of_now)
    assert then.captures_sha256 == pair.captures_sha256
    key = dict(zip(PAIR_LAYOUT.key, then.key, strict=True)) | {"captures_sha256": then.captures_sha256}
    write_table(table, PAIRS, [full_row(PAIRS, region="forehead", **key, **compared, **vars(stamp(compared=True)))])

    counts = compare_pairs(scores, table, settings, Silent())
    assert (counts.done, counts.reused, counts.dropped) == (1, 1, 1)
    (row,) = read_table(table, PAIRS)
    assert (row["patient"], row["side"], row["after_date"]) == ("P1", "left", "2026-03-05")
    assert (row["before_path"], row["after_path"]) == ("P1/1.jpg", "P1/2.jpg")
    assert (row["verdict"], row["before_captures"]) == ("improved", 1)


def test_a_comparison_that_cannot_be_made_has_its_row_behind_the_others(tmp_path: Path) -> None:
    scores, table = tmp_path / "t.csv", tmp_path / "t.pairs.csv"
    unknown = photo("2026-02-05", expression=None)
    write_table(scores, SCORES, [row | vars(stamp()) for row in (*photo("2026-01-05"), *unknown)])
    counts = compare_pairs(scores, table, Settings(1, 60, retry_failed=False, stopped=lambda: False), Silent())
    assert (counts.done, counts.tried, counts.finished) == (1, 0, True)
    assert [note[:35] for note in counts.notes] == ["Comparisons of 1 follow-up are miss"]
    (row,) = read_table(table, PAIRS)
    assert (row["status"], row["expression"], row["after_date"]) == ("failed", None, "2026-02-05")
    assert row["reason"].startswith("What 1 photo shows is not declared")
