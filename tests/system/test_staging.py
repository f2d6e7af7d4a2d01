"""New files take their places together; undone, all is as it was."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from wrinkle_scan.system import staging
from wrinkle_scan.system.staging import StagingFolder, staged_file


@pytest.mark.parametrize("unnamed", [True, False])
def test_a_file_has_its_name_once_it_is_whole_and_is_its_owners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unnamed: bool
) -> None:
    if not unnamed:
        monkeypatch.setattr(staging, "_unnamed_file", lambda _: None)
    with staged_file(b"whole", tmp_path) as give_name:
        assert not (tmp_path / "a").exists()
        give_name(tmp_path / "a")
        assert (tmp_path / "a").read_bytes() == b"whole"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["a"]


def test_one_that_is_given_no_name_leaves_nothing(tmp_path: Path) -> None:
    with staged_file(b"whole", tmp_path):
        pass
    assert os.listdir(tmp_path) == []


def staged(place: Path, stack: ExitStack) -> StagingFolder:
    stage = StagingFolder(place, stack)
    (stage.new / "a").write_bytes(b"new")
    (stage.new / "b").write_bytes(b"new")
    return stage


@pytest.mark.parametrize("there", [True, False])
def test_files_are_moved_together_and_back_again(tmp_path: Path, there: bool) -> None:
    place = tmp_path / "place"
    if there:
        place.mkdir()
        (place / "a").write_bytes(b"former")
        (place / "c").write_bytes(b"other")
    before = {path.name: path.read_bytes() for path in place.glob("*")}
    with ExitStack() as stack:
        with ExitStack() as undo:
            stage = staged(place, stack)
            stage.move(undo)
            assert {path.name for path in place.glob("[ab]")} == {"a", "b"}
            assert (place / "a").read_bytes() == b"new"
        assert {path.name: path.read_bytes() for path in place.glob("[!.]*")} == before
    with ExitStack() as stack, ExitStack() as undo:
        staged(place, stack).move(undo)
        undo.pop_all()
    assert (place / "a").read_bytes() == (place / "b").read_bytes() == b"new"
    assert not [name for name in [*os.listdir(tmp_path), *os.listdir(place)] if name.startswith(".")]
