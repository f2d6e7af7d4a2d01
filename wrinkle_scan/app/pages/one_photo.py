"""One photo of a patient: seen larger, filed anew as another day's or expression's, deleted into the bin."""

from __future__ import annotations

from functools import partial
from typing import cast

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.folder.clinic import Clinic
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.photo_filing import delete_photos, move_photos
from wrinkle_scan.app.pages.patient_data import (
    clinic,
    opened,
    patient_of,
    photo_of,
    root,
)
from wrinkle_scan.app.patients import photo_work, whose_face
from wrinkle_scan.app.patients.dropped import someone_else
from wrinkle_scan.app.patients.opened_patients import shown
from wrinkle_scan.app.server.server_limits import LONGEST_CALL_SECONDS
from wrinkle_scan.app.state import state
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.regions.titles import TITLES
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry

part = Blueprint("one_photo", __name__, url_prefix="/patients/<code>/photo")


@part.get("")
def show(code: str) -> ResponseReturnValue:
    """The photo, its numbers, and what can be done with it."""
    return _page(code, None)


@part.get("/picture")
def picture(code: str) -> ResponseReturnValue:
    """The photo as a larger picture; the request waits until it is made."""
    of = clinic()
    file = photo_of(of, patient_of(of, code), request.args.get("path", "")).path
    call = partial(photo_work.picture, file, photo_work.PICTURE_PX)
    job = state().jobs.start(file.name, lambda job: job.run(call), 1)
    job.wait(LONGEST_CALL_SECONDS)
    return (job.result, {"Content-Type": "image/jpeg"}) if job.result else abort(404)


@part.post("/move")
def move(code: str) -> ResponseReturnValue:
    """Files it as of another patient, day or expression."""
    of = clinic()
    entry = photo_of(of, patient_of(of, code), request.args.get("path", ""))
    form = request.form
    whose, said = form.get("patient", code), form.get("expression") or None
    label = Label(whose, form.get("date", ""), cast("Expression | None", said))
    if form.get("sure") != whose and (doubt := _doubt(of, code, whose, entry)):
        return _page(code, None, doubt), 409
    try:
        change = move_photos(root(), {of.path_of(entry): label})
    except PathError as error:
        return _page(code, error.reason), 400
    return redirect(url_for("patients.show", code=whose, done=change.number), 303)


@part.post("/delete")
def delete(code: str) -> ResponseReturnValue:
    """Moves it into the bin; the next page offers to undo that."""
    of = clinic()
    entry = photo_of(of, patient_of(of, code), request.args.get("path", ""))
    change = delete_photos(root(), [of.path_of(entry)])
    if code in clinic().patients:
        return redirect(url_for("patients.show", code=code, done=change.number), 303)
    return redirect(url_for("patients.start", done=change.number), 303)


def _doubt(of: Clinic, code: str, whose: str, entry: PhotoEntry) -> str | None:
    """Why a photo may not be another patient's, whose it is said to be, as sentences; None where nothing says so."""
    other = of.patients.get(whose) if whose != code else None
    known = other.known_by(entry.expression) if other else ()
    if not known:
        return None
    call = partial(whose_face.unlike_of_file, entry.path, tuple(photo.path for photo in known))
    job = state().jobs.start(entry.path.name, lambda job: job.run(call), 1)
    job.wait(LONGEST_CALL_SECONDS)
    return None if job.result is None else someone_else(known[job.result].date)


def _page(code: str, problem: str | None, doubt: str | None = None) -> str:
    of = clinic()
    patient = patient_of(of, code)
    entry = photo_of(of, patient, request.args.get("path", ""))
    numbers = opened().numbers(shown(of, entry))
    form = request.form
    return render_template(
        "one_photo.html",
        patient=patient,
        entry=entry,
        path=of.path_of(entry),
        names=list(of.patients),
        numbers=numbers,
        regions=[(TITLES[name].short, numbers.severities.get(name)) for name in REGION_NAMES]
        if numbers and not numbers.problem
        else [],
        problem=problem,
        doubt=doubt,
        typed={
            "patient": form.get("patient", patient.name),
            "date": form.get("date", entry.visit_date or ""),
            "expression": form.get("expression", entry.expression or ""),
        },
    )
