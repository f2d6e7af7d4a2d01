"""A file is in one place or the other, and never one that somebody else has put there or changed."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from patients_folders import made_patients

from wrinkle_scan.app.folder.moving import FileConflictError, Move, check_target, perform, sha256_of, share_as_others

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""SHA-256 of ``abc``: FIPS 180-2, appendix B.1."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "a").write_bytes(b"abc")
    return tmp_path


def content(place: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in place.iterdir()}


def test_the_hash_is_that_of_the_standard(place: Path) -> None:
    assert sha256_of(place / "a") == ABC


def test_a_move_is_made_once_and_undone(place: Path) -> None:
    move = Move("a", "b", sha256=ABC)
    for _ in range(2):
        perform(move, lambda name: place / name)
        assert content(place) == {"b": b"abc"}
    perform(move.back(), lambda name: place / name)
    assert content(place) == {"a": b"abc"}


@pytest.mark.parametrize("second_names", [True, False])
def test_what_is_replaced_is_kept_and_comes_back(
    place: Path, second_names: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    if not second_names:  # as on a FAT file system
        monkeypatch.setattr(os, "link", refuse)
    (place / "b").write_bytes(b"before")
    move = Move("a", "b", "former", ABC, sha256_of(place / "b"))
    for _ in range(2):
        perform(move, lambda name: place / name)
        assert content(place) == {"b": b"abc", "former": b"before"}
    perform(move.back(), lambda name: place / name)
    assert content(place) == {"a": b"abc", "b": b"before"}


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (Move("a", "b"), "a file of this name already"),
        (Move("a", "c", sha256="f" * 64), "changed in the meantime"),
        (Move("a", "b", "former", ABC, "f" * 64), "changed in the meantime"),
        (Move("a", "c", "former", ABC, "f" * 64), "changed in the meantime"),
    ],
)
def test_what_somebody_else_did_meanwhile_is_left_as_it_is(place: Path, move: Move, said: str) -> None:
    (place / "b").write_bytes(b"somebody's")
    with pytest.raises(FileConflictError, match=said):
        perform(move, lambda name: place / name)
    assert content(place) == {"a": b"abc", "b": b"somebody's"}


def test_a_new_file_is_for_those_who_had_the_former_or_have_its_folder(place: Path) -> None:
    (place / "a").chmod(0o600)
    (place / "folder").mkdir(mode=0o755)
    (place / "folder").chmod(0o750)
    share_as_others(Move("a", "folder/b"), lambda name: place / name)
    assert stat.S_IMODE((place / "a").stat().st_mode) == 0o640
    (place / "b").write_bytes(b"")
    (place / "b").chmod(0o604)
    share_as_others(Move("a", "b"), lambda name: place / name)
    assert stat.S_IMODE((place / "a").stat().st_mode) == 0o604


def test_where_capitals_make_no_difference_a_capital_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a file system, as on a Mac, has the new name already: it is the patient's own folder."""
    root = made_patients(tmp_path / "clinic")
    (root / "p1").symlink_to(root / "P1")
    monkeypatch.setattr(Path, "lstat", Path.stat)
    monkeypatch.setattr("os.rename", lambda old, new: Path(new).unlink() or shutil.move(old, new))
    move = Move("P1", "p1")
    check_target(move, lambda place: root / place)
    perform(move, lambda place: root / place)
    assert (root / "p1").is_dir() and not (root / "p1").is_symlink() and not (root / "P1").exists()
