"""Renders the pages: templates that escape, inlined style and scripts, and a policy that forbids loading anything."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from wrinkle_scan.analysis.provenance import program
from wrinkle_scan.system.languages import ENGLISH, language
from wrinkle_scan.system.messages import Text


@cache
def templates(code: str = ENGLISH) -> Environment:
    """The templates in a language of `system.languages.codes()`."""
    translator = language(code)

    def said(value: Any) -> Any:
        return translator.say(value) if isinstance(value, Text) else value

    found = Environment(
        loader=PackageLoader("wrinkle_scan.output.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=said,
    )
    found.policies["ext.i18n.trimmed"] = True
    found.filters["said"] = said
    found.globals["language"] = translator
    cast(Any, found).install_gettext_callables(translator.gettext, translator.ngettext, newstyle=True)
    return found


def rendered(
    template: str, styles: Sequence[str], scripts: Sequence[str] = (), code: str = ENGLISH, **values: object
) -> str:
    """A page with its style and scripts inside, and the policy that allows nothing else.

    Args:
        template: its file in the templates' folder.
        styles: style sheets there, in order.
        scripts: scripts there, in order; without any, no script may run.
        code: one of `system.languages.codes()`.
        values: the template's variables.
    """
    style, script = ("".join(map(_inlined, names)) for names in (styles, scripts))
    found = templates(code).get_template(template)
    return found.render(style=Markup(style), script=Markup(script), policy=policy(style, script or None), **values)


def _inlined(name: str) -> str:
    """The text of a file in the templates' folder, to be inlined in a page."""
    return resources.files("wrinkle_scan.output.report").joinpath("templates", name).read_text(encoding="utf-8")


def policy(style: str, script: str | None = None) -> str:
    """Content Security Policy: this style and script only, and inlined pictures; no other source."""
    script_source = "'none'" if script is None else _hash(script)
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {script_source}; "
        f"base-uri 'none'; form-action 'none'"
    )


def settings_listed(provenance: dict[str, Any]) -> dict[str, Any]:
    """Provenance with its settings as (room and name, value as JSON), their SHA-256, and the program in words.

    Paper shows the settings' SHA-256 in their place: they would fill three sheets.
    """
    content = json.dumps(provenance["settings"], sort_keys=True).encode()
    return provenance | {
        "settings": list(_flat(provenance["settings"])),
        "settings_sha256": hashlib.sha256(content).hexdigest(),
        "program": program(provenance),
    }


def _flat(settings: dict[str, Any], within: str = "") -> Iterator[tuple[str, str]]:
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{within}{name}.")
        else:
            yield within + name, json.dumps(value)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
