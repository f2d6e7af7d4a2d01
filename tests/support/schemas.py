"""Every JSON that the program writes is validated by its schema, in whatever test that happens."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

from wrinkle_scan.system import files

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"
ENDING = ".schema.json"
LOG = f"batch-log-1{ENDING}"


def watch_json() -> None:
    """From now on `json_bytes` refuses a result that is not as its schema says; what imports it must come later."""
    write = files.json_bytes

    def checked(data: dict[str, Any]) -> bytes:
        content = write(data)
        check(json.loads(content))
        return content

    files.json_bytes = checked


def read_json(content: str | bytes) -> dict[str, Any]:
    """A result that another process has written, validated by the schema that it names."""
    document: dict[str, Any] = json.loads(content)
    assert "schema" in document
    check(document)
    return document


def check(document: dict[str, Any]) -> None:
    """Fails where a document does not match the schema that it names; one of another standard names none."""
    name = document.get("schema")
    if name is not None:
        check_as(document, f"{name.removeprefix('wrinkle-scan/').replace('/', '-')}{ENDING}")


def log_line(text: str) -> dict[str, Any]:
    """A line of ``--json-log``, validated by its schema."""
    line: dict[str, Any] = json.loads(text)
    check_as(line, LOG)
    return line


def check_as(document: object, file: str) -> None:
    """Fails where a document does not match the schema in a file."""
    error = best_match(_validator(file).iter_errors(document))
    assert error is None, f"{file}: {error.json_path}: {error.message[:300]}"


@cache
def _validator(file: str) -> Draft202012Validator:
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob(f"*{ENDING}")}
    registry = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in schemas.items())
    assert file in schemas, f"there is no schema {file}"
    return Draft202012Validator({"$ref": file}, registry=registry)
