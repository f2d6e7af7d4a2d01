"""What is said of a photo once it was measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from local_pages import entered
from page_comparisons import a_comparing_server, send

from wrinkle_scan.app.state import State


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, State]]:
    with a_comparing_server(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def browser(server: tuple[Flask, State]) -> FlaskClient:
    return entered(*server)


@pytest.fixture
def address(browser: FlaskClient) -> str:
    return str(browser.post("/compare/").json["address"])


def photos(browser: FlaskClient, address: str) -> list[dict[str, Any]]:
    found = browser.get(f"{address}/photos").json["photos"]
    while any(photo["state"] == "measuring" for photo in found):
        found = browser.get(f"{address}/photos").json["photos"]
    return list(found)


def test_a_photo_is_measured_as_it_comes(browser: FlaskClient, address: str) -> None:
    response = send(browser, address, "before", "2026-01-05_frown.jpg")
    assert response.status_code == 201
    (photo,) = photos(browser, address)
    assert (photo["state"], photo["visit"], photo["taken"]) == ("measured", "before", "5 January 2026")
    assert photo["expression"] == "frown", "its name says so"
    thumbnail = browser.get(photo["thumbnail"])
    assert (thumbnail.data, thumbnail.mimetype) == (b"a jpeg", "image/jpeg")


def test_a_photo_that_cannot_be_measured_says_why_and_what_to_do(browser: FlaskClient, address: str) -> None:
    send(browser, address, "after", "a.jpg", b"a wall")
    (photo,) = photos(browser, address)
    assert (photo["state"], photo["thumbnail"]) == ("failed", None)
    assert photo["problem"] == "No face was found. Use a sharp photo."
