"""A folder that is full, read-only or gone while its page is open, and many uploads at once: said, and nothing lost."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from far_browsers import FarBrowser
from flask.testing import FlaskClient
from local_pages import Here, a_served_page, a_server, entered, measure_nothing
from patients_folders import in_sight, jpeg, made_patients
from processes import waited_for
from refusing_disk import full, read_only

from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.places import WORK
from wrinkle_scan.app.patients import photo_work
from wrinkle_scan.app.patients.photo_work import LookedAt, Numbers
from wrinkle_scan.app.state import State

PHOTO = "P1/2026-01-05_frown.jpg"
TREATMENT = {"date": "2026-02-01", "regions": ["glabella"], "points": [], "units": "4", "line": None}
AT_ONCE = 50


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.fixture
def server(tmp_path: Path, clinic: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[FlaskClient, State]]:
    monkeypatch.setattr(photo_work, "look_at", lambda *_: LookedAt(b"small"))
    (tmp_path / "place").mkdir()
    with a_server(tmp_path / "place", clinic, Here()) as (app, state):
        yield entered(app, state), state


@pytest.fixture
def browser(server: tuple[FlaskClient, State]) -> FlaskClient:
    return server[0]


def filing(browser: FlaskClient) -> Callable[[], Any]:
    tray = browser.post("/patients/P1/trays").json["address"]
    ids = [browser.post(f"{tray}/photos?name={n}.jpg", data=jpeg(str(n))).json["id"] for n in range(2)]
    photos = [{"id": one, "date": "2026-03-02", "expression": "frown"} for one in ids]
    return lambda: browser.post(f"{tray}/file", json={"photos": photos})


def moving(browser: FlaskClient) -> Callable[[], Any]:
    form = {"patient": "P1", "date": "2026-01-07", "expression": "frown"}
    return lambda: browser.post(f"/patients/P1/photo/move?path={PHOTO}", data=form)


def undoing(browser: FlaskClient) -> Callable[[], Any]:
    assert moving(browser)().status_code == 303
    return lambda: browser.post("/patients/-/undo", data={"number": "1", "code": "P1"})


def consenting(browser: FlaskClient) -> Callable[[], Any]:
    form = {"revision": "", "day": "2026-03-01", "use": [f"record {PHOTO}"]}
    browser.get("/patients/P1/consent")
    return lambda: browser.post("/patients/P1/consent", data=form)


CHANGES: dict[str, Callable[[FlaskClient], Callable[[], Any]]] = {
    "filing": filing,
    "moving": moving,
    "undoing": undoing,
    "consenting": consenting,
    "deleting": lambda browser: lambda: browser.post(f"/patients/P1/photo/delete?path={PHOTO}"),
    "treating": lambda browser: lambda: browser.post("/patients/P1/treatments/save", json=TREATMENT),
    "adding": lambda browser: lambda: browser.post("/patients", data={"name": "P7"}),
}
TROUBLE: dict[str, Callable[[Path], AbstractContextManager[None]]] = {
    "read-only": lambda place: read_only(place, errno.EROFS),
    "full": lambda place: full(place, errno.ENOSPC),
    "full in the middle": lambda place: full(place, errno.ENOSPC, after=5),
}


ROOMY = ("undoing", "full in the middle")
"""Once it is begun it only renames, which needs no room."""


@pytest.mark.parametrize(("change", "trouble"), [pair for pair in product(CHANGES, TROUBLE) if pair != ROOMY])
def test_what_the_disk_refuses_is_said_and_can_be_done_later(
    browser: FlaskClient, clinic: Path, change: str, trouble: str
) -> None:
    """Fails where a page answers with a traceback, saves a part, or has forgotten what was to be saved."""
    do = CHANGES[change](browser)
    before = seen(clinic.parent)
    with TROUBLE[trouble](clinic):
        refused = do()
    reason = os.strerror(errno.EROFS if trouble == "read-only" else errno.ENOSPC)
    assert refused.status_code == 400
    assert f"cannot be saved ({reason}), and nothing was changed. Make room on the disk" in said(refused)
    assert seen(clinic.parent) == before
    assert do().status_code in (200, 303)
    assert seen(clinic.parent) != before


def test_a_folder_that_cannot_be_written_to_can_be_read(browser: FlaskClient, clinic: Path) -> None:
    """Nothing was measured or consented to before: what the page would remember of a photo cannot be kept."""
    with read_only(clinic, errno.EROFS):
        for page in ("/patients", "/patients/P1", "/patients/P1/consent", "/patients/P1/treatments", "/folder"):
            assert browser.get(page).status_code == 200, page


def test_why_the_disk_refuses_is_in_the_pages_language(browser: FlaskClient, clinic: Path) -> None:
    with read_only(clinic, errno.EROFS):
        refused = browser.post("/patients/P1/treatments/save", json=TREATMENT, headers={"Accept-Language": "es"})
    assert said(refused).startswith("clinic: No se puede guardar (el disco es de solo lectura)")


def test_numbers_that_cannot_be_kept_are_shown_and_kept_once_there_is_room(
    browser: FlaskClient, clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure_nothing(monkeypatch)
    asked: list[Path] = []

    def measure(root: Path, file: Path, expression: object) -> Numbers:
        asked.append(file)
        return Numbers({}, "The disk is full.", unkept=True) if len(asked) <= 3 else Numbers({})

    monkeypatch.setattr(photo_work, "measure", measure)

    def problems() -> list[str | None]:
        browser.get("/patients/P1")
        return [photo["problem"] for photo in waited_for(lambda: ended(browser.get("/patients/P1/photos").json))]

    assert problems() == ["The disk is full."] * 3
    assert problems() == [None] * 3 and len(asked) == 6
    assert problems() == [None] * 3 and len(asked) == 6, "once kept, not again"


def ended(answer: Any) -> Any:
    return None if answer["job"] and answer["job"]["state"] == "running" else answer["photos"]


def seen(folder: Path) -> dict[str, bytes | None]:
    """What is in and beside the folder of patients, but for what is the page's own."""
    return {path: content for path, content in all_of(folder).items() if WORK not in path and path[:5] != "place"}


