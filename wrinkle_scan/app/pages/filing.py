"""Photos dropped on a patient's page: looked at, checked by the user in one table, then filed all at once."""

from __future__ import annotations

import io
from typing import Any, cast

from flask import Blueprint, abort, current_app, jsonify, request, send_file, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.photo_filing import file_photos
from wrinkle_scan.app.pages.patient_data import clinic, patient_of, root
from wrinkle_scan.app.patients.dropped import Dropped
from wrinkle_scan.app.patients.trays import Tray, Trays
from wrinkle_scan.app.server.uploads import plain_name, sent_values
from wrinkle_scan.app.state import state
from wrinkle_scan.face.expression import EXPRESSIONS, Expression
from wrinkle_scan.system.messages import message

part = Blueprint("filing", __name__, url_prefix="/patients/<code>/trays")
_TRAYS = "wrinkle_scan.trays"
TWO_FACES = (
    message("There are several faces in this picture."),
    message("Is it before and after in one? Then cut it in two."),
)
"""What the page can do about it, and the command line cannot."""


@part.post("")
def begin(code: str) -> ResponseReturnValue:
    """A new tray, as its first photo comes."""
    patient_of(clinic(), code)
    return jsonify(address=url_for(".show", code=code, tray_id=_trays().new().id)), 201


@part.get("/<tray_id>")
def show(code: str, tray_id: str) -> ResponseReturnValue:
    """What is in a tray, and how far each photo is."""
    return jsonify(photos=[_photo(code, tray_id, photo) for photo in _tray(tray_id).photos])


@part.post("/<tray_id>/photos")
def add(code: str, tray_id: str) -> ResponseReturnValue:
    """One more photo, the request's whole body: its name is in the address."""
    of = clinic()
    photo = _tray(tray_id).add(plain_name(request.args.get("name", "")), request.stream, of, patient_of(of, code))
    return jsonify(_photo(code, tray_id, photo)), 201


@part.get("/<tray_id>/photos/<photo_id>/thumbnail")
def thumbnail(code: str, tray_id: str, photo_id: str) -> ResponseReturnValue:
    """A photo as a small picture, aligned on the eyes."""
    seen = _tray(tray_id).photo(photo_id).seen
    if seen is None or seen.thumbnail is None:
        abort(404)
    return send_file(io.BytesIO(seen.thumbnail), "image/jpeg")


@part.post("/<tray_id>/photos/<photo_id>/remove")
def remove(code: str, tray_id: str, photo_id: str) -> ResponseReturnValue:
    """Takes a photo out."""
    _tray(tray_id).remove(photo_id)
    return show(code, tray_id)


@part.post("/<tray_id>/photos/<photo_id>/cut")
def cut(code: str, tray_id: str, photo_id: str) -> ResponseReturnValue:
    """Cuts a picture that holds before and after in two."""
    _tray(tray_id).cut(photo_id, str(sent_values().get("how")))
    return show(code, tray_id)


@part.post("/<tray_id>/file")
def file(code: str, tray_id: str) -> ResponseReturnValue:
    """Files the photos as the user has checked them: all of them or none."""
    patient_of(clinic(), code)  # who was renamed or deleted meanwhile is not made anew
    tray = _tray(tray_id)
    photos = sent_values().get("photos")
    checked = [item for item in photos if isinstance(item, dict)] if isinstance(photos, list) else []
    if not checked:
        abort(400, message("There is nothing to file. Drop a photo first."))
    labels = [_label(code, tray.photo(str(item.get("id"))), item) for item in checked]
    contents = tray.contents([str(item["id"]) for item in checked])
    change = file_photos(root(), list(zip(contents, labels, strict=True)))
    _trays().forget(tray_id)
    return jsonify(address=url_for("patients.show", code=code, done=change.number))


def _label(code: str, photo: Dropped, item: dict[str, Any]) -> Label:
    expression = item.get("expression")
    if expression is not None and expression not in EXPRESSIONS:
        abort(400, message("{name}: say what the face was asked to do.", name=photo.name))
    captured_at = photo.seen.captured_at if photo.seen else None
    return Label(code, str(item.get("date") or ""), cast("Expression | None", expression), captured_at)


def _photo(code: str, tray_id: str, photo: Dropped) -> dict[str, Any]:
    """A photo as the page's script shows it."""
    seen = photo.seen
    there = seen is not None and seen.thumbnail is not None
    problem, remedy = (TWO_FACES if seen.composite else (seen.problem, seen.remedy)) if seen else (None, None)
    address = url_for(".thumbnail", code=code, tray_id=tray_id, photo_id=photo.id) if there else None
    return {
        "id": photo.id,
        "name": photo.name,
        "part": photo.part,
        "state": "looking" if seen is None else "ready" if there else "failed",
        "same_as": photo.same_as,
        "thumbnail": address,
        "date": photo.day,
        "expression": photo.expression,
        "problem": problem,
        "remedy": remedy,
        "composite": seen.composite if seen else False,
        "note": photo.note,
    }


def _trays() -> Trays:
    kept = current_app.extensions
    if _TRAYS not in kept:
        kept[_TRAYS] = Trays(state().place, state().jobs)
    return cast(Trays, kept[_TRAYS])


def _tray(tray_id: str) -> Tray:
    gone = message("These photos wait no longer, since others came or the program was started anew. Drop them again.")
    return _trays().get(tray_id) or abort(400, gone)
