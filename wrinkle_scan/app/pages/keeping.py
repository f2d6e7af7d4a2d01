"""A comparison's photos filed in the folder of patients, from the page of its answer."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.comparing.visit_photos import VISITS, OnePhoto
from wrinkle_scan.app.folder.filing import file_photos, same_photos
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.names import patient_name
from wrinkle_scan.app.pages.answering import asked_of
from wrinkle_scan.app.pages.patient_data import clinic, root
from wrinkle_scan.app.patients import photo_work
from wrinkle_scan.app.state import state
from wrinkle_scan.system.messages import message

part = Blueprint("keeping", __name__, url_prefix="/compare/<comparison_id>/answer/<asked_id>/keep")


@part.post("")
def keep(comparison_id: str, asked_id: str) -> ResponseReturnValue:
    """Files those photos that are not in the folder yet, all of them or none; leads to the patient."""
    asked, of = asked_of(comparison_id, asked_id), clinic()
    patient = patient_name(request.form.get("patient", ""), of.patients)
    photos = []
    for visit in VISITS:
        for photo in asked.photos[visit]:
            captured_at = photo.measured.captured_at if photo.measured else None
            photos.append((_content(photo), Label(patient, request.form.get(visit, ""), asked.expression, captured_at)))
    there = same_photos(of, [content for content, _ in photos])
    new = [photo for photo, path in zip(photos, there, strict=True) if path is None]
    if not new:
        abort(400, message("These photos are filed already: {paths}.", paths=", ".join(filter(None, there))))
    change = file_photos(root(), new)
    return redirect(url_for("patients.show", code=patient, done=change.number), 303)


def _content(photo: OnePhoto) -> bytes:
    """A photo's bytes; of a half of a picture, the half alone."""
    if photo.crop is None:
        return photo.file.read_bytes()
    half: bytes = state().jobs.processes.ask(partial(photo_work.cut, photo.file, photo.crop)).result()
    return half
