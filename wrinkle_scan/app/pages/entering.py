"""Coming in by the address that works once, the first page, and going: Quit."""

from __future__ import annotations

import re

from flask import Blueprint, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.server.access import ENTRANCE
from wrinkle_scan.app.server.alone import standing_alone
from wrinkle_scan.app.server.guard import NOT_LET_IN
from wrinkle_scan.app.server.page_language import remember
from wrinkle_scan.app.state import state
from wrinkle_scan.system.languages import codes
from wrinkle_scan.system.messages import message

part = Blueprint("entering", __name__)
_OWN_ADDRESS = re.compile(r"/(?![/\\])")
"""How an address begins that leads nowhere else."""


@part.get(ENTRANCE)
def enter() -> ResponseReturnValue:
    """Gives the cookie for a good token, and leads to the page to open on; who has it already is led there too."""
    access = state().access
    cookie = access.redeem(request.args.get("token", ""))
    if cookie is None and not access.knows(request.cookies.get(access.cookie_name)):
        abort(403, NOT_LET_IN)
    response = make_response(redirect(_opening() or url_for("entering.first"), 303))
    if cookie is not None:
        response.set_cookie(access.cookie_name, cookie, httponly=True, samesite="Strict")
    return response


@part.get("/")
def first() -> ResponseReturnValue:
    """The first page there is: the patients, where a folder of them was named."""
    return redirect(url_for("patients.start" if state().folder else "comparing.start"), 303)


@part.post("/language")
def speak() -> ResponseReturnValue:
    """Another language, on the page where it was chosen."""
    there, chosen = request.form.get("there", ""), request.form.get("language", "")
    if chosen not in codes():
        abort(400, message("There is no such language. Choose one of those at the foot of the page."))
    response = make_response(redirect(there if _OWN_ADDRESS.match(there) else url_for("entering.first"), 303))
    remember(response, chosen)
    return response


@part.post("/quit")
def quit_() -> ResponseReturnValue:
    """Ends the server, once this answer is under way."""
    response = standing_alone(message("The program has ended. You may close this window."))
    response.call_on_close(state().quit.set)
    return response


def _opening() -> str | None:
    """The address of the answer that the page opens on; None where there is none, or none any more."""
    comparison_id, asked_id = state().opening or ("", "")
    there = state().comparisons.get(comparison_id)
    return url_for("answering.show", comparison_id=comparison_id, asked_id=asked_id) if there else None
