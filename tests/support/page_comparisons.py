"""The page Compare two photos as a script asks its server; what measures is put in place of by what answers at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from local_pages import Here, a_server

from wrinkle_scan.app.comparing import comparison_work
from wrinkle_scan.app.comparing.answers import Answer, Obstacle, RegionAnswer
from wrinkle_scan.app.comparing.comparison_work import MeasuredPhoto
from wrinkle_scan.app.state import State
from wrinkle_scan.system.errors import PhotoError

SEEN = MeasuredPhoto(b"a jpeg", "5 January 2026", "2026-01-05T10:00:00")
ANSWER = Answer(
    "Of 1 region, 1 that these photos cannot tell.",
    refused=False,
    doubts=(Obstacle((), "Somebody <else>.", ()),),
    before="5 January 2026",
    after=None,
    elapsed=None,
    obstacles=(Obstacle(("Forehead",), "Covered by hair.", ("Hold the hair back with a band.",)),),
    regions=(RegionAnswer("Forehead", "cannot_tell", "?", "Cannot tell", ""),),
)


@contextmanager
def a_comparing_server(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, State]]:
    """A server that measures photos by their bytes: see `measure` and `compare` here."""
    monkeypatch.setattr(comparison_work, "measure", measure)
    monkeypatch.setattr(comparison_work, "compare", compare)
    monkeypatch.setattr(comparison_work, "write_html", draw)
    monkeypatch.setattr(comparison_work, "write_pdf", lambda kept, language, into: into.write_bytes(b"%PDF"))
    with a_server(place, processes=Here()) as made:
        yield made


def measure(file: Path, name: str, crop: Any, into: Path) -> MeasuredPhoto:
    """As the real one for files that hold "face"; a picture of two faces has to be cut."""
    content = file.read_bytes()
    if content == b"two faces" and crop is None:
        return MeasuredPhoto(
            b"a jpeg", error=PhotoError(name, "several_faces", "it shows two faces", "Name one with --crop.")
        )
    if b"face" not in content:
        return MeasuredPhoto(error=PhotoError(name, "no_face", "no face was found", "Use a sharp photo."))
    into.write_bytes(b"analysis")
    return SEEN


def compare(before: Any, after: Any, expression: Any, json_file: Path, into: Path) -> Answer:
    """The same answer to all; its JSON says what was asked."""
    into.write_bytes(b"comparison")
    json_file.write_text(f"{len(before)} {len(after)} {expression}", encoding="utf-8")
    return ANSWER


def draw(_: Path, language: str, into: Path) -> None:
    """A report that names its language, but for English."""
    into.write_text(f"<p>report {language}" if language != "en" else "<p>report", encoding="utf-8")


def send(browser: FlaskClient, address: str, visit: str, name: str = "a.jpg", content: bytes = b"face") -> Any:
    """A photo to the comparison at an address."""
    return browser.post(f"{address}/photos", query_string={"visit": visit, "name": name}, data=content)


def ask(browser: FlaskClient, address: str, expression: str | None = "frown") -> str:
    """Asks, and waits for the answer."""
    where = str(browser.post(f"{address}/ask", json={"expression": expression}).json["address"])
    browser.get(f"{where}/comparison.json")
    return where
