"""The folder's page: what was measured in rows and as files, and what cannot be measured is not offered."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient
from local_pages import a_browser_at
from measured_folders import HOSTILE, measured_folder, scored

from wrinkle_scan.app.reports.folder_table import read_rows, table_file
from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES, full_row
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.cohort.batch.tables import write_table
from wrinkle_scan.regions.names import REGION_NAMES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return measured_folder(tmp_path / "clinic")


@pytest.fixture
def browser(root: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    with a_browser_at(tmp_path, root) as browser:
        yield browser


def test_a_line_for_each_photo_and_follow_up(browser: FlaskClient, root: Path) -> None:
    found = browser.get("/folder/rows").json
    assert [name for name, _ in found["regions"]] == list(REGION_NAMES)
    by_patient = {line["patient"]: line["regions"]["glabella"]["severity"] for line in found["photos"]}
    place = REGION_NAMES.index("glabella")
    assert by_patient == {HOSTILE: 10.0 + place, "P2": 40.0 + place}, "the one that failed is not among them"
    compared, lost = found["pairs"]
    assert compared["regions"]["forehead"]["verdict"] == "improved"
    assert (lost["regions"], lost["reason"]) == ({}, "P2/b.jpg: gone."), "without a folder of this machine"


def test_names_are_text_and_no_path_of_the_machine_is_shown(browser: FlaskClient, root: Path) -> None:
    page = browser.get("/folder").text
    assert HOSTILE not in page and "&lt;script&gt;" in page
    for path in ("/folder", "/folder/rows", "/folder/photos.csv", "/folder/pairs.csv"):
        assert str(root) not in browser.get(path).text


def test_reasons_are_in_the_language_of_the_page(root: Path, browser: FlaskClient) -> None:
    few = "There are hardly any lines in either photo."
    pair = dict(patient="P2", expression="frown", view="front", before_date="2026-01-05", after_date="2026-02-05")
    unsure = full_row(PAIRS, **pair, status="compared", region="forehead", verdict="cannot_tell", reason=few)
    lost = full_row(PAIRS, **{**pair, "after_date": "2026-03-05"}, status="failed", reason=few)
    write_table(table_file(root, "pairs"), PAIRS, [unsure, lost])
    rows = [*scored(f"{root}/P2/b.jpg", "P2", 40.0, reason="covered by hair")]
    rows += [full_row(SCORES, path=f"{root}/P2/c.jpg", status="failed", reason="The file is empty.", **vars(stamp()))]
    write_table(table_file(root, "photos"), SCORES, rows)
    spanish = {"Accept-Language": "es"}
    found = browser.get("/folder/rows", headers=spanish).json
    assert found["pairs"][0]["regions"]["forehead"]["reason"] == "Apenas hay líneas en ninguna de las fotos."
    assert found["pairs"][1]["reason"] == "Apenas hay líneas en ninguna de las fotos."
    assert found["photos"][0]["regions"]["glabella"]["reason"] == "cubierta por pelo"
    assert "El archivo está vacío." in browser.get("/folder", headers=spanish).text
    assert few in browser.get("/folder/pairs.csv", headers=spanish).text, "a table that is saved is that of batch"


def test_the_table_is_saved_in_each_format_with_the_same_rows(browser: FlaskClient, root: Path, tmp_path: Path) -> None:
    kept = read_rows(root, "photos")
    lines = list(csv.DictReader(io.StringIO(browser.get("/folder/photos.csv").text)))
    assert [line["path"] for line in lines] == [row["path"] for row in kept]
    assert pq.read_table(io.BytesIO(browser.get("/folder/photos.parquet").data)).to_pylist() == kept
    file = tmp_path / "saved.sqlite"
    file.write_bytes(browser.get("/folder/photos.sqlite").data)
    severities = sqlite3.connect(file).execute("SELECT severity FROM wrinkle_scan").fetchall()
    assert [severity for (severity,) in severities] == [row["severity"] for row in kept]
    assert list(tmp_path.glob("place/*")) == [], "what was sent is not kept"


@pytest.mark.parametrize("path", ["/folder/other.csv", "/folder/photos.exe", "/folder/..%2fphotos.csv"])
def test_there_are_no_other_tables(browser: FlaskClient, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_what_a_folder_has_no_photos_for_is_not_offered(tmp_path: Path) -> None:
    patient = tmp_path / "clinic" / "P1"
    patient.mkdir(parents=True)
    measure, review = re.compile(r'data-do="measure"(?! disabled)'), 'href="/folder/review"'
    with a_browser_at(tmp_path, patient.parent) as browser:
        page = browser.get("/folder").text
        assert not measure.search(page) and "There is no photo in this folder yet." in page
        assert review not in page and "as soon as a patient has photos of two visits" in page
        for day, offered in (("2026-01-05", False), ("2026-02-05", True)):
            (patient / f"{day}_rest.jpg").write_bytes(b"a photo, which is not opened")
            page = browser.get("/folder").text
            assert measure.search(page) and "There is no photo in this folder yet." not in page
            assert (review in page) == offered != ("as soon as a patient has photos of two visits" in page)
