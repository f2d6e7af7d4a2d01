"""One photo of a patient, as its page's server answers: seen, filed otherwise, deleted; nobody else's is reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from local_pages import a_browser_at, measure_nothing
from patients_folders import in_sight, jpeg, made_patients

from wrinkle_scan.app.patients import photo_work
from wrinkle_scan.app.patients.photo_work import PICTURE_PX

PHOTO = "/patients/P1/photo?path="
FROWN = "P1/2026-01-05_frown.jpg"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.fixture
def browser(tmp_path: Path, clinic: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """What has pixels or measures is put in place of: it answers at once."""
    measure_nothing(monkeypatch)
    monkeypatch.setattr(photo_work, "picture", lambda file, width: f"{file.name} {width}".encode())
    with a_browser_at(tmp_path, clinic) as opened:
        yield opened


def test_it_is_shown_larger(browser: FlaskClient) -> None:
    response = browser.get(f"/patients/P1/photo/picture?path={FROWN}")
    assert (response.mimetype, response.data) == ("image/jpeg", f"2026-01-05_frown.jpg {PICTURE_PX}".encode())


@pytest.mark.parametrize(
    "path",
    ["../outside.jpg", "/etc/passwd", "P1/../../outside.jpg", "Zo%C3%AB%20%C3%84/2026-01-06_smile.jpg", "", "P1",
     ".wrinkle-scan/app.lock", "P1/2026-01-05_frown.jpg%00", "treatments.csv"],
)  # fmt: skip
def test_only_the_patients_own_photos_are_reached(browser: FlaskClient, clinic: Path, path: str) -> None:
    (clinic.parent / "outside.jpg").write_bytes(jpeg("outside"))
    before = in_sight(clinic)
    for ending in ("", "/picture"):
        assert browser.get(f"/patients/P1/photo{ending}?path={path}").status_code == 404
    for ending in ("/move", "/delete"):
        answer = browser.post(f"/patients/P1/photo{ending}?path={path}", data={"patient": "P1", "date": "2026-01-01"})
        assert answer.status_code == 404
    assert in_sight(clinic) == before and (clinic.parent / "outside.jpg").is_file()


def test_a_photo_is_filed_otherwise_and_that_is_undone(browser: FlaskClient, clinic: Path) -> None:
    assert browser.get(PHOTO + FROWN).status_code == 200
    before = in_sight(clinic)
    form = {"patient": "P1", "date": "2026-02-04", "expression": "frown"}
    led = browser.post(f"/patients/P1/photo/move?path={FROWN}", data=form)
    assert led.status_code == 303 and "P1/2026-02-04_frown.jpg" in in_sight(clinic)
    page = browser.get(led.headers["Location"]).text
    number = page.split('name="number" value="')[1].split('"')[0]
    assert ">Undo<" in page
    assert browser.post("/patients/-/undo", data={"number": number, "code": "P1"}).status_code == 303
    assert in_sight(clinic) == before
    again = browser.post("/patients/-/undo", data={"number": number, "code": "P1"})
    assert again.status_code == 400 and "nothing to undo" in again.json["error"]


def test_a_wrong_date_is_said_and_what_was_typed_stays(browser: FlaskClient, clinic: Path) -> None:
    form = {"patient": "P1", "date": "2090-02-04", "expression": "smile"}
    page = browser.post(f"/patients/P1/photo/move?path={FROWN}", data=form)
    assert page.status_code == 400 and "future" in page.text and 'value="2090-02-04"' in page.text
    assert 'value="smile" checked' in page.text and FROWN in in_sight(clinic)


def test_deleting_moves_to_the_bin_and_is_undone(browser: FlaskClient, clinic: Path) -> None:
    before = in_sight(clinic)
    led = browser.post(f"/patients/P1/photo/delete?path={FROWN}")
    assert FROWN not in in_sight(clinic)
    page = browser.get(led.headers["Location"]).text
    assert "1 photo deleted." in page
    number = page.split('name="number" value="')[1].split('"')[0]
    browser.post("/patients/-/undo", data={"number": number, "code": "P1"})
    assert in_sight(clinic) == before
    assert browser.post("/patients/-/undo", data={"number": "x"}).status_code == 404


def test_after_the_last_photo_of_a_patient_without_a_folder_the_list_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure_nothing(monkeypatch)
    folder = tmp_path / "flat"
    folder.mkdir()
    for name in ("P1_2026-01-05_frown.jpg", "P2_2026-01-05_frown.jpg", "P1_2026-02-05_rest.jpg"):
        (folder / name).write_bytes(jpeg(name))
    with a_browser_at(tmp_path, folder) as browser:
        led = browser.post("/patients/P2/photo/delete?path=P2_2026-01-05_frown.jpg").headers["Location"]
        assert led.startswith("/patients?") and "1 photo deleted." in browser.get(led).text
