"""Renaming, deleting and deleting for good, as their pages' server answers."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from local_pages import a_browser_at, measure_nothing
from patients_folders import in_sight, jpeg, made_patients

from wrinkle_scan.app.server.jobs import Job, Jobs

REST = "P1/2026-01-05_rest.jpg"


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


def test_a_patient_is_deleted_brought_back_and_at_last_deleted_for_good(browser: FlaskClient, clinic: Path) -> None:
    before = in_sight(clinic)
    assert "Bin" not in browser.get("/patients").text
    browser.post("/patients/P1/delete")
    assert "P1" not in browser.get("/patients").text.split("<table")[1]
    bin_ = browser.get("/patients/-/bin").text
    assert "Patient P1 deleted" in bin_
    browser.post("/patients/-/undo", data={name: hidden(bin_, name) for name in ("number", "code")})
    assert in_sight(clinic) == before
    browser.post("/patients/P1/delete")
    sure = browser.get("/patients/-/bin/sure").text
    assert "Patient P1 deleted" in sure and "Delete 3 photos for good" in sure and "This cannot be undone." in sure
    stays = in_sight(clinic)
    browser.post("/patients/-/bin", data={"mark": hidden(sure, "mark")})
    assert in_sight(clinic) == stays
    assert not any(jpeg(REST) in file.read_bytes() for file in clinic.rglob("*") if file.is_file())
    assert "Patient P1" not in browser.get("/patients/-/bin").text


def test_without_the_second_page_nothing_is_deleted_for_good(browser: FlaskClient, clinic: Path) -> None:
    browser.post("/patients/P1/delete")
    assert browser.post("/patients/-/bin").status_code == 400
    assert any(jpeg(REST) in file.read_bytes() for file in clinic.rglob("*") if file.is_file())


def test_photos_that_wait_are_not_filed_under_a_name_that_is_gone(browser: FlaskClient, clinic: Path) -> None:
    tray = browser.post("/patients/P1/trays").json["address"]
    browser.post("/patients/P1/rename", data={"name": "Anna"})
    assert browser.post(f"{tray}/file", json={"photos": [{"id": "1", "date": "2026-03-02"}]}).status_code == 404
    assert not (clinic / "P1").exists()


def test_what_cannot_be_deleted_to_the_end_says_so(
    browser: FlaskClient, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.post("/patients/P1/delete")
    mark = hidden(browser.get("/patients/-/bin/sure").text, "mark")
    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", refused)
        answer = browser.post("/patients/-/bin", data={"mark": mark})
    assert answer.status_code == 400 and "It was begun and cannot be ended (Read-only file system)" in answer.text
    assert "nothing was changed" not in answer.text


def refused(*_: object, **__: object) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))
