"""Folders as clinics have them, each of which once gave a wrong answer, by the commands that their README names."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from commands import Run
from sample_photos import FAULTS, a_third, needs_shared_faults

pytestmark = [needs_shared_faults, pytest.mark.slow]
TREATED = "1 treatment read."


def days(course: dict[str, Any]) -> list[str]:
    """The days of a course's visits, in order."""
    return sorted({visit["date"] for series in course["series"] for visit in series["visits"]})


def course_of(run: Run, place: Path, *arguments: str | Path) -> tuple[dict[str, Any], str]:
    """What progress writes as JSON, and says on standard error."""
    result = run("progress", *arguments, "--json", place / "course.json")
    assert result.exit_code == 0, result.output
    return json.loads((place / "course.json").read_text(encoding="utf-8")), result.stderr


def test_rest_and_frown_of_one_day_are_no_change(run: Run) -> None:
    day = FAULTS / "01_undeclared" / "P1" / "2026-01-12"
    result = run("compare", day / "IMG_1219.HEIC", day / "IMG_1220.JPG", "--json", "-")
    regions = json.loads(result.stdout)["regions"]
    assert result.exit_code == 0
    assert regions["glabella"]["verdict"] == "cannot_tell"
    assert "expression is not declared" in regions["glabella"]["reason"] and "option expression" in result.stdout
    assert {region["verdict"] for region in regions.values()} <= {"cannot_tell", "unchanged"}


def test_rest_and_frown_of_one_day_are_two_series(run: Run, tmp_path: Path) -> None:
    course, _ = course_of(run, tmp_path, FAULTS / "01_undeclared")
    visits = [(series["expression"], visit) for series in course["series"] for visit in series["visits"]]
    shown = {photo["name"]: expression for expression, visit in visits for photo in visit["photos"]}
    # Its frown lines are drawn, faint ones, and its brows do not move: that may stay unknown.
    assert shown["IMG_1220.JPG"] in ("frown", None) and shown["IMG_1219.HEIC"] in ("rest", None)
    assert shown["IMG_1226.JPG"] in ("frown", None), "a weak frown is not taken for a face at rest beside one"
    verdicts = {
        region["change"]["verdict"] for _, visit in visits for region in visit["regions"].values() if region["change"]
    }
    assert verdicts <= {"cannot_tell", "unchanged", "improved"}
    assert "undeclared" in {issue["code"] for issue in course["issues"]}


def test_a_copy_is_no_capture(run: Run) -> None:
    folders = FAULTS / "02_copies" / "before", FAULTS / "02_copies" / "after"
    data = json.loads(run("compare", *folders, "--expression", "rest", "--json", "-").stdout)
    left_out = [issue["message"] for issue in data["issues"] if issue["code"] == "left_out"]
    for name, message in zip(("IMG_0045 (1).jpg", "IMG_0060 (1).jpg"), left_out, strict=True):
        assert name in message and "copy" in message
    assert {region["verdict"] for region in data["regions"].values()} == {"unchanged"}


def test_a_number_that_a_spreadsheet_cut_is_the_patients(run: Run, tmp_path: Path) -> None:
    folder = FAULTS / "04_ids"
    file = folder / "treatments_from_excel.csv"
    course, said = course_of(run, tmp_path, folder / "photos", "--patient", "00123", "--treatments", file)
    assert course["patient"] == "00123" and days(course) == ["2026-01-05", "2026-02-05"]
    (treatment,) = course["treatments"]
    assert (treatment["date"], treatment["product"], treatment["units"]) == ("2026-01-05", "Brand A", 20)
    assert "patient 123 is taken to be 00123 of the photos" in said


def test_days_in_one_patients_folder_are_no_patients(run: Run, tmp_path: Path) -> None:
    course, said = course_of(run, tmp_path, FAULTS / "05_layout" / "P1")
    assert course["patient"] == "P1" and days(course) == ["2026-01-05", "2026-02-05"]
    assert "1 patient, 2 visits, 2 photos; patient from the folder given (P1)" in said


