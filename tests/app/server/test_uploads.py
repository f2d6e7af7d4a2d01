"""What browsers send: names of files made plain, and content of which no part is left where it fails, values."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask

from wrinkle_scan.app.server.uploads import LONGEST, plain_name, sent_values, take_in


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("before.frown.heic", "before.frown.heic"),
        ("../../etc/passwd", "passwd"),
        (r"C:\fakepath\photo.jpg", "photo.jpg"),
        ("/", "photo"),
        ("..", "photo"),
        (".hidden.jpg", "hidden.jpg"),
        ("a\0b\n\u202ec.jpg", "abc.jpg"),
        ("<script>alert(1)</script>.jpg", "script>.jpg"),
        ("", "photo"),
    ],
)
def test_the_name_alone_is_left(sent: str, name: str) -> None:
    assert plain_name(sent) == name


@pytest.mark.parametrize("sent", ["x" * 5000 + ".jpg", "\u4e2d" * 3000 + ".jpg", "x" * 5000, "a." + "y" * 5000])
def test_a_long_name_is_cut_before_its_ending(sent: str) -> None:
    name = plain_name(sent)
    assert 0 < len(name.encode()) <= LONGEST
    assert name.endswith(".jpg") or ".jpg" not in sent


class Broken(io.BytesIO):
    """A connection that is lost in the middle."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise ConnectionResetError
        return super().read(2)


def test_what_is_sent_is_put_into_the_file_or_no_part_of_it(tmp_path: Path) -> None:
    take_in(io.BytesIO(b"photo"), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"photo"
    with pytest.raises(ConnectionResetError):
        take_in(Broken(b"photo"), tmp_path / "b")
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("body", "values"),
    [(b'{"a": [1]}', {"a": [1]}), (b"[1]", {}), (b"1", {}), (b"{", {}), (b"", {}), (b"\xff", {})],
)
def test_what_is_sent_by_no_script_of_the_page_has_no_values(body: bytes, values: dict[str, object]) -> None:
    with Flask("page").test_request_context(method="POST", data=body, content_type="application/json"):
        assert sent_values() == values
