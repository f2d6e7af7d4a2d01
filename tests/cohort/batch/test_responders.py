"""Responder rates: who counts, and how sure the rate is."""

from __future__ import annotations

from typing import Any

import pytest

from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES, full_row
from wrinkle_scan.cohort.batch.responders import missing_responders_note, responder_rows
from wrinkle_scan.visits.course.treatments import Treatment

TREATED = Treatment("2026-01-10", ("glabella",), patient="A")


def pair(patient: str, after: str, verdict: str, **other: Any) -> dict[str, Any]:
    about = {"expression": "frown", "before_date": "2026-01-10", "status": "compared", "region": "glabella"}
    return full_row(PAIRS, **(about | {"patient": patient, "after_date": after, "verdict": verdict} | other))


def test_the_visit_nearest_to_day_30_counts() -> None:
    rows = responder_rows(
        [
            pair("A", "2026-02-03", "unchanged"),  # day 24
            pair("A", "2026-02-08", "improved"),  # day 29
            pair("A", "2026-02-15", "unchanged"),  # day 36
            pair("A", "2026-04-15", "worsened"),
        ],
        [TREATED],
    )
    assert [(row["region"], row["patients"], row["responders"]) for row in rows] == [("glabella", 1, 1)]


def test_who_does_not_count() -> None:
    assert responder_rows(
        [
            pair("B", "2026-02-08", "improved"),  # not treated
            pair("A", "2026-02-08", "improved", region="forehead"),  # not treated there
            pair("A", "2026-03-08", "improved"),  # too late
            pair("A", "2026-02-08", "improved", before_date="2026-01-20"),  # no photo from before
            pair("A", "2026-02-08", "improved", status="failed"),
        ],
        [TREATED],
    ) == []  # fmt: skip


def test_who_has_no_answer_stands_in_no_rate() -> None:
    treated = [Treatment("2026-01-10", ("glabella",), patient=name) for name in "ABCD"]
    verdicts = {"A": "improved", "B": "unchanged", "C": "cannot_tell", "D": "worsened"}
    (row,) = responder_rows([pair(name, "2026-02-09", v) for name, v in verdicts.items()], treated)
    assert (row["patients"], row["responders"], row["cannot_tell"]) == (3, 1, 1)
    assert row["responder_percent"] == pytest.approx(100 / 3, abs=0.01)


def test_each_view_has_its_own_rate() -> None:
    """The front's unchanged stood for the oblique's improved, or the other way about, by the order of the rows."""
    pairs = [pair("A", "2026-02-09", verdict, view=view) for view, verdict in
             [("left", "improved"), ("front", "unchanged"), ("right", "cannot_tell")]]  # fmt: skip
    rows = responder_rows(pairs, [TREATED])
    assert [(row["view"], row["patients"], row["responders"]) for row in rows] == [
        ("front", 1, 0), ("right", 0, 0), ("left", 1, 1)
    ]  # fmt: skip


def test_patients_whose_photos_are_not_classified_are_counted() -> None:
    """A frown that the treatment took away is classified least: silence would pass a selection off as the rate."""

    def photo(patient: str, **other: Any) -> dict[str, Any]:
        return full_row(SCORES, **({"patient": patient, "status": "scored", "expression": None} | other))

    photos = [photo("A"), photo("A"), photo("B"), photo("C", expression="frown"), photo("D", status="failed")]
    treated = [Treatment("2026-01-10", ("glabella",), patient=name) for name in "ACD"]
    said = missing_responders_note(photos, treated)
    assert said is not None and said.startswith("1 treated patient has photos whose expression is neither")
    assert missing_responders_note(photos[3:], treated) is None
