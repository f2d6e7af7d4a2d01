"""What the pages about courses, consents and the whole folder have in common: the folder as it is now, and words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flask import abort

from wrinkle_scan.app.folder.clinic import Clinic, read_clinic
from wrinkle_scan.app.folder.measured import Measured
from wrinkle_scan.app.folder.patients import Patient
from wrinkle_scan.app.state import state
from wrinkle_scan.face.expression import Expression

EXPRESSIONS: dict[Expression | None, str] = {
    "rest": "At rest",
    "brow_raise": "Brows raised",
    "frown": "Frown",
    "smile": "Smile",
    "other": "Another movement",
    None: "Expression not known",
}


def root() -> Path:
    """The folder of patients, as an absolute path: Flask takes others for files of its own."""
    return (state().folder or abort(404)).absolute()


def clinic() -> Clinic:
    """The folder as it is now."""
    return read_clinic(root(), Measured(root()).seen())


def patient_of(of: Clinic, code: str) -> Patient:
    """The patient of an address; a page that says so where there is none."""
    return of.patients.get(code) or abort(404)


def day_words(day: str) -> str:
    """A day as ``5 January 2026``."""
    when = date.fromisoformat(day)
    return f"{when.day} {when:%B %Y}"
