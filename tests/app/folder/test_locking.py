"""One change at a time: what is locked is locked for everybody else, and free again after the block."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from processes import PATIENCE_SECONDS

from wrinkle_scan.app.folder.locking import locked
from wrinkle_scan.app.server.folder_lock import lock


def is_free(file: Path) -> bool:
    with file.open("r+", encoding="utf-8") as other:
        return lock(other)


def test_it_is_held_in_the_block_alone(tmp_path: Path) -> None:
    file = tmp_path / "changes.lock"
    with locked(file):
        assert not is_free(file)
    assert is_free(file) and file.read_bytes() == b"" and stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(ValueError), locked(file):
        raise ValueError
    assert is_free(file), "however the block ends"


def test_who_comes_second_waits_for_the_first(tmp_path: Path) -> None:
    file, order = tmp_path / "changes.lock", []

    def second() -> None:
        with locked(file):
            order.append("second")

    thread = threading.Thread(target=second)
    with locked(file):
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join(PATIENCE_SECONDS)
    assert order == ["first", "second"]


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "changes.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError), locked(tmp_path / "changes.lock"):
        pass
    assert not (tmp_path / "elsewhere").exists()
