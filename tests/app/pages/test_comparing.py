"""What the page Compare two photos asks its server for; what measures is put in place of by what answers at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from local_pages import HOST, ORIGIN, Here, a_server, entered, stranger
from processes import waited_for

from wrinkle_scan.app.comparing import measuring
from wrinkle_scan.app.comparing.answers import Answer, Obstacle, RegionAnswer
from wrinkle_scan.app.comparing.measuring import MeasuredPhoto
from wrinkle_scan.app.server.access import one_use_address
from wrinkle_scan.app.server.server_limits import MOST_COMPARISONS, MOST_PHOTOS_OF_A_VISIT
from wrinkle_scan.app.state import State
from wrinkle_scan.system.errors import PhotoError

SEEN = MeasuredPhoto(b"a jpeg", "5 January 2026", "2026-01-05T10:00:00")
ANSWER = Answer(
    "Of 1 region, 1 that these photos cannot tell.",
    refused=False,
    doubts=(Obstacle((), "Somebody <else>.", ()),),
    before="5 January 2026",
    after=None,
    elapsed=None,
    obstacles=(Obstacle(("Forehead",), "Covered by hair.", ("Hold the hair back with a band.",)),),
    regions=(RegionAnswer("Forehead", "cannot_tell", "?", "Cannot tell", ""),),
)


def measure(file: Path, name: str, crop: Any, into: Path) -> MeasuredPhoto:
    """As the real one for files that hold "face"; a picture of two faces has to be cut."""
    content = file.read_bytes()
    if content == b"two faces" and crop is None:
        return MeasuredPhoto(
            b"a jpeg", error=PhotoError(name, "several_faces", "it shows two faces", "Name one with --crop.")
        )
    if b"face" not in content:
        return MeasuredPhoto(error=PhotoError(name, "no_face", "no face was found", "Use a sharp photo."))
    into.write_bytes(b"analysis")
    return SEEN


def compare(before: Any, after: Any, expression: Any, json_file: Path, into: Path) -> Answer:
    into.write_bytes(b"comparison")
    json_file.write_text(f"{len(before)} {len(after)} {expression}", encoding="utf-8")
    return ANSWER


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, State]]:
    monkeypatch.setattr(measuring, "measure", measure)
    monkeypatch.setattr(measuring, "compare", compare)
    monkeypatch.setattr(measuring, "write_html", draw)
    monkeypatch.setattr(measuring, "write_pdf", lambda kept, language, into: into.write_bytes(b"%PDF"))
    with a_server(tmp_path, processes=Here()) as made:
        yield made


@pytest.fixture
def browser(server: tuple[Flask, State]) -> FlaskClient:
    return entered(*server)


@pytest.fixture
def address(browser: FlaskClient) -> str:
    return str(browser.post("/compare/").json["address"])


def send(browser: FlaskClient, address: str, visit: str, name: str = "a.jpg", content: bytes = b"face") -> Any:
    return browser.post(f"{address}/photos", query_string={"visit": visit, "name": name}, data=content)


def photos(browser: FlaskClient, address: str) -> list[dict[str, Any]]:
    found = browser.get(f"{address}/photos").json["photos"]
    while any(photo["state"] == "measuring" for photo in found):
        found = browser.get(f"{address}/photos").json["photos"]
    return list(found)


def draw(_: Path, language: str, into: Path) -> None:
    into.write_text(f"<p>report {language}" if language != "en" else "<p>report", encoding="utf-8")


def ask(browser: FlaskClient, address: str, expression: str | None = "frown") -> str:
    """Asks, and waits for the answer."""
    where = str(browser.post(f"{address}/ask", json={"expression": expression}).json["address"])
    browser.get(f"{where}/comparison.json")
    return where


def test_a_photo_is_measured_as_it_comes(browser: FlaskClient, address: str) -> None:
    response = send(browser, address, "before", "2026-01-05_frown.jpg")
    assert response.status_code == 201
    (photo,) = photos(browser, address)
    assert (photo["state"], photo["visit"], photo["taken"]) == ("measured", "before", "5 January 2026")
    assert photo["expression"] == "frown", "its name says so"
    thumbnail = browser.get(photo["thumbnail"])
    assert (thumbnail.data, thumbnail.mimetype) == (b"a jpeg", "image/jpeg")


def test_a_photo_that_cannot_be_measured_says_why_and_what_to_do(browser: FlaskClient, address: str) -> None:
    send(browser, address, "after", "a.jpg", b"a wall")
    (photo,) = photos(browser, address)
    assert (photo["state"], photo["thumbnail"]) == ("failed", None)
    assert photo["problem"] == "No face was found. Use a sharp photo."


def test_a_picture_of_before_and_after_is_cut_in_two(browser: FlaskClient, address: str) -> None:
    send(browser, address, "after", "both.jpg", b"two faces")
    (photo,) = photos(browser, address)
    assert photo["composite"] and "--crop" not in photo["problem"], "nobody at the page knows the command line"
    browser.post(f"{address}/photos/{photo['id']}/cut", json={"how": "stacked"})
    found = [(half["visit"], half["part"], half["state"]) for half in photos(browser, address)]
    assert found == [("before", "top", "measured"), ("after", "bottom", "measured")]


def test_photos_are_removed_and_visits_swapped(browser: FlaskClient, address: str) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit, f"{visit}.jpg")
    browser.post(f"{address}/swap")
    assert [(p["visit"], p["name"]) for p in photos(browser, address)] == [
        ("after", "before.jpg"),
        ("before", "after.jpg"),
    ]
    browser.post(f"{address}/photos/{photos(browser, address)[0]['id']}/remove")
    assert [p["name"] for p in photos(browser, address)] == ["after.jpg"]


def test_what_is_removed_takes_its_files_along(browser: FlaskClient, address: str, tmp_path: Path) -> None:
    for _ in range(3):
        send(browser, address, "before")
        (photo,) = photos(browser, address)
        browser.post(f"{address}/photos/{photo['id']}/remove")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_answer_has_an_address_of_its_own(browser: FlaskClient, address: str) -> None:
    for visit in ("before", "after", "after"):
        send(browser, address, visit)
    where = ask(browser, address)
    page = browser.get(where).text
    assert "Of 1 region, 1 that these photos cannot tell." in page
    assert page.index("Hold the hair back") < page.index("<iframe"), "the remedy stands first"
    assert "Somebody &lt;else&gt;." in page
    assert browser.get(f"{where}/comparison.json").text == "1 2 frown"
    assert ask(browser, address) == where, "the same question again"
    assert ask(browser, address, None) != where
    assert browser.get(where).status_code == 200, "the first answer stays"
    assert 'value="frown" checked' not in browser.get(address).text
    ask(browser, address)
    assert 'value="frown" checked' in browser.get(address).text, "who comes back finds what was said"


def test_the_report_is_shown_by_its_own_policy_and_saved(browser: FlaskClient, address: str) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit)
    where = ask(browser, address)
    report = browser.get(f"{where}/report")
    assert report.text == "<p>report" and "connect-src" not in report.headers["Content-Security-Policy"]
    assert report.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'unsafe-inline'")
    assert report.headers["Cache-Control"] == "no-store"
    for kind, content in (("html", b"<p>report"), ("pdf", b"%PDF"), ("json", b"1 1 frown")):
        saved = browser.get(f"{where}/comparison.{kind}")
        assert saved.data == content
        assert saved.headers["Content-Disposition"] == f"attachment; filename=comparison.{kind}"
    assert browser.get(f"{where}/comparison.comparison").status_code == 404


def test_of_an_answer_only_what_can_be_saved_stays(browser: FlaskClient, address: str, tmp_path: Path) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit)
    where = ask(browser, address)
    for kind in ("html", "pdf"):
        browser.get(f"{where}/comparison.{kind}")
    waited_for(lambda: not list(tmp_path.glob("*/*.comparison")))
    left = [path.suffix for path in tmp_path.glob("*/*.*")]
    assert sorted(left) == [".analysis", ".analysis", ".html", ".json", ".pdf"]


def test_an_answer_that_cannot_be_had_says_why(browser: FlaskClient, address: str) -> None:
    send(browser, address, "before", "<b>.jpg", b"a wall")
    send(browser, address, "after")
    where = ask(browser, address)
    page = browser.get(where).text
    assert "no face was found." in page and "Use a sharp photo." in page and "<b>" not in page


def test_an_answer_does_not_name_the_command_line(browser: FlaskClient, address: str) -> None:
    send(browser, address, "before", "both.jpg", b"two faces")
    send(browser, address, "after")
    page = browser.get(ask(browser, address)).text
    assert "cut it in two" in page and "--crop" not in page


def test_without_a_photo_of_each_visit_nothing_is_compared(browser: FlaskClient, address: str) -> None:
    send(browser, address, "before")
    response = browser.post(f"{address}/ask", json={"expression": "frown"})
    assert (response.status_code, response.json) == (
        400,
        {"error": "after: There is no photo of this visit yet. Choose one."},
    )


@pytest.mark.parametrize("sent", [{"expression": "grin"}, {"expression": 3}, {"expression": ["frown"]}])
def test_no_other_expression_is_taken(browser: FlaskClient, address: str, sent: dict[str, Any]) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit)
    assert browser.post(f"{address}/ask", json=sent).status_code == 400


def test_more_photos_than_help_are_refused(browser: FlaskClient, address: str) -> None:
    for _ in range(MOST_PHOTOS_OF_A_VISIT):
        assert send(browser, address, "before").status_code == 201
    for _ in range(100):
        assert send(browser, address, "before").status_code == 400
    assert len(photos(browser, address)) == MOST_PHOTOS_OF_A_VISIT


def test_of_too_many_comparisons_the_oldest_is_forgotten_with_its_files(
    browser: FlaskClient, address: str, tmp_path: Path
) -> None:
    send(browser, address, "before")
    for _ in range(MOST_COMPARISONS):
        browser.post("/compare/")
    assert browser.get(address).status_code == 404
    assert len(list(tmp_path.iterdir())) == MOST_COMPARISONS


@pytest.mark.parametrize("path", ["", "/photos", "/photos/x/thumbnail", "/answer/x", "/answer/x/report"])
def test_what_is_not_there_is_said_in_a_sentence(browser: FlaskClient, path: str) -> None:
    response = browser.get(f"/compare/nothing{path}")
    assert response.status_code == 404 and "There is no such page here." in response.text


def test_a_photo_of_no_visit_is_refused(browser: FlaskClient, address: str) -> None:
    assert send(browser, address, "../../x").status_code == 400


def test_no_folder_of_the_machine_is_in_a_page(browser: FlaskClient, address: str, tmp_path: Path) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit, f"{tmp_path}/{visit}.jpg")
    where = ask(browser, address)
    for path in ("/compare/", address, f"{address}/photos", where, f"{where}/report"):
        assert str(tmp_path) not in browser.get(path).text


def test_the_answer_in_another_language_has_a_report_in_it(browser: FlaskClient, address: str) -> None:
    for visit in ("before", "after"):
        send(browser, address, visit)
    english = ask(browser, address)
    spanish = {"Accept-Language": "es"}
    led = browser.get(english, headers=spanish)
    there = led.headers["Location"]
    assert led.status_code == 303 and there != english
    assert "Volver a las fotos" in browser.get(there, headers=spanish).text
    assert browser.get(f"{there}/report", headers=spanish).text == "<p>report es"
    assert browser.get(f"{english}/report").text == "<p>report"


def test_it_opens_on_the_answer_to_the_photos_that_it_was_started_with(
    server: tuple[Flask, State], tmp_path_factory: pytest.TempPathFactory
) -> None:
    app, state = server
    before, after = (tmp_path_factory.mktemp("samples") / f"{visit}.frown.jpg" for visit in ("before", "after"))
    for photo in (before, after):
        photo.write_bytes(b"face")
    state.open_on(before, after)
    client = stranger(app)
    led = client.get(one_use_address(HOST, state.access.secret).removeprefix(ORIGIN), base_url=ORIGIN)
    answer = client.get(f"{led.headers['Location']}/comparison.json", base_url=ORIGIN, buffered=True)
    assert (led.status_code, answer.text) == (303, "1 1 frown")
    for _ in range(MOST_COMPARISONS):
        state.comparisons.new()
    assert entered(app, state).get("/").headers["Location"] == "/compare/", "what was forgotten is led to no more"
