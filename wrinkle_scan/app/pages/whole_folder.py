"""The whole folder: measured as `batch` does, its numbers as a table and a plot, and saved."""

from __future__ import annotations

import io
from functools import partial
from typing import Any

from flask import Blueprint, abort, jsonify, render_template, request, send_file
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.comparing.visit_photos import new_id
from wrinkle_scan.app.folder.patient_record import Patient
from wrinkle_scan.app.pages.patient_data import EXPRESSION_TITLES, clinic, root
from wrinkle_scan.app.reports.folder_measuring import Outcome, measure_folder
from wrinkle_scan.app.reports.folder_rows import failed_photos, pair_rows, photo_rows
from wrinkle_scan.app.reports.folder_table import WHATS, What, read_rows, save_rows
from wrinkle_scan.app.reports.reviews import review_names
from wrinkle_scan.app.server.background_jobs import Job
from wrinkle_scan.app.server.own_process import run_in_own_process
from wrinkle_scan.app.server.server_limits import LONGEST_CALL_SECONDS
from wrinkle_scan.app.state import state
from wrinkle_scan.regions.titles import TITLES
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import joined, message, plural

part = Blueprint("whole_folder", __name__, url_prefix="/folder")
JOB = "folder"
TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "sqlite": "application/vnd.sqlite3"}
"""The formats of `cohort.batch.tables`, with their media types."""


@part.get("")
def show() -> ResponseReturnValue:
    """What there is, how far its measuring is, and what was found."""
    of, table = clinic(), read_rows(root(), "photos")
    job = state().jobs.named(JOB)
    photos = sum(len(patient.photos) for patient in of.patients.values())
    numbers = (
        plural("{number} patient", "{number} patients", len(of.patients)),
        plural("{number} photo", "{number} photos", photos),
    )
    return render_template(
        "whole_folder.html",
        of=of,
        numbers=joined(numbers, ", "),
        job=job,
        outcome=job.result if job and isinstance(job.result, Outcome) else None,
        measured=bool(table),
        any_photo=bool(photos or of.left_out),
        reviewable=any(map(_may_have_follow_ups, of.patients.values())) or bool(review_names(root())),
        failed=failed_photos(table),
        expressions=EXPRESSION_TITLES,
    )


@part.post("/measure")
def measure() -> ResponseReturnValue:
    """Begins to measure what is new or changed; where that is under way, it is that."""
    retry = request.args.get("retry") == "1"
    work = partial(measure_folder, root(), retry)
    job = state().jobs.start("Measuring the folder", partial(run_in_own_process, work=work, graceful=True), name=JOB)
    return jsonify(job.as_json()), 202


def refuse_while_measuring(about: str) -> None:
    """Refuses what would take photos away from under a measuring of the folder.

    Raises:
        PathError: it is under way.
    """
    job = state().jobs.named(JOB)
    if job and job.state == "running":
        problem = message("the photos of the folder are being measured")
        raise PathError(about, problem, message("Wait for its end, or stop it on the page Folder; then try again."))


@part.get("/rows")
def rows() -> ResponseReturnValue:
    """The tables as the page shows them: a line for each photo, and for each follow-up."""
    names = [(name, title.short) for name, title in TITLES.items()]
    photos, pairs = (read_rows(root(), what) for what in WHATS)
    return jsonify(regions=names, expressions=_titles(), photos=photo_rows(photos), pairs=pair_rows(pairs))


@part.get("/<what>.<kind>")
def save(what: str, kind: str) -> ResponseReturnValue:
    """A table as a file."""
    if what not in WHATS or kind not in TYPES:
        abort(404)
    whole: What = what
    file = state().place / f"{new_id()}.{kind}"
    call = partial(save_rows, root(), whole, file)
    job: Job = state().jobs.start("Saving the table", lambda job: job.run(call), 1)
    job.wait(LONGEST_CALL_SECONDS)
    if job.error:
        raise job.error
    content = io.BytesIO(file.read_bytes())
    file.unlink()
    return send_file(content, TYPES[kind], as_attachment=True, download_name=f"{what}.{kind}")


def _may_have_follow_ups(patient: Patient) -> bool:
    """Whether there are photos of two days, or of which the day is not known yet."""
    return len(patient.visits) + len(patient.undated) > 1


def _titles() -> dict[str, Any]:
    return {name or "": title for name, title in EXPRESSION_TITLES.items()}
