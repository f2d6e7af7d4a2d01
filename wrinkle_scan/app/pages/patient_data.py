"""What the patients' pages have in common: the folder as it is now, its photos by their paths, and words for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from flask import Blueprint, abort, current_app

from wrinkle_scan.app.folder.change_records import Change
from wrinkle_scan.app.folder.changes import last_change
from wrinkle_scan.app.folder.clinic import Clinic, read_clinic
from wrinkle_scan.app.folder.due import FollowUp, follow_up, gaps
from wrinkle_scan.app.folder.measured import Measured
from wrinkle_scan.app.folder.patients import Patient
from wrinkle_scan.app.patients.opened_patients import OpenedPatients
from wrinkle_scan.app.state import state
from wrinkle_scan.face.expression import Expression, SeriesKey
from wrinkle_scan.visits.catalog.entries import PhotoEntry

EXPRESSION_TITLES: dict[Expression | None, str] = {
    "rest": "Rest",
    "brow_raise": "Brows raised",
    "frown": "Frown",
    "smile": "Smile",
    "other": "Another movement",
    None: "Expression not known",
}
REGIONS_OF: dict[Expression | None, tuple[str, ...]] = {
    "brow_raise": ("forehead",),
    "frown": ("glabella",),
    "smile": ("crows_feet_right", "crows_feet_left"),
}
"""The regions that an expression moves; any other shows all of them."""
_PATIENT_PARTS = (
    ("Photos", ""),
    ("Take photos", "/take"),
    ("Treatments", "/treatments"),
    ("Reports", "/report"),
    ("Consent", "/consent"),
)
_OPENED = "wrinkle_scan.opened"

part = Blueprint("patient_data", __name__)


def root() -> Path:
    """The folder of patients, as an absolute path: Flask takes others for files of its own."""
    return (state().folder or abort(404)).absolute()


def opened() -> OpenedPatients:
    """What is held of photos that were shown."""
    kept = current_app.extensions
    if _OPENED not in kept:
        kept[_OPENED] = OpenedPatients(root(), state().jobs)
    return cast(OpenedPatients, kept[_OPENED])


def clinic() -> Clinic:
    """The folder as it is now."""
    return read_clinic(root(), Measured(root()).seen())


def patient_of(of: Clinic, code: str) -> Patient:
    """The patient of an address; a page that says so where there is none."""
    return of.patients.get(code) or abort(404)


def photo_of(of: Clinic, patient: Patient, path: str) -> PhotoEntry:
    """The patient's photo of this path; only what the page shows can be asked for."""
    found = next((photo for photo in patient.photos if of.path_of(photo) == path), None)
    return found or abort(404)


def undoable(number: str | None) -> Change | None:
    """The change that a page was led here by, if it is still the last one."""
    change = last_change(root())
    return change if change and str(change.number) == number else None


class Due(NamedTuple):
    """What is due: its kind (late, due, later or missing), words, and the day that ends them."""

    kind: str
    words: str
    day: str


def due_of(patient: Patient, today: str) -> list[Due]:
    """What is due for a patient: photos after the last treatment, and those that the last visit lacks."""
    found = [_follow_up(due, today)] if (due := follow_up(patient)) and today < due.ends_on else []
    last = patient.last_visit
    for gap in gaps(patient):
        if gap.date == last:
            titles = ", ".join(EXPRESSION_TITLES[expression].lower() for expression in gap.expressions)
            found.append(Due("missing", f"{titles[:1].upper()}{titles[1:]} missing on", gap.date))
    return found


def _follow_up(due: FollowUp, today: str) -> Due:
    if due.is_late(today):
        return Due("late", "Follow-up photos late since", due.late_on)
    if due.is_due(today):
        return Due("due", "Follow-up photos due since", due.due_on)
    return Due("later", "Follow-up photos due from", due.due_on)


@part.app_template_filter("day_words")
def day_words(day: str) -> str:
    """A day as ``5 January 2026``."""
    when = date.fromisoformat(day)
    return f"{when.day} {when:%B %Y}"


@part.app_template_filter("series_title")
def series_title(key: SeriesKey) -> str:
    """A row's title: the expression, and the side that is seen where the face is turned."""
    side = "" if key.view == "front" else f", {key.view} side"
    return f"{EXPRESSION_TITLES[key.expression]}{side}"


@part.app_template_global()
def patient_parts() -> tuple[tuple[str, str], ...]:
    """Title and address, within the patient's own, of each page there is of a patient."""
    return _PATIENT_PARTS
