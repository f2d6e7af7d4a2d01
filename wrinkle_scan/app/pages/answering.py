"""A comparison's answer: its page, and its report to look at, to print and to keep."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.comparing import remedies
from wrinkle_scan.app.comparing.questions import Asked
from wrinkle_scan.app.comparing.visit_photos import OnePhoto
from wrinkle_scan.app.pages.comparing import comparison_of
from wrinkle_scan.app.pages.patient_data import clinic
from wrinkle_scan.app.server.background_jobs import Job
from wrinkle_scan.app.server.guard import REPORT_POLICY
from wrinkle_scan.app.server.page_language import page_language
from wrinkle_scan.app.server.server_limits import LONGEST_CALL_SECONDS
from wrinkle_scan.app.state import state
from wrinkle_scan.comparison.check import BEFORE_AND_AFTER
from wrinkle_scan.system.errors import SEVERAL_FACES, PhotoError

part = Blueprint("answering", __name__, url_prefix="/compare/<comparison_id>/answer/<asked_id>")
KINDS = {"html": "text/html", "pdf": "application/pdf", "json": "application/json"}


@part.get("")
def show(comparison_id: str, asked_id: str) -> ResponseReturnValue:
    """How far it is, or the answer."""
    asked, comparison = asked_of(comparison_id, asked_id), comparison_of(comparison_id)
    if asked.language != page_language().code and asked.photos == {v: comparison.of_visit(v) for v in BEFORE_AND_AFTER}:
        again = comparison.ask(asked.expression, page_language().code)
        return redirect(url_for(".show", comparison_id=comparison_id, asked_id=again.id), 303)
    return page(comparison_id, asked_id)


def page(comparison_id: str, asked_id: str, doubt: str | None = None) -> str:
    """The page of an answer.

    Args:
        comparison_id: in the address.
        asked_id: likewise.
        doubt: why the photos may not be filed under the patient that was named, as a sentence; else None.
    """
    asked, comparison = asked_of(comparison_id, asked_id), comparison_of(comparison_id)
    error = asked.compared.error if asked.compared else None
    composite = isinstance(error, PhotoError) and error.code == SEVERAL_FACES
    remedy = remedies.BEFORE_AND_AFTER if composite else error and error.remedy
    return render_template(
        "answer.html",
        comparison_id=comparison_id,
        asked=asked,
        answer=asked.answer,
        remedy=remedy,
        patient=comparison.patient,
        days={visit: request.form.get(visit) or _day(asked.photos[visit]) for visit in BEFORE_AND_AFTER},
        doubt=doubt,
        named=request.form.get("patient", ""),
        patients=sorted(clinic().patients) if state().folder else [],
    )


@part.get("/report")
def report(comparison_id: str, asked_id: str) -> ResponseReturnValue:
    """The report, to be shown in the page or alone."""
    response = _file(asked_of(comparison_id, asked_id), "html")
    response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


@part.get("/comparison.<kind>")
def save(comparison_id: str, asked_id: str, kind: str) -> ResponseReturnValue:
    """One of the files to keep."""
    if kind not in KINDS:
        abort(404)
    response = _file(asked_of(comparison_id, asked_id), kind)
    response.headers["Content-Disposition"] = f"attachment; filename=comparison.{kind}"
    return response


def asked_of(comparison_id: str, asked_id: str) -> Asked:
    """The question of an address; a page that says so where there is none."""
    return comparison_of(comparison_id).asked(asked_id) or abort(404)


def _day(photos: list[OnePhoto]) -> str:
    """The day on which a visit's photos were taken, ISO 8601; nothing where none says so."""
    return next((seen.captured_at[:10] for photo in photos if (seen := photo.measured) and seen.captured_at), "")


def _file(asked: Asked, kind: str) -> Response:
    """A file of the answer, as soon as it is written."""
    compared = _ended(asked.compared)
    drawn = _ended({"html": asked.page, "pdf": asked.paper, "json": compared}[kind])
    if drawn.error:
        raise drawn.error
    place: Path = asked.file(f".{kind}")
    return send_file(place, KINDS[kind])


def _ended(job: Job | None) -> Job:
    if job is None or not job.wait(LONGEST_CALL_SECONDS):
        abort(404)
    return job
