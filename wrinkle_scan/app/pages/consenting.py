"""A patient's consents, per photo and purpose, and what may leave the folder for a purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from flask import Blueprint, abort, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.comparing import comparison_work
from wrinkle_scan.app.comparing.visit_photos import new_id
from wrinkle_scan.app.folder.changes import undo
from wrinkle_scan.app.folder.clinic import Clinic
from wrinkle_scan.app.folder.consent_changes import change_consents
from wrinkle_scan.app.folder.consents import PURPOSES, Consent, ConsentsFile, Purpose, Use, read_consents
from wrinkle_scan.app.folder.measured import MeasuredNumbers
from wrinkle_scan.app.folder.patient_record import Patient
from wrinkle_scan.app.pages.patient_data import (
    clinic,
    patient_of,
    photo_of,
    root,
    undoable,
)
from wrinkle_scan.app.reports import consented
from wrinkle_scan.app.server.own_process import run_in_own_process
from wrinkle_scan.app.server.page_language import page_language
from wrinkle_scan.app.server.server_limits import LONGEST_CALL_SECONDS
from wrinkle_scan.app.state import state
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message

part = Blueprint("consenting", __name__, url_prefix="/patients/<code>/consent")
Known = TypeVar("Known")
TITLES: dict[Purpose, tuple[str, str]] = {
    "record": (message("Record"), message("the patient’s own record")),
    "teaching": (message("Teaching"), message("students and colleagues")),
    "publication": (message("Publication"), message("everybody")),
}


@part.get("")
def show(code: str) -> ResponseReturnValue:
    """Which photo may be used for what."""
    return _page(code, None)


@part.post("")
def save(code: str) -> ResponseReturnValue:
    """What is ticked now is consented to, what is no longer is withdrawn."""
    of = clinic()
    patient = patient_of(of, code)
    asked, revision = request.form.getlist("use"), request.form.get("revision", "")
    file = read_consents(root())
    if file.revision != revision:
        return _page(
            code,
            message("Consents were changed in another page or program meanwhile. Look at them, and enter yours anew."),
        ), 409
    given: list[Use] = []
    withdrawn: list[Use] = []
    for photo, held in _held(of, patient, file).items():
        for purpose in PURPOSES:
            ticked = f"{purpose} {photo}" in asked
            if ticked != (purpose in held):
                (given if ticked else withdrawn).append((photo, purpose))
    if not given and not withdrawn:
        return redirect(url_for(".show", code=code), 303)
    try:
        change = change_consents(root(), revision, given, withdrawn, request.form.get("day", ""))
    except PathError as error:
        return _page(code, error.reason), 400
    return redirect(url_for(".show", code=code, done=change.number), 303)


@part.post("/undo")
def take_back(code: str) -> ResponseReturnValue:
    """Undoes the last change of consents."""
    number = request.form.get("number", "")
    if not number.isdecimal():
        abort(404)
    undone = undo(root(), int(number))
    return redirect(url_for(".show", code=code, undone=undone.number), 303)


@part.get("/picture")
def picture(code: str) -> ResponseReturnValue:
    """A photo as a small picture; nothing of a file that is no photo."""
    of = clinic()
    photo = photo_of(of, patient_of(of, code), request.args.get("path", ""))
    call = partial(comparison_work.small_picture, photo.path)
    job = state().jobs.start(photo.path.name, lambda job: job.run(call), 1)
    job.wait(LONGEST_CALL_SECONDS)
    return (job.result, {"Content-Type": "image/jpeg"}) if job.result else ("", 204)


@part.post("/export")
def export(code: str) -> ResponseReturnValue:
    """Begins to write what may leave the folder for a purpose."""
    patient_of(clinic(), code)
    purpose = request.args.get("purpose", "")
    if purpose not in PURPOSES:
        abort(400, message("Choose what the photos are to be used for."))
    file = state().place / f"{new_id()}.zip"
    deidentify = request.args.get("deidentify") == "1"
    work = partial(consented.export, root(), code, purpose, deidentify, page_language().code, file)
    job = state().jobs.start("Writing the export", lambda job: (file, run_in_own_process(job, work)))
    return jsonify(job.as_json()), 202


@part.get("/export/<job_id>")
def exported(code: str, job_id: str) -> ResponseReturnValue:
    """What is in an export, and what was left out."""
    _, found = _exported(job_id)
    return jsonify(
        address=url_for(".save_export", code=code, job_id=job_id),
        photos=found.photos,
        left_out=[{"photo": photo.name, "reason": photo.reason} for photo in found.left_out],
        without_report=found.without_report,
    )


@part.get("/export/<job_id>/file")
def save_export(code: str, job_id: str) -> ResponseReturnValue:
    """The file itself."""
    file, found = _exported(job_id)
    return send_file(file, "application/zip", as_attachment=True, download_name=found.name)


def _exported(job_id: str) -> tuple[str, consented.Export]:
    job = state().jobs.get(job_id) or abort(404)
    if not isinstance(job.result, tuple) or not isinstance(job.result[-1], consented.Export):
        abort(404)
    return job.result


def _page(code: str, problem: str | None) -> str:
    of = clinic()
    patient = patient_of(of, code)
    file = read_consents(root())
    held = _held(of, patient, file)
    return render_template(
        "consent.html",
        patient=patient,
        photos=[(of.path_of(photo), photo) for photo in patient.photos],
        held=held,
        withdrawn=_of_each(of, patient, file.withdrawn),
        titles=TITLES,
        revision=file.revision,
        today=date.today().isoformat(),
        done=undoable(request.args.get("done")),
        problem=problem,
        counts={purpose: sum(purpose in own for own in held.values()) for purpose in PURPOSES},
    )


def _held(of: Clinic, patient: Patient, file: ConsentsFile) -> dict[str, dict[Purpose, Consent]]:
    """The consents that hold, by the path of each of the patient's photos."""
    return _of_each(of, patient, file.holding)


def _of_each(
    of: Clinic, patient: Patient, known: Callable[[str, str], dict[Purpose, Known]]
) -> dict[str, dict[Purpose, Known]]:
    """What is known of each of the patient's photos, by its path and SHA-256."""
    measured = MeasuredNumbers(root())
    paths = {of.path_of(photo): photo.path for photo in patient.photos}
    return {path: known(path, measured.sha256_of(place)) for path, place in paths.items()}
