"""A patient's course in the page: what `progress` says, for either reader, and what cannot be had is said in words."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from local_pages import Here, a_server, entered
from processes import PATIENCE_SECONDS
from sample_photos import without_forehead

from wrinkle_scan.app.server.guard import REPORT_POLICY
from wrinkle_scan.app.state import State
from wrinkle_scan.visits.course.deidentifying import pseudonym, read_key
from wrinkle_scan.visits.course.folder import follow_folder

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A patient with two visits and a treatment, another with a photo that is none, and one with none at all."""
    root = tmp_path_factory.mktemp("course") / "clinic"
    for patient in ("P1", HOSTILE, "P3"):
        (root / patient).mkdir(parents=True)
    for number, day in enumerate(("2026-01-05", "2026-01-26")):
        (root / "P1" / f"{day}_frown.jpg").write_bytes(without_forehead(number).read_bytes())
    (root / HOSTILE / "frown.jpg").write_text("Dear colleague", encoding="utf-8")
    lines = ["patient,date,region,product,units,batch", "P1,2026-01-06,glabella,Botulax,20,C3709"]
    (root / "treatments.csv").write_text("\n".join(lines), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def server(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, State]]:
    with a_server(tmp_path_factory.mktemp("place"), root, Here()) as (app, state):
        yield entered(app, state), state


def measured(server: tuple[FlaskClient, State], patient: str) -> dict[str, object]:
    browser, state = server
    begun = browser.post(f"/patients/{quote(patient)}/report/measure").json
    job = state.jobs.get(begun["id"])
    assert job and job.wait(PATIENCE_SECONDS)
    return job.as_json()


def test_there_is_no_course_of_nobody(server: tuple[FlaskClient, State]) -> None:
    browser, _ = server
    for path in ("", "/view", "/course/pdf", "/key"):
        assert browser.get(f"/patients/P9/report{path}").status_code == 404
    assert "There is no photo of this patient yet" in browser.get("/patients/P3/report").text
    assert browser.get("/patients/P1/report/view").status_code == 404, "it is not measured yet"


@pytest.mark.slow
def test_why_there_is_no_course_is_said_in_words(server: tuple[FlaskClient, State]) -> None:
    assert measured(server, HOSTILE)["state"] == "failed"
    page = server[0].get(f"/patients/{quote(HOSTILE)}/report").text
    assert HOSTILE not in page and "&lt;img" in page
    assert "no photo with a date" in page and "Name photos as 2026-01-31_frown.jpg." in page


@pytest.mark.slow
def test_the_course_is_the_one_that_progress_says(server: tuple[FlaskClient, State], root: Path) -> None:
    browser, _ = server
    end = measured(server, "P1")
    assert (end["state"], end["done"], end["of"]) == ("done", 2, 2)
    again = browser.post("/patients/P1/report/measure").json
    assert again["id"] == end["id"], "what is measured already is not measured again"
    said = browser.get("/patients/P1/report/course/json").json
    assert said == json.loads(json.dumps(follow_folder(root, "P1").to_dict()))

    report = browser.get("/patients/P1/report/view")
    assert "5 January 2026" in report.text and "C3709" in report.text
    assert report.headers["Content-Security-Policy"] == REPORT_POLICY
    patients = browser.get("/patients/P1/report/view?reader=patient&language=pt").text
    assert 'lang="pt"' in patients and "5 de janeiro de 2026" in patients
    assert browser.get("/patients/P1/report/course/pdf").data.startswith(b"%PDF")
    refused = browser.get("/patients/P1/report/course/pdf?reader=patient")
    assert refused.status_code == 400 and "a page for a phone" in refused.text
    assert browser.get("/patients/P1/report?language=xx").status_code == 404

    hidden = browser.get("/patients/P1/report/course/html?deidentified=1")
    name = pseudonym("P1", read_key(root / ".wrinkle-scan" / "pseudonyms.key"))
    assert name in hidden.text and name in hidden.headers["Content-Disposition"]
    assert not any(word in hidden.text for word in ("P1/", "January 2026", "2026-01", "C3709"))
    assert browser.get("/patients/P1/report/key").data == (root / ".wrinkle-scan" / "pseudonyms.key").read_bytes()

    assert browser.get("/patients/P1/report/course/fhir").json["resourceType"] == "Bundle"
    for kind, ending in (("fhir", "_course.fhir.json"), ("json", "_course.json"), ("html", "_course_pt.html")):
        named = browser.get(f"/patients/P1/report/course/{kind}?language=pt").headers["Content-Disposition"]
        assert named.endswith(ending), "a file that is in English says nothing else"
    with zipfile.ZipFile(io.BytesIO(browser.get("/patients/P1/report/course/dicom").data)) as objects:
        assert "report.dcm" in objects.namelist()

    file = root / "treatments.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("20,", "25,"), encoding="utf-8")
    assert browser.get("/patients/P1/report/view").status_code == 404, "it is of the treatments as they were"
