"""The record of a change says what was done, and damaged ones hinder nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from patients_folders import made_patients

from wrinkle_scan.app.folder.change_records import (
    RECORD,
    FileStep,
    FolderChange,
    folder_of,
    keep_number,
    last_number,
    moves_of,
    numbered,
    read_change,
    record_of,
)
from wrinkle_scan.app.folder.changes import finish_changes, last_change, undo
from wrinkle_scan.app.folder.moving import Move
from wrinkle_scan.app.folder.photo_filing import delete_photos
from wrinkle_scan.system.languages import language
from wrinkle_scan.system.messages import Day, message

REST, SMILE = "P1/2026-01-05_rest.jpg", "Zoë Ä/2026-01-06_smile.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_new_content_lies_in_the_changes_own_folder_and_what_is_replaced_goes_there() -> None:
    moves, contents = moves_of(
        [
            FileStep("P1/new.jpg", content=b"new"),
            FileStep("treatments.csv", content=b"table", replaces="f" * 64),
            FileStep("P1/b.jpg", source="P2/a.jpg"),
            FileStep(None, source="P2/gone.jpg"),
        ]
    )
    assert contents == {"1_new.jpg": b"new", "2_treatments.csv": b"table"}
    assert moves == (
        Move("./1_new.jpg", "P1/new.jpg", None, sha256(b"new"), None),
        Move("./2_treatments.csv", "treatments.csv", "./former_2_treatments.csv", sha256(b"table"), "f" * 64),
        Move("P2/a.jpg", "P1/b.jpg"),
        Move("P2/gone.jpg", "./4_gone.jpg"),
    )


def test_a_name_that_is_long_already_gets_nothing_put_to_it() -> None:
    (move,), _ = moves_of([FileStep(None, source=f"P1/{'ä' * 100}.jpg")])
    assert move.target == "./1"


def test_a_record_is_read_as_it_was_written_and_its_words_in_any_language(tmp_path: Path) -> None:
    words = message("Treatment of {day} added", day=Day("2026-01-05"))
    moves = (Move("./1_x", "P1/x", sha256="a" * 64), Move("P1/y", "./2_y"))
    change = FolderChange(7, "treatments", words, "2026-01-05T10:00:00+00:00", moves, ("P1",), "done")
    folder = tmp_path / folder_of(change)
    folder.mkdir()
    (folder / RECORD).write_bytes(record_of(change))
    found = read_change(tmp_path, 7)
    assert found == change and found.targets == ("P1/x",)
    assert language("es").say(found.words) == "Tratamiento del 5 de enero de 2026 añadido"
    assert read_change(tmp_path, 8) is None


def test_changes_are_counted_on_when_all_are_forgotten(tmp_path: Path) -> None:
    assert last_number(tmp_path) == 0 and numbered(tmp_path / "none") == []
    for name in ("000012-done", "000003-undone", "1000000-doing", "x-done", "000004-lost", "12-done"):
        (tmp_path / name).mkdir()
    assert numbered(tmp_path) == [(3, "undone"), (12, "done"), (1000000, "doing")]
    keep_number(tmp_path)
    for number, state in numbered(tmp_path):
        (tmp_path / f"{number:06}-{state}").rmdir()
    assert numbered(tmp_path) == [] and last_number(tmp_path) == 1000000


def test_a_damaged_record_hinders_nothing(root: Path) -> None:
    delete_photos(root, [REST])
    (record,) = (root / ".wrinkle-scan/bin").glob("*/change.json")
    for damaged in (b"", b"{}", b"[]", b"\xff", json.dumps({"moves": [{"from": 1}], "folders": []}).encode()):
        record.write_bytes(damaged)
        assert last_change(root) is None and finish_changes(root) == ()
    assert delete_photos(root, [SMILE]).number == 2
    undo(root)
    assert (root / SMILE).is_file()
