"""Photos dropped on a patient: looked at, cut, checked, filed all or none; what was filed before is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from local_pages import Here, a_server, entered
from patients_folders import in_sight, jpeg, made_patients
from PIL import Image
from processes import waited_for
from sample_photos import BEFORE, SAMPLES, without_forehead

from wrinkle_scan.app.patients import photo_work, trays, whose_face
from wrinkle_scan.app.patients.photo_work import LookedAt
from wrinkle_scan.app.state import State
from wrinkle_scan.face import expression

TRAYS = "/patients/P1/trays"


def look_at(file: Path, name: str, others: tuple[Path, ...]) -> LookedAt:
    """As the real one: of files that hold "two faces", of others, and of what is no photo."""
    content = file.read_bytes()
    if not content.startswith(b"\xff\xd8"):
        return LookedAt(problem="It is not a photo.", remedy="Choose a photo.")
    if b"two faces" in content:
        return LookedAt(b"small", None, "It shows two faces.", "Use --crop.", composite=True)
    if b"garden" in content:
        return LookedAt(b"small", None, "No face was found.", "Choose another.")
    unlike = next((other for other in others if b"garden" not in other.read_bytes()), None)
    unlike = unlike if b"stranger" in content else None
    return LookedAt(b"small", "2026-03-04T10:00:00" if b"dated" in content else None, unlike=unlike)


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.fixture
def server(tmp_path: Path, clinic: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[FlaskClient, State]]:
    monkeypatch.setattr(photo_work, "look_at", look_at)
    monkeypatch.setattr(photo_work, "cut", lambda file, crop: jpeg(f"{crop} half"))
    place = tmp_path / "place"
    place.mkdir()
    with a_server(place, clinic, Here()) as (app, state):
        yield entered(app, state), state


@pytest.fixture
def browser(server: tuple[FlaskClient, State]) -> FlaskClient:
    return server[0]


@pytest.fixture
def tray(browser: FlaskClient) -> str:
    return str(browser.post(TRAYS).json["address"])


def dropped(browser: FlaskClient, tray: str, name: str, content: bytes) -> Any:
    return browser.post(f"{tray}/photos", query_string={"name": name}, data=content)


def looked_at(browser: FlaskClient, tray: str) -> list[dict[str, Any]]:
    waited_for(lambda: all(photo["state"] != "looking" for photo in browser.get(tray).json["photos"]))
    return list(browser.get(tray).json["photos"])


def test_a_photo_without_a_face_is_said_to_be_filed_only(browser: FlaskClient, tray: str) -> None:
    for name, content in (("a.jpg", "garden"), ("b.jpg", "face"), ("c.jpg", "two faces")):
        dropped(browser, tray, name, jpeg(content))
    dropped(browser, tray, "letter.doc", b"Dear colleague")
    photos = looked_at(browser, tray)
    assert [photo["note"] for photo in photos] == ["It can be filed, but nothing will be measured in it.", *[None] * 3]
    assert (photos[0]["problem"], photos[0]["state"]) == ("No face was found.", "ready")


def test_day_and_expression_are_taken_from_name_and_camera(browser: FlaskClient, tray: str) -> None:
    dropped(browser, tray, "2026-03-02_brow_raise.jpg", jpeg("one"))
    dropped(browser, tray, "IMG_4711.jpg", jpeg("dated"))
    dropped(browser, tray, "frown.jpg", jpeg("three"))
    dropped(browser, tray, "letter.doc", b"Dear colleague")
    photos = looked_at(browser, tray)
    assert [(photo["date"], photo["expression"], photo["state"]) for photo in photos] == [
        ("2026-03-02", "brow_raise", "ready"),
        ("2026-03-04", None, "ready"),
        (None, "frown", "ready"),
        (None, None, "failed"),
    ]
    assert photos[3]["problem"] == "It is not a photo." and photos[3]["thumbnail"] is None
    assert browser.get(photos[0]["thumbnail"]).data == b"small"


def test_all_are_filed_at_once_and_that_is_undone(browser: FlaskClient, tray: str, clinic: Path) -> None:
    before = in_sight(clinic)
    ids = [dropped(browser, tray, f"{n}.jpg", jpeg(str(n))).json["id"] for n in range(3)]
    checked = [
        {"id": ids[0], "date": "2026-03-02", "expression": "frown"},
        {"id": ids[1], "date": "2026-03-02", "expression": "frown"},
        {"id": ids[2], "date": "2026-02-04", "expression": None},
    ]
    answer = browser.post(f"{tray}/file", json={"photos": checked})
    new = {path: content for path, content in in_sight(clinic).items() if path not in before}
    assert new == {
        "P1/2026-03-02_frown.jpg": jpeg("0"),
        "P1/2026-03-02_frown_2.jpg": jpeg("1"),
        "P1/2026-02-04.jpg": jpeg("2"),
    }
    page = browser.get(answer.json["address"]).text
    assert "3 photos of P1 filed." in page and ">Undo<" in page
    number = page.split('name="number" value="')[1].split('"')[0]
    browser.post("/patients/-/undo", data={"number": number, "code": "P1"})
    assert in_sight(clinic) == before
    assert browser.get(tray).status_code == 400, "what was filed waits no longer"


def test_one_that_cannot_be_filed_leaves_all_where_they_are(browser: FlaskClient, tray: str, clinic: Path) -> None:
    before = in_sight(clinic)
    good, bad = (dropped(browser, tray, name, jpeg(name)).json["id"] for name in ("a.jpg", "b.jpg"))
    for wrong in ({"date": "2090-01-01"}, {"date": ""}, {"date": "2026-01-02", "expression": "../x"}):
        photos = [{"id": good, "date": "2026-03-02", "expression": "rest"}, {"id": bad, "expression": "rest", **wrong}]
        answer = browser.post(f"{tray}/file", json={"photos": photos})
        assert answer.status_code == 400 and answer.json["error"].endswith("."), wrong
    assert in_sight(clinic) == before
    assert len(browser.get(tray).json["photos"]) == 2, "they wait still"


def test_a_photo_that_is_filed_already_is_said_with_its_place(browser: FlaskClient, tray: str) -> None:
    name = "Zoë Ä/2026-01-06_smile.jpg"
    photo = dropped(browser, tray, "smile.jpg", jpeg(name)).json
    assert photo["same_as"] == name
    assert dropped(browser, tray, "other.jpg", jpeg("other")).json["same_as"] is None
    again = dropped(browser, tray, "copy.jpg", jpeg("other"))
    assert again.status_code == 400 and again.json["error"].startswith("copy.jpg: This is the same photo as other.jpg")


def test_before_and_after_in_one_picture_is_cut_in_two(browser: FlaskClient, tray: str, clinic: Path) -> None:
    dropped(browser, tray, "first.jpg", jpeg("first"))
    both = dropped(browser, tray, "both.jpg", jpeg("two faces")).json
    dropped(browser, tray, "last.jpg", jpeg("last"))
    seen = looked_at(browser, tray)[1]
    assert seen["composite"] and "cut it in two" in seen["remedy"] and "--crop" not in seen["remedy"]
    browser.post(f"{tray}/photos/{both['id']}/cut", json={"how": "diagonal"})
    photos = browser.post(f"{tray}/photos/{both['id']}/cut", json={"how": "side_by_side"}).json["photos"]
    names = [(photo["name"], photo["part"]) for photo in photos]
    assert names == [("first.jpg", ""), ("both.jpg", "left half"), ("both.jpg", "right half"), ("last.jpg", "")]
    checked = [{"id": photo["id"], "date": "2026-03-02", "expression": "rest"} for photo in photos[1:3]]
    assert browser.post(f"{tray}/file", json={"photos": checked}).status_code == 200
    assert in_sight(clinic)["P1/2026-03-02_rest_2.jpg"] == jpeg("right half")


def test_hostile_names_stay_names(browser: FlaskClient, tray: str, clinic: Path) -> None:
    before = set(clinic.parent.rglob("*.jpg"))
    for name in ("../../../x.jpg", "/etc/passwd", "..\\..\\y.jpg", "<img src=x onerror=alert(1)>.jpg", "\0.jpg", ""):
        photo = dropped(browser, tray, name, jpeg(name)).json
        assert not set(photo["name"]) & {"/", "\\", "\0"} and photo["name"]
    assert set(clinic.parent.rglob("*.jpg")) == before


def test_too_many_are_refused_in_a_sentence(browser: FlaskClient, tray: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trays, "MOST_DROPPED", 2)
    codes = [dropped(browser, tray, f"{n}.jpg", jpeg(str(n))).status_code for n in range(3)]
    assert codes == [201, 201, 400]


def test_left_out_is_not_filed(browser: FlaskClient, tray: str, clinic: Path) -> None:
    photo = dropped(browser, tray, "a.jpg", jpeg("a")).json
    assert browser.post(f"{tray}/photos/{photo['id']}/remove").json["photos"] == []
    answer = browser.post(f"{tray}/file", json={"photos": [{"id": photo["id"], "date": "2026-03-02"}]})
    assert answer.status_code == 400 and "not here any more" in answer.json["error"]
    for nothing in ([], {}, {"photos": 3}, {"photos": ["a"]}):
        assert browser.post(f"{tray}/file", json=nothing).json["error"].startswith("There is nothing to file.")
    assert browser.post("/patients/nobody/trays").status_code == 404


def test_old_trays_are_forgotten_with_their_files(
    server: tuple[FlaskClient, State], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, state = server
    monkeypatch.setattr(trays, "MOST_TRAYS", 2)
    addresses = [browser.post(TRAYS).json["address"] for _ in range(3)]
    assert [browser.get(address).status_code for address in addresses] == [400, 200, 200]
    assert len(list(state.place.iterdir())) == 2


def test_a_face_that_looks_like_someone_elses_is_said_and_filed_all_the_same(
    browser: FlaskClient, tray: str, clinic: Path
) -> None:
    dropped(browser, tray, "a_frown.jpg", jpeg("stranger"))
    dropped(browser, tray, "b_smile.jpg", jpeg("another stranger"))
    dropped(browser, tray, "c_smile.jpg", jpeg("the patient"))
    photos = looked_at(browser, tray)
    said = "The face looks like someone else’s than in the photo of {}. Make sure that it is the right patient."
    assert [photo["note"] for photo in photos] == [
        said.format("5 January 2026"),
        said.format("4 February 2026"),
        None,
    ], "the frown against the frown, the smile, of which there is none, against the last photo at rest"
    assert {photo["state"] for photo in photos} == {"ready"}
    checked = [{"id": photos[0]["id"], "date": "2026-03-02", "expression": "frown"}]
    assert browser.post(f"{tray}/file", json={"photos": checked}).status_code == 200
    assert in_sight(clinic)["P1/2026-03-02_frown.jpg"] == jpeg("stranger")


def test_the_first_photos_of_a_patient_are_compared_with_none(browser: FlaskClient) -> None:
    browser.post("/patients", data={"name": "P7"})
    tray = browser.post("/patients/P7/trays").json["address"]
    dropped(browser, tray, "frown.jpg", jpeg("stranger"))
    assert looked_at(browser, tray)[0]["note"] is None


def test_photos_of_different_people_dropped_together_are_said(browser: FlaskClient) -> None:
    browser.post("/patients", data={"name": "P7"})
    tray = browser.post("/patients/P7/trays").json["address"]
    names = ("a_smile.jpg", "b_rest.jpg", "c_smile.jpg", "d.jpg")
    ids = [dropped(browser, tray, name, jpeg(f"{name} stranger")).json["id"] for name in names]
    said = "The face looks like someone else’s than in {}. Make sure that both are of the same patient."
    expected = [None, said.format("a_smile.jpg"), said.format("a_smile.jpg"), said.format("b_rest.jpg")]
    assert [photo["note"] for photo in looked_at(browser, tray)] == expected, "the expression, then rest, come first"
    browser.post(f"{tray}/photos/{ids[0]}/remove")
    expected = [None, said.format("b_rest.jpg"), said.format("b_rest.jpg")]
    assert [photo["note"] for photo in looked_at(browser, tray)] == expected, "not against what was taken out"


def test_a_stranger_is_distinguished_from_the_patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the photos themselves; of the patient are both samples and the portrait."""
    later, wall, patients = tmp_path / "later.jpg", tmp_path / "wall.jpg", without_forehead()
    later.write_bytes(b"no photo")
    Image.new("RGB", (640, 800), "beige").save(wall)
    showing_nothing = (later, tmp_path / "gone.jpg", wall)
    stranger = SAMPLES / "charles_barkla.jpg"
    assert photo_work.look_at(BEFORE, BEFORE.name, (*showing_nothing, patients, stranger)).unlike is None
    assert photo_work.look_at(stranger, "b.jpg", (*showing_nothing, BEFORE)).unlike == BEFORE, "none of these hides it"
    assert whose_face.unlike_of_file(stranger, (wall, BEFORE)) == 1
    assert whose_face.unlike_of_file(later, (BEFORE,)) is None
    assert photo_work.look_at(stranger, "c.jpg", showing_nothing).unlike is None
    monkeypatch.setattr(expression, "view_of", lambda _: "left")
    assert photo_work.look_at(stranger, "b.jpg", (BEFORE,)).unlike is None, "turned to a side"
