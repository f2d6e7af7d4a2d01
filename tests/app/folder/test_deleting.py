"""A patient goes into the bin with all that names one, and comes back from it byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from patients_folders import give_consent, in_sight, jpeg, made_patients

from wrinkle_scan.app.folder.changes import undo
from wrinkle_scan.app.folder.consents import read_consents
from wrinkle_scan.app.folder.deleting import delete_patient
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.photo_filing import move_photos
from wrinkle_scan.system.errors import PathError

REST, FROWN, SMILE = "P1/2026-01-05_rest.jpg", "P1/2026-01-05_frown.jpg", "Zoë Ä/2026-01-06_smile.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = made_patients(tmp_path / "clinic")
    give_consent(made, [REST, FROWN, SMILE])
    (made / "P1" / "letter.pdf").write_bytes(b"%PDF")
    with (made / "treatments.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("Zoë Ä;20.01.2026;forehead;5;Brand A;C12\r\n")
    return made


def test_nothing_that_is_in_sight_names_the_patient_any_more_and_undo_brings_all_back(root: Path) -> None:
    before = in_sight(root)
    change = delete_patient(root, "P1")
    after = in_sight(root)
    assert change.words == "Patient P1 deleted" and after.keys() == {SMILE, "treatments.csv", "consents.csv"}
    assert not any(b"P1" in content for content in after.values())
    assert after["treatments.csv"].splitlines() == [
        line for line in before["treatments.csv"].splitlines() if not line.startswith(b"P1")
    ]
    assert [consent.photo for consent in read_consents(root).written.values()] == [SMILE]
    undo(root)
    assert in_sight(root) == before


def test_consent_to_a_photo_that_is_somebody_elses_now_stays(root: Path) -> None:
    move_photos(root, {REST: Label("Zoë Ä", "2026-01-05", "rest")})
    delete_patient(root, "P1")
    assert [consent.photo for consent in read_consents(root).written.values()] == ["Zoë Ä/2026-01-05_rest.jpg", SMILE]


def test_of_names_in_files_only_the_patients_photos_go(tmp_path: Path) -> None:
    for name in ("P1_2026-01-05_rest.jpg", "P1_2026-02-04_rest.jpg", "P2_2026-02-04_rest.jpg"):
        (tmp_path / name).write_bytes(jpeg(name))
    delete_patient(tmp_path, "P1")
    assert sorted(in_sight(tmp_path)) == ["P2_2026-02-04_rest.jpg"]


def test_a_patient_of_treatments_alone(root: Path) -> None:
    with (root / "treatments.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("P9;20.01.2026;forehead;5;Brand A;C12\r\n")
    delete_patient(root, "P9")
    assert b"P9" not in in_sight(root)["treatments.csv"] and (root / "P1").is_dir()


def test_whom_there_is_not_cannot_be_deleted(root: Path) -> None:
    with pytest.raises(PathError, match="there is no such patient"):
        delete_patient(root, "P8")
