"""What the page Compare two photos asks its server for; what measures is put in place of by what answers at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from local_pages import entered
from page_comparisons import a_comparing_server, ask, send

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


def test_a_picture_of_before_and_after_is_cut_in_two(browser: FlaskClient, address: str) -> None:
    send(browser, address, "after", "both.jpg", b"two faces")
    (photo,) = photos(browser, address)
    assert photo["composite"] and "--crop" not in photo["problem"], "nobody at the page knows the command line"
    browser.post(f"{address}/photos/{photo['id']}/cut", json={"how": "stacked"})
    found = [(half["visit"], half["part"], half["state"]) for half in photos(browser, address)]
    assert found == [("before", "top", "measured"), ("after", "bottom", "measured")]


def test_without_a_photo_of_each_visit_nothing_is_compared(browser: FlaskClient, address: str) -> None:
    send(browser, address, "before")
    response = browser.post(f"{address}/ask", json={"expression": "frown"})
    assert (response.status_code, response.json) == (
        400,
        {"error": "after: There is no photo of this visit yet. Choose one."},
    )


@pytest.mark.parametrize("sent", [{"expression": "grin"}, {"expression": 3}, {"expression": ["frown"]}])
def test_no_other_expression_is_taken(browser: FlaskClient, address: str, sent: dict[str, Any]) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit)
    assert browser.post(f"{address}/ask", json=sent).status_code == 400


@pytest.mark.parametrize("path", ["", "/photos", "/photos/x/thumbnail", "/answer/x", "/answer/x/report"])
def test_what_is_not_there_is_said_in_a_sentence(browser: FlaskClient, path: str) -> None:
    response = browser.get(f"/compare/nothing{path}")
    assert response.status_code == 404 and "There is no such page here." in response.text


def test_a_photo_of_no_visit_is_refused(browser: FlaskClient, address: str) -> None:
    assert send(browser, address, "../../x").status_code == 400


def test_no_folder_of_the_machine_is_in_a_page(browser: FlaskClient, address: str, tmp_path: Path) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit, f"{tmp_path}/{visit}.jpg")
    where = ask(browser, address)
    for path in ("/compare/", address, f"{address}/photos", where, f"{where}/report"):
        assert str(tmp_path) not in browser.get(path).text
