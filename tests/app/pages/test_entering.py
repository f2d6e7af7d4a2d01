"""Coming in, the first page, another language, and Quit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from local_pages import HOST, ORIGIN, a_browser_at, a_server, entered, stranger
from patients_folders import made_patients

from wrinkle_scan.app.server.access import one_use_address
from wrinkle_scan.app.state import State


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Flask, State]]:
    with a_server(tmp_path) as made:
        yield made


def entrance(state: State) -> str:
    address = urlsplit(one_use_address(HOST, state.access.secret))
    return f"{address.path}?{address.query}"


def test_the_address_works_once(server: tuple[Flask, State]) -> None:
    app, state = server
    path = entrance(state)
    first = stranger(app)
    response = first.get(path, base_url=ORIGIN)
    cookie = response.headers["Set-Cookie"]
    assert response.status_code == 303 and "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert first.get("/compare/", base_url=ORIGIN).status_code == 200
    assert first.get(path, base_url=ORIGIN).status_code == 303, "who is in already may open the address again"
    assert stranger(app).get(path, base_url=ORIGIN).status_code == 403


def test_the_first_page_is_the_patients_where_there_are_any(server: tuple[Flask, State], tmp_path: Path) -> None:
    assert entered(*server).get("/").headers["Location"] == "/compare/"
    with a_browser_at(tmp_path, made_patients(tmp_path / "clinic")) as browser:
        assert browser.get("/").headers["Location"] == "/patients"


@pytest.mark.parametrize("there", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", ""])
def test_nobody_is_led_elsewhere(server: tuple[Flask, State], there: str) -> None:
    answer = entered(*server).post("/language", data={"language": "pt", "there": there})
    assert answer.headers["Location"] == "/"


def test_there_is_no_other_language(server: tuple[Flask, State]) -> None:
    portuguese = {"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.5"}
    answer = entered(*server).post("/language", data={"language": "de", "there": "/"}, headers=portuguese)
    assert answer.status_code == 400 and "Escolha um dos" in answer.json["error"]


def test_quit_ends_the_server_after_its_answer(server: tuple[Flask, State]) -> None:
    app, state = server
    client = stranger(app)
    client.get(entrance(state), base_url=ORIGIN)
    response = client.post("/quit", base_url=ORIGIN, headers={"Origin": ORIGIN})
    assert not state.quit.is_set(), "the answer is not away yet"
    response.close()
    assert state.quit.is_set() and "The program has ended." in response.text
