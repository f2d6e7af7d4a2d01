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


def test_a_picture_of_before_and_after_is_cut_in_two(browser: FlaskClient, address: str) -> None:
    send(browser, address, "after", "both.jpg", b"two faces")
    (photo,) = photos(browser, address)
    assert photo["composite"] and "--crop" not in photo["problem"], "nobody at the page knows the command line"
    browser.post(f"{address}/photos/{photo['id']}/cut", json={"how": "stacked"})
    found = [(half["visit"], half["part"], half["state"]) for half in photos(browser, address)]
    assert found == [("before", "top", "measured"), ("after", "bottom", "measured")]


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
