"""What folder and file names say of a photo, and what they do not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wrinkle_scan.face.expression import expression_from_name
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.layout_survey import layout_of_paths
from wrinkle_scan.visits.catalog.naming import check_pattern, complete_from_name, known_expression

SAYS = [
    ("P1/2026-01-05_frown.jpg", ("P1", "2026-01-05", None, "frown")),
    ("P1/2026-01-05/left brow-raise.HEIC", ("P1", "2026-01-05", "left", "brow_raise")),
    ("P1/IMG_20260105_123456.jpg", ("P1", "2026-01-05", None, None)),
    ("Müller, Anna/Both_smile_2026-02-28.png", ("Müller, Anna", "2026-02-28", "both", "smile")),
    ("Mother, A/other 2026-02-28.png", ("Mother, A", "2026-02-28", None, "other")),
    ("2026-01-05_rest.jpg", (None, "2026-01-05", None, "rest")),
    ("P1/leftover.jpg", ("P1", None, None, None)),
    ("P1/2026-02-30.jpg", ("P1", None, None, None)),
    ("P1/120260105.jpg", ("P1", None, None, None)),
    ("left/x.jpg", ("left", None, None, None)),
    ("P1/2026-01-05/Frown/IMG_1.jpg", ("P1", "2026-01-05", None, "frown")),
    ("P1/smile/2026-01-05 brows up/IMG_1.jpg", ("P1", "2026-01-05", None, "brow_raise")),
    ("P1/2026-01-05/Frown/IMG_1_rest.jpg", ("P1", "2026-01-05", None, "rest")),
    ("P1/Forest rest home/2026-01-05.jpg", ("P1", "2026-01-05", None, None)),
    ("Smile Dental/2026-01-05/IMG_1.jpg", ("Smile Dental", "2026-01-05", None, None)),
]


@pytest.mark.parametrize(("name", "said"), SAYS, ids=[name for name, _ in SAYS])
def test_names_as_people_give_them(name: str, said: tuple[str | None, ...]) -> None:
    entry = complete_from_name(PhotoEntry(name), name)
    assert (entry.patient, entry.visit_date, entry.side, entry.expression) == said
    assert {key for key, origin in entry.origins if origin == "name"} == {
        key for key, value in zip(("patient", "visit_date", "side", "expression"), said, strict=True) if value
    }


@pytest.mark.parametrize(
    "mark",
    [
        " (Anna's conflicted copy 2026-03-01)",
        " (conflicted copy 2026-03-01 101500)",
        " (Kopie von Anna in Konflikt 2026-03-01)",
        ".sync-conflict-20260301-101500-ABCDEF1",
        "_conflict-20260301-101500",
    ],
)
def test_the_day_of_a_conflict_is_no_visits(mark: str) -> None:
    name = f"P1/IMG_20260105_rest{mark}.jpg"
    assert complete_from_name(PhotoEntry(name), name).visit_date == "2026-01-05"
    undated = f"P1/IMG_1{mark}.jpg"
    entry = complete_from_name(PhotoEntry(undated), undated)
    assert entry.dated_by("2026-01-05T10:00:00").visit_date == "2026-01-05" and entry.possible_dates == ()
    flat = [f"2026-01-05_P1_rest{mark}.jpg", "2026-02-05_P1_rest.jpg", "2026-02-05_P2_rest.jpg"]
    assert [layout_of_paths(flat, "given").split(path)[0] for path in flat] == ["P1", "P1", "P2"]


def test_a_pattern_of_ones_own() -> None:
    pattern = r"(?P<date>\d{8})-(?P<patient>\w+)-(?P<expression>[a-z ]+)"
    entry = complete_from_name(PhotoEntry("20260105-A7-brow raise.jpg"), "20260105-A7-brow raise.jpg", pattern)
    assert (entry.patient, entry.visit_date, entry.expression) == ("A7", "2026-01-05", "brow_raise")


def test_what_a_manifest_says_counts_more() -> None:
    entry = PhotoEntry("x").with_known("manifest", patient="A", expression="rest")
    entry = complete_from_name(entry, "B/2026-01-05_frown.jpg")
    assert (entry.patient, entry.expression, entry.visit_date) == ("A", "rest", "2026-01-05")
    assert (entry.origin_of("patient"), entry.origin_of("visit_date"), entry.origin_of("side")) == (
        "manifest",
        "name",
        None,
    )


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [("(?P<patient>", "cannot be read"), ("P.*", "no named group"), ("(?P<who>.*)", "unknown group who")],
)
def test_a_pattern_that_cannot_be_used_is_refused(pattern: str, problem: str) -> None:
    with pytest.raises(PathError, match=problem):
        check_pattern(pattern)


@given(st.text(max_size=60))
@example("/")
def test_no_name_is_too_strange(name: str) -> None:
    entry = complete_from_name(PhotoEntry(name or "x"), name or "x")
    assert entry.visit_date is None or date.fromisoformat(entry.visit_date)
    assert entry.side in (None, "left", "right", "both")
    entry.name.encode()


def test_expressions_however_they_are_written() -> None:
    assert [
        known_expression(text)
        for text in ("Brow-raise", " FROWN ", "smiling", "At rest", "Lächeln", "eyebrows up", "brow lift", "", None)
    ] == [
        "brow_raise",
        "frown",
        "smile",
        "rest",
        "smile",
        "brow_raise",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("name", "expression"),
    [("no frown", None), ("not smiling", None), ("ohne Lächeln", None), ("frowned_2", "frown"),
     ("no flash, frown", "frown"), ("Zornesfalte", "frown"), ("ceño", "frown"), ("noisy smile", "smile")],
)  # fmt: skip
def test_what_is_denied_is_not_said(name: str, expression: str | None) -> None:
    assert expression_from_name(Path(f"2026-01-05_{name}.jpg")) == expression
