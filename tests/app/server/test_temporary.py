"""What is not kept is gone with the server, or with the next start where it was killed; nobody else's goes."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path

import pytest

from wrinkle_scan.app.server.temporary import IN_USE, PREFIX, temporary_place


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_its_owners_alone_and_gone_at_the_end(temporary: Path) -> None:
    with temporary_place() as place:
        (place / "photo.jpg").write_bytes(b"photo")
        (own,) = temporary.iterdir()
        assert [stat.S_IMODE(folder.stat().st_mode) for folder in (own, place)] == [0o700, 0o700]
    assert list(temporary.iterdir()) == []


def test_what_was_left_is_cleared_away_and_what_is_in_use_stays(temporary: Path) -> None:
    left, strange = temporary / f"{PREFIX}left", temporary / f"{PREFIX}strange"
    for folder in (left / "files", strange):
        folder.mkdir(parents=True)
        (folder / "photo.jpg").write_bytes(b"photo")
    (left / IN_USE).touch()
    with temporary_place() as first, temporary_place() as second:
        assert first.is_dir() and second.is_dir() and first != second
        assert not left.exists(), "its server is gone"
        assert (strange / "photo.jpg").is_file(), "it was never a server's"
