"""The language of a page: the one that was chosen on it, else the browser's, else English."""

from __future__ import annotations

from typing import Any, cast

from flask import Flask, Response, has_request_context, request
from flask.json.provider import DefaultJSONProvider

from wrinkle_scan.system.languages import ENGLISH, Language, codes, language
from wrinkle_scan.system.messages import Text

COOKIE = "wrinkle_scan_language"
KEPT_SECONDS = 365 * 24 * 3600


def page_language() -> Language:
    """That of whoever asks at this moment; English where nobody does."""
    if not has_request_context():
        return language(ENGLISH)
    chosen = request.cookies.get(COOKIE)
    return language(chosen if chosen in codes() else request.accept_languages.best_match(codes()) or ENGLISH)


def remember(response: Response, code: str) -> None:
    """Keeps the language that was chosen, also for the next start of the program."""
    response.set_cookie(COOKIE, code, max_age=KEPT_SECONDS, httponly=True, samesite="Strict")


def speak(app: Flask) -> None:
    """Lets the app's templates and its JSON be in the language of whoever asks."""
    app.jinja_options = {"extensions": ["jinja2.ext.i18n"], "finalize": _said}
    app.json = _SaidJson(app)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    install = cast(Any, app.jinja_env).install_gettext_callables
    install(
        lambda english: page_language().gettext(english),
        lambda one, many, number: page_language().ngettext(one, many, number),
        newstyle=True,
    )
    app.add_template_filter(_said, "said")
    app.context_processor(lambda: {"language": page_language(), "page_languages": [language(code) for code in codes()]})


class _SaidJson(DefaultJSONProvider):
    """JSON of which every text is in the page's language."""

    def dumps(self, obj: Any, **options: Any) -> str:
        return super().dumps(page_language().say(obj), **options)


def _said(value: Any) -> Any:
    return page_language().say(value) if isinstance(value, Text) else value
