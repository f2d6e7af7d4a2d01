"""The bin, as its page's server answers: what lies in it is brought back, or deleted for good after a second page."""

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
