"""Coming in by the address that works once, the first page, and going: Quit."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.server.access import ENTRANCE
from wrinkle_scan.app.server.alone import standing_alone
from wrinkle_scan.app.server.guard import NOT_LET_IN
from wrinkle_scan.app.state import state

part = Blueprint("entering", __name__)


@part.get(ENTRANCE)
def enter() -> ResponseReturnValue:
    """Gives the cookie for a good token, and leads to the first page; who has it already is led there too."""
    access = state().access
    cookie = access.redeem(request.args.get("token", ""))
    if cookie is None and not access.knows(request.cookies.get(access.cookie_name)):
        abort(403, NOT_LET_IN)
    response = make_response(redirect(url_for("entering.first"), 303))
    if cookie is not None:
        response.set_cookie(access.cookie_name, cookie, httponly=True, samesite="Strict")
    return response


@part.get("/")
def first() -> ResponseReturnValue:
    """The first page there is: the patients, where a folder of them was named."""
    return redirect(url_for("patients.start" if state().folder else "comparing.start"), 303)


@part.post("/quit")
def quit_() -> ResponseReturnValue:
    """Ends the server, once this answer is under way."""
    response = standing_alone("The program has ended. You may close this window.")
    response.call_on_close(state().quit.set)
    return response
