"""The key of a page: what was written is read, and what was damaged is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_reviews import made_key

from wrinkle_scan.cohort.review.key import FACE, KeyItem, key_json, read_key
from wrinkle_scan.system.errors import PathError

ITEMS = [
    KeyItem("aa", 1, "glabella", "after", None, "improved", -42.0),
    KeyItem("bb", 0, FACE, "before", None, None, None),
    KeyItem("cc", 1, "glabella", "before", "aa", "improved", -42.0),
]


def written(path: Path, data: dict[str, Any]) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    data = key_json("0123", ITEMS, [{"patient": "P1"}, {"patient": "P2"}], 11, {"version": "1"})
    assert (data["seed"], data["provenance"]) == (11, {"version": "1"})
    key = read_key(written(tmp_path / "a.json", data))
    assert (key.page, key.items, key.patients) == ("0123", tuple(ITEMS), ("P1", "P2"))
    assert [key.patient(item) for item in key.items] == ["P2", "P1", "P2"]
    assert key.by_id["bb"] == ITEMS[1]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("page"),
        lambda data: data.update(page=3),
        lambda data: data["items"][0].pop("left"),
        lambda data: data["items"][0].update(pair=8),
        lambda data: data["items"][0].update(pair=-1),
        lambda data: data["items"][0].update(pair=True),
        lambda data: data["items"][0].update(left="left"),
        lambda data: data["items"][0].update(verdict="cannot_tell"),
        lambda data: data["items"][0].update(repeats="nothing"),
        lambda data: data["items"].append(data["items"][0]),
    ],
    ids=range(10),
)
def test_a_damaged_key_is_refused(tmp_path: Path, spoil: Callable[[dict[str, Any]], None]) -> None:
    path, _ = made_key(tmp_path)
    data = json.loads(path.read_bytes())
    spoil(data)
    with pytest.raises(PathError, match="this key is damaged"):
        read_key(written(path, data))
