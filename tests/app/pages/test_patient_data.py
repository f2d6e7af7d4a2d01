"""What the patients' pages have in common: what is due in words, numbers as people write them, and the photo meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from local_pages import Here, a_server
from patients_folders import made_patients
from werkzeug.exceptions import NotFound

from wrinkle_scan.app.folder.changes import undo
from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.photo_filing import add_patient
from wrinkle_scan.app.pages.patient_data import (
    clinic,
    due_of,
    number_words,
    patient_of,
    photo_of,
    series_title,
    undoable,
)
from wrinkle_scan.face.expression import SeriesKey

SPANISH = {"Accept-Language": "es"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.fixture
def app(root: Path, tmp_path: Path) -> Iterator[Flask]:
    (tmp_path / "place").mkdir()
    with a_server(tmp_path / "place", root, Here()) as (app, _):
        yield app


@pytest.mark.parametrize(
    ("today", "kind", "words"),
    [
        ("2026-02-01", "later", "Follow-up photos due from 2 February 2026"),
        ("2026-02-02", "due", "Follow-up photos due since 2 February 2026"),
        ("2026-02-16", "late", "Follow-up photos late since 16 February 2026"),
        ("2026-04-19", None, None),
    ],
)
def test_a_follow_up_is_due_in_words(root: Path, app: Flask, today: str, kind: str | None, words: str | None) -> None:
    """P1 was treated on 19 January 2026."""
    (root / "P1/2026-02-04_rest.jpg").unlink()
    with app.test_request_context():
        found = due_of(read_clinic(root).patient("P1"), today)
        assert [(due.kind, str(due.words)) for due in found] == ([(kind, words)] if kind else [])


def test_what_the_last_visit_lacks_is_due_too(root: Path, app: Flask) -> None:
    with app.test_request_context():
        (due,) = due_of(read_clinic(root).patient("P1"), "2026-02-05")
        assert (due.kind, str(due.words)) == ("missing", "Frown missing on 4 February 2026")


def test_numbers_and_titles_are_in_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context():
        assert (number_words(2.5), number_words(20.0)) == ("2.5", "20")
        keys = (SeriesKey("frown"), SeriesKey("rest", "left"), SeriesKey(None, "right"))
        titles = [series_title(key) for key in keys]
        assert titles == ["Frown", "Rest, left side", "Expression not known, right side"]
    with app.test_request_context(headers=SPANISH):
        assert number_words(2.5) == "2,5" and "lado izquierdo" in series_title(SeriesKey("rest", "left"))


def test_only_a_patients_own_photo_is_found(app: Flask) -> None:
    with app.test_request_context():
        of = clinic()
        patient = patient_of(of, "P1")
        assert photo_of(of, patient, "P1/2026-01-05_rest.jpg").visit_date == "2026-01-05"
        for ask in (lambda: photo_of(of, patient, "Zoë Ä/2026-01-06_smile.jpg"), lambda: patient_of(of, "P9")):
            with pytest.raises(NotFound):
                ask()


def test_only_the_last_change_is_offered_to_be_undone(root: Path, app: Flask) -> None:
    first, second = add_patient(root, "P7"), add_patient(root, "P8")
    with app.test_request_context():
        assert undoable(str(first.number)) is None and undoable(None) is None
        assert (undoable(str(second.number)) or first).words == "Patient P8 added"
        undo(root)
        assert undoable(str(second.number)) is None and undoable(str(first.number)) is not None
