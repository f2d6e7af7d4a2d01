"""Reads and checks JSON files given by the user; a wrong one is refused in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.unreadable import os_errors_as_path_errors


def read_object(path: Path, schema: str, problem: str, remedy: str) -> dict[str, Any]:
    """A JSON object of a schema.

    Args:
        path: the file.
        schema: the required value of its ``schema``.
        problem: the problem reported for any other JSON, as in `PathError`.
        remedy: the remedy reported with it.

    Raises:
        PathError: it cannot be read, is no JSON, or is of another schema.
    """
    with os_errors_as_path_errors(path):
        content = path.read_bytes()
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PathError(path, "this file is not JSON", remedy) from error
    if not isinstance(data, dict) or data.get("schema") != schema:
        raise PathError(path, problem, remedy)
    return data