def test_names_in_other_scripts_are_on_the_paper(run: Run, tmp_path: Path) -> None:
    course, said = course_of(run, tmp_path, FAULTS / "06_pdf_names", "--report", tmp_path / "course.pdf")
    assert course["patient"] == "李雷" and TREATED in said
    document = pypdfium2.PdfDocument(tmp_path / "course.pdf")
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    for words in ("Patient 李雷", "ボトックス注射用", "أحمد"):
        assert words in text
    assert "Warning" not in said


def test_what_a_file_server_keeps_is_nobodys_and_every_photo_has_its_row(run: Run, tmp_path: Path) -> None:
    result = run("batch", FAULTS / "07_nas", "--out", tmp_path / "x.csv", "--workers", "1")
    assert result.exit_code == 0, result.output
    assert "1 patient, 8 visits, 8 photos" in result.stderr
    with (tmp_path / "x.csv").open(encoding="utf-8") as file:
        rows = {Path(row["path"]).name: row for row in csv.DictReader(file)}
    scored = {name for name, row in rows.items() if row["status"] == "scored"}
    assert scored == {f"2026-{month}" for month in (
        "01-05_rest.jpg", "02-05_rest.jpg", "03-05_rest.jfif", "04-05_rest.HIF", "05-05_rest.jpe"
    )}  # fmt: skip
    failed = {name: row["reason"] for name, row in rows.items() if name not in scored}
    assert set(failed) == {"2026-06-05_rest.DNG", ".2026-07-05_rest.heic.icloud", "2026-08-05_rest.avif"}
    assert "camera raw" in failed["2026-06-05_rest.DNG"] and "Export it as JPEG" in failed["2026-06-05_rest.DNG"]
    assert "iCloud" in failed[".2026-07-05_rest.heic.icloud"] and "Finder" in failed[".2026-07-05_rest.heic.icloud"]
    for name in ("IMG_1.MOV", "2026-08-06_rest.pdf"):
        assert name in result.output
    for name in ("SYNOPHOTO", "recycle", "__MACOSX", "Thumbs.db"):
        assert name not in result.output
    known = [(rows[name]["visit_date"], rows[name]["expression"], rows[name]["view"]) for name in sorted(scored)]
    assert known == [(f"2026-{month:02}-05", "rest", "front") for month in (1, 2, 3, 4, 5)]
    assert len({row["patient"] for row in rows.values()}) == 1


def test_treatments_beside_a_patients_photos_are_read(run: Run, tmp_path: Path) -> None:
    course, said = course_of(run, tmp_path, FAULTS / "10_treatments" / "photos", "--patient", "P1")
    assert [treatment["product"] for treatment in course["treatments"]] == ["Brand A"] and TREATED in said


def test_closed_eyes_are_named(run: Run) -> None:
    eyes = FAULTS / "11_eyes"
    data = json.loads(run("compare", eyes / "open_rest.jpg", eyes / "closed_rest.jpg", "--json", "-").stdout)
    said = [issue["message"] for issue in data["issues"]]
    assert any("The eyes are closed in the after photo and open in the other" in message for message in said)
    assert not any("same person" in message for message in said)
    assert {region["verdict"] for region in data["regions"].values()} == {"cannot_tell"}


def test_a_treatment_of_nobody_among_several_patients_is_said_to_count(run: Run, tmp_path: Path) -> None:
    """Of merged cells a spreadsheet fills the first only: it may be another patient's."""
    for patient in ("P1", "P2"):
        (tmp_path / patient).mkdir()
        shutil.copy(a_third(), tmp_path / patient / "2026-01-05_frown.jpg")
    table = tmp_path / "treatments.csv"
    table.write_text("patient,date,region\nP1,2026-01-05,glabella\n,2026-01-05,forehead\n", encoding="utf-8")
    course, said = course_of(run, tmp_path, tmp_path, "--patient", "P1")
    assert len(course["treatments"]) == 2
    assert "1 of its treatments name no patient and count as this patient's" in said