def said(response: Any) -> str:
    return str(response.json["error"] if response.is_json else response.text)


def test_of_an_upload_that_the_disk_has_no_room_for_nothing_is_left(
    server: tuple[FlaskClient, State], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, state = server
    tray = browser.post("/patients/P1/trays").json["address"]
    comparison = browser.post("/compare/").json["address"]
    before = sorted(state.place.rglob("*"))

    def filled_up(content: Any, file: Any) -> None:
        file.write(content.read(3))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    addresses = f"{tray}/photos?name=a.jpg", f"{comparison}/photos?visit=before&name=a.jpg"
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfileobj", filled_up)
        for address in addresses:
            refused = browser.post(address, data=jpeg("a"))
            assert refused.status_code == 500
            assert said(refused).startswith("This could not be saved (No space left on device). Look at the disk")
    assert sorted(state.place.rglob("*")) == before, "a part of it fills the disk"
    assert [browser.post(address, data=jpeg("a")).status_code for address in addresses] == [201, 201]


def test_a_photo_dropped_twice_takes_no_room_twice(server: tuple[FlaskClient, State]) -> None:
    browser, state = server
    tray = browser.post("/patients/P1/trays").json["address"]
    codes = [browser.post(f"{tray}/photos?name=a.jpg", data=jpeg("a")).status_code for _ in range(3)]
    assert codes == [201, 400, 400] and len([path for path in state.place.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("left", ["nothing", "an empty folder", "another folder"])
def test_a_folder_that_is_taken_away_is_said_and_nothing_is_made_in_its_place(
    browser: FlaskClient, clinic: Path, left: str
) -> None:
    """Fails where photos would be filed below the place at which a drive was, to be hidden by it later."""
    changes = {name: make(browser) for name, make in CHANGES.items() if name != "undoing"}
    away = clinic.rename(clinic.with_name("away"))
    if left == "an empty folder":
        clinic.mkdir()
    elif left == "another folder":
        (clinic / "P1").mkdir(parents=True)
        (clinic / PHOTO).write_bytes(jpeg("another"))
    before = all_of(clinic), all_of(away)
    pages = ("/patients", "/patients/P1", "/patients/P1/take", "/patients/P1/report", "/patients/P1/consent", "/folder")
    asked = {page: browser.get(page) for page in pages}
    for what, refused in {**asked, **{name: do() for name, do in changes.items()}}.items():
        assert refused.status_code == 400, what
        assert said(refused).count("clinic: This folder is no longer in its place. Put it back or connect") == 1, what
    assert (all_of(clinic), all_of(away)) == before
    shutil.rmtree(clinic, ignore_errors=True)
    away.rename(clinic)
    assert changes["filing"]().status_code == 200, "what was dropped is still there"
    assert in_sight(clinic)["P1/2026-03-02_frown_2.jpg"] == jpeg("1")


def all_of(folder: Path) -> dict[str, bytes | None]:
    """What is in a folder, hidden or not."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def test_of_two_tabs_that_save_one_treatment_at_one_moment_one_is_warned(browser: FlaskClient, clinic: Path) -> None:
    page = browser.get("/patients/P1/treatments/2").text
    sent = {**TREATMENT, "line": 2, "mark": page.split('data-mark="')[1].split('"')[0]}

    def save(batch: str) -> int:
        return int(browser.post("/patients/P1/treatments/save", json={**sent, "batch": batch}).status_code)

    with ThreadPoolExecutor(8) as tabs:
        codes = list(tabs.map(save, [f"LOT{number}" for number in range(8)]))
    (written,) = read_clinic(clinic).patients["P1"].treatments
    assert codes.count(200) == 1 and set(codes) <= {200, 400, 409}
    assert written.treatment.batch == f"LOT{codes.index(200)}"


def test_fifty_uploads_at_once_are_all_there(clinic: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The command itself, whose server has fewer threads; fails where two uploads take each other's place."""
    before = in_sight(clinic)
    with a_served_page(clinic) as address:
        browser = FarBrowser(address)
        tray = browser.send("/patients/P1/trays").json["address"]
        with ThreadPoolExecutor(AT_ONCE) as browsers:
            sent = [(f"{tray}/photos?name={number}.jpg", jpeg(str(number))) for number in range(AT_ONCE)]
            ids = [photo.json["id"] for photo in browsers.map(lambda one: browser.send(*one), sent)]
        photos = [{"id": one, "date": "2026-03-02", "expression": "frown"} for one in ids]
        assert browser.post(f"{tray}/file", {"photos": photos}).code == 200
    new = {path: content for path, content in in_sight(clinic).items() if path not in before}
    names = ["2026-03-02_frown.jpg", *(f"2026-03-02_frown_{number}.jpg" for number in range(2, AT_ONCE + 1))]
    assert new == {f"P1/{name}": jpeg(str(number)) for number, name in enumerate(names)}
    assert "queue" not in capfd.readouterr().err, "whoever started it need not know which of them waited"
