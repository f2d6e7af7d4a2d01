"""A result's JSON as the folder keeps it: without folders' names, and what it was measured with kept once for all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any


def settings_sha256(provenance: Mapping[str, Any]) -> str:
    """SHA-256 of what numbers were measured with, as `analysis_provenance` states it."""
    return hashlib.sha256(json.dumps(provenance, sort_keys=True).encode()).hexdigest()


def packed(value: Any, provenances: dict[str, str]) -> Any:
    """A result's JSON as it is kept.

    Args:
        value: the JSON, or a part of it.
        provenances: is given each provenance as text, by its SHA-256.
    """
    if isinstance(value, list):
        return [packed(item, provenances) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for name, item in value.items():
        if name == "provenance":
            kept[name] = settings_sha256(item)
            provenances[kept[name]] = json.dumps(item)
        elif name == "path" and isinstance(item, str):
            kept[name] = PurePath(item).name
        else:
            kept[name] = packed(item, provenances)
    return kept


def unpacked(value: Any, provenance: Callable[[str], Any]) -> Any:
    """A result's JSON as it was written, but for the folders.

    Args:
        value: as from `packed`.
        provenance: that of a SHA-256.
    """
    if isinstance(value, list):
        return [unpacked(item, provenance) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: provenance(item) if name == "provenance" else unpacked(item, provenance) for name, item in value.items()
    }
