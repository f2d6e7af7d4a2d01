"""What `batch` prints of the photos and pairs that failed: their names, why, and how many more there are."""

from __future__ import annotations

from pathlib import Path

from wrinkle_scan.cli.batch_output import failure_lines, noted_pairs
from wrinkle_scan.cohort.batch.columns import PAIRS, Row, full_row
from wrinkle_scan.cohort.batch.running import MISSING, NAMED_FAILURES, Counts
from wrinkle_scan.cohort.batch.tables import write_table


def photo(name: str, reason: str | None) -> list[Row]:
    return [{"path": name, "status": "failed" if reason else "scored", "failure": "any", "reason": reason}]


def pair(patient: str, reason: str) -> list[Row]:
    dates = {"before_date": "2026-01-05", "after_date": "2026-02-05"}
    return [
        {"patient": patient, "expression": "brow_raise", "view": "left", "status": "failed", "reason": reason} | dates
    ]


def counted(results: list[list[Row]], cause: str = "not_measurable") -> Counts:
    counts = Counts()
    for rows in results:
        counts.add(rows, False, cause)
    return counts


def test_photos_that_failed_are_named_by_reason() -> None:
    counts = counted(
        [photo("a.jpg", "Dark."), photo("b.jpg", None), photo("c.jpg", "Cut off."), photo("d.jpg", "Dark.")]
    )
    assert failure_lines("photos", counts) == ["Failed: a.jpg, d.jpg: Dark.", "Failed: c.jpg: Cut off."]
    assert failure_lines("photos", counted([photo("b.jpg", None)])) == []


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    number = NAMED_FAILURES + 3
    first, more = failure_lines("photos", counted([photo(f"{n}.jpg", "Dark.") for n in range(number)]))
    assert f", {NAMED_FAILURES - 1}.jpg: Dark." in first and f"{NAMED_FAILURES}.jpg" not in first
    assert more == "Failed: 3 more; the table's column reason says why."


def test_pairs_that_failed_are_named_but_not_those_that_a_note_names() -> None:
    said = failure_lines("pairs", counted([pair("Ana", "x.jpg: it is gone.")]))
    assert said == ["Failed: Ana, brow raise, from the patient's left, 2026-01-05 to 2026-02-05: x.jpg: it is gone."]
    assert failure_lines("pairs", counted([pair("Ana", "Not declared.")], MISSING)) == []


def test_pairs_with_notes_are_counted_and_the_first_is_named(tmp_path: Path) -> None:
    def rows(patient: str, notes: str | None) -> list[Row]:
        about = pair(patient, "")[0] | {"status": "compared", "reason": None, "notes": notes}
        return [full_row(PAIRS, region=region, **about) for region in ("forehead", "glabella")]

    table = tmp_path / "t.pairs.csv"
    write_table(table, PAIRS, [*rows("Ana", None), *rows("Bea", "Someone else."), *rows("Cy", "Closed eyes.")])
    assert noted_pairs(table) == (
        "2 pairs have notes on the photos, in the column notes. "
        "Bea, brow raise, from the patient's left, 2026-01-05 to 2026-02-05: Someone else."
    )
    write_table(table, PAIRS, rows("Ana", None))
    assert noted_pairs(table) == ""
