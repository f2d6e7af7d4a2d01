"""The patients' pages as their server answers: list, grid, compare, undo; hostile names lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from local_pages import Here, a_server, entered
from patients_folders import jpeg, made_patients
from processes import waited_for

from wrinkle_scan.app.comparing import comparison_work
from wrinkle_scan.app.comparing.answers import Answer
from wrinkle_scan.app.comparing.comparison_work import MeasuredPhoto
from wrinkle_scan.app.patients import photo_work
from wrinkle_scan.app.patients.photo_work import Numbers
from wrinkle_scan.app.state import State
from wrinkle_scan.system.errors import PhotoError

PHOTO = "/patients/P1/photo?path="
FROWN = "P1/2026-01-05_frown.jpg"
measured_files: list[str] = []


def measure(root: Path, file: Path, expression: str | None) -> Numbers:
    measured_files.append(file.name)
    return Numbers({"glabella": 26.4, "forehead": 3.0, "crows_feet_right": None, "crows_feet_left": 1.0})


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.fixture
def server(tmp_path: Path, clinic: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[FlaskClient, State]]:
    """What has pixels or measures is put in place of: it answers at once."""
    measured_files.clear()
    monkeypatch.setattr(photo_work, "picture", lambda file, width: f"{file.name} {width}".encode())
    monkeypatch.setattr(photo_work, "known_numbers", lambda root, photos: [None] * len(photos))
    monkeypatch.setattr(photo_work, "measure", measure)
    place = tmp_path / "place"
    place.mkdir()
    with a_server(place, clinic, Here()) as (app, state):
        yield entered(app, state), state


@pytest.fixture
def browser(server: tuple[FlaskClient, State]) -> FlaskClient:
    return server[0]


def opened(browser: FlaskClient, code: str = "P1") -> str:
    """The patient's page, once all work that it begins has ended."""
    browser.get(f"/patients/{quote(code)}")

    def ended() -> dict[str, Any]:
        job = browser.get(f"/patients/{quote(code)}/photos").json["job"] or {"state": "done"}
        return {} if job["state"] == "running" else dict(job)

    job = waited_for(ended)
    assert job["state"] == "done", job
    return str(browser.get(f"/patients/{quote(code)}").text)


def test_the_patients_are_the_first_page(browser: FlaskClient) -> None:
    assert browser.get("/").headers["Location"].endswith("/patients")
    page = browser.get("/patients").text
    assert "Zoë Ä" in page and "/patients/P1" in page
    assert "Frown missing on" in page, "the last visit lacks what the first one has"


@pytest.mark.parametrize(
    ("text", "found"), [("p1", "P1"), ("brand a", "P1"), ("c12", "P1"), ("zoe", None), ("zoë", "Zoë Ä")]
)
def test_search_by_name_product_and_lot(browser: FlaskClient, text: str, found: str | None) -> None:
    page = browser.get("/patients", query_string={"q": text}).text
    rows = page.split("<tbody>")[1] if "<tbody>" in page else ""
    assert [name for name in ("P1", "Zoë Ä") if f"<bdi>{name}</bdi>" in rows] == ([found] if found else [])
    assert found or "No patient, product or lot with" in page


def test_by_lot_who_had_it(browser: FlaskClient) -> None:
    page = browser.get("/patients?lot=C12").text
    assert "1 patient had lot C12" in page and "20.5" in page and "Brand A" in page
    assert "No patient had lot X" in browser.get("/patients?lot=X").text


def test_a_new_patient_has_a_folder(browser: FlaskClient, clinic: Path) -> None:
    response = browser.post("/patients", data={"name": " P 3 "})
    assert response.status_code == 303 and (clinic / "P 3").is_dir()
    assert "No photo of this patient yet" in browser.get("/patients/P%203").text


@pytest.mark.parametrize("name", ["", "../P9", "a/b", "P1", "p1", "2026-01-05", ".hidden", "C:\\x", "x" * 300])
def test_a_name_that_cannot_be_is_said_and_kept_for_correction(browser: FlaskClient, clinic: Path, name: str) -> None:
    response = browser.post("/patients", data={"name": name})
    assert response.status_code == 400 and 'role="alert"' in response.text
    assert f'value="{name}"' in response.text.replace("&#39;", "'")
    folders = {path.name for path in clinic.parent.iterdir()} | {path.name for path in clinic.iterdir()}
    assert folders == {"clinic", "place", "P1", "Zoë Ä", "treatments.csv", ".wrinkle-scan"}


def test_script_in_a_name_is_text(browser: FlaskClient, clinic: Path) -> None:
    hostile = "x<script>alert(1)<"
    folder = clinic / hostile  # the page would not make it, but a folder may come from anywhere
    folder.mkdir()
    (folder / "2026-01-05_rest.jpg").write_bytes(jpeg("hostile"))
    (clinic / "treatments.csv").write_text("patient,date,region,product,batch\nP1,2026-01-07,glabella,<b>x</b>,<i>\n")
    for address in (
        "/patients",
        "/patients/P1/treatments",
        "/patients?lot=<i>",
        "/patients?q=<script>alert(2)</script>",
    ):
        page = browser.get(address).text
        assert "<script>alert" not in page and "<b>x" not in page and "<i>" not in page, address
    page = browser.get(f"/patients/{quote(hostile)}")
    assert page.status_code == 200 and "<script>alert" not in page.text


