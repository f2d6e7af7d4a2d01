"""What a page says that cannot be shown, to a reader and to a script; and which parts there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, abort
from local_pages import Here, a_browser_at, a_server, entered
from patients_folders import made_patients

from wrinkle_scan.app.state import State
from wrinkle_scan.system.errors import PathError

HTML = {"Accept": "text/html"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Flask, State]]:
    with a_server(tmp_path, processes=Here()) as made:
        yield made


def test_what_went_wrong_is_one_sentence_without_a_path(server: tuple[Flask, State], tmp_path: Path) -> None:
    app, state = server

    @app.get("/broken")
    def broken() -> str:
        raise OSError(2, "no such file", str(tmp_path / "secret.jpg"))

    response = entered(app, state).get("/broken")
    assert response.status_code == 500
    assert "This could not be saved (no such file)." in response.text
    assert "secret" not in response.text and "Traceback" not in response.text


def test_a_script_gets_the_sentence_and_a_reader_a_page(server: tuple[Flask, State]) -> None:
    browser = entered(*server)
    answer = browser.post("/nothing")
    assert answer.status_code == 404 and answer.json["error"].startswith("There is no such page here.")
    page = browser.post("/nothing", headers=HTML)
    assert page.status_code == 404 and "<html lang" in page.text and "There is no such page here." in page.text
    assert browser.post("/jobs/x").json["error"].startswith("This address cannot be asked that way.")


@pytest.mark.parametrize(("code", "own"), [(400, True), (409, True), (404, False), (418, False)])
def test_only_what_is_meant_for_the_user_is_said(server: tuple[Flask, State], code: int, own: bool) -> None:
    app, state = server

    @app.post("/refused")
    def refused() -> str:
        abort(code, "It is a test.")

    answer = entered(app, state).post("/refused")
    assert answer.status_code == code and (answer.json["error"] == "It is a test.") is own


def test_a_refusal_names_what_it_is_about(server: tuple[Flask, State]) -> None:
    app, state = server

    @app.post("/refused")
    def refused() -> str:
        raise PathError("P1/a.jpg", "it is a test", "Do nothing.")

    answer = entered(app, state).post("/refused")
    assert (answer.status_code, answer.json) == (400, {"error": "a.jpg: It is a test. Do nothing."})


def test_a_mistake_of_the_program_is_one_sentence(server: tuple[Flask, State]) -> None:
    app, state = server

    @app.get("/mistaken")
    def mistaken() -> str:
        raise ValueError("inside")

    page = entered(app, state).get("/mistaken", headers=HTML)
    assert page.status_code == 500 and "inside" not in page.text and "please report it" in page.text


def test_without_a_folder_there_are_no_pages_of_patients(server: tuple[Flask, State], tmp_path: Path) -> None:
    browser = entered(*server)
    assert browser.get("/patients").status_code == 404
    assert 'href="/patients"' not in browser.get("/compare/").text
    with a_browser_at(tmp_path, made_patients(tmp_path / "clinic")) as other:
        page = other.get("/compare/").text
        assert 'href="/patients"' in page and 'href="/folder"' in page and other.get("/patients").status_code == 200


def test_what_measures_is_loaded_after_the_first_pages_script(server: tuple[Flask, State]) -> None:
    browser, state = entered(*server), server[1]
    for path in ("/compare/", "/static/app.css"):
        browser.get(path)
    assert not state.shown.is_set()
    browser.get("/static/app.js")
    assert state.shown.is_set()
