"""progress: what it prints and writes, whom it refuses, and what it keeps to itself."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path
from typing import NamedTuple

import pydicom
import pypdfium2
import pytest
from commands import Run, invoke
from phantom_visits import TREATED, TREATMENTS, make_visits
from sample_photos import FAULTS, a_half, needs_shared_faults


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two visits of one patient with a name, at 0.25 mm per pixel, and a treatment."""
    place = tmp_path_factory.mktemp("clinic")
    make_visits(a_half(), place / "Ana Núñez", "frown", TREATED, {0: 0.0, 30: 0.8})
    (place / "treatments.csv").write_text(TREATMENTS, encoding="utf-8")
    return place


class Ran(NamedTuple):
    """What one run over the folder printed, and the folder of what it wrote."""

    printed: str
    place: Path


@pytest.fixture(scope="module")
def ran(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A run with every output that a page leaves room for."""
    place = tmp_path_factory.mktemp("ran")
    return _ran(folder, place, "--json", place / "course.json")


@pytest.fixture(scope="module")
def nameless(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The same without names."""
    place = tmp_path_factory.mktemp("nameless")
    return _ran(folder, place, "--json", place / "course.json", "--deidentify", "--key", place / "study.key")


def _ran(folder: Path, place: Path, *options: str | Path) -> Ran:
    outputs = ("--report", place / "course.html", "--fhir", place / "fhir.json", "--dicom", place / "objects")
    result = invoke("progress", folder, *outputs, *options)
    assert result.exit_code == 0, result.output
    return Ran(result.output, place)


@pytest.fixture(scope="module")
def one_visit(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same patient when seen once."""
    place = tmp_path_factory.mktemp("first")
    (place / "Ana Núñez").mkdir()
    shutil.copy(min((folder / "Ana Núñez").iterdir()), place / "Ana Núñez")
    return place


def test_table_json_and_report(folder: Path, ran: Ran) -> None:
    page, data = ran.place / "course.html", ran.place / "course.json"
    assert "Patient Ana Núñez" in ran.printed and "Glabella            improved" in ran.printed
    found = json.loads(data.read_text())
    assert found["schema"] == "wrinkle-scan/progress/1" and found["patient"] == "Ana Núñez"
    assert [visit["day"] for visit in found["series"][0]["visits"]] == [0, 30]
    assert found["treatments"][0]["regions"] == ["forehead", "glabella"]
    html = page.read_text()
    assert "Ana Núñez" in html and "default-src &#39;none&#39;" in html
    for written in (page, data):
        assert str(folder) not in written.read_text() and stat.S_IMODE(written.stat().st_mode) == 0o600


def test_deidentified_outputs_say_neither_who_nor_when(run: Run, folder: Path, one_visit: Path, nameless: Ran) -> None:
    page, data = nameless.place / "course.html", nameless.place / "course.json"
    outputs = [page.read_text(), data.read_text(), nameless.printed.replace(str(page.parent), "")]
    pictures = re.sub(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+", "", outputs[0])
    for text in (pictures, *outputs[1:]):
        for who in ("Ana", "Núñez", "Dr. Example", "C1234", "2026-", "January", "February", folder.name):
            assert who not in text
    assert "Upper face" not in outputs[0], "a face is a name too"
    key = nameless.place / "study.key"
    again = run("progress", one_visit, "--json", "-", "--deidentify", "--key", key)
    assert json.loads(again.stdout)["patient"] == json.loads(outputs[1])["patient"], "the same key, the same pseudonym"


def test_the_patients_page_in_the_language_asked_for(run: Run, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "course.html"
    result = run("progress", folder, "--report", page, "--for", "patient", "--language", "es")
    assert result.exit_code == 0, result.output
    html = re.sub(r"<style>.*?</style>|<script>.*?</script>|data:image/jpeg[^\"]+", "", page.read_text(), flags=re.S)
    assert "más suaves" in html and '<html lang="es">' in html
    words = re.sub(r"<[^>]*>", " ", html)
    assert "%" not in words and "severity" not in words.lower()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--language", "xx"), "is not one of"),
        (("--key", "k"), "--key goes with --deidentify"),
        (("--report", "course.txt"), "must end in .html or .pdf"),
        (("--report", "course.pdf", "--for", "patient"), "a page for a phone"),
        (("--for", "patient"), "--for goes with --report"),
        (("--for", "clinician"), "--for goes with --report"),
        (("--language", "en"), "--language goes with --report or --dicom"),
        (("--language", "pt", "--fhir", "course.json"), "--language goes with --report or --dicom"),
        (("--paper", "a4"), "--paper goes with --report FILE.pdf or --dicom"),
        (("--paper", "letter", "--report", "course.html"), "--paper goes with --report FILE.pdf or --dicom"),
        (("--force", "--for", "patient"), "must not go on a patient's page or into a record"),
        (("--force", "--fhir", "course.json"), "must not go on a patient's page or into a record"),
        (("--force", "--dicom", "objects"), "must not go on a patient's page or into a record"),
        (("--patient", "Bo"), "no photo of patient Bo"),
        (("--treatments", "none.csv"), "none.csv: there is no such file"),
        (("--pattern", "("), "cannot be read"),
    ],
)
def test_wrong_usage_is_said_at_once(run: Run, folder: Path, options: tuple[str, ...], said: str) -> None:
    result = run("progress", folder, *options)
    assert result.exit_code == 2 and said in result.output


def test_strict_without_treatments_is_refused(run: Run, one_visit: Path) -> None:
    result = run("progress", one_visit, "--strict")
    assert result.exit_code == 2 and "--strict goes with treatments" in result.stderr


def test_photos_are_never_replaced(run: Run, folder: Path) -> None:
    photo = next((folder / "Ana Núñez").iterdir())
    before = photo.read_bytes()
    result = run("progress", folder, "--json", photo, "--overwrite")
    assert result.exit_code == 2 and "never replaced" in result.output
    assert photo.read_bytes() == before


def test_one_visit_only_says_so(run: Run, one_visit: Path, tmp_path: Path) -> None:
    page = tmp_path / "course.html"
    result = run("progress", one_visit, "--report", page)
    assert result.exit_code == 0 and "one visit only" in result.output
    assert "one visit only" in page.read_text()
    patients = tmp_path / "patient.html"
    run("progress", one_visit, "--report", patients, "--for", "patient")
    assert "one visit so far" in patients.read_text() and '<html lang="en">' in patients.read_text()


def test_treatments_of_others_in_one_file_are_left_alone(run: Run, one_visit: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_text("date,region,patient\n2026-01-12,glabella,Ana Núñez\n2026-01-20,forehead,Bo\n", encoding="utf-8")
    data = json.loads(run("progress", one_visit, "--treatments", file, "--json", "-").stdout)
    assert data["schema"] == "wrinkle-scan/progress/1", "JSON alone"
    assert [treatment["regions"] for treatment in data["treatments"]] == [["glabella"]]


def test_on_paper(run: Run, one_visit: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "course.pdf"
    assert run("progress", one_visit, "--report", pdf, "--paper", "letter").exit_code == 0
    size = pypdfium2.PdfDocument(pdf.read_bytes())[0].get_size()
    assert size == pytest.approx((612, 792), abs=1), "points of 1/72 inch: 8.5 by 11 inches"


def test_a_clinics_record(run: Run, folder: Path, ran: Ran) -> None:
    fhir, dicom = ran.place / "fhir.json", ran.place / "objects"
    bundle = json.loads(fhir.read_text())
    assert bundle["resourceType"] == "Bundle" and len(bundle["entry"]) > 10
    report = pydicom.dcmread(dicom / "report.dcm")
    assert report.PatientID == "Ana Núñez" and report.EncapsulatedDocument.startswith(b"%PDF-")
    pictures = sorted(file.name for file in dicom.iterdir() if file.name != "report.dcm")
    assert len(pictures) == 10 and pictures[0] == "2026-01-12_frown_crows_feet_left_1.dcm"
    assert stat.S_IMODE(dicom.stat().st_mode) == 0o700 and stat.S_IMODE(fhir.stat().st_mode) == 0o600
    again = run("progress", folder, "--dicom", dicom)
    assert again.exit_code == 2 and "not empty" in again.output


def test_a_nameless_record_names_nobody_and_shows_no_face(nameless: Ran) -> None:
    files = list((nameless.place / "objects").iterdir())
    assert len(files) == 9 and not [file for file in files if "face" in file.name]
    for content in ((nameless.place / "fhir.json").read_bytes(), *(file.read_bytes() for file in files)):
        for who in ("Ana", "Núñez", "Dr. Example", "C1234", "2026-01", "20260112", "20260211"):
            assert who.encode() not in content, who


@needs_shared_faults
@pytest.mark.slow
def test_birth_dates_in_names_are_reported_and_not_taken(run: Run, tmp_path: Path) -> None:
    result = run("progress", FAULTS / "08_birthdate", "--json", tmp_path / "course.json")
    data = json.loads((tmp_path / "course.json").read_text())
    assert [visit["date"] for visit in data["series"][0]["visits"]] == ["2026-01-05", "2026-02-05"]
    said = [issue["message"] for issue in data["issues"] if issue["code"] == "dates"]
    assert len(said) == 2 and all(", not 1980-05-04" in message for message in said)
    assert all(f"Warning: {message}" in result.stderr and message not in result.stdout for message in said)
