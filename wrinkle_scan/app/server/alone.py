"""A page of one sentence that needs nothing else from the server: for who may not come in, and when it has ended."""

from __future__ import annotations

import base64
import hashlib

from flask import Response, make_response, render_template
from markupsafe import Markup

STYLE = (
    ":root { color-scheme: light dark; } body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; background: "
    "Canvas; color: CanvasText; } main { max-width: 38rem; margin: 18vh auto 0; padding: 0 1.5rem; } "
    "h1 { font-size: 1.4rem; font-weight: 500; line-height: 1.4; margin: .4em 0; } p { margin: 0; font-weight: 700; }"
)
POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def standing_alone(sentence: str, code: int = 200) -> Response:
    """The page, with this style alone allowed in it."""
    response = make_response(render_template("alone.html", sentence=sentence, style=Markup(STYLE)), code)
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    response.headers["Content-Security-Policy"] = POLICY.format(digest)
    return response
