"""A change goes on from wherever it has come to, both ways; its state is in the name of its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.app.folder.change_journal import ChangeJournal
from wrinkle_scan.app.folder.change_records import FolderChange, State
from wrinkle_scan.app.folder.moving import FileConflictError, Move

MOVES = (Move("./1_new.jpg", "P1/b/new.jpg"), Move("P1/old.jpg", "./2_old.jpg"))
BEFORE = {".wrinkle-scan/bin/000001-doing/1_new.jpg": "new", "P1/old.jpg": "old"}
DONE = {".wrinkle-scan/bin/000001-done/2_old.jpg": "old", "P1/b/new.jpg": "new"}
UNDONE = {".wrinkle-scan/bin/000001-undone/1_new.jpg": "new", "P1/old.jpg": "old"}


def change(state: State) -> FolderChange:
    return FolderChange(1, "filing", "It is a test", "2026-01-05T10:00:00", MOVES, ("P1/b",), state)


def files(root: Path) -> dict[str, str]:
    return {file.relative_to(root).as_posix(): file.read_text() for file in root.rglob("*") if file.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One new photo, not in its place yet, and one that is to be deleted."""
    for path, text in BEFORE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def test_it_is_carried_out_and_taken_back(root: Path) -> None:
    journal = ChangeJournal(root)
    journal.forward(change("doing"))
    assert files(root) == DONE
    journal.back(change("done"))
    assert files(root) == UNDONE and not (root / "P1/b").exists(), "the folder that it made is gone, too"


def test_one_that_was_ended_halfway_goes_on_either_way(root: Path) -> None:
    (root / "P1/b").mkdir()
    (root / ".wrinkle-scan/bin/000001-doing/1_new.jpg").rename(root / "P1/b/new.jpg")
    journal = ChangeJournal(root)
    journal.back(change("doing"))
    assert files(root) == UNDONE
    (root / ".wrinkle-scan/bin/000001-undone").rename(root / ".wrinkle-scan/bin/000001-doing")
    (root / "P1/b").mkdir()
    (root / ".wrinkle-scan/bin/000001-doing/1_new.jpg").rename(root / "P1/b/new.jpg")
    journal.forward(change("doing"))
    assert files(root) == DONE


def test_what_is_taken_back_leaves_what_somebody_else_put_there(root: Path) -> None:
    journal = ChangeJournal(root)
    journal.forward(change("doing"))
    (root / "P1/old.jpg").write_text("another")
    (root / "P1/b/notes.txt").write_text("mine")
    journal.back(change("done"))
    assert files(root) == {
        ".wrinkle-scan/bin/000001-undone/1_new.jpg": "new",
        ".wrinkle-scan/bin/000001-undone/2_old.jpg": "old",
        "P1/old.jpg": "another",
        "P1/b/notes.txt": "mine",
    }


def test_carrying_out_stops_at_what_somebody_else_put_there(root: Path) -> None:
    (root / "P1/b").mkdir()
    (root / "P1/b/new.jpg").write_text("another")
    with pytest.raises(FileConflictError):
        ChangeJournal(root).forward(change("doing"))
    assert files(root) == BEFORE | {"P1/b/new.jpg": "another"}


def test_folders_that_are_missing_are_named_from_the_outside(root: Path) -> None:
    journal = ChangeJournal(root)
    assert journal.missing("P1/b/c/x.jpg") == ["P1/b", "P1/b/c"]
    assert journal.missing("P1/x.jpg") == [] and journal.missing("./1_x/y.jpg") == []


def test_of_a_change_that_was_not_made_only_what_was_there_before_stays(root: Path) -> None:
    journal, folder = ChangeJournal(root), root / ".wrinkle-scan/bin/000001-doing"
    (folder / "former").write_text("before")
    journal.drop(change("doing"), ["1_new.jpg", "gone.jpg"])
    assert [file.name for file in folder.iterdir()] == ["former"]
    (folder / "former").unlink()
    journal.drop(change("doing"), [])
    assert not folder.exists()
