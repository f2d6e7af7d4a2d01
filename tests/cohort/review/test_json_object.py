"""A file that a user named is the JSON that is wanted, or is refused in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wrinkle_scan.cohort.review.json_object import read_object
from wrinkle_scan.system.errors import PathError


def read(path: Path) -> dict[str, object]:
    return read_object(path, "some/1", "this is not some", "Name some.")


def test_an_object_of_the_schema(tmp_path: Path) -> None:
    data = {"schema": "some/1", "name": "Núñez"}
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    assert read(tmp_path / "a.json") == data


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "this file is not JSON"),
        (b"{", "this file is not JSON"),
        (b"\xff\xfe\xff", "this file is not JSON"),
        (b"[" * 100_000, "this file is not JSON"),
        (b"[]", "this is not some"),
        (b"{}", "this is not some"),
        (b'{"schema": "some/2"}', "this is not some"),
    ],
    ids=range(7),
)
def test_anything_else_is_refused_with_the_remedy(tmp_path: Path, content: bytes, problem: str) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(PathError) as refused:
        read(tmp_path / "a.json")
    assert str(refused.value) == f"{tmp_path / 'a.json'}: {problem}. Name some."


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="there is no such file"):
        read(tmp_path / "none.json")
