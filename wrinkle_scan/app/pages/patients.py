"""The patients: their list, by lot too, and each one's photos, visits in columns and expressions in rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.folder import changes
from wrinkle_scan.app.folder.change_records import BIN, numbered
from wrinkle_scan.app.folder.due import missing
from wrinkle_scan.app.folder.patient_record import Patient, Visit
from wrinkle_scan.app.folder.photo_filing import add_patient
from wrinkle_scan.app.pages.patient_data import (
    clinic,
    due_of,
    follow,
    opened,
    patient_of,
    photo_of,
    root,
    undoable,
)
from wrinkle_scan.app.patients.opened_patients import Shown, shown
from wrinkle_scan.app.patients.photo_work import Numbers
from wrinkle_scan.app.server.page_language import page_language
from wrinkle_scan.app.server.server_limits import MOST_PHOTOS_OF_A_VISIT, MOST_UPLOAD_BYTES
from wrinkle_scan.app.server.uploads import plain_name
from wrinkle_scan.app.state import state
from wrinkle_scan.comparison.check import BEFORE_AND_AFTER
from wrinkle_scan.face.expression import Expression, SeriesKey
from wrinkle_scan.regions.names import MOVED_REGIONS, REGION_NAMES
from wrinkle_scan.regions.titles import TITLES
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.name_dates import distance_days

part = Blueprint("patients", __name__, url_prefix="/patients")


@part.get("")
def start() -> ResponseReturnValue:
    """All patients, or those that were searched for."""
    return _list("", None)


@part.post("")
def add() -> ResponseReturnValue:
    """A new patient."""
    name = request.form.get("name", "")
    try:
        change = add_patient(root(), name)
    except PathError as error:
        return _list(name, error.reason), 400
    return redirect(url_for(".show", code=change.folders[0]), 303)


@part.post("/-/undo")
def undo() -> ResponseReturnValue:
    """Undoes the change that a page tells of."""
    number, code = request.form.get("number", ""), request.form.get("code", "")
    if not number.isdecimal():
        abort(404)
    undone = changes.undo(root(), int(number))
    _, code = follow(undone) or (code, code)
    if code not in clinic().patients:
        return redirect(url_for("bin.show" if code == "-" else ".start", undone=undone.number), 303)
    there = ".show" if request.form.get("part") != "treatments" else "treating.start"
    return redirect(url_for(there, code=code, undone=undone.number), 303)


@part.get("/<code>")
def show(code: str) -> ResponseReturnValue:
    """A patient's photos."""
    return patient_page(code)


def patient_page(code: str, new_name: str | None = None, problem: str | None = None) -> str:
    """A patient's photos, and all that is done with the patient.

    Args:
        code: the patient's name.
        new_name: that was typed in its place; None: nothing was.
        problem: why the patient is not called so, as sentences.
    """
    of = clinic()
    patient = patient_of(of, code)
    job = opened().open(code, [shown(of, photo) for photo in patient.photos])
    today = date.today().isoformat()
    return render_template(
        "patient.html",
        patient=patient,
        path_of=of.path_of,
        photo=lambda entry: _photo(shown(of, entry)),
        gap=lambda visit, key: key.view == "front" and key.expression in missing(patient, visit),
        rows=patient.series,
        after={visit.date: _after_treatment(patient, visit) for visit in patient.visits},
        due=due_of(patient, today),
        job=job,
        undo=undoable(request.args.get("done")),
        new_name=patient.name if new_name is None else new_name,
        problem=problem,
        most_bytes=MOST_UPLOAD_BYTES,
        today=today,
    )


@part.get("/<code>/photos")
def photos(code: str) -> ResponseReturnValue:
    """How far the pictures and numbers of a patient's photos are; the folder is not read again before the end."""
    job = opened().job(code)
    running = job is not None and job.state == "running"
    return jsonify(
        job=job.as_json() if job else None,
        rows=[] if running else [str(key) for key in patient_of(clinic(), code).series],
        photos=[_photo(own) for own in opened().photos(code)],
    )


@part.get("/-/thumbnails/<key>")
def thumbnail(key: str) -> ResponseReturnValue:
    """A small picture, once it is there."""
    content = opened().thumbnail(key)
    return (content, {"Content-Type": "image/jpeg"}) if content else abort(404)


@part.post("/<code>/compare")
def compare(code: str) -> ResponseReturnValue:
    """Compares two visits of a row; leads to the answer."""
    of = clinic()
    patient = patient_of(of, code)
    chosen = [photo_of(of, patient, path) for path in request.form.getlist("photo")]
    if len(chosen) != 2:
        abort(400, message("Choose two photos of one row, then compare them."))
    cells = sorted((_cell(patient, entry) for entry in chosen), key=lambda cell: cell[0].date)
    (before, key), (after, other) = cells
    if key != other or before is after:
        abort(400, message("Choose two photos of one row, from two visits."))
    comparison = state().comparisons.new(patient.name)
    for name, visit in zip(BEFORE_AND_AFTER, (before, after), strict=True):
        for entry in visit.photos[key][:MOST_PHOTOS_OF_A_VISIT]:
            with entry.path.open("rb") as content:
                comparison.add(name, plain_name(entry.path.name), content)
    asked = comparison.ask(key.expression, page_language().code)
    return redirect(url_for("answering.show", comparison_id=comparison.id, asked_id=asked.id), 303)


def _list(name: str, problem: str | None) -> str:
    of, text, lot = clinic(), request.args.get("q", ""), request.args.get("lot", "")
    today = date.today().isoformat()
    found = of.search(text)
    return render_template(
        "patients.html",
        clinic=of,
        found=[(patient, due_of(patient, today)) for patient in found],
        had=of.of_lot(lot) if lot else [],
        text=text,
        lot=lot,
        name=name,
        problem=problem,
        undo=undoable(request.args.get("done")),
        has_bin=bool(numbered(root() / BIN)),
    )


def _cell(patient: Patient, entry: PhotoEntry) -> tuple[Visit, SeriesKey]:
    cells = ((visit, key) for visit in patient.visits for key, captures in visit.photos.items() if entry in captures)
    return next(cells, None) or abort(400, message("A photo without a date cannot be compared. Give it a date first."))


def _after_treatment(patient: Patient, visit: Visit) -> int | None:
    """Days since the last treatment before a visit."""
    before = [w.treatment.date for w in patient.treatments if w.treatment.date <= visit.date]
    return distance_days(before[-1], visit.date) if before else None


def _photo(own: Shown) -> dict[str, Any]:
    """A photo as the page and its script show it."""
    seen, numbers = opened().thumbnail(own.key), opened().numbers(own)
    return {
        "path": own.path,
        "thumbnail": url_for("patients.thumbnail", key=own.key) if seen else None,
        "numbers": _numbers(own.expression, numbers) if numbers else [],
        "problem": numbers.problem if numbers else None,
    }


def _numbers(expression: Expression | None, numbers: Numbers) -> list[dict[str, Any]]:
    """Title and severity of each region that the expression moves."""
    if numbers.problem:
        return []
    names = MOVED_REGIONS.get(expression, REGION_NAMES) if expression else REGION_NAMES
    found = ((TITLES[name].short, numbers.severities.get(name)) for name in names)
    return [{"title": title, "severity": None if value is None else round(value)} for title, value in found]
