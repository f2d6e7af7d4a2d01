"""One server for a folder: a second start is led to the first one's page, and after its end the folder is free."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from wrinkle_scan.app.folder.places import WORK
from wrinkle_scan.app.server.access import Access
from wrinkle_scan.app.server.folder_lock import NAME, hold, is_in_place
from wrinkle_scan.system.errors import PathError

HOST = "127.0.0.1:1"


def test_a_second_start_gets_an_address_that_opens_the_firsts_page(tmp_path: Path) -> None:
    access = Access(HOST)
    with hold(tmp_path) as first:
        assert first.others is None
        with pytest.raises(PathError, match="another start of the program is just opening"), hold(tmp_path):
            pass
        first.say_where(access)
        with hold(tmp_path) as second:
            assert second.others is not None and urlsplit(second.others).netloc == HOST
        token = second.others.split("token=")[1]
        assert access.knows(access.redeem(token)) and access.redeem(token) is None
        assert json.loads((tmp_path / WORK / NAME).read_text(encoding="utf-8"))["host"] == HOST, "it holds it still"
    assert (tmp_path / WORK / NAME).read_bytes() == b"", "its secret is gone"
    with hold(tmp_path) as third:
        assert third.others is None


def test_a_folder_held_by_another_computer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hold(tmp_path) as first:
        assert first.others is None
        first.say_where(Access(HOST))
        monkeypatch.setattr("platform.node", lambda: "another")
        with pytest.raises(PathError, match="open on another computer"), hold(tmp_path):
            pass


def test_a_folder_that_was_taken_away_is_not_in_place(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    folder.mkdir()
    assert not is_in_place(folder)
    with hold(folder):
        assert is_in_place(folder)
        folder.rename(tmp_path / "moved")
        folder.mkdir()
        assert not is_in_place(folder), "an empty one in its place is another"


@pytest.mark.parametrize("there", ["file", "link"])
def test_what_stands_in_the_locks_place_is_left_alone(tmp_path: Path, there: str) -> None:
    if there == "file":
        (tmp_path / WORK).write_text("mine", encoding="utf-8")
    else:
        (tmp_path / WORK).mkdir()
        (tmp_path / WORK / NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PathError, match="cannot be written to"), hold(tmp_path):
        pass
    assert there == "link" or (tmp_path / WORK).read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "elsewhere").exists()
