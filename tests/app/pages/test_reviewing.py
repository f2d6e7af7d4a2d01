"""Blinded reviews in the page: kept with their keys, and compared with what the raters saved."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from local_pages import a_browser_at
from made_reviews import made_key, rated, saying, truth
from processes import waited_for

from wrinkle_scan.app.pages import reviewing
from wrinkle_scan.app.reports.reviews import KEY, PAGE, Made
from wrinkle_scan.cohort.review.key import Key


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "clinic"
    (root / "P1").mkdir(parents=True)
    return root


@pytest.fixture
def browser(root: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    with a_browser_at(tmp_path, root) as browser:
        yield browser


@pytest.fixture
def key(root: Path, tmp_path: Path) -> Key:
    """Of a review that was made earlier."""
    place = root / ".wrinkle-scan" / "reviews" / "2026-01-05_1"
    place.mkdir(parents=True)
    path, key = made_key(tmp_path)
    path.rename(place / KEY)
    (place / PAGE).write_text("<p>page</p>", encoding="utf-8")
    return key


def agreement(browser: FlaskClient, *files: Path) -> tuple[int, str]:
    sent = [(io.BytesIO(file.read_bytes()), file.name) for file in files]
    response = browser.post("/folder/review/agreement", data={"ratings": sent}, content_type="multipart/form-data")
    return response.status_code, response.text


def test_what_was_made_is_said_in_sentences(browser: FlaskClient, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "run_in_own_process", lambda job, work: Made("2026-01-05_1", 2, 8, 1, (), ()))
    job = browser.post("/folder/review/make").json["id"]
    waited_for(lambda: browser.get(f"/jobs/{job}").json["state"] == "done")
    said = "2 pairs of visits. 8 pairs of pictures to judge. 1 of them is shown twice."
    assert said in browser.get("/folder/review").text


def test_a_review_is_listed_and_saved_with_its_key(browser: FlaskClient, key: Key) -> None:
    assert "5 January 2026, no. 1" in browser.get("/folder/review").text
    page = browser.get("/folder/review/2026-01-05_1/page")
    assert page.text == "<p>page</p>" and "attachment" in page.headers["Content-Disposition"]
    assert json.loads(browser.get("/folder/review/2026-01-05_1/key").text)["page"] == key.page


@pytest.mark.parametrize("name", ["2026-01-05_2", "..", "%2e%2e", "2026-01-05_1%2f..%2f2026-01-05_1"])
def test_there_are_no_others(browser: FlaskClient, key: Key, name: str) -> None:
    assert browser.get(f"/folder/review/{name}/page").status_code in (400, 404)


def test_raters_are_compared_with_the_tool_and_each_other(browser: FlaskClient, key: Key, tmp_path: Path) -> None:
    one, other = (rated(tmp_path, key, name, saying(truth)) for name in ("<b>Ana", "Rui"))
    code, page = agreement(browser, one, other)
    assert code == 200 and "32 items of 8 patients" in page.replace("36 items", "32 items")
    assert "&lt;b&gt;Ana and Rui" in page and "<b>Ana" not in page
    assert page.count("1.00") >= 3, "with the tool, and with each other"


def test_files_of_another_review_or_of_nothing_are_refused(browser: FlaskClient, key: Key, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    _, strange = made_key(tmp_path / "other", seed=2)
    code, page = agreement(browser, rated(tmp_path, strange, "Ana", saying(truth)))
    assert code == 400 and "of a review that was not made here" in page
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    code, page = agreement(browser, tmp_path / "notes.json")
    assert code == 400 and "notes.json" in page and "no file of ratings" in page
    assert str(tmp_path) not in page
    assert browser.post("/folder/review/agreement", data={}).status_code == 400
