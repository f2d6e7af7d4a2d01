"""Photos in a folder, in order, and folders that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.errors import PathError
from wrinkle_scan.folders import photos_in


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    for name in ("b.jpg", "a.HEIC", "notes.txt", ".hidden.jpg", "later/c.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def test_photos_come_in_order_without_what_is_none(folder: Path) -> None:
    assert [p.relative_to(folder).as_posix() for p in photos_in(folder)] == ["a.HEIC", "b.jpg", "later/c.png"]


def test_not_deep_means_this_folder_alone(folder: Path) -> None:
    assert [p.name for p in photos_in(folder, deep=False)] == ["a.HEIC", "b.jpg"]


@pytest.mark.parametrize(("name", "cause"), [("missing", "no such folder"), ("b.jpg", "not a folder")])
def test_what_is_no_folder_is_refused(folder: Path, name: str, cause: str) -> None:
    with pytest.raises(PathError, match=cause):
        photos_in(folder / name)
