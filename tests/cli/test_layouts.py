"""What the commands say of folders, patients and treatments before they measure; files that are no photos are quick."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Run
from schemas import log_line


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Two patients, by days; none of the files is a photo."""
    for name in ("2026-01-05/00123/a_rest.jpg", "2026-02-05/00123/a_rest.jpg", "2026-02-05/P2/a_rest.jpg"):
        (tmp_path / "photos" / name).parent.mkdir(parents=True)
        (tmp_path / "photos" / name).write_text(name, encoding="utf-8")
    return tmp_path / "photos"


def test_batch_says_what_it_found_what_does_not_meet_and_why_there_is_no_pair(run: Run, tree: Path) -> None:
    file = tree.parent / "all.csv"
    file.write_text("date,region,patient\n2026-01-05,forehead,123\n2026-01-05,forehead,X9\n", encoding="utf-8")
    (tree / "2026-02-05" / "P2" / "treatments.csv").touch()
    options = ("--out", tree.parent / "t.csv", "--pairs", "--treatments", file, "--workers", "1")
    result = run("batch", tree, *options, "--json-log", "--strict")
    assert result.exit_code == 1
    notes = [log_line(line) for line in result.stderr.splitlines()]
    assert [note["message"] for note in notes if note["event"] == "note"] == [
        "2 patients, 3 visits, 3 photos; patient from the second folder, date from the first.",
        f"{tree}/2026-02-05/P2/treatments.csv: these treatments are not read: {file} is used.",
        f"{file}: patient 123 is taken to be 00123 of the photos (zeros before a number are lost or added).",
        f"{file}: 1 treatment of patient X9 without photos.",
        f"{file}: no treatment of patient P2.",
    ]
    assert "0 pairs compared; 0 failed." in result.stdout and "No pair: 3 photos failed." in result.stdout
    assert run("batch", tree, *options, "--quiet").exit_code == 0


def test_what_may_be_two_visits_or_others_photos_is_said_before_the_work_begins(run: Run, tmp_path: Path) -> None:
    for name in (
        "P1/2026-01-05/before_rest.jpg",
        "P1/2026-01-05/术后/rest.jpg",
        "P1/2026-02-05/after.jpg",
        "P2/before/2026-01-05.jpg",
        "P2/after/2026-02-05.jpg",
        "old/P1/2025-01-05/a.jpg",
    ):
        (tmp_path / "photos" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "photos" / name).write_text(name, encoding="utf-8")
    result = run("batch", tmp_path / "photos", "--out", tmp_path / "t.csv", "--workers", "1", "--quiet")
    visit, backup = result.stderr.splitlines()
    assert visit.startswith("before_rest.jpg and rest.jpg count as captures of one visit, 2026-01-05, although")
    assert "photos: old has folders of other patients' names" in backup


@pytest.mark.parametrize("command", ["progress", "review"])
def test_a_mixed_tree_is_refused_where_patients_are_needed(run: Run, tree: Path, command: str) -> None:
    (tree / "P3" / "2026-01-05").mkdir(parents=True)
    (tree / "P3" / "2026-01-05" / "b.jpg").touch()
    options = ("--page", tree.parent / "page.html") if command == "review" else ()
    result = run(command, tree, *options)
    assert result.exit_code == 2
    assert "P3/2026-01-05/b.jpg and 2026-01-05/00123/a_rest.jpg" in result.stderr and "--pattern" in result.stderr
    pattern = r"(?P<date>[^/]+)/(?P<patient>[^/]+)"
    assert "different places" not in run(command, tree, *options, "--pattern", pattern).stderr


def test_progress_finds_patient_and_treatments(run: Run, tree: Path) -> None:
    file = tree.parent / "all.csv"
    file.write_text("date,region,patient\n2026-01-05,forehead,P02\n2026-01-06,forehead,X\n", encoding="utf-8")
    result = run("progress", tree, "--patient", "p2", "--treatments", file, "--strict")
    assert result.stderr.splitlines()[1:4] == [
        "--patient p2 is taken to be P2 of the photos (case, blanks or accents are written differently).",
        f"{file}: patient P02 is taken to be P2 of the photos (zeros before a number are lost or added).",
        f"{file}: 1 treatment of patient X without photos.",
    ]


def test_a_spreadsheets_own_file_is_not_taken_for_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "photos.xlsx").write_bytes(b"PK\x03\x04")
    result = run("batch", tmp_path / "photos.xlsx", "--out", tmp_path / "t.csv")
    assert result.exit_code == 2
    assert "a spreadsheet's own file" in result.stderr and "as CSV (UTF-8)" in result.stderr


def test_the_empty_cells_of_merged_ones_are_named(run: Run, tree: Path) -> None:
    file, folder = tree / "all.csv", "2026-02-05"
    lines = ["path,patient,date", f"{folder}/00123/a_rest.jpg,P1,{folder}", f"{folder}/P2/a_rest.jpg,,{folder}"]
    file.write_text("\n".join(lines).replace(f"{folder}/P2/", f"{folder}/"), encoding="utf-8")
    (tree / folder / "a_rest.jpg").write_text("b", encoding="utf-8")
    result = run("batch", file, "--out", tree.parent / "t.csv", "--workers", "1")
    assert "some photos have no patient. Fill the column patient in every line" in result.stderr


def test_patients_whose_names_differ_in_a_sign_are_named(run: Run, tmp_path: Path) -> None:
    for patient in ("P-001", "p001", "1-12", "11-2"):
        (tmp_path / "photos" / patient).mkdir(parents=True)
        (tmp_path / "photos" / patient / "2026-01-05_rest.jpg").write_text(patient, encoding="utf-8")
    result = run("batch", tmp_path / "photos", "--out", tmp_path / "t.csv", "--workers", "1")
    assert "Patients P-001 and p001 count as 2" in result.stderr and "1-12" not in result.stderr
