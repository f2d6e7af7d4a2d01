"""What becomes of a question, and of its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from local_pages import entered
from page_comparisons import a_comparing_server, ask, send
from processes import waited_for

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


def test_of_an_answer_only_what_can_be_saved_stays(browser: FlaskClient, address: str, tmp_path: Path) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit)
    where = ask(browser, address)
    for kind in ("html", "pdf"):
        browser.get(f"{where}/comparison.{kind}")
    waited_for(lambda: not list(tmp_path.glob("*/*.comparison")))
    left = [path.suffix for path in tmp_path.glob("*/*.*")]
    assert sorted(left) == [".analysis", ".analysis", ".html", ".json", ".pdf"]


def test_an_answer_that_cannot_be_had_says_why(browser: FlaskClient, address: str) -> None:
    send(browser, address, "before", "<b>.jpg", b"a wall")
    send(browser, address, "after")
    where = ask(browser, address)
    page = browser.get(where).text
    assert "no face was found." in page and "Use a sharp photo." in page and "<b>" not in page
