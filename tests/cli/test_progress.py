"""progress: what it prints and writes, whom it refuses, and what it keeps to itself."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path

import pydicom
import pytest
from conftest import Run
from phantom_visits import followed
from support import BEFORE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two visits of one patient with a name, at 0.1 mm per pixel, and a treatment."""
    place = tmp_path_factory.mktemp("clinic")
    patient = place / "Ana Núñez"
    patient.mkdir()
    visits = sorted((followed().folder / "Ana Núñez").iterdir())
    for visit in (visits[0], visits[2]):
        shutil.copy(visit, patient)
    shutil.copy(followed().folder / "treatments.csv", place)
    return place


def test_table_json_and_report(run: Run, folder: Path, tmp_path: Path) -> None:
    page, data = tmp_path / "course.html", tmp_path / "course.json"
    result = run("progress", folder, "--report", page, "--json", data)
    assert result.exit_code == 0, result.output
    assert "Patient Ana Núñez" in result.output and "Glabella            improved" in result.output
    found = json.loads(data.read_text())
    assert found["schema"] == "wrinkle-scan/progress/1" and found["patient"] == "Ana Núñez"
    assert [visit["day"] for visit in found["series"][0]["visits"]] == [0, 30]
    assert found["treatments"][0]["regions"] == ["forehead", "glabella"]
    html = page.read_text()
    assert "Ana Núñez" in html and "default-src &#39;none&#39;" in html
    for written in (page, data):
        assert str(folder) not in written.read_text() and stat.S_IMODE(written.stat().st_mode) == 0o600


def test_json_alone_on_standard_output(run: Run, folder: Path) -> None:
    result = run("progress", folder, "--json", "-")
    assert json.loads(result.stdout)["schema"] == "wrinkle-scan/progress/1"


def test_deidentified_outputs_say_neither_who_nor_when(run: Run, folder: Path, tmp_path: Path) -> None:
    page, data, key = tmp_path / "course.html", tmp_path / "course.json", tmp_path / "study.key"
    options = ("--report", page, "--json", data, "--deidentify", "--key", key, "--overwrite")
    said = run("progress", folder, *options).output
    told = [page.read_text(), data.read_text(), said.replace(str(page), "")]
    pictures = re.sub(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+", "", told[0])
    for text in (pictures, *told[1:]):
        for who in ("Ana", "Núñez", "Dr. Example", "C1234", "2026-", "January", "February", folder.name):
            assert who not in text
    assert "Upper face" not in told[0], "a face is a name too"
    first = json.loads(told[1])["patient"]
    run("progress", folder, *options)
    assert json.loads(data.read_text())["patient"] == first, "the same key, the same pseudonym"


@pytest.mark.parametrize(("language", "said"), [("en", "softer than before"), ("pt", "suaves"), ("es", "más suaves")])
def test_the_patients_page_in_three_languages(run: Run, folder: Path, tmp_path: Path, language: str, said: str) -> None:
    page = tmp_path / "course.html"
    result = run("progress", folder, "--report", page, "--for", "patient", "--language", language)
    assert result.exit_code == 0, result.output
    html = re.sub(r"<style>.*?</style>|<script>.*?</script>|data:image/jpeg[^\"]+", "", page.read_text(), flags=re.S)
    assert said in html and f'<html lang="{language}">' in html
    words = re.sub(r"<[^>]*>", " ", html)
    assert "%" not in words and "severity" not in words.lower()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--language", "xx"), "there are en, es, pt"),
        (("--key", "k"), "--key goes with --deidentify"),
        (("--report", "course.txt"), "must end in .html or .pdf"),
        (("--report", "course.pdf", "--for", "patient"), "a page for a phone"),
        (("--force", "--for", "patient"), "belongs neither on a patient's page nor in a record"),
        (("--force", "--fhir", "course.json"), "belongs neither on a patient's page nor in a record"),
        (("--force", "--dicom", "objects"), "belongs neither on a patient's page nor in a record"),
        (("--patient", "Bo"), "no photo of patient Bo"),
        (("--treatments", "none.csv"), "none.csv: these treatments cannot be read"),
        (("--pattern", "("), "cannot be read"),
    ],
)
def test_wrong_usage_is_said_at_once(run: Run, folder: Path, options: tuple[str, ...], said: str) -> None:
    result = run("progress", folder, *options)
    assert result.exit_code == 2 and said in result.output


def test_photos_are_never_replaced(run: Run, folder: Path) -> None:
    photo = next((folder / "Ana Núñez").iterdir())
    before = photo.read_bytes()
    result = run("progress", folder, "--json", photo, "--overwrite")
    assert result.exit_code == 2 and "never replaced" in result.output
    assert photo.read_bytes() == before


def test_one_visit_only_says_so(run: Run, tmp_path: Path) -> None:
    shutil.copy(BEFORE, tmp_path / "2026-01-05_frown.heic")
    page = tmp_path / "course.html"
    result = run("progress", tmp_path, "--report", page)
    assert result.exit_code == 0 and "one visit only" in result.output
    assert "one visit only" in page.read_text()
    patients = tmp_path / "patient.html"
    run("progress", tmp_path, "--report", patients, "--for", "patient")
    assert "one visit so far" in patients.read_text()


def test_treatments_of_others_in_one_file_are_left_alone(run: Run, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_text("date,region,patient\n2026-01-12,glabella,Ana Núñez\n2026-01-20,forehead,Bo\n", encoding="utf-8")
    data = json.loads(run("progress", folder, "--treatments", file, "--json", "-").stdout)
    assert [treatment["regions"] for treatment in data["treatments"]] == [["glabella"]]


def test_paper_and_a_clinics_record(run: Run, folder: Path, tmp_path: Path) -> None:
    pdf, fhir, dicom = tmp_path / "course.pdf", tmp_path / "course.json", tmp_path / "objects"
    result = run("progress", folder, "--report", pdf, "--paper", "letter", "--fhir", fhir, "--dicom", dicom)
    assert result.exit_code == 0, result.output
    assert pdf.read_bytes().startswith(b"%PDF-")
    bundle = json.loads(fhir.read_text())
    assert bundle["resourceType"] == "Bundle" and len(bundle["entry"]) > 10
    report = pydicom.dcmread(dicom / "report.dcm")
    assert report.PatientID == "Ana Núñez" and report.EncapsulatedDocument.startswith(b"%PDF-")
    pictures = sorted(file.name for file in dicom.iterdir() if file.name != "report.dcm")
    assert len(pictures) == 10 and pictures[0] == "2026-01-12_frown_crows_feet_left_1.dcm"
    assert stat.S_IMODE(dicom.stat().st_mode) == 0o700 and stat.S_IMODE(fhir.stat().st_mode) == 0o600
    again = run("progress", folder, "--dicom", dicom)
    assert again.exit_code == 2 and "not empty" in again.output


def test_a_nameless_record_names_nobody_and_shows_no_face(run: Run, folder: Path, tmp_path: Path) -> None:
    fhir, dicom = tmp_path / "course.json", tmp_path / "objects"
    assert run("progress", folder, "--fhir", fhir, "--dicom", dicom, "--deidentify").exit_code == 0
    files = list(dicom.iterdir())
    assert len(files) == 9 and not [file for file in files if "face" in file.name]
    for content in (fhir.read_bytes(), *(file.read_bytes() for file in files)):
        for who in ("Ana", "Núñez", "Dr. Example", "C1234", "2026-01", "20260112", "20260211"):
            assert who.encode() not in content, who
