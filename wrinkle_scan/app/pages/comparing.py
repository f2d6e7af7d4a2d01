"""Compare two photos: the page on which they are chosen, and what its script asks for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, abort, jsonify, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.comparing.comparisons import OneComparison
from wrinkle_scan.app.comparing.visit_photos import OnePhoto
from wrinkle_scan.app.server.page_language import page_language
from wrinkle_scan.app.server.server_limits import MOST_PHOTOS_OF_A_VISIT, MOST_UPLOAD_BYTES
from wrinkle_scan.app.server.uploads import plain_name, sent_values
from wrinkle_scan.app.state import state
from wrinkle_scan.comparison.check import BEFORE_AND_AFTER
from wrinkle_scan.face.expression import EXPRESSIONS, Expression, expression_from_name
from wrinkle_scan.system.errors import SEVERAL_FACES
from wrinkle_scan.system.messages import message

part = Blueprint("comparing", __name__, url_prefix="/compare")
COMPOSITE = message("It shows more than one face. Is it before and after in one picture? Then cut it in two:")
"""Here with buttons; the command line has an option."""


@part.get("/")
def start() -> ResponseReturnValue:
    """An empty place for the photos of two visits."""
    return _page(None)


@part.post("/")
def begin() -> ResponseReturnValue:
    """A new comparison, as its first photo comes."""
    made = state().comparisons.new()
    return jsonify(address=url_for("comparing.show", comparison_id=made.id)), 201


@part.get("/<comparison_id>")
def show(comparison_id: str) -> ResponseReturnValue:
    """A comparison's photos."""
    return _page(comparison_of(comparison_id))


@part.get("/<comparison_id>/photos")
def photos(comparison_id: str) -> ResponseReturnValue:
    """How far each photo is."""
    return jsonify(photos=[_photo(comparison_id, photo) for photo in comparison_of(comparison_id).photos])


@part.post("/<comparison_id>/photos")
def add(comparison_id: str) -> ResponseReturnValue:
    """One more photo, the request's whole body: its name and visit are in the address."""
    visit = request.args.get("visit", "")
    if visit not in BEFORE_AND_AFTER:
        abort(400, message("A photo is of the visit before or after. Load the page again."))
    comparison = comparison_of(comparison_id)
    photo = comparison.add(visit, plain_name(request.args.get("name", "")), request.stream)
    return jsonify(_photo(comparison_id, photo)), 201


@part.get("/<comparison_id>/photos/<photo_id>/thumbnail")
def thumbnail(comparison_id: str, photo_id: str) -> ResponseReturnValue:
    """A photo as a small upright picture."""
    photo = comparison_of(comparison_id).photo(photo_id) or abort(404)
    if photo.measured is None or photo.measured.thumbnail is None:
        abort(404)
    return send_file(io.BytesIO(photo.measured.thumbnail), "image/jpeg")


@part.post("/<comparison_id>/photos/<photo_id>/remove")
def remove(comparison_id: str, photo_id: str) -> ResponseReturnValue:
    """Takes a photo out."""
    comparison_of(comparison_id).remove(photo_id)
    return photos(comparison_id)


@part.post("/<comparison_id>/photos/<photo_id>/cut")
def cut(comparison_id: str, photo_id: str) -> ResponseReturnValue:
    """Cuts a picture that holds before and after in two."""
    comparison_of(comparison_id).cut(photo_id, str(sent_values().get("how")))
    return photos(comparison_id)


@part.post("/<comparison_id>/swap")
def swap(comparison_id: str) -> ResponseReturnValue:
    """Makes before after, and after before."""
    comparison_of(comparison_id).swap()
    return photos(comparison_id)


@part.post("/<comparison_id>/ask")
def ask(comparison_id: str) -> ResponseReturnValue:
    """Asks for the answer to the photos as they are."""
    said = sent_values().get("expression")
    if said is not None and said not in EXPRESSIONS:
        abort(400, message("Say what the face was asked to do, or that you do not know."))
    asked = comparison_of(comparison_id).ask(cast("Expression | None", said), page_language().code)
    return jsonify(address=url_for("answering.show", comparison_id=comparison_id, asked_id=asked.id))


def _page(comparison: OneComparison | None) -> str:
    return render_template(
        "comparing.html",
        comparison=comparison,
        last=comparison.last if comparison else None,
        most=MOST_PHOTOS_OF_A_VISIT,
        most_bytes=MOST_UPLOAD_BYTES,
    )


def comparison_of(comparison_id: str) -> OneComparison:
    """The comparison of an address; a page that says so where there is none."""
    return state().comparisons.get(comparison_id) or abort(404)


def _photo(comparison_id: str, photo: OnePhoto) -> dict[str, Any]:
    """A photo as the page's script shows it."""
    measured = photo.measured
    error = measured.error if measured else None
    composite = error is not None and error.code == SEVERAL_FACES
    seen = measured is not None and measured.thumbnail is not None
    return {
        "id": photo.id,
        "name": photo.name,
        "visit": photo.visit,
        "part": photo.crop,
        "state": "measuring" if measured is None else "failed" if error else "measured",
        "thumbnail": url_for("comparing.thumbnail", comparison_id=comparison_id, photo_id=photo.id) if seen else None,
        "taken": measured and measured.taken,
        "captured_at": measured and measured.captured_at,
        "notes": list(measured.notes) if measured else [],
        "problem": (COMPOSITE if composite else error.reason) if error else None,
        "composite": composite,
        "expression": expression_from_name(Path(photo.name)),
    }
