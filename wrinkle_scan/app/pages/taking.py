"""Take photos: the camera's page, and what its script asks for."""

from __future__ import annotations

import io
from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.camera import judging
from wrinkle_scan.app.camera.judging import CameraFrame
from wrinkle_scan.app.camera.standard_series import INDICATORS, STEPS, SeriesStep, candidates, step_named
from wrinkle_scan.app.folder.changes import undo
from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.patient_record import EarlierPhoto, Patient
from wrinkle_scan.app.folder.photo_filing import file_photos, proposed, same_photos
from wrinkle_scan.app.folder.places import inside, relative_to
from wrinkle_scan.app.pages.patient_data import clinic, patient_of, root
from wrinkle_scan.app.server.guard import WITH_CAMERA
from wrinkle_scan.app.server.server_limits import MOST_PHOTOS_OF_A_VISIT, MOST_UPLOAD_BYTES
from wrinkle_scan.app.server.uploads import plain_name
from wrinkle_scan.app.state import state
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message

part = Blueprint("taking", __name__, url_prefix="/patients/<code>/take")
NOT_OURS = message("This request is not the page’s own. Load the page again.")


@part.get("")
def show(code: str) -> Response:
    """The camera, and the steps of the series."""
    state().live.warm()
    page = render_template(
        "taking.html",
        patient=_patient(code),
        steps=STEPS,
        indicators=INDICATORS,
        most=MOST_PHOTOS_OF_A_VISIT,
        most_bytes=MOST_UPLOAD_BYTES,
    )
    return make_response(page, WITH_CAMERA)


@part.get("/<step>/baseline")
def baseline(code: str, step: str) -> ResponseReturnValue:
    """The earlier photo that a step's photo is to be like: its place in the folder, its day, and where its eyes are."""
    wanted = _step(step)
    earlier = candidates(_patient(code), wanted, date.today().isoformat())
    found = state().live.ask(partial(judging.find_baseline, tuple(earlier), wanted)) if earlier else None
    if found is None:
        return jsonify(baseline=None)
    chosen = earlier[found.pop("number")]
    return jsonify(baseline={"path": relative_to(root(), chosen.path), "date": chosen.date, **found})


@part.get("/ghost")
def ghost(code: str) -> ResponseReturnValue:
    """An earlier photo as a picture."""
    chosen = _baseline() or abort(404)
    return send_file(io.BytesIO(state().live.ask(partial(judging.ghost, chosen.path))), "image/jpeg")


@part.post("/<step>/frame")
def frame(code: str, step: str) -> ResponseReturnValue:
    """The indicators of what the camera sees at this moment."""
    sent = request.files.get("frame") or abort(
        400, message("There is no picture in this request. Load the page again.")
    )
    cutout = request.files.get("cutout")
    asked = CameraFrame(
        sent.read(),
        _number("width"),
        cutout.read() if cutout else None,
        _number("left"),
        _number("top"),
        request.form.get("light") == "1",
    )
    return jsonify(state().live.ask(partial(judging.judge_frame, asked, _step(step), _baseline())))


@part.post("/<step>/photos")
def file(code: str, step: str) -> ResponseReturnValue:
    """Files what was taken, the sharpest or all of it, or what was dropped; then says how it is."""
    wanted, whose, taken = _step(step), _patient(code), request.args.get("from") == "camera"
    sent = request.files.getlist("photo")[:MOST_PHOTOS_OF_A_VISIT]
    names, contents = [plain_name(photo.filename or "") for photo in sent], [photo.read() for photo in sent]
    if not contents:
        abort(400, message("There is no photo in this request. Choose one."))
    if not taken:
        _refuse_known(names, contents)
    sharpest = request.args.get("keep") == "sharpest"
    today = date.today().isoformat()
    known = _known(whose, wanted, today)
    of_files = () if taken or wanted.view != "front" else tuple(names)
    judge = partial(judging.judge_photos, tuple(contents), sharpest, wanted, _baseline(), known, of_files)
    kept = state().live.ask(judge)
    photos = []
    for photo in kept:
        day = today if taken else proposed(names[photo["number"]], photo["captured_at"]).visit_date or today
        photos.append((contents[photo["number"]], Label(whose.name, day, wanted.expression, photo["captured_at"])))
    change = file_photos(root(), photos)
    shown = [{**photo, "date": label.date} for photo, (_, label) in zip(kept, photos, strict=True)]
    return jsonify(change=change.number, photos=shown), 201


@part.post("/undo/<int:change>")
def take_back(code: str, change: int) -> ResponseReturnValue:
    """Undoes a filing."""
    return jsonify(words=undo(root(), change).words)


def _refuse_known(names: list[str], contents: list[bytes]) -> None:
    for name, path in zip(names, same_photos(read_clinic(root()), contents), strict=True):
        if path:
            problem = message("this photo is in the folder already, as {path}", path=path)
            raise PathError(name, problem, message("Choose another one."))


def _patient(name: str) -> Patient:
    return patient_of(clinic(), name)


def _step(name: str) -> SeriesStep:
    return step_named(name) or abort(404)


def _known(patient: Patient, step: SeriesStep, today: str) -> tuple[EarlierPhoto, ...]:
    """The photos by which the patient's face is known."""
    return patient.known_by(step.expression, today) if step.view == "front" else ()


def _baseline() -> EarlierPhoto | None:
    """The earlier photo that the script names, as `baseline` gave it."""
    path = request.args.get("baseline")
    try:
        return (
            EarlierPhoto(inside(root(), path), date.fromisoformat(request.args["date"]).isoformat()) if path else None
        )
    except (KeyError, ValueError):
        abort(400, NOT_OURS)


def _number(name: str) -> int:
    value: Any = request.form.get(name, "0")
    return int(value) if value.isdecimal() and len(value) < 7 else abort(400, NOT_OURS)
