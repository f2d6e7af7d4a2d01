"""A patient's treatments: their list, and one with its injection points on a face, saved to `treatments.csv`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.folder.clinic import Clinic
from wrinkle_scan.app.folder.patient_record import Patient
from wrinkle_scan.app.folder.treatment_changes import add_treatment, change_treatment, delete_treatment
from wrinkle_scan.app.folder.treatments_file import WrittenTreatment
from wrinkle_scan.app.pages.patient_data import clinic, patient_of, photo_of, root, undoable
from wrinkle_scan.app.patients import face_maps
from wrinkle_scan.app.patients.sent_treatments import treatment_of
from wrinkle_scan.app.server.background_jobs import Job
from wrinkle_scan.app.server.uploads import sent_values
from wrinkle_scan.app.state import state
from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.regions.titles import TITLES
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.course.treatments import Treatment

part = Blueprint("treating", __name__, url_prefix="/patients/<code>/treatments")
CHANGED = message(
    "This treatment was changed in another window or program while you had it open. Nothing you entered is lost: it is "
    "still here, and not saved yet."
)
GONE = message(
    "This treatment was deleted in another window or program while you had it open. Nothing you entered is lost: it is "
    "still here, and not saved yet."
)


@part.get("")
def start(code: str) -> ResponseReturnValue:
    """All of a patient's treatments."""
    return render_template(
        "treatments.html",
        patient=patient_of(clinic(), code),
        titles={name: TITLES[name].short for name in REGION_NAMES},
        mark=mark,
        undo=undoable(request.args.get("done")),
    )


@part.get("/new")
def new(code: str) -> ResponseReturnValue:
    """An empty treatment of today."""
    return _page(code, None)


@part.get("/<int:line>")
def show(code: str, line: int) -> ResponseReturnValue:
    """A treatment to be changed."""
    return _page(code, line)


@part.post("/save")
def save(code: str) -> ResponseReturnValue:
    """Saves a treatment: a new one, or in place of the one that the page was made of.

    What else was changed in the file meanwhile does not matter; where this treatment itself was, it is refused.
    """
    if not (sent := sent_values()):
        abort(400, message("Nothing was sent. Load the page again."))
    patient = patient_of(clinic(), code)
    if patient.problem:
        unread = message(
            "{file} cannot be read, so nothing was saved. {why}", file=patient.treatments_file, why=patient.problem
        )
        abort(400, unread)
    treatment = treatment_of(sent, patient.name)
    where = root(), patient.treatments_file, patient.treatments_revision
    line = sent.get("line")
    if line is None:
        change = add_treatment(*where, treatment)
        return jsonify(address=url_for(".start", code=code, done=change.number))
    if not isinstance(line, int):
        abort(400, message("Which treatment this is cannot be read. Load the page again."))
    found = _same(patient, line, str(sent.get("mark")))
    if found is None:
        return jsonify(_conflict(patient, code, line)), 409
    change = change_treatment(*where, found.line, treatment)
    return jsonify(address=url_for(".start", code=code, done=change.number))


@part.post("/<int:line>/delete")
def delete(code: str, line: int) -> ResponseReturnValue:
    """Deletes a treatment; the next page offers to undo that."""
    patient = patient_of(clinic(), code)
    found = _same(patient, line, request.form.get("mark", ""))
    if found is None:
        changed = message(
            "This treatment was changed in another window meanwhile. Load the page again, and look at it first."
        )
        abort(409, changed)
    change = delete_treatment(root(), patient.treatments_file, patient.treatments_revision, found.line)
    return redirect(url_for(".start", code=code, done=change.number), 303)


@part.post("/face")
def face(code: str) -> ResponseReturnValue:
    """Begins to prepare a face for points, one of the patient's photos or the drawn one; its job is followed."""
    of, path = clinic(), request.args.get("path")
    patient = patient_of(of, code)
    call: Callable[[], Any] = face_maps.drawn_map
    if path:
        call = partial(face_maps.photo_map, photo_of(of, patient, path).path)
    job = state().jobs.start("Face", lambda job: job.run(call, message("Preparing the face")), 1)
    return jsonify(job=job.id, address=url_for(".prepared", code=code, job_id=job.id))


@part.get("/face/<job_id>")
def prepared(code: str, job_id: str) -> ResponseReturnValue:
    """A face that was prepared."""
    job: Job = state().jobs.get(job_id) or abort(404)
    return jsonify(job.result) if isinstance(job.result, dict) and "grid" in job.result else abort(404)


def mark(treatment: Treatment) -> str:
    """By which a page knows whether a treatment is still what it was made of."""
    return hashlib.sha256(repr(treatment).encode()).hexdigest()


def _same(patient: Patient, line: int, known: str) -> WrittenTreatment | None:
    """The treatment that a page was made of, wherever it stands now; of several alike the one nearest to its line."""
    found = [written for written in patient.treatments if mark(written.treatment) == known]
    return min(found, key=lambda written: abs(written.line - line), default=None)


def _conflict(patient: Patient, code: str, line: int) -> dict[str, Any]:
    now = next((written for written in patient.treatments if written.line == line), None)
    there = url_for(".show", code=code, line=line) if now else None
    return {"error": CHANGED if now else GONE, "now": there, "mark": mark(now.treatment) if now else None}


def _page(code: str, line: int | None) -> str:
    of = clinic()
    patient = patient_of(of, code)
    written = next((w for w in patient.treatments if w.line == line), None)
    if line is not None and written is None:
        abort(404)
    treatment = written.treatment if written else Treatment(date.today().isoformat(), ())
    return render_template(
        "treatment.html",
        patient=patient,
        treatment=treatment,
        line=line,
        mark=mark(treatment),
        points=[asdict(point) for point in treatment.points],
        regions=[(name, TITLES[name].short) for name in REGION_NAMES],
        photos=_faces(of, patient),
        given=_given(of),
    )


def _faces(of: Clinic, patient: Patient) -> list[tuple[str, str, SeriesKey]]:
    """The photos from the front, on which points can be set: path, day and series; the latest first."""
    return [
        (of.path_of(captures[0]), visit.date, key)
        for visit in reversed(patient.visits)
        for key, captures in visit.photos.items()
        if key.view == "front"
    ]


def _given(of: Clinic) -> dict[str, list[str]]:
    """What was entered before, offered again: products, lots, injectors."""
    all_ = [written.treatment for patient in of.patients.values() for written in patient.treatments]
    return {
        name: sorted({value for treatment in all_ if (value := getattr(treatment, name))})
        for name in ("product", "batch", "injector")
    }
