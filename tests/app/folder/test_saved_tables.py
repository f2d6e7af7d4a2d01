"""A table is changed unless another page was faster, or it would be read as something else afterwards."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest

from wrinkle_scan.app.folder.changes import changing, last_change, undo
from wrinkle_scan.app.folder.saved_tables import NO_FILE, TableKind, edited, revision_of, save_table
from wrinkle_scan.app.folder.table_text import TableText
from wrinkle_scan.system.errors import PathError

KIND = TableKind("treatments", ("name", "units"), ("name",), ("name", "units"))
BEFORE = b"name,units\nAnna,20\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "clinic"
    root.mkdir()
    (root / "t.csv").write_bytes(BEFORE)
    return root


def names(file: Path) -> list[str]:
    return [row["name"] for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))]


def add_rui(table: TableText) -> list[str]:
    table.add({"name": "Rui"})
    return ["Anna", "Rui"]


def save(root: Path, revision: str, path: str = "t.csv") -> None:
    with changing(root) as changes:
        save_table(root, changes, (path, revision), KIND, "Rui added", add_rui, names)


def test_a_revision_is_the_hash_of_the_file_or_says_that_there_is_none(root: Path) -> None:
    assert revision_of(root / "t.csv") == hashlib.sha256(BEFORE).hexdigest()
    assert revision_of(root / "none.csv") == NO_FILE
    with pytest.raises(PathError):
        revision_of(root)


def test_a_table_is_changed_and_that_is_undone(root: Path) -> None:
    save(root, revision_of(root / "t.csv"))
    assert (root / "t.csv").read_bytes() == BEFORE + b"Rui\n"
    change = last_change(root)
    assert change and (change.kind, change.words) == ("treatments", "Rui added")
    undo(root)
    assert (root / "t.csv").read_bytes() == BEFORE


def test_where_another_page_was_faster_nothing_is_changed(root: Path) -> None:
    shown = revision_of(root / "t.csv")
    (root / "t.csv").write_bytes(BEFORE + b"Eva,\n")
    for revision in (shown, NO_FILE):
        with pytest.raises(PathError, match="changed in another page or program meanwhile"):
            save(root, revision)
    assert (root / "t.csv").read_bytes() == BEFORE + b"Eva,\n" and last_change(root) is None


@pytest.mark.parametrize("said", ["read as something else", "could not be read any more .it is a test."])
def test_what_would_not_be_read_as_it_ought_to_be_is_not_written(root: Path, said: str) -> None:
    def read(file: Path) -> list[str]:
        if "any more" in said:
            raise PathError("draft", "it is a test", "Do nothing.")
        return ["Anna"]

    with changing(root), pytest.raises(PathError, match=said):
        edited(root, ("t.csv", revision_of(root / "t.csv")), KIND, add_rui, read)
    assert (root / "t.csv").read_bytes() == BEFORE
    assert list((root / ".wrinkle-scan" / "bin").iterdir()) == [], "nor is its draft left"


def test_a_table_that_is_not_there_is_made(root: Path) -> None:
    with changing(root):
        step = edited(root, ("new.csv", NO_FILE), KIND, lambda table: table.add({"name": "Rui"}) or ["Rui"], names)
    assert (step.target, step.replaces, step.content) == ("new.csv", None, b"\xef\xbb\xbfname,units\nRui\n")
    assert not (root / "new.csv").exists(), "a step is not made yet"
