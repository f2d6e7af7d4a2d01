"""Which treatment files belong to a patient's photos."""

from __future__ import annotations

from pathlib import Path

from wrinkle_scan.visits.course.treatment_files import find_treatment_files, patient_treatment_file


def test_the_patients_own_file_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    visits = [str(tmp_path / "P1" / day) for day in ("2026-01-05", "2026-02-05")]
    for folder in (*visits, str(tmp_path / "P2")):
        Path(folder).mkdir(parents=True)
    assert patient_treatment_file(tmp_path, visits) == (None, [])
    root, own, visit = (Path(f, "treatments.csv") for f in (tmp_path, tmp_path / "P1", visits[0]))
    visit.touch()
    assert patient_treatment_file(tmp_path, visits) == (None, [visit])
    root.touch()
    assert patient_treatment_file(tmp_path, visits) == (root, [visit])
    own.touch()
    assert patient_treatment_file(tmp_path, visits) == (own, [root, visit])
    assert patient_treatment_file(tmp_path, [str(tmp_path / "P2")]) == (root, [])
    assert find_treatment_files(tmp_path, [*visits, str(tmp_path / "P2")]) == [root, own, visit]
