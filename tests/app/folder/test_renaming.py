"""A patient is renamed in every file that names one, or in none; undone, the folder is byte for byte as before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from patients_folders import as_commands_read, give_consent, in_sight, jpeg, made_patients

from wrinkle_scan.app.folder.changes import undo
from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.consents import read_consents
from wrinkle_scan.app.folder.measured import MeasuredNumbers
from wrinkle_scan.app.folder.photo_filing import delete_photos
from wrinkle_scan.app.folder.renaming import rename_patient
from wrinkle_scan.app.reports.renamed_numbers import follow
from wrinkle_scan.system.errors import PathError

REST, SMILE = "P1/2026-01-05_rest.jpg", "Zoë Ä/2026-01-06_smile.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """With a consent to a photo of each patient, and a letter that no command reads."""
    made = made_patients(tmp_path / "clinic")
    give_consent(made, [REST, SMILE])
    (made / "P1" / "letter.pdf").write_bytes(b"%PDF")
    return made


def test_photos_treatments_and_consents_have_the_new_name_and_all_else_is_as_before(root: Path) -> None:
    before, read = in_sight(root), as_commands_read(root)
    change = rename_patient(root, "P1", "  Anna ")
    after = in_sight(root)
    assert change.words == "P1 is now called Anna"
    assert {path.replace("Anna/", "P1/"): known for path, (_, *known) in as_commands_read(root).items()} == {
        path: known for path, (_, *known) in read.items()
    }
    tables = ("treatments.csv", "consents.csv")
    assert {path.replace("Anna/", "P1/"): content for path, content in after.items() if path not in tables} == {
        path: content for path, content in before.items() if path not in tables
    }
    for table in tables:
        assert after[table] == before[table].replace(b"P1", b"Anna")
    anna = read_clinic(root).patients["Anna"]
    assert len(anna.photos) == 3 and anna.treatments[0].treatment.batch == "C12"
    assert b"P1" not in b"".join(after.values()).replace(b"P1/2026", b"")  # the drawn photos hold their first paths
    undo(root)
    assert in_sight(root) == before


def test_consent_to_a_photo_that_was_deleted_has_the_new_name_too(root: Path) -> None:
    delete_photos(root, [REST])
    rename_patient(root, "P1", "Anna")
    assert [consent.photo for consent in read_consents(root).written.values()] == ["Anna/2026-01-05_rest.jpg", SMILE]


def test_a_patients_own_treatments_move_along_and_come_back(root: Path) -> None:
    own = "patient,date,region\nP1,2026-01-19,glabella\n"
    (root / "P1" / "treatments.csv").write_text(own, encoding="utf-8")
    before = in_sight(root)
    rename_patient(root, "P1", "Anna")
    assert (root / "Anna" / "treatments.csv").read_text(encoding="utf-8") == own.replace("P1", "Anna")
    undo(root)
    assert in_sight(root) == before


@pytest.mark.parametrize(
    ("names", "renamed"),
    [
        (
            ["2026-01-05/P1/rest.jpg", "2026-02-04/P1/rest.jpg", "2026-02-04/P2/rest.jpg"],
            ["2026-01-05/Anna/rest.jpg", "2026-02-04/Anna/rest.jpg", "2026-02-04/P2/rest.jpg"],
        ),
        (
            ["P1_2026-01-05_rest.jpg", "P1_2026-02-04_rest.jpg", "P2_2026-02-04_rest.jpg"],
            ["Anna_2026-01-05_rest.jpg", "Anna_2026-02-04_rest.jpg", "P2_2026-02-04_rest.jpg"],
        ),
        (
            ["P1 2026-01-05/rest.jpg", "P1 2026-02-04/rest.jpg", "P2 2026-02-04/rest.jpg"],
            ["Anna 2026-01-05/rest.jpg", "Anna 2026-02-04/rest.jpg", "P2 2026-02-04/rest.jpg"],
        ),
    ],
)
def test_in_folders_that_are_kept_otherwise(tmp_path: Path, names: list[str], renamed: list[str]) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(jpeg(name))
    rename_patient(tmp_path, "P1", "Anna")
    assert sorted(in_sight(tmp_path)) == sorted(renamed)
    assert {patient for patient, *_ in as_commands_read(tmp_path).values()} == {"Anna", "P2"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "a patient needs a name or a code"),
        ("P1", "this is the patient's name already"),
        ("Zoë Ä", "there is such a patient already"),
        ("zoë ä", "there is a patient Zoë Ä already"),
        ("a/b", "may not contain /"),
        ("..", "may not end in a dot"),
        ("2026-01-05", "would be read as a date"),
        ("con", "kept for the system's own use"),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_a_sentence_and_nothing_changes(root: Path, name: str, said: str) -> None:
    before = in_sight(root)
    with pytest.raises(PathError, match=said):
        rename_patient(root, "P1", name)
    assert in_sight(root) == before


def test_treatments_of_somebody_else_are_not_taken_over(root: Path) -> None:
    """Of P07 there are treatments alone; P7 would be taken for it."""
    with (root / "treatments.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("P07;20.01.2026;forehead;5;Brand A;C12\r\n")
    before = in_sight(root)
    with pytest.raises(PathError, match="there is a patient P07 already"):
        rename_patient(root, "P1", "P007")
    assert in_sight(root) == before


def test_treatments_that_cannot_be_read_are_named(root: Path) -> None:
    (root / "treatments.csv").write_text("patient;date;region\nP1;some day;glabella\n", encoding="utf-8")
    with pytest.raises(PathError, match="line 2"):
        rename_patient(root, "P1", "Anna")
    assert (root / "P1").is_dir()


def test_the_whole_folder_of_one_patient_is_not_renamed_under_the_page(tmp_path: Path) -> None:
    for day in ("2026-01-05", "2026-02-04"):
        (tmp_path / "P1").mkdir(exist_ok=True)
        (tmp_path / "P1" / f"{day}_rest.jpg").write_bytes(jpeg(day))
    with pytest.raises(PathError, match="Press Quit, rename the folder itself"):
        rename_patient(tmp_path / "P1", "P1", "Anna")


def test_keys_of_reviews_and_numbers_follow(root: Path) -> None:
    review = root / ".wrinkle-scan" / "reviews" / "2026-03-01_1"
    review.mkdir(parents=True)
    shown = {"path": str(root / REST), "sha256": "a" * 64, "date": "2026-01-05"}
    others = {"patient": "Zoë Ä", "before": shown, "after": shown}
    said = {"pairs": [{"patient": "P1", "before": dict(shown), "after": dict(shown)}, others]}
    (review / "key.json").write_text(json.dumps(said), encoding="utf-8")
    measured = MeasuredNumbers(root)
    before = measured.sha256_of(root / REST)
    change = rename_patient(root, "P1", "Anna")
    follow(root, change)
    pairs = json.loads((review / "key.json").read_text(encoding="utf-8"))["pairs"]
    assert [pair["patient"] for pair in pairs] == ["Anna", "Zoë Ä"] and pairs[1] == others
    assert pairs[0]["after"]["path"] == str(root / "Anna" / "2026-01-05_rest.jpg")
    assert b"P1/" not in (root / ".wrinkle-scan" / "measured.sqlite").read_bytes()
    assert measured.sha256_of(root / "Anna" / "2026-01-05_rest.jpg") == before
    follow(root, undo(root))
    assert json.loads((review / "key.json").read_text(encoding="utf-8")) == said
    assert b"Anna/" not in (root / ".wrinkle-scan" / "measured.sqlite").read_bytes()
