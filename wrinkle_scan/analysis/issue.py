"""Something to know about a photo or a pair."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Issue:
    """Something to know about a photo or a pair: a stable code, a plain sentence, and the region if it is about one."""

    code: str
    message: str
    region: str | None = None
