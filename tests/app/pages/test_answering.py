"""The page of an answer, its report and its files; what measures is put in place of by what answers at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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


def test_the_answer_has_an_address_of_its_own(browser: FlaskClient, address: str) -> None:
    for visit in ("before", "after", "after"):
        send(browser, address, visit)
    where = ask(browser, address)
    page = browser.get(where).text
    assert "Of 1 region, 1 that these photos cannot tell." in page
    assert page.index("Hold the hair back") < page.index("<iframe"), "the remedy stands first"
    assert "Somebody &lt;else&gt;." in page
    assert browser.get(f"{where}/comparison.json").text == "1 2 frown"
    assert ask(browser, address) == where, "the same question again"
    assert ask(browser, address, None) != where
    assert browser.get(where).status_code == 200, "the first answer stays"
    assert 'value="frown" checked' not in browser.get(address).text
    ask(browser, address)
    assert 'value="frown" checked' in browser.get(address).text, "who comes back finds what was said"


def test_the_report_is_shown_by_its_own_policy_and_saved(browser: FlaskClient, address: str) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit)
    where = ask(browser, address)
    report = browser.get(f"{where}/report")
    assert report.text == "<p>report" and "connect-src" not in report.headers["Content-Security-Policy"]
    assert report.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'unsafe-inline'")
    assert report.headers["Cache-Control"] == "no-store"
    for kind, content in (("html", b"<p>report"), ("pdf", b"%PDF"), ("json", b"1 1 frown")):
        saved = browser.get(f"{where}/comparison.{kind}")
        assert saved.data == content
        assert saved.headers["Content-Disposition"] == f"attachment; filename=comparison.{kind}"
    assert browser.get(f"{where}/comparison.comparison").status_code == 404


def test_an_answer_does_not_name_the_command_line(browser: FlaskClient, address: str) -> None:
    send(browser, address, "before", "both.jpg", b"two faces")
    send(browser, address, "after")
    page = browser.get(ask(browser, address)).text
    assert "cut it in two" in page and "--crop" not in page


def test_the_answer_in_another_language_has_a_report_in_it(browser: FlaskClient, address: str) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit)
    english = ask(browser, address)
    spanish = {"Accept-Language": "es"}
    led = browser.get(english, headers=spanish)
    there = led.headers["Location"]
    assert led.status_code == 303 and there != english
    assert "Volver a las fotos" in browser.get(there, headers=spanish).text
    assert browser.get(f"{there}/report", headers=spanish).text == "<p>report es"
    assert browser.get(f"{english}/report").text == "<p>report"
