"""After Undo the page says what was undone, once, on whichever page it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from local_pages import Here, a_server, entered, measure_nothing
from patients_folders import TREATMENTS, in_sight, made_patients


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.fixture
def browser(tmp_path: Path, clinic: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    measure_nothing(monkeypatch)
    with a_server(tmp_path, clinic, Here()) as server:
        yield entered(*server)


def said(page: str) -> list[str]:
    """What a page says was undone, without tags."""
    found = re.findall(r'<p class="done" role="status" tabindex="-1">(.*?)</p>', page)
    return [re.sub("<[^>]*>", "", words) for words in found]


@pytest.mark.parametrize("language", [{}, {"Accept-Language": "es"}])
def test_what_was_undone_is_said_where_it_leads(browser: FlaskClient, clinic: Path, language: dict[str, str]) -> None:
    before = in_sight(clinic)
    there = browser.post("/patients/P1/photo/delete?path=P1/2026-01-05_frown.jpg").headers["Location"]
    offered = browser.get(there, headers=language).text
    number, words = re.search(r'name="number" value="(\d+)"', offered), re.search(r'tabindex="-1">(.*?)</p>', offered)
    assert number and words and said(offered) == []
    for code, part in (("P1", ""), ("P1", "treatments"), ("-", "")):
        if in_sight(clinic) == before:
            there = browser.post("/patients/P1/photo/delete?path=P1/2026-01-05_frown.jpg").headers["Location"]
            number = re.search(r'name="number" value="(\d+)"', browser.get(there).text)
            assert number
        form = {"number": number[1], "code": code, "part": part}
        led = browser.post("/patients/-/undo", data=form).headers["Location"]
        page = browser.get(led, headers=language).text
        assert said(page) == [f"{'Deshecho:' if language else 'Undone:'} {words[1]}"]
        assert in_sight(clinic) == before


def test_a_consent_that_was_undone_is_said(browser: FlaskClient) -> None:
    form = {"revision": "", "day": "2026-03-01", "use": ["record P1/2026-01-05_frown.jpg"]}
    there = browser.post("/patients/P1/consent", data=form).headers["Location"]
    number = re.search(r'name="number" value="(\d+)"', browser.get(there).text)
    assert number
    led = browser.post("/patients/P1/consent/undo", data={"number": number[1]}).headers["Location"]
    assert said(browser.get(led).text) == ["Undone: Consent for 1 photo entered."]


@pytest.mark.parametrize("number", ["", "x", "99", "-1"])
def test_nothing_is_said_of_what_was_not_undone(browser: FlaskClient, clinic: Path, number: str) -> None:
    assert TREATMENTS.encode() == (clinic / "treatments.csv").read_bytes()
    assert said(browser.get(f"/patients/P1?undone={number}").text) == []
    change = browser.post("/patients", data={"name": "P7"})
    assert change.status_code == 303
    assert said(browser.get("/patients/P1?undone=1").text) == [], "it was made, and stands"
