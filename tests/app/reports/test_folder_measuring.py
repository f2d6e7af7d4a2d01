"""The folder's page: its table is the one that `batch` writes, and a stop in the middle loses nothing."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from clinics import wrinkle_scan
from flask.testing import FlaskClient
from local_pages import a_browser_at
from sample_photos import without_forehead

from wrinkle_scan.app.reports.folder_measuring import ANEW, measure_folder
from wrinkle_scan.app.reports.folder_rows import failed_photos, pair_rows, photo_rows
from wrinkle_scan.app.reports.folder_table import read_rows, table_file
from wrinkle_scan.app.server.own_process import WorkProgress
from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES, Row, full_row
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.cohort.batch.tables import read_table, write_table
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.errors import PathError

HOSTILE = '<script>alert("1")</script>'


class Listening:
    """Stops after so many photos; None: never."""

    def __init__(self, most: int | None = None) -> None:
        self.reported: list[WorkProgress] = []
        self._most = most

    def report(self, progress: WorkProgress) -> None:
        self.reported.append(progress)

    def stopped(self) -> bool:
        return self._most is not None and max((progress.done for progress in self.reported), default=0) >= self._most


def photo(path: str, patient: str | None, severity: float, day: str = "2026-01-05", **more: Any) -> list[Row]:
    shared = {
        "path": path,
        "sha256": day,
        "patient": patient,
        "visit_date": day,
        "expression": "frown",
        "view": "front",
    }
    values = {**shared, "status": "scored", **vars(stamp()), **more}
    return [full_row(SCORES, region=name, severity=severity + n, **values) for n, name in enumerate(REGION_NAMES)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that was measured, as far as its tables say."""
    root = tmp_path / "clinic"
    (root / ".wrinkle-scan").mkdir(parents=True)
    (root / HOSTILE[:7]).mkdir()
    prefix = f"{root}/"
    failed = full_row(
        SCORES, path=f"{prefix}P2/{HOSTILE}.jpg", sha256="x", status="failed", failure="no_face", patient="P2",
        reason=f"{HOSTILE} No face. Choose another photo.", **vars(stamp()),
    )  # fmt: skip
    rows = [*photo(f"{prefix}{HOSTILE}/a.jpg", HOSTILE, 10.0), *photo(f"{prefix}P2/b.jpg", "P2", 40.0), failed]
    write_table(table_file(root, "photos"), SCORES, rows)
    pair = dict(patient="P2", expression="frown", view="front", before_date="2026-01-05", after_date="2026-02-05")
    compared = [
        full_row(PAIRS, **pair, status="compared", region=name, verdict="improved", change_percent=-40.0)
        for name in REGION_NAMES
    ]
    lost = full_row(PAIRS, **{**pair, "after_date": "2026-03-05"}, status="failed", reason=f"{prefix}P2/b.jpg: gone.")
    write_table(table_file(root, "pairs"), PAIRS, [*compared, lost])
    return root


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
    rows = [*photo(f"{root}/P2/b.jpg", "P2", 40.0, reason="covered by hair")]
    rows += [full_row(SCORES, path=f"{root}/P2/c.jpg", status="failed", reason="The file is empty.", **vars(stamp()))]
    write_table(table_file(root, "photos"), SCORES, rows)
    spanish = {"Accept-Language": "es"}
    found = browser.get("/folder/rows", headers=spanish).json
    assert found["pairs"][0]["regions"]["forehead"]["reason"] == "Apenas hay líneas en ninguna de las fotos."
    assert found["pairs"][1]["reason"] == "Apenas hay líneas en ninguna de las fotos."
    assert found["photos"][0]["regions"]["glabella"]["reason"] == "cubierta por pelo"
    assert "El archivo está vacío." in browser.get("/folder", headers=spanish).text
    assert few in browser.get("/folder/pairs.csv", headers=spanish).text, "a table that is saved is that of batch"


def test_failed_photos_have_their_reason(root: Path) -> None:
    (failed,) = failed_photos(read_rows(root, "photos"))
    assert failed["path"] == f"P2/{HOSTILE}.jpg" and failed["reason"].endswith("Choose another photo.")


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


def test_a_folder_without_photos_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PathError, match="there is no photo in this folder yet. File some first"):
        measure_folder(tmp_path / "empty", False, Listening())


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


@pytest.mark.slow
def test_stopped_moved_and_gone_on_it_is_the_table_that_batch_writes(tmp_path: Path) -> None:
    root = tmp_path / "clinic"
    photos = {"P1/2026-01-05_frown.jpg": 0, "P1/2026-01-19_frown.jpg": 1, "P2/copy.jpg": 0}
    for path, number in photos.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(without_forehead(number).read_bytes())
    (root / "P2" / "letter.jpg").write_text("Dear colleague", encoding="utf-8")

    stopped = measure_folder(root, False, Listening(1))
    assert not stopped.finished and 1 <= len({row["path"] for row in read_rows(root, "photos")}) < 4
    moved = root.rename(tmp_path / "moved")
    assert {row["path"].split("/")[0] for row in read_rows(moved, "photos")} <= {"P1", "P2"}
    outcome = measure_folder(moved, False, Listening())
    assert (outcome.finished, outcome.photos) == (True, 4)
    assert outcome.reused >= 2, "what was measured before the stop, and the copy"

    assert wrinkle_scan("batch", ".", "--out", "../t.csv", cwd=moved).returncode == 0
    rows = read_rows(moved, "photos")
    assert rows == list(read_table(tmp_path / "t.csv", SCORES))
    assert [len(photo_rows(rows)), len(failed_photos(rows)), len(pair_rows(read_rows(moved, "pairs")))] == [3, 1, 1]
    assert measure_folder(moved, False, Listening()).reused == 4, "nothing is measured again"
    other = [row | {"settings_sha256": "another"} for row in rows]
    write_table(table_file(moved, "photos"), SCORES, other)
    begun = measure_folder(moved, False, Listening(0))
    assert ANEW in begun.notes and begun.photos == 0
