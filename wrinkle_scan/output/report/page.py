"""What every page shares: escaping templates, an inlined style, and a policy that forbids loading anything else."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from wrinkle_scan.analysis.provenance import program

TEMPLATES = Environment(
    loader=PackageLoader("wrinkle_scan.output.report"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def inlined(name: str) -> str:
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
    """What `provenance.provenance` says, its settings as (room and name, value as JSON), and the program in words.

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
