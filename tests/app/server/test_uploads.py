"""Names of files as browsers send them."""

from __future__ import annotations

import pytest

from wrinkle_scan.app.server.uploads import LONGEST, plain_name


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
