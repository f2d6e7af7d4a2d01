"""The record of a change says what was done, and damaged ones hinder nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from patients_folders import made_patients

from wrinkle_scan.app.folder.changes import finish_changes, last_change, undo
from wrinkle_scan.app.folder.photo_filing import delete_photos

REST, FROWN, SMILE = "P1/2026-01-05_rest.jpg", "P1/2026-01-05_frown.jpg", "Zoë Ä/2026-01-06_smile.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


def test_a_damaged_record_hinders_nothing(root: Path) -> None:
    delete_photos(root, [REST])
    (record,) = (root / ".wrinkle-scan/bin").glob("*/change.json")
    for damaged in (b"", b"{}", b"[]", b"\xff", json.dumps({"moves": [{"from": 1}], "folders": []}).encode()):
        record.write_bytes(damaged)
        assert last_change(root) is None and finish_changes(root) == ()
    assert delete_photos(root, [SMILE]).number == 2
    undo(root)
    assert (root / SMILE).is_file()
