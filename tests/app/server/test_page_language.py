"""The page in the language of whoever reads it: the browser's, until another is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from local_pages import a_browser_at

PORTUGUESE = {"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.5"}


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[FlaskClient]:
    folder = tmp_path / "clinic"
    (folder / "P1").mkdir(parents=True)
    (folder / "treatments.csv").write_text("patient,date,region,units\nP1,2026-01-12,glabella,12.5\n", encoding="utf-8")
    with a_browser_at(tmp_path, folder) as own:
        yield own


def headline(page: str) -> tuple[str, str]:
    language, title = re.search(r'<html lang="(\w+)">', page), re.search(r"<h1>(.*?)</h1>", page)
    assert language and title
    return language[1], title[1]


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        ("pt-BR,pt;q=0.9,en;q=0.5", ("pt", "Pacientes")),
        ("es-MX", ("es", "Pacientes")),
        ("en-GB", ("en", "Patients")),
        ("de-DE,es;q=0.4", ("es", "Pacientes")),
        ("ja", ("en", "Patients")),
    ],
)
def test_it_is_the_browsers_at_first(browser: FlaskClient, accepted: str, found: tuple[str, str]) -> None:
    assert headline(browser.get("/patients", headers={"Accept-Language": accepted}).text) == found


def test_what_was_chosen_is_kept_and_the_page_is_the_same(browser: FlaskClient) -> None:
    answer = browser.post("/language", data={"language": "es", "there": "/patients?q=P1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/patients?q=P1")
    assert headline(browser.get("/patients", headers=PORTUGUESE).text) == ("es", "Pacientes")


def test_days_and_numbers_are_as_the_language_has_them(browser: FlaskClient) -> None:
    page = browser.get("/patients/P1/treatments", headers=PORTUGUESE).text
    assert "12 de janeiro de 2026" in page and "<dd>12,5</dd>" in page and "Glabela" in page


def test_an_error_and_the_line_to_undo_are_in_the_language_of_whoever_asks(browser: FlaskClient) -> None:
    answer = browser.post("/patients", data={"name": "a/b"}, headers=PORTUGUESE)
    assert "O nome de um paciente não pode conter /. Use letras, números, espaços e hifens." in answer.text
    sent = {"date": "2026-02-01", "regions": ["forehead"], "points": [], "line": None}
    address = browser.post("/patients/P1/treatments/save", json=sent, headers=PORTUGUESE).json["address"]
    assert (
        "Tratamiento del 1 de febrero de 2026 añadido." in browser.get(address, headers={"Accept-Language": "es"}).text
    )
    assert "Treatment of 1 February 2026 added." in browser.get(address).text


def test_a_second_language_gets_its_own_words_for_scripts(browser: FlaskClient) -> None:
    """Words that were kept from the page asked for first would be in its language."""
    pages = [browser.get("/folder", headers={"Accept-Language": code}).text for code in ("en", "es", "pt")]
    assert ["Stop at once" in pages[0], "Parar ya" in pages[1], "Parar j" in pages[2]] == [True] * 3
