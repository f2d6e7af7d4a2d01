"""Photos of two visits: taken in, taken out, swapped, and forgotten with their files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from local_pages import entered
from page_comparisons import a_comparing_server, send

from wrinkle_scan.app.server.server_limits import MOST_COMPARISONS, MOST_PHOTOS_OF_A_VISIT
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


def test_photos_are_removed_and_visits_swapped(browser: FlaskClient, address: str) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit, f"{visit}.jpg")
    browser.post(f"{address}/swap")
    assert [(p["visit"], p["name"]) for p in photos(browser, address)] == [
        ("after", "before.jpg"),
        ("before", "after.jpg"),
    ]
    browser.post(f"{address}/photos/{photos(browser, address)[0]['id']}/remove")
    assert [p["name"] for p in photos(browser, address)] == ["after.jpg"]


def test_what_is_removed_takes_its_files_along(browser: FlaskClient, address: str, tmp_path: Path) -> None:
    for _ in range(3):
        send(browser, address, "before")
        (photo,) = photos(browser, address)
        browser.post(f"{address}/photos/{photo['id']}/remove")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_more_photos_than_help_are_refused(browser: FlaskClient, address: str) -> None:
    for _ in range(MOST_PHOTOS_OF_A_VISIT):
        assert send(browser, address, "before").status_code == 201
    for _ in range(100):
        assert send(browser, address, "before").status_code == 400
    assert len(photos(browser, address)) == MOST_PHOTOS_OF_A_VISIT


def test_of_too_many_comparisons_the_oldest_is_forgotten_with_its_files(
    browser: FlaskClient, address: str, tmp_path: Path
) -> None:
    send(browser, address, "before")
    for _ in range(MOST_COMPARISONS):
        browser.post("/compare/")
    assert browser.get(address).status_code == 404
    assert len(list(tmp_path.iterdir())) == MOST_COMPARISONS
