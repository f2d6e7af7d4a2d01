"""The photos of a comparison filed in the folder; what measures is put in place of by what answers at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from local_pages import a_browser_at
from sample_photos import without_forehead

from wrinkle_scan.app.comparing import comparison_work
from wrinkle_scan.app.comparing.answers import Answer
from wrinkle_scan.app.comparing.comparison_work import MeasuredPhoto
from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.patients import whose_face

ANSWER = Answer("Of 1 region, 1 unchanged.", False, (), "5 January 2026", None, None, (), ())


def measure(file: Path, name: str, crop: Any, into: Path) -> MeasuredPhoto:
    into.write_bytes(b"analysis")
    return MeasuredPhoto(b"a jpeg", None, "2026-01-05T10:00:00" if name == "a.jpg" else None)


def compare(before: Any, after: Any, expression: Any, json_file: Path, into: Path) -> Answer:
    into.write_bytes(b"comparison")
    json_file.write_bytes(b"{}")
    return ANSWER


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "clinic" / "P1").mkdir(parents=True)
    return tmp_path / "clinic"


@pytest.fixture
def browser(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    monkeypatch.setattr(comparison_work, "measure", measure)
    monkeypatch.setattr(comparison_work, "compare", compare)
    monkeypatch.setattr(
        comparison_work, "write_html", lambda kept, language, into: into.write_text("<p>report", encoding="utf-8")
    )
    monkeypatch.setattr(comparison_work, "write_pdf", lambda kept, language, into: into.write_bytes(b"%PDF"))
    with a_browser_at(tmp_path, root) as browser:
        yield browser


@pytest.fixture
def answer(browser: FlaskClient) -> str:
    address = str(browser.post("/compare/").json["address"])
    for visit, name, take in (("before", "a.jpg", 0), ("after", "b.jpg", 1)):
        where = {"visit": visit, "name": name}
        browser.post(f"{address}/photos", query_string=where, data=without_forehead(take).read_bytes())
    answer = str(browser.post(f"{address}/ask", json={"expression": "frown"}).json["address"])
    browser.get(f"{answer}/comparison.json")
    return answer


def keep(browser: FlaskClient, answer: str, patient: str = "P1", after: str = "2026-02-05") -> Any:
    return browser.post(f"{answer}/keep", data={"patient": patient, "before": "2026-01-05", "after": after})


def filed(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root).as_posix() for path in root.rglob("*.jpg") if ".wrinkle-scan" not in path.parts
    )


def test_both_visits_are_filed_and_read_as_they_are_meant(browser: FlaskClient, answer: str, root: Path) -> None:
    page = browser.get(answer).text
    assert 'name="before" value="2026-01-05"' in page and 'name="after" value=""' in page, "as the cameras say"
    response = keep(browser, answer)
    assert response.status_code == 303 and response.location.startswith("/patients/P1?done=")
    assert filed(root) == ["P1/2026-01-05_frown.jpg", "P1/2026-02-05_frown.jpg"]
    assert [visit.date for visit in read_clinic(root).patients["P1"].visits] == ["2026-01-05", "2026-02-05"]


def test_a_new_patient_is_made(browser: FlaskClient, answer: str, root: Path) -> None:
    assert keep(browser, answer, " Anna M ").location.startswith("/patients/Anna%20M?done=")
    assert filed(root) == ["Anna M/2026-01-05_frown.jpg", "Anna M/2026-02-05_frown.jpg"]


@pytest.mark.parametrize(("patient", "after"), [("../P1", "2026-02-05"), ("", "2026-02-05"), ("P1", "yesterday")])
def test_what_cannot_be_is_said_and_nothing_is_filed(
    browser: FlaskClient, answer: str, root: Path, patient: str, after: str
) -> None:
    response = keep(browser, answer, patient, after)
    assert response.status_code == 400 and response.json["error"].endswith(".")
    assert filed(root) == []


def test_what_is_filed_already_is_not_filed_again(browser: FlaskClient, answer: str, root: Path) -> None:
    keep(browser, answer)
    response = keep(browser, answer, "P2")
    assert response.status_code == 400 and "P1/2026-01-05_frown.jpg" in response.json["error"]
    assert len(filed(root)) == 2


def test_what_looks_like_someone_elses_is_asked_once(
    browser: FlaskClient, answer: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bytes] = []

    def unlike(content: bytes, others: tuple[Path, ...]) -> int | None:
        assert others == (root / "P1" / "2025-12-01_rest.jpg",)
        held.append(content)
        return 0 if content == without_forehead(1).read_bytes() else None

    monkeypatch.setattr(whose_face, "unlike_of_content", unlike)
    (root / "P1" / "2025-12-01_rest.jpg").write_bytes(without_forehead(2).read_bytes())
    doubted = keep(browser, answer)
    said = "The face looks like someone else’s than in the photo of 1 December 2025."
    assert doubted.status_code == 409 and said in doubted.text
    assert 'value="2026-02-05"' in doubted.text, "what was typed stays"
    assert held == [without_forehead(take).read_bytes() for take in (0, 1)]
    assert len(filed(root)) == 1
    days = {"before": "2026-01-05", "after": "2026-02-05"}
    assert browser.post(f"{answer}/keep", data={**days, "patient": "P1", "sure": "P2"}).status_code == 409
    assert browser.post(f"{answer}/keep", data={**days, "patient": "P1", "sure": "P1"}).status_code == 303
    assert len(filed(root)) == 3
