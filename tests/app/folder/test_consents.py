"""What may be used for a purpose is only what was consented to, and a wrong line is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from patients_folders import give_consent, jpeg, made_patients

from wrinkle_scan.app.folder.consents import Purpose, allowed
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.photo_filing import move_photos
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.visits import SkippedPhoto

REST, FROWN, SMILE = "P1/2026-01-05_rest.jpg", "P1/2026-01-05_frown.jpg", "Zoë Ä/2026-01-06_smile.jpg"
DAY = "2026-01-06"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


def give(root: Path, *photos: str, purpose: Purpose = "teaching") -> None:
    give_consent(root, [*photos], purpose, DAY)


def test_only_what_was_consented_to_may_be_used(root: Path) -> None:
    give(root, REST, SMILE)
    give(root, FROWN, purpose="record")
    found = allowed(root, [REST, FROWN, SMILE], "teaching")
    assert found.photos == (REST, SMILE)
    assert found.left_out == (SkippedPhoto(FROWN, "There is no consent to teaching."),)
    assert allowed(root, [REST, FROWN, SMILE], "publication").photos == ()


def test_consent_is_for_the_very_photo_wherever_it_is_moved(root: Path) -> None:
    give(root, REST)
    (moved,) = move_photos(root, {REST: Label("Zoë Ä", "2026-01-06", "rest")}).targets
    (root / REST).write_bytes(jpeg("another photo in its place"))
    found = allowed(root, [moved, REST], "teaching")
    assert found.photos == (moved,) and [photo.name for photo in found.left_out] == [REST]


def test_a_line_by_hand_needs_no_sha256_and_other_columns_stay(root: Path) -> None:
    text = f"photo;purpose;date;signed by\r\n{REST};teaching;05.01.2026;mother\r\n"
    (root / "consents.csv").write_text(text, encoding="utf-8", newline="")
    assert allowed(root, [REST, FROWN], "teaching").photos == (REST,)
    give(root, FROWN)
    assert allowed(root, [REST, FROWN], "teaching").photos == (REST, FROWN)
    after = (root / "consents.csv").read_text(encoding="utf-8").splitlines()
    assert after[0] == "photo;purpose;date;signed by;sha256" and after[1] == f"{REST};teaching;05.01.2026;mother"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",teaching,2026-01-05,", "line 2, column photo"),
        ("x.jpg,advertising,2026-01-05,", "line 2, column purpose: advertising is none of"),
        ("x.jpg,teaching,,", "line 2, column date: nothing"),
        ("x.jpg,teaching,2026-01-05,soon", "line 2, column withdrawn: soon is not a date"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_may_be_used(root: Path, line: str, said: str) -> None:
    (root / "consents.csv").write_text(f"photo,purpose,date,withdrawn\n{line}\n", encoding="utf-8")
    for ask in (lambda: allowed(root, [REST], "teaching"), lambda: give(root, REST)):
        with pytest.raises(PathError, match=said):
            ask()
