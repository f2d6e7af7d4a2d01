"""The treatments of a folder's file, each with its line, and whose they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from patients_folders import TREATMENTS, made_patients

from wrinkle_scan.app.folder.treatments_file import read_treatments_file, treatments_path
from wrinkle_scan.system.errors import PathError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


def test_a_file_is_read_with_its_lines_and_revision(root: Path) -> None:
    file = read_treatments_file(root, "treatments.csv")
    assert (file.path, file.revision) == ("treatments.csv", hashlib.sha256(TREATMENTS.encode()).hexdigest())
    (written,) = file.written
    assert (written.line, written.treatment.date, written.treatment.units) == (2, "2026-01-19", 20.5)


def test_where_there_is_no_file_there_are_no_treatments(root: Path) -> None:
    file = read_treatments_file(root, "P1/treatments.csv")
    assert (file.revision, file.written) == ("", ())
    with pytest.raises(PathError, match="no place in the folder"):
        read_treatments_file(root, "../treatments.csv")


def test_each_patient_has_the_own_ones_and_those_of_all_in_the_order_of_their_days(root: Path) -> None:
    (root / "treatments.csv").write_text(
        "patient,date,region\nP1,2026-03-01,glabella\nzoë  ä,2026-02-01,forehead\n,2026-01-01,forehead\n"
        "P1,2025-12-01,glabella\nP9,2026-01-02,forehead\n",
        encoding="utf-8",
    )
    own = read_treatments_file(root, "treatments.csv").by_patient(["P1", "Zoë Ä"])
    assert {patient: [written.line for written in found] for patient, found in own.items()} == {
        "P1": [5, 4, 2],
        "Zoë Ä": [4, 3],
    }


def test_a_patients_own_file_goes_before_the_one_of_all(root: Path) -> None:
    assert treatments_path(root, [root / "P1"]) == "treatments.csv"
    (root / "P1" / "treatments.csv").write_text("date,region\n", encoding="utf-8")
    assert treatments_path(root, [root / "P1"]) == "P1/treatments.csv"
    assert treatments_path(root, [root / "Zoë Ä"]) == "treatments.csv"