def test_visits_in_columns_expressions_in_rows_gaps_as_gaps(browser: FlaskClient) -> None:
    page = opened(browser)
    assert page.count('scope="col"') == 2 and page.count('scope="rowgroup"') == 2
    gap = page.split('class="gap"')[1].split("</p>")[0]
    assert "Frown missing on" in gap and 'datetime="2026-02-04"' in gap and page.count('class="gap"') == 1
    assert "16 days after treatment" in page


def test_numbers_stand_under_each_photo_and_are_measured_once(browser: FlaskClient) -> None:
    page = opened(browser)
    assert "Glabella <b>26</b>" in page and "Crow&#39;s feet, right <b>not seen</b>" in page
    assert sorted(measured_files) == ["2026-01-05_frown.jpg", "2026-01-05_rest.jpg", "2026-02-04_rest.jpg"]
    opened(browser)
    assert len(measured_files) == 3, "nothing is measured again"


def test_what_was_measured_before_is_not_measured(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    known = lambda root, photos: [Numbers({"glabella": 7.0})] * len(photos)  # noqa: E731
    monkeypatch.setattr(photo_work, "known_numbers", known)
    assert "Glabella <b>7</b>" in opened(browser) and measured_files == []


def test_a_photo_that_cannot_be_measured_says_why(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = PhotoError("x", "no_face", "no face was found", "Use a sharp photo.")

    def refuse(*_: object) -> Numbers:
        raise refusal

    monkeypatch.setattr(photo_work, "measure", refuse)
    assert "No face was found. Use a sharp photo." in opened(browser)


def test_a_changed_photo_has_a_new_picture(browser: FlaskClient, clinic: Path) -> None:
    page = opened(browser)
    (clinic / FROWN).write_bytes(jpeg("another, longer"))
    again = opened(browser)
    addresses = [
        {part.split('"')[0] for part in text.split('src="')[1:] if "/thumbnails/" in part} for text in (page, again)
    ]
    assert len(addresses[0]) == len(addresses[1]) == 3 and len(addresses[0] & addresses[1]) == 2
    response = browser.get(addresses[1].pop())
    assert response.mimetype == "image/jpeg" and response.data.endswith(b" 360")
    assert browser.get("/patients/-/thumbnails/nothing").status_code == 404


def test_a_link_that_leads_out_is_left_out(browser: FlaskClient, clinic: Path) -> None:
    outside = clinic.parent / "outside.jpg"
    outside.write_bytes(jpeg("outside"))
    (clinic / "P1" / "2026-03-01_rest.jpg").symlink_to(outside)
    assert "2026-03-01" not in browser.get("/patients/P1").text
    assert browser.get(f"{PHOTO}P1/2026-03-01_rest.jpg").status_code == 404
    page = browser.get("/patients").text
    assert "1 file is left out" in page and "leads out of the folder" in page


def test_two_photos_of_a_row_are_compared(
    server: tuple[FlaskClient, State], clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, state = server
    seen: dict[str, object] = {}

    def compare(before: object, after: object, expression: str, json_file: Path, into: Path) -> Answer:
        seen.update(expression=expression)
        raise PhotoError("x", "no_face", "it is a test", "Do nothing.")

    monkeypatch.setattr(comparison_work, "measure", lambda file, name, crop, into: MeasuredPhoto(b"", error=None))
    monkeypatch.setattr(comparison_work, "compare", compare)
    photos = ["P1/2026-02-04_rest.jpg", "P1/2026-01-05_rest.jpg"]
    led = browser.post("/patients/P1/compare", data={"photo": photos})
    assert led.status_code == 303
    comparison = state.comparisons.get(led.headers["Location"].split("/")[2])
    assert comparison
    names = {photo.visit: photo.name for photo in comparison.photos}
    assert names == {"before": "2026-01-05_rest.jpg", "after": "2026-02-04_rest.jpg"}, "the earlier one is before"
    asked = comparison.asked(led.headers["Location"].split("/")[-1])
    assert asked and asked.expression == "rest"


@pytest.mark.parametrize(
    "photos",
    [[], [FROWN], [FROWN, FROWN], [FROWN, "P1/2026-02-04_rest.jpg"]],
)
def test_photos_of_no_row_are_not_compared(browser: FlaskClient, photos: list[str]) -> None:
    answer = browser.post("/patients/P1/compare", data={"photo": photos})
    assert answer.status_code == 400 and answer.json["error"].startswith("Choose two photos of one row")


def test_a_patient_who_is_not_there_is_a_page_that_says_so(browser: FlaskClient) -> None:
    for address in ("/patients/nobody", "/patients/..", "/patients/nobody/treatments", "/patients/nobody/photos"):
        assert browser.get(address).status_code in (404, 308)
