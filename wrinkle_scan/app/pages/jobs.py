"""How far long work is, asked by the pages' scripts, and its end."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.server.background_jobs import Job
from wrinkle_scan.app.state import state

part = Blueprint("jobs", __name__, url_prefix="/jobs")


@part.get("/<job_id>")
def show(job_id: str) -> ResponseReturnValue:
    """How far a job is."""
    return jsonify(_job(job_id).as_json())


@part.post("/<job_id>/stop")
def stop(job_id: str) -> ResponseReturnValue:
    """Gives a job up."""
    job = _job(job_id)
    job.stop()
    return jsonify(job.as_json())


def _job(job_id: str) -> Job:
    return state().jobs.get(job_id) or abort(404)
