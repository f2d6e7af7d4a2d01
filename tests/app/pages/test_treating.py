"""A patient's treatments as the page saves them: read again as they were typed, and never over another window's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from local_pages import Here, a_server, entered
from patients_folders import TREATMENTS, made_patients
from processes import waited_for

from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.visits.course.injections import InjectionPoint
from wrinkle_scan.visits.course.treatments import Treatment

ADDRESS = "/patients/P1/treatments"
POINTS = [
    {"muscle": "corrugator", "side": "left", "place_mm": None, "units": "4"},
    {"muscle": None, "side": None, "place_mm": [-12.345, 25], "units": "2,5"},
    {"muscle": None, "side": None, "place_mm": [3, 30.2], "units": ""},
]
NEW = {
    "date": "2026-02-01",
    "product": " Brand B ",
    "batch": "D7",
    "injector": "Dr W",
    "units": "6,5",
    "regions": ["glabella"],
    "points": POINTS,
    "line": None,
}


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.fixture
def browser(tmp_path: Path, clinic: Path) -> Iterator[FlaskClient]:
    place = tmp_path / "place"
    place.mkdir()
    with a_server(place, clinic, Here()) as (app, state):
        yield entered(app, state)


def treatments(clinic: Path) -> list[Treatment]:
    return [written.treatment for written in read_clinic(clinic).patients["P1"].treatments]


def form_of(browser: FlaskClient, line: int) -> dict[str, Any]:
    """What a page sends that was opened and not changed."""
    page = browser.get(f"{ADDRESS}/{line}").text
    values = {name: unescape(page.split(f'data-{name}="')[1].split('"')[0]) for name in ("mark", "points")}
    texts = {
        name: unescape(page.split(f'name="{name}"')[1].split('value="')[1].split('"')[0])
        for name in ("date", "product", "batch", "injector")
    }
    units = page.split('name="units"')[1].split('value="')[1].split('"')[0]
    regions = [
        part.split('"')[0] for part in page.split('name="region" value="')[1:] if "checked" in part.split(">")[0]
    ]
    points = json.loads(values["points"])
    return {**texts, "units": units, "regions": regions, "points": points, "line": line, "mark": values["mark"]}


def save(browser: FlaskClient, sent: Any) -> Any:
    return browser.post(f"{ADDRESS}/save", json=sent)


def test_a_new_treatment_is_read_as_it_was_typed(browser: FlaskClient, clinic: Path) -> None:
    answer = save(browser, NEW)
    assert answer.status_code == 200, answer.json
    assert treatments(clinic)[-1] == Treatment(
        "2026-02-01",
        ("glabella",),
        "Brand B",
        (
            InjectionPoint("corrugator", "left", None, 4.0),
            InjectionPoint(None, None, (-12.35, 25.0), 2.5),
            InjectionPoint(None, None, (3.0, 30.2), None),
        ),
        6.5,
        "D7",
        "Dr W",
        "P1",
    )
    page = browser.get(answer.json["address"]).text
    assert "Treatment of 1 February 2026 added." in page and "Dr W" in page
    number = page.split('name="number" value="')[1].split('"')[0]
    led = browser.post("/patients/-/undo", data={"number": number, "code": "P1", "part": "treatments"})
    assert led.headers["Location"] == f"{ADDRESS}?undone={number}" and len(treatments(clinic)) == 1
    assert (clinic / "treatments.csv").read_bytes() == TREATMENTS.encode(), "byte by byte as before"


def test_opened_and_saved_again_nothing_else_is_changed(browser: FlaskClient, clinic: Path) -> None:
    sent = form_of(browser, 2)
    assert save(browser, {**sent, "injector": "Dr X"}).status_code == 200
    (changed,) = treatments(clinic)
    assert (changed.injector, changed.units, changed.batch, changed.regions) == ("Dr X", 20.5, "C12", ("glabella",))


def test_of_two_windows_the_second_is_warned_and_may_save_its_own(browser: FlaskClient, clinic: Path) -> None:
    first, second = form_of(browser, 2), form_of(browser, 2)
    assert save(browser, {**first, "batch": "FIRST"}).status_code == 200
    refused = save(browser, {**second, "batch": "SECOND"})
    assert refused.status_code == 409 and "Nothing you entered is lost" in refused.json["error"]
    assert treatments(clinic)[0].batch == "FIRST"
    assert "FIRST" in browser.get(refused.json["now"]).text, "the other version can be looked at"
    assert save(browser, {**second, "batch": "SECOND", "mark": refused.json["mark"]}).status_code == 200
    assert treatments(clinic)[0].batch == "SECOND"


def test_another_treatments_change_is_no_conflict(browser: FlaskClient, clinic: Path) -> None:
    opened = form_of(browser, 2)
    assert save(browser, NEW).status_code == 200
    file = clinic / "treatments.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([head, *rows[::-1]]), encoding="utf-8", newline="")  # a spreadsheet has sorted it
    assert save(browser, {**opened, "batch": "C13"}).status_code == 200
    assert {(t.date, t.batch) for t in treatments(clinic)} == {("2026-01-19", "C13"), ("2026-02-01", "D7")}


def test_deleted_in_another_window(browser: FlaskClient, clinic: Path) -> None:
    opened = form_of(browser, 2)
    wrong = browser.post(f"{ADDRESS}/2/delete", data={"mark": "0" * 64})
    assert wrong.status_code == 409 and len(treatments(clinic)) == 1
    assert browser.post(f"{ADDRESS}/2/delete", data={"mark": opened["mark"]}).status_code == 303
    refused = save(browser, opened)
    assert refused.status_code == 409 and "deleted" in refused.json["error"] and refused.json["now"] is None
    assert save(browser, {**opened, "line": None}).status_code == 200
    assert treatments(clinic)[0].batch == "C12"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"date": "yesterday"}, "is not a date"),
        ({"date": None}, "is not a date"),
        ({"regions": []}, "needs a region"),
        ({"regions": ["nose"]}, "region"),
        ({"units": "many"}, "are not a number"),
        ({"units": "-3"}, "not a number of units"),
        ({"units": "1e9"}, "not a number"),
        ({"points": "x"}, "points cannot be read"),
        ({"points": [{"place_mm": ["a", 2]}]}, "Point 1 has no place"),
        ({"points": [{"place_mm": [1e6, 2]}]}, "lies beside the face"),
        ({"points": [{"muscle": "corrugator", "side": None}]}, "read"),
        ({"points": [None] * 500}, "points cannot be read"),
        ({"product": "=HYPERLINK(1)"}, "spreadsheet"),
        ({"product": "x" * 300}, "longer than 200"),
    ],
)
def test_slips_are_reported_in_a_sentence_and_nothing_is_saved(
    browser: FlaskClient, clinic: Path, wrong: dict[str, Any], words: str
) -> None:
    answer = save(browser, {**NEW, **wrong})
    assert answer.status_code == 400 and words in answer.json["error"], answer.json
    assert (clinic / "treatments.csv").read_bytes() == TREATMENTS.encode()


def test_what_is_no_treatment_is_refused(browser: FlaskClient) -> None:
    for answer in (save(browser, [1]), browser.post(f"{ADDRESS}/save", data=b"{")):
        assert answer.status_code == 400 and answer.json["error"].startswith("Nothing was sent.")
    assert save(browser, {**NEW, "line": "x"}).status_code == 400
    assert browser.get(f"{ADDRESS}/77").status_code == 404


def test_a_file_that_cannot_be_read_is_said_and_left_alone(browser: FlaskClient, clinic: Path) -> None:
    (clinic / "treatments.csv").write_text("patient,date,region\nP1,2026-01-05,nose\n")
    assert "cannot be read" in browser.get(ADDRESS).text
    answer = save(browser, NEW)
    assert answer.status_code == 400 and "nothing was saved" in answer.json["error"]


def test_the_drawn_face_comes_by_a_job(browser: FlaskClient) -> None:
    begun = browser.post(f"{ADDRESS}/face").json
    waited_for(lambda: browser.get(f"/jobs/{begun['job']}").json["state"] != "running")
    face = browser.get(begun["address"]).json
    assert face["picture"] is None and len(face["lines"]) > 5 and set(face["regions"]) >= {"glabella"}
    assert browser.post(f"{ADDRESS}/face?path=../x.jpg").status_code == 404
    assert browser.get(f"{ADDRESS}/face/nothing").status_code == 404
