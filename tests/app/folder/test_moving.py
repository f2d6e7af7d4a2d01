"""A file is in one place or the other, and never one that somebody else has put there or changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from patients_folders import give_consent, made_patients

REST, SMILE = "P1/2026-01-05_rest.jpg", "Zoë Ä/2026-01-06_smile.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """With a consent to a photo of each patient, and a letter that no command reads."""
    made = made_patients(tmp_path / "clinic")
    give_consent(made, [REST, SMILE])
    (made / "P1" / "letter.pdf").write_bytes(b"%PDF")
    return made


def test_where_capitals_make_no_difference_a_capital_is_mended(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a file system, as on a Mac, has the new name already: it is the patient's own folder."""
    (root / "p1").symlink_to(root / "P1")
    monkeypatch.setattr(Path, "lstat", Path.stat)
    monkeypatch.setattr("os.rename", lambda old, new: Path(new).unlink() or shutil.move(old, new))
    monkeypatch.setattr("wrinkle_scan.app.folder.changes.flush_folder", lambda _: None)
    from wrinkle_scan.app.folder.moving import Move, check_target, perform

    move = Move("P1", "p1")
    check_target(move, lambda place: root / place)
    perform(move, lambda place: root / place)
    assert (root / "p1").is_dir() and not (root / "p1").is_symlink() and not (root / "P1").exists()
