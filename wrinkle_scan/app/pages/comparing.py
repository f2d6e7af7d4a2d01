"""Compare two photos."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

part = Blueprint("comparing", __name__, url_prefix="/compare")


@part.get("/")
def start() -> ResponseReturnValue:
    """An empty place for the photos of two visits."""
    return render_template("comparing.html")
