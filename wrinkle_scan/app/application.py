"""The Flask application: its parts, a blueprint each, and what a page says that cannot be shown."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from wrinkle_scan.app.pages import (
    answering,
    bin,
    comparing,
    consenting,
    course,
    entering,
    filing,
    jobs,
    keeping,
    one_photo,
    patient_data,
    patients,
    reviewing,
    taking,
    treating,
    whole_folder,
    whole_patient,
)
from wrinkle_scan.app.server.alone import standing_alone
from wrinkle_scan.app.server.guard import guard
from wrinkle_scan.app.server.page_language import speak
from wrinkle_scan.app.server.server_limits import MOST_UPLOAD_BYTES
from wrinkle_scan.app.state import State, set_state
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.messages import joined, message
from wrinkle_scan.system.os_reasons import reason_of

PARTS: tuple[Blueprint, ...] = (entering.part, jobs.part, comparing.part, answering.part)
PARTS_OF_A_FOLDER: tuple[Blueprint, ...] = (
    patient_data.part,
    patients.part,
    whole_patient.part,
    bin.part,
    filing.part,
    one_photo.part,
    treating.part,
    taking.part,
    course.part,
    consenting.part,
    whole_folder.part,
    reviewing.part,
    keeping.part,
)
"""Those that are there only where a folder of patients was named."""
PATIENTS = ("patients", "whole_patient", "bin", "one_photo", "treating", "taking", "course", "consenting")
NAVIGATION = (
    (message("Patients"), "patients.start", PATIENTS),
    (message("Compare two photos"), "comparing.start", ("comparing", "answering")),
    (message("Folder"), "whole_folder.show", ("whole_folder", "reviewing")),
)
"""Title, endpoint of the first page and blueprints of each part; in the navigation where these are registered."""
SCRIPT = "app.js"
"""Of every page."""
SENTENCES = {
    404: message("There is no such page here. It may have been of an earlier start; begin again from the first page."),
    405: message("This address cannot be asked that way. Begin again from the first page."),
    411: message("What is sent has to say how large it is. Load the page again, and choose the file there."),
    500: message("Something in this program went wrong. Go back and try again; if it happens again, please report it."),
}


def create_app(state: State) -> Flask:
    """The application of one server."""
    app = Flask(__name__)
    speak(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    set_state(app, state)
    guard(app, state.access)
    for part in (*PARTS, *(PARTS_OF_A_FOLDER if state.folder else ())):
        app.register_blueprint(part)
    navigation = [entry for entry in NAVIGATION if app.blueprints.keys() >= set(entry[2])]
    app.context_processor(
        lambda: {"navigation": navigation, "keeps": state.folder is not None, "unsaved": bool(state.comparisons)}
    )
    app.after_request(lambda response: _note_the_script(state, response))
    app.register_error_handler(HTTPException, _refuse)
    app.register_error_handler(OSError, _out_of_order)
    app.register_error_handler(
        WrinkleScanError, lambda error: _sentence(400, joined([error.about, error.reason], ": "))
    )
    return app


def _note_the_script(state: State, response: Response) -> Response:
    """A page asks for its script last: from then on what measures may load without delaying it."""
    if request.endpoint == "static" and (request.view_args or {}).get("filename") == SCRIPT:
        state.shown.set()
    return response


def _refuse(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if isinstance(error, RequestEntityTooLarge):
        return _sentence(
            413,
            message(
                "This file is larger than {most} MB. Save it smaller, as JPEG.", most=round(MOST_UPLOAD_BYTES / 1e6)
            ),
        )
    own_words = code in (400, 403, 409) and isinstance(error.description, str)
    said = error.description if own_words else None
    return _sentence(code, said or SENTENCES.get(code, SENTENCES[500]))


def _out_of_order(error: OSError) -> ResponseReturnValue:
    """What the disk refuses, without the path that its error names."""
    words = message("This could not be saved ({reason}). Look at the disk, and try again.", reason=reason_of(error))
    return _sentence(500, words)


def _sentence(code: int, sentence: str) -> ResponseReturnValue:
    """One plain sentence: to a script as JSON, to a reader as a page."""
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify(error=sentence), code
    if code == 403:  # another browser learns nothing of what is here
        return standing_alone(sentence, code)
    return render_template("sentence.html", sentence=sentence), code
