"""A disk that refuses to be written to, in this process: Python announces each step beforehand (PEP 578)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broken_changes import CHANGING, MAKING


@dataclass
class _Refusal:
    """What is refused below a place: the error's number, and how many steps go well before."""

    place: str
    number: int
    steps: tuple[str, ...]
    left: int


_refusals: list[_Refusal] = []
_watched: list[bool] = []


@contextmanager
def full(place: Path, number: int, after: int = 0) -> Iterator[None]:
    """Refuses whatever needs room below a place, but for the first steps."""
    with _refused(_Refusal(str(place), number, MAKING, after)):
        yield


@contextmanager
def read_only(place: Path, number: int) -> Iterator[None]:
    """Refuses every change below a place."""
    with _refused(_Refusal(str(place), number, CHANGING, 0)):
        yield


@contextmanager
def _refused(refusal: _Refusal) -> Iterator[None]:
    if not _watched:  # what watches is never taken away again
        sys.addaudithook(_watch)
        _watched.append(True)
    _refusals.append(refusal)
    try:
        yield
    finally:
        _refusals.remove(refusal)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    for refusal in _refusals:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if not (writes or event in refusal.steps) or not any(_is_below(path, refusal.place) for path in arguments):
            continue
        if refusal.left:
            refusal.left -= 1
            continue
        raise OSError(refusal.number, os.strerror(refusal.number))


def _is_below(path: Any, place: str) -> bool:
    return isinstance(path, str | os.PathLike) and os.path.join(os.fspath(path), "").startswith(os.path.join(place, ""))
