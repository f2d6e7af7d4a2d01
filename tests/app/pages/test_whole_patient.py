"""A patient renamed and deleted, as the pages' server answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from local_pages import a_browser_at, measure_nothing
from patients_folders import in_sight, made_patients

from wrinkle_scan.app.server.background_jobs import Job, Jobs


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.fixture
def browser(tmp_path: Path, clinic: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    measure_nothing(monkeypatch)
    with a_browser_at(tmp_path, clinic) as opened:
        yield opened


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def test_renamed_then_undone_each_leads_to_the_patient(browser: FlaskClient, clinic: Path) -> None:
    before = in_sight(clinic)
    there = browser.post("/patients/P1/rename", data={"name": "Anna"}).headers["Location"]
    assert "/patients/Anna?" in there and browser.get("/patients/P1").status_code == 404
    page = browser.get(there).text
    assert "P1 is now called Anna." in page
    undone = {name: hidden(page, name) for name in ("number", "code")}
    assert browser.post("/patients/-/undo", data=undone).headers["Location"].endswith("/patients/P1?undone=1")
    assert in_sight(clinic) == before


def test_what_was_typed_wrongly_stays_with_the_sentence(browser: FlaskClient, clinic: Path) -> None:
    answer = browser.post("/patients/P1/rename", data={"name": "a<b"}, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "may not contain &lt;" in answer.text and 'value="a&lt;b"' in answer.text and "<details" in answer.text
    assert re.search(r'<details class="whole" open', answer.text)
    assert browser.post("/patients/nobody/rename", data={"name": "a"}).status_code == 404


def test_nothing_is_renamed_or_deleted_under_a_measuring(
    browser: FlaskClient, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = in_sight(clinic)
    running = Job("Measuring the folder", None)  # type: ignore[arg-type]
    monkeypatch.setattr(Jobs, "named", lambda self, name: running if name == "folder" else None)
    for address in ("/patients/P1/rename", "/patients/P1/delete", "/patients/-/bin"):
        answer = browser.post(address, data={"name": "Anna"})
        assert answer.status_code == 400 and "are being measured" in answer.text, address
    assert in_sight(clinic) == before


def test_photos_that_wait_are_not_filed_under_a_name_that_is_gone(browser: FlaskClient, clinic: Path) -> None:
    tray = browser.post("/patients/P1/trays").json["address"]
    browser.post("/patients/P1/rename", data={"name": "Anna"})
    assert browser.post(f"{tray}/file", json={"photos": [{"id": "1", "date": "2026-03-02"}]}).status_code == 404
    assert not (clinic / "P1").exists()
