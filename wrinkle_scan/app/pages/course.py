"""A patient's course against the treatments: measured once, shown for either reader, each file of it a click."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from flask import Blueprint, Response, abort, jsonify, render_template, request, send_file
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.comparing.visit_photos import new_id
from wrinkle_scan.app.folder.clinic import Clinic
from wrinkle_scan.app.folder.patient_record import Patient
from wrinkle_scan.app.folder.places import WORK
from wrinkle_scan.app.pages.patient_data import clinic, patient_of, root
from wrinkle_scan.app.reports import courses
from wrinkle_scan.app.reports.courses import KEY_FILE, KINDS, TYPES, Version
from wrinkle_scan.app.server.background_jobs import Job
from wrinkle_scan.app.server.guard import REPORT_POLICY
from wrinkle_scan.app.server.own_process import run_in_own_process
from wrinkle_scan.app.server.page_language import page_language
from wrinkle_scan.app.server.server_limits import LONGEST_CALL_SECONDS
from wrinkle_scan.app.state import state
from wrinkle_scan.system.languages import codes
from wrinkle_scan.system.messages import Day, message

part = Blueprint("course", __name__, url_prefix="/patients/<code>/report")


class Drawn(NamedTuple):
    """A file that was drawn: where it is, and what it is called when it is saved."""

    file: Path
    name: str


@part.get("")
def show(code: str) -> ResponseReturnValue:
    """How far the course is, or its report."""
    of = clinic()
    patient = patient_of(of, code)
    version = _version("html")
    return render_template(
        "course.html",
        patient=patient,
        job=state().jobs.named(_name(of, patient)),
        version=version,
        said=dict(reader=version.reader, language=version.language, deidentified=int(version.deidentified)),
        has_key=(root() / WORK / KEY_FILE).is_file(),
        days=[Day(visit.date) for visit in patient.visits],
    )


@part.post("/measure")
def measure(code: str) -> ResponseReturnValue:
    """Begins to measure the visits; where they are as they were measured already, it is that."""
    of = clinic()
    name = _name(of, patient_of(of, code))
    job = state().jobs.named(name)
    if job is None or job.state in ("failed", "stopped"):
        kept = state().place / f"{new_id()}.course"
        work = partial(courses.measure_course, root(), code, kept)
        job = state().jobs.start("Measuring the course", partial(_run, work, kept), name=name)
    return jsonify(job.as_json()), 202


@part.get("/view")
def view(code: str) -> ResponseReturnValue:
    """The report, to be shown in the page or alone."""
    response = _file(_draw(code, _version("html")))
    response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


@part.post("/draw/<kind>")
def draw(code: str, kind: str) -> ResponseReturnValue:
    """Begins to draw a file."""
    return jsonify(_draw(code, _version(kind)).as_json()), 202


@part.get("/course/<kind>")
def save(code: str, kind: str) -> ResponseReturnValue:
    """A file to keep."""
    job = _draw(code, _version(kind))
    response = _file(job)
    response.headers.set("Content-Disposition", "attachment", filename=cast(Drawn, job.result).name)
    return response


@part.get("/key")
def key(code: str) -> ResponseReturnValue:
    """The key of the pseudonyms, for `wrinkle-scan progress --key`."""
    patient_of(clinic(), code)
    courses.kept_key(root())
    return send_file(root() / WORK / KEY_FILE, "text/plain", as_attachment=True, download_name=KEY_FILE)


def _run(work: partial[None], kept: Path, job: Job) -> Path:
    run_in_own_process(job, work)
    return kept


def _name(of: Clinic, patient: Patient) -> str:
    """Of the job that measures the patient's photos and treatments as they are now."""
    return f"course {courses.fingerprint(of, patient)}"


def _version(kind: str) -> Version:
    """What is asked for by the address."""
    asked = request.args
    reader, language = asked.get("reader", "clinician"), asked.get("language", page_language().code)
    if kind not in KINDS or reader not in ("clinician", "patient") or language not in codes():
        abort(404)
    if (kind, reader) == ("pdf", "patient"):
        abort(400, message("The patient’s report is a page for a phone. Save it as HTML, or print it from there."))
    return Version(kind, "patient" if reader == "patient" else "clinician", language, asked.get("deidentified") == "1")


def _draw(code: str, version: Version) -> Job:
    """The job whose result is the file that was `Drawn`; begun if it was not yet."""
    of = clinic()
    course = state().jobs.named(_name(of, patient_of(of, code))) or abort(404)
    if not course.wait(LONGEST_CALL_SECONDS) or course.result is None:
        abort(404)
    name = f"{course.id} {version}"
    former = state().jobs.named(name)
    if former and former.state in ("running", "done"):
        return former
    file = state().place / f"{new_id()}.{version.kind}"
    call = partial(courses.write_version, course.result, root(), version, file)
    return state().jobs.start("Drawing", lambda job: Drawn(file, job.run(call, message("Drawing"))), 1, name)


def _file(drawn: Job) -> Response:
    drawn.wait(LONGEST_CALL_SECONDS)
    if drawn.error:
        raise drawn.error
    result = cast(Drawn, drawn.result)
    return send_file(result.file, TYPES[_kind(result.file)][1])


def _kind(file: Path) -> str:
    return file.suffix.removeprefix(".")
