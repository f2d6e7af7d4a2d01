"""Treatments and photos that do not match are reported; what is left is named as the photos name their patients."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.cli.treatment_notes import matched_treatments, report_matches, report_unread_files
from wrinkle_scan.visits.catalog.census import Census
from wrinkle_scan.visits.course.matching import PatientMatches
from wrinkle_scan.visits.course.treatments import Treatment

FILE = Path("t.csv")


def test_each_mismatch_has_its_line() -> None:
    matched = PatientMatches((), (("123", "00123", "zeros"),), (("X", (), 1), ("Y", ("Y1", "Y2"), 3)), (), 0)
    lines: list[str] = []
    assert not report_matches(FILE, matched, ["P2", "P3"], lines.append)
    assert lines == [
        "t.csv: patient 123 is taken to be 00123 of the photos (zeros).",
        "t.csv: 1 treatment of patient X without photos.",
        "t.csv: 3 treatments of patient Y without photos: it may be Y1 or Y2. Write it as the photos do.",
        "t.csv: no treatment of patients P2, P3.",
    ]


@pytest.mark.parametrize(
    ("without_photos", "untreated", "met"), [((), [], True), ((("X", (), 1),), [], False), ((), ["P2"], False)]
)
def test_all_is_matched_only_where_nothing_is_left(
    without_photos: tuple[tuple[str, tuple[str, ...], int], ...], untreated: list[str], met: bool
) -> None:
    matched = PatientMatches((), (("123", "00123", "zeros"),), without_photos, (), 0)
    assert report_matches(FILE, matched, untreated, lambda line: None) is met


def test_files_that_are_not_read_are_named() -> None:
    lines: list[str] = []
    report_unread_files([Path("a.csv"), Path("b.csv")], "t.csv is used", lines.append)
    assert lines == [f"{name}.csv: these treatments are not read: t.csv is used." for name in "ab"]


def matched(
    place: Path, treatments: list[Treatment], patients: dict[str, int], without_patient: int = 0
) -> tuple[list[Treatment], bool, list[str]]:
    (place / "t.csv").touch()
    lines: list[str] = []
    census = Census(without_patient=without_patient, patients=patients, folders={str(place)})
    found, met = matched_treatments(place, place / "t.csv", treatments, census, lines.append)
    return found, met, lines


NAMELESS = Treatment("2026-01-05", ("glabella",))


def test_a_treatment_that_names_nobody_is_the_only_patients(tmp_path: Path) -> None:
    found, met, lines = matched(tmp_path, [NAMELESS], {"P1": 2})
    assert ([treatment.patient for treatment in found], met, lines) == (["P1"], True, [])


@pytest.mark.parametrize(("patients", "without_patient"), [({"P1": 2, "P2": 2}, 0), ({"P1": 2}, 1)])
def test_a_treatment_that_may_be_anothers_is_ignored(
    tmp_path: Path, patients: dict[str, int], without_patient: int
) -> None:
    found, met, lines = matched(tmp_path, [NAMELESS], patients, without_patient)
    assert ([treatment.patient for treatment in found], met) == ([None], False)
    assert lines[0] == f"{tmp_path / 't.csv'}: 1 of its treatments name no patient and are ignored."


def test_without_a_file_those_beside_the_photos_are_named(tmp_path: Path) -> None:
    (tmp_path / "treatments.csv").touch()
    lines: list[str] = []
    census = Census(patients={"P1": 2}, folders={str(tmp_path)})
    assert matched_treatments(tmp_path, None, [], census, lines.append) == ([], True)
    why = "no file is named with --treatments"
    assert lines == [f"{tmp_path / 'treatments.csv'}: these treatments are not read: {why}."]
