"""What the patients' pages have in common: the folder as it is now, its photos by their paths, and words for them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from flask import Blueprint, abort, current_app, request

from wrinkle_scan.app.folder.change_records import BIN, FolderChange, read_change
from wrinkle_scan.app.folder.changes import last_change
from wrinkle_scan.app.folder.clinic import Clinic, read_clinic
from wrinkle_scan.app.folder.due import FollowUp, follow_up, gaps
from wrinkle_scan.app.folder.measured import MeasuredNumbers
from wrinkle_scan.app.folder.patient_record import Patient
from wrinkle_scan.app.folder.renaming import names_of
from wrinkle_scan.app.patients.opened_patients import OpenedPatients
from wrinkle_scan.app.reports import renamed_numbers
from wrinkle_scan.app.server.folder_lock import is_in_place
from wrinkle_scan.app.server.page_language import page_language
from wrinkle_scan.app.server.server_limits import LONGEST_CALL_SECONDS
from wrinkle_scan.app.state import state
from wrinkle_scan.face.expression import Expression, SeriesKey
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import Day, Message, joined, message
from wrinkle_scan.visits.catalog.entries import PhotoEntry

EXPRESSION_TITLES: dict[Expression | None, Message] = {
    "rest": message("Rest"),
    "brow_raise": message("Brows raised"),
    "frown": message("Frown"),
    "smile": message("Smile"),
    "other": message("Another movement"),
    None: message("Expression not known"),
}
_PATIENT_PARTS = (
    (message("Photos"), ""),
    (message("Take photos"), "/take"),
    (message("Treatments"), "/treatments"),
    (message("Reports"), "/report"),
    (message("Consent"), "/consent"),
)
GONE = message("this folder is no longer in its place")
PUT_BACK = message(
    "Put it back or connect its drive, and try again. If it has another place now, press Quit, and start the program "
    "with that one."
)
_OPENED = "wrinkle_scan.opened"

part = Blueprint("patient_data", __name__)


def root() -> Path:
    """The folder of patients.

    Raises:
        PathError: it was taken away while the page is open.
    """
    folder = state().folder or abort(404)
    if not is_in_place(folder):
        raise PathError(folder, GONE, PUT_BACK)
    return folder


def opened() -> OpenedPatients:
    """What is held of photos that were shown."""
    kept = current_app.extensions
    if _OPENED not in kept:
        kept[_OPENED] = OpenedPatients(root(), state().jobs)
    return cast(OpenedPatients, kept[_OPENED])


def clinic() -> Clinic:
    """The folder as it is now."""
    return read_clinic(root(), MeasuredNumbers(root()).seen())


def patient_of(of: Clinic, code: str) -> Patient:
    """The patient of an address; a page that says so where there is none."""
    return of.patients.get(code) or abort(404)


def photo_of(of: Clinic, patient: Patient, path: str) -> PhotoEntry:
    """The patient's photo of this path; only what the page shows can be asked for."""
    found = next((photo for photo in patient.photos if of.path_of(photo) == path), None)
    return found or abort(404)


def undoable(number: str | None) -> FolderChange | None:
    """The change that a page was led here by, if it is still the last one."""
    change = last_change(root())
    return change if change and str(change.number) == number else None


@part.app_template_global()
def undone_change() -> FolderChange | None:
    """The change whose undoing led to this page; None where it was not undone."""
    number = request.args.get("undone", "")
    change = read_change(root() / BIN, int(number)) if number.isdecimal() else None
    return change if change and change.state == "undone" else None


def follow(change: FolderChange) -> tuple[str, str] | None:
    """Lets numbers and open answers follow a change that renamed a patient, or its undoing.

    Returns:
        The name before and after it; None where it renamed nobody.
    """
    if (names := names_of(change)) is None:
        return None
    before, after = names if change.state == "done" else names[::-1]
    state().comparisons.rename(before, after)
    call = partial(renamed_numbers.follow, root(), change)
    # Where this fails, what was measured is measured again: the patient is renamed all the same.
    state().jobs.start(after, lambda job: job.run(call), 1).wait(LONGEST_CALL_SECONDS)
    return before, after


class Due(NamedTuple):
    """What is due: its kind (late, due, later or missing), and words."""

    kind: str
    words: str


def due_of(patient: Patient, today: str) -> list[Due]:
    """What is due for a patient: photos after the last treatment, and those that the last visit lacks."""
    found = [_follow_up(due, today)] if (due := follow_up(patient)) and today < due.ends_on else []
    last = patient.last_visit
    for gap in gaps(patient):
        if gap.date == last:
            titles = joined((EXPRESSION_TITLES[expression] for expression in gap.expressions), ", ")
            found.append(Due("missing", message("{what} missing on {day}", what=titles, day=Day(gap.date))))
    return found


def _follow_up(due: FollowUp, today: str) -> Due:
    if due.is_late(today):
        return Due("late", message("Follow-up photos late since {day}", day=Day(due.late_on)))
    if due.is_due(today):
        return Due("due", message("Follow-up photos due since {day}", day=Day(due.due_on)))
    return Due("later", message("Follow-up photos due from {day}", day=Day(due.due_on)))


@part.app_template_filter("day_words")
def day_words(day: str) -> str:
    """A day as ``5 January 2026``, in the page's language."""
    return page_language().day(day)


@part.app_template_filter("number")
def number_words(value: float) -> str:
    """A number of units as people write it, ``2.5`` or ``2,5``."""
    return f"{value:g}".replace(".", page_language().decimal_sign)


@part.app_template_filter("series_title")
def series_title(key: SeriesKey) -> str:
    """A row's title: the expression, and the side that is seen where the face is turned."""
    words = EXPRESSION_TITLES[key.expression]
    if key.view == "left":
        words = message("{words}, left side", words=words)
    elif key.view == "right":
        words = message("{words}, right side", words=words)
    said: str = page_language().say(words)
    return said


@part.app_template_global()
def patient_parts() -> tuple[tuple[str, str], ...]:
    """Title and address, within the patient's own, of each page there is of a patient."""
    return _PATIENT_PARTS
