"""A face that looks like someone else's is said where a photo is taken, and before it is moved to another patient."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from local_pages import Here, a_server, entered, measure_nothing
from page_browsing import a_browser_inside, a_watched_page, look_at, next_page
from patients_folders import in_sight, jpeg, made_patients
from PIL import Image
from playwright.sync_api import expect
from sample_photos import SAMPLES, a_third

from wrinkle_scan.app.camera.live import Live
from wrinkle_scan.app.camera.standard_series import STEPS
from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.patients import whose_face

SAID = "The face looks like someone else’s than in the photo of {}. Make sure that it is the right patient."
STRANGER = SAMPLES / "charles_barkla.jpg"
FROWN, SMILE = "P1/2026-01-05_frown.jpg", "Zoë Ä/2026-01-06_smile.jpg"


def smaller(photo: Path, width: int = 1401, quality: int = 85) -> bytes:
    """A photo as a file that is sent in one piece."""
    content = io.BytesIO()
    with Image.open(photo) as picture:
        size = width, round(width * picture.height / picture.width)
        picture.convert("RGB").resize(size).save(content, "JPEG", quality=quality)
    assert content.tell() < 500_000
    return content.getvalue()


class LiveHere(Live):
    """In place of the camera's process."""

    def ask(self, call: Any) -> Any:
        return Here().ask(call).result()


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.fixture
def browser(clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    measure_nothing(monkeypatch)
    with a_server(tmp_path, clinic, Here()) as (app, state):
        state.live = cast(Live, LiveHere())
        yield entered(app, state)


def test_before_a_strangers_photo_is_moved_it_is_asked_once(
    browser: Any, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[tuple[Path, tuple[Path, ...]]] = []
    monkeypatch.setattr(whose_face, "unlike_of_file", lambda *files: held.append(files) or 0)  # type: ignore[func-returns-value]
    before, there = in_sight(clinic), f"/patients/P1/photo/move?path={FROWN}"
    form = {"patient": "Zoë Ä", "date": "2026-01-05", "expression": "frown"}
    doubted = browser.post(there, data=form, headers={"Accept": "text/html"})
    assert doubted.status_code == 409 and SAID.format("6 January 2026") in doubted.text
    assert held == [(clinic / FROWN, (clinic / SMILE,))] and in_sight(clinic) == before
    sure = re.search(r'name="sure" value="([^"]*)"', doubted.text)
    assert sure and sure[1] == "Zoë Ä"
    browser.post("/patients", data={"name": "P7"})
    assert browser.post(there, data={**form, "sure": "P7"}).status_code == 409, "that is for another patient"
    assert browser.post(there, data={**form, "sure": sure[1]}).status_code == 303
    assert in_sight(clinic)["Zoë Ä/2026-01-05_frown.jpg"] == before[FROWN]


def test_nothing_is_asked_of_another_day_or_of_a_patient_without_photos(
    browser: Any, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whose_face, "unlike_of_file", lambda *_: pytest.fail("no photo to hold it against"))
    browser.post("/patients", data={"name": "P7"})
    same = {"patient": "P1", "date": "2026-01-04", "expression": "frown"}
    assert browser.post(f"/patients/P1/photo/move?path={FROWN}", data=same).status_code == 303
    new = {"patient": "P7", "date": "2026-01-05", "expression": "rest"}
    assert browser.post("/patients/P1/photo/move?path=P1/2026-01-05_rest.jpg", data=new).status_code == 303


def test_a_new_photo_is_compared_with_an_earlier_day(tmp_path: Path) -> None:
    """Today's own photo may be of the same wrong patient."""
    for name in ("2026-01-05_rest", "2026-01-05_frown", "2026-03-02_frown", "2026-03-02_rest"):
        (tmp_path / "P1").mkdir(exist_ok=True)
        (tmp_path / "P1" / f"{name}.jpg").write_bytes(jpeg(name))
    patient = read_clinic(tmp_path).patients["P1"]
    earlier = ["2026-01-05_rest.jpg", "2026-01-05_frown.jpg"]
    todays = ["2026-03-02_rest.jpg", "2026-03-02_frown.jpg"]
    for expression, today, expected in (
        ("frown", "2026-03-02", [*earlier[::-1], *todays[::-1]]),
        ("smile", "2026-03-02", [*earlier, *todays]),
        ("frown", None, [todays[1], earlier[1], todays[0], earlier[0]]),
    ):
        found = patient.known_by(expression, today)  # type: ignore[arg-type]
        assert [photo.path.name for photo in found] == expected, (expression, today)
        assert [photo.path.name[:10] for photo in found] == [photo.date for photo in found]


@pytest.mark.slow
def test_a_stranger_before_the_camera_is_said_and_filed_all_the_same(browser: Any, clinic: Path) -> None:
    for name in ("P1/2026-01-05_frown.jpg", "Zoë Ä/2026-01-06_smile.jpg"):
        (clinic / name).write_bytes(a_third().read_bytes())
    Image.new("RGB", (640, 800), "beige").save(clinic / "P1" / "2026-01-07_frown.jpg")  # the latest, without a face
    today, stranger = date.today().isoformat(), smaller(STRANGER)
    for step, photo, note in (
        ("frown", stranger, SAID.format("5 January 2026")),
        ("frown", a_third(1.0, 1).read_bytes(), None),
        (STEPS[4].name, stranger, None),
    ):
        sent = {"photo": [(io.BytesIO(photo), "a.jpg")]}
        answer = browser.post(f"/patients/P1/take/{step}/photos?from=camera&keep=all", data=sent)
        assert answer.status_code == 201, (step, answer.text)
        assert [filed["note"] for filed in answer.json["photos"]] == [note], step
    assert (clinic / "P1" / f"{today}_frown.jpg").read_bytes() == stranger


@pytest.mark.slow
def test_files_for_one_step_are_compared_with_each_other(browser: Any, clinic: Path) -> None:
    """Also of a patient without photos, of whom nothing else is known; a burst is of one moment."""
    browser.post("/patients", data={"name": "P7"})
    photos = {"a.jpg": a_third(), "b.jpg": STRANGER, "c.jpg": a_third(1.0, 1)}
    files = {name: smaller(photo, 700, 75) for name, photo in photos.items()}
    assert sum(map(len, files.values())) < 500_000
    than_a = "The face looks like someone else’s than in a.jpg. Make sure that both are of the same patient."
    for how, notes in (("files", [None, than_a, None]), ("camera", [None, None, None])):
        sent = {"photo": [(io.BytesIO(content), name) for name, content in files.items()]}
        answer = browser.post(f"/patients/P7/take/frown/photos?from={how}&keep=all", data=sent)
        assert [filed["note"] for filed in answer.json["photos"]] == notes, how
        browser.post(f"/patients/P7/take/undo/{answer.json['change']}")


@pytest.mark.browser
@pytest.mark.slow
def test_by_clicks_in_chromium(tmp_path: Path) -> None:
    for name in ("P1/2026-01-05_frown.jpg", "P2/2026-01-06_frown.jpg"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes((a_third() if "P1" in name else STRANGER).read_bytes())
    other = tmp_path.parent / f"{tmp_path.name}.png"  # the same bytes are filed already
    Image.open(STRANGER).save(other)
    with a_browser_inside(tmp_path) as context, a_watched_page(context, "409") as page:
        page.goto("/patients/P2/photo?path=P2/2026-01-06_frown.jpg")
        page.locator("input[name=patient]").fill("P1")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_contain_text("someone else’s than in the photo of 5 January 2026")
        look_at(page)
        page.get_by_role("button", name="File it all the same").click()
        expect(page.locator(".done")).to_contain_text("1 photo filed as of P1")
        with next_page(page):
            page.get_by_role("button", name="Undo").click()
        page.goto("/patients/P1/take")
        page.locator("[data-step=frown]").click()
        page.set_input_files("#choose", other)
        expect(page.locator(".taken .notes li").first).to_contain_text("someone else’s than in the photo of 5 January")
        look_at(page, ".stage")
        page.locator(".taken .undo").click()
        expect(page.locator(".taken li")).to_have_count(0)
    assert sorted(in_sight(tmp_path)) == ["P1/2026-01-05_frown.jpg", "P2/2026-01-06_frown.jpg"]
