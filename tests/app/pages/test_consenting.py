"""Consents per photo and purpose, as their page's server takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from local_pages import a_browser_at
from patients_folders import give_consent

from wrinkle_scan.app.folder.consents import read_consents

HOSTILE = "<img src=x onerror=alert(1)>"
FIRST, SECOND = "P1/2026-01-05_frown.jpg", "P1/2026-02-05_frown.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two patients' photos, of which no pixel is looked at."""
    root = tmp_path / "clinic"
    for number, path in enumerate((FIRST, SECOND, f"{HOSTILE}/2026-01-05_rest.jpg")):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"photo" + bytes([number]))
    return root


@pytest.fixture
def browser(root: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    with a_browser_at(tmp_path, root) as browser:
        yield browser


def revision(page: str) -> str:
    found = re.search(r'name="revision" value="(\w*)"', page)
    assert found
    return found[1]


def saved(browser: FlaskClient, uses: list[str], day: str = "2026-03-01", known: str | None = None) -> int:
    page = browser.get("/patients/P1/consent").text
    form = {"revision": revision(page) if known is None else known, "day": day, "use": uses}
    return int(browser.post("/patients/P1/consent", data=form).status_code)


def held(root: Path) -> dict[tuple[str, str], str | None]:
    return {(c.photo, c.purpose): c.withdrawn for c in read_consents(root).written.values()}


def test_what_is_ticked_is_consented_to_and_what_is_no_longer_is_withdrawn(browser: FlaskClient, root: Path) -> None:
    assert saved(browser, [f"record {FIRST}", f"teaching {FIRST}", f"record {SECOND}"]) == 303
    assert held(root) == {(FIRST, "record"): None, (FIRST, "teaching"): None, (SECOND, "record"): None}
    assert "since 1 March 2026" in browser.get("/patients/P1/consent").text
    assert saved(browser, [f"record {FIRST}", f"publication {SECOND}"], "2026-04-01") == 303
    assert "withdrawn 1 April 2026" in browser.get("/patients/P1/consent").text
    assert held(root) == {
        (FIRST, "record"): None,
        (FIRST, "teaching"): "2026-04-01",
        (SECOND, "record"): "2026-04-01",
        (SECOND, "publication"): None,
    }


def test_a_change_is_offered_to_be_undone(browser: FlaskClient, root: Path) -> None:
    form = {"revision": "", "day": "2026-03-01", "use": [f"record {FIRST}"]}
    there = browser.post("/patients/P1/consent", data=form).headers["Location"]
    number = re.search(r'name="number" value="(\d+)"', browser.get(there).text)
    assert number and held(root)
    assert browser.post("/patients/P1/consent/undo", data={"number": number[1]}).status_code == 303
    assert held(root) == {}


def test_another_page_s_change_is_not_overwritten(browser: FlaskClient, root: Path) -> None:
    give_consent(root, [FIRST])
    assert saved(browser, [], known="") == 409
    assert held(root) == {(FIRST, "record"): None}


@pytest.mark.parametrize("day", ["", "yesterday", "2026-13-01"])
def test_a_day_that_is_none_changes_nothing(browser: FlaskClient, root: Path, day: str) -> None:
    assert saved(browser, [f"record {FIRST}"], day) == 400
    assert held(root) == {}


def test_photos_of_others_cannot_be_ticked(browser: FlaskClient, root: Path) -> None:
    assert saved(browser, [f"record {HOSTILE}/2026-01-05_rest.jpg", "record ../../etc/passwd", f"sale {FIRST}"]) == 303
    assert held(root) == {}


def test_names_are_text(browser: FlaskClient) -> None:
    page = browser.get(f"/patients/{quote(HOSTILE)}/consent").text
    assert HOSTILE not in page and "&lt;img" in page
    assert browser.get("/patients/P9/consent").status_code == 404
    assert browser.get("/patients/P1/consent/picture?path=../clinic/P1/x.jpg").status_code == 404
