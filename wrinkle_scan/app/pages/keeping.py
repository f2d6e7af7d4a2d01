"""A comparison's photos filed in the folder of patients, from the page of its answer."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.comparing.questions import Asked
from wrinkle_scan.app.comparing.visit_photos import OnePhoto
from wrinkle_scan.app.folder.clinic import Clinic
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.patient_names import patient_name
from wrinkle_scan.app.folder.photo_filing import file_photos, same_photos
from wrinkle_scan.app.pages.answering import asked_of, page
from wrinkle_scan.app.pages.patient_data import clinic, root
from wrinkle_scan.app.patients import photo_work, whose_face
from wrinkle_scan.app.patients.dropped import someone_else
from wrinkle_scan.app.state import state
from wrinkle_scan.comparison.check import BEFORE_AND_AFTER
from wrinkle_scan.system.messages import message

part = Blueprint("keeping", __name__, url_prefix="/compare/<comparison_id>/answer/<asked_id>/keep")


@part.post("")
def keep(comparison_id: str, asked_id: str) -> ResponseReturnValue:
    """Files those photos that are not in the folder yet, all of them or none; leads to the patient."""
    asked, of = asked_of(comparison_id, asked_id), clinic()
    patient = patient_name(request.form.get("patient", ""), of.patients)
    photos = []
    for visit in BEFORE_AND_AFTER:
        for photo in asked.photos[visit]:
            captured_at = photo.measured.captured_at if photo.measured else None
            photos.append((_content(photo), Label(patient, request.form.get(visit, ""), asked.expression, captured_at)))
    there = same_photos(of, [content for content, _ in photos])
    new = [photo for photo, path in zip(photos, there, strict=True) if path is None]
    if not new:
        abort(400, message("These photos are filed already: {paths}.", paths=", ".join(filter(None, there))))
    if request.form.get("sure") != request.form.get("patient") and (doubt := _doubt(of, patient, asked)):
        return page(comparison_id, asked_id, doubt), 409
    change = file_photos(root(), new)
    return redirect(url_for("patients.show", code=patient, done=change.number), 303)


def _doubt(of: Clinic, patient: str, asked: Asked) -> str | None:
    """Why a visit's first photo may be of someone else than the patient, as a sentence; None where nothing says so."""
    known = of.patients[patient].known_by(asked.expression) if patient in of.patients else ()
    others = tuple(photo.path for photo in known)
    for visit in BEFORE_AND_AFTER if known else ():
        content = _content(asked.photos[visit][0])
        found = state().jobs.processes.ask(partial(whose_face.unlike_of_content, content, others)).result()
        if found is not None:
            return someone_else(known[found].date)
    return None


def _content(photo: OnePhoto) -> bytes:
    """A photo's bytes; of a half of a picture, the half alone."""
    if photo.crop is None:
        return photo.file.read_bytes()
    half: bytes = state().jobs.processes.ask(partial(photo_work.cut, photo.file, photo.crop)).result()
    return half
