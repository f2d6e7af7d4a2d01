"""One patient's photos and treatments found in a folder, before anything is measured."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.course.folder import find_treatments, follow_folder, read_record

TREATED = "date,region,patient\n2026-01-12,glabella,ana\n2026-01-13,forehead,Bo\n2026-01-14,glabella,\n"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    for name in ("Ana/2026-01-05_rest.jpg", "Ana/2026-02-05_rest.jpg", "Bo/2026-01-05_rest.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def test_one_patients_record_and_all_patients(clinic: Path) -> None:
    record, patients = read_record(clinic, "Ana")
    assert (record.patient, record.days, set(patients)) == ("Ana", ["2026-01-05", "2026-02-05"], {"Ana", "Bo"})
    wanted, seen = read_record(clinic, wanted=lambda photo: photo.patient == "Bo")
    assert (wanted.patient, wanted.days, set(seen)) == ("Bo", ["2026-01-05"], {"Ana", "Bo"})
    with pytest.raises(PathError, match=r"photos of 2 patients \(Ana, Bo\)"):
        read_record(clinic)


def test_a_folder_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    for name in ("P1/2026-01-05/a.jpg", "2026-02-05/P1/b.jpg"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    with pytest.raises(PathError, match="patient and date stand at different places"):
        read_record(tmp_path)


def test_the_patients_own_treatments_and_those_of_nobody_are_found(clinic: Path) -> None:
    record, patients = read_record(clinic, "Ana")
    assert dataclasses.astuple(find_treatments(clinic, None, record, patients)) == (None, (), 0, None, ())
    file = clinic / "treatments.csv"
    file.write_text(TREATED, encoding="utf-8")
    found = find_treatments(clinic, None, record, patients)
    assert (found.file, found.ignored, found.number) == (file, (), 3)
    assert [(one.date, one.patient) for one in found.treatments] == [("2026-01-12", "Ana"), ("2026-01-14", None)]
    assert found.matched and found.matched.respelt[0][:2] == ("ana", "Ana")


def test_a_file_that_is_named_counts_more_than_the_one_beside_the_photos(clinic: Path) -> None:
    beside, named = clinic / "treatments.csv", clinic / "other.csv"
    beside.write_text(TREATED, encoding="utf-8")
    named.write_text("date,region\n2026-01-20,forehead\n", encoding="utf-8")
    record, patients = read_record(clinic, "Ana")
    found = find_treatments(clinic, named, record, patients)
    assert (found.file, found.ignored, [one.date for one in found.treatments]) == (named, (beside,), ["2026-01-20"])
    assert find_treatments(clinic, beside, record, patients).ignored == ()


def test_what_is_no_treatment_is_refused_before_anything_is_measured(clinic: Path) -> None:
    with pytest.raises(TypeError, match="not 'glabella'"):
        follow_folder(clinic, "Ana", ["glabella"])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="pout"):
        follow_folder(clinic, "Ana", expression="pout")  # type: ignore[arg-type]
