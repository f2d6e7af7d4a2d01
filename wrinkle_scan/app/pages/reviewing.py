"""Blinded reviews of the folder: a page for raters, its key, and how far the raters agree."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Blueprint, abort, jsonify, render_template, request, send_file
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.comparing.visit_photos import new_id
from wrinkle_scan.app.folder.traces import KEY
from wrinkle_scan.app.pages.patient_data import root
from wrinkle_scan.app.reports.reviews import PAGE, Made, agree, make_review, review_file, review_names
from wrinkle_scan.app.server.own_process import run_in_own_process
from wrinkle_scan.app.server.page_language import page_language
from wrinkle_scan.app.server.server_limits import LONGEST_CALL_SECONDS, MOST_RATINGS
from wrinkle_scan.app.server.uploads import plain_name
from wrinkle_scan.app.state import state
from wrinkle_scan.system.messages import Day, joined, message

part = Blueprint("reviewing", __name__, url_prefix="/folder/review")
JOB = "review"


@part.get("")
def show() -> ResponseReturnValue:
    """The reviews there are."""
    return _page()


@part.post("/make")
def make() -> ResponseReturnValue:
    """Begins to make one; where that is under way, it is that."""
    work = partial(make_review, root(), page_language().code)
    job = state().jobs.start("Making the review", partial(run_in_own_process, work=work), name=JOB)
    return jsonify(job.as_json()), 202


@part.get("/<name>/<file>")
def save(name: str, file: str) -> ResponseReturnValue:
    """The page for the raters, or its key."""
    called = {"page": PAGE, "key": KEY}.get(file) or abort(404)
    place = review_file(root(), name, called)
    ending = ".html" if called == PAGE else ".key.json"
    return send_file(place, as_attachment=True, download_name=f"review_{name}{ending}")


@part.post("/agreement")
def agreement() -> ResponseReturnValue:
    """Compares what the raters saved with the tool and each other."""
    sent = [file for file in request.files.getlist("ratings") if file.filename]
    if not sent:
        return _page(problem=message("Choose the files that the raters saved.")), 400
    if len(sent) > MOST_RATINGS:
        return _page(problem=message("Up to {most} files are taken at once. Choose fewer.", most=MOST_RATINGS)), 400
    folder = state().place / new_id()
    folder.mkdir(mode=0o700)
    files: list[Path] = []
    for number, file in enumerate(sent, 1):
        (folder / str(number)).mkdir()
        files.append(folder / str(number) / plain_name(file.filename or ""))
        file.save(files[-1])
    call = partial(agree, root(), tuple(files))
    job = state().jobs.start("Agreement", lambda job: job.run(call), 1)
    job.wait(LONGEST_CALL_SECONDS)
    if job.error:
        about = job.error.about if job.state == "failed" else message("The ratings")
        return _page(problem=joined([about, job.error.reason], ": ")), 400
    return _page(agreed=job.result)


def _page(problem: str | None = None, agreed: object = None) -> str:
    job = state().jobs.named(JOB)
    return render_template(
        "review.html",
        names=[
            (name, message("{day}, no. {number}", day=Day(name[:10]), number=name[11:]))
            for name in review_names(root())
        ],
        job=job,
        made=job.result if job and isinstance(job.result, Made) else None,
        problem=problem,
        agreed=agreed,
    )
