"""Keeps everyone out but the browser that the address was given to, and every page from loading anything else."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from wrinkle_scan.app.server.access import ENTRANCE, Access
from wrinkle_scan.app.server.server_limits import MOST_UPLOAD_BYTES
from wrinkle_scan.system.messages import message

READING = ("GET", "HEAD")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
REPORT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
"""Of a report, which is one file: beside its own policy in it, which names its script and style by their hashes."""
WITH_CAMERA = {"Permissions-Policy": "camera=(self), geolocation=(), microphone=()"}
"""Of the one page that takes photos."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
ELSEWHERE = message("This request does not come from the page itself and is refused.")
NOT_LET_IN = message(
    "This page opens only by the address that wrinkle-scan gives, and that works once. Start wrinkle-scan app again to "
    "get a new one."
)


def guard(app: Flask, access: Access) -> None:
    """Lets an app refuse each request that is not its own page's, and put the headers on each answer."""
    app.config["MAX_CONTENT_LENGTH"] = MOST_UPLOAD_BYTES

    @app.before_request
    def check() -> None:
        if request.headers.get("Host") != access.host:  # another name for this machine: DNS rebinding
            abort(403, ELSEWHERE)
        if request.path == ENTRANCE and request.method in READING:
            return
        if not access.knows(request.cookies.get(access.cookie_name)):
            abort(403, NOT_LET_IN)
        if not _from_own_page(access):
            abort(403, ELSEWHERE)
        if "Transfer-Encoding" in request.headers:  # no browser sends it; its size is not known before it is taken in
            abort(411)
        if (request.content_length or 0) > MOST_UPLOAD_BYTES:
            abort(413)

    @app.after_request
    def put_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Cache-Control"] = HEADERS["Cache-Control"]  # Flask has its own for files
        return response


def _from_own_page(access: Access) -> bool:
    """Whether a page of this server asks, or to read, the user by the address bar.

    The cookie goes to every port of this machine, and `no-referrer` makes browsers send ``Origin: null`` with a form;
    what site a request is from no page can forge.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if request.method in READING:
        return site in (None, "none", "same-origin") and origin in (None, access.origin)
    return origin == access.origin or (origin == "null" and site == "same-origin")
