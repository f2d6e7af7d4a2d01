"""The expression that a file declares by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.face.expression import expression_from_name


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("2026-01-05_frown.jpg", "frown"),
        ("before.brow-raise.heic", "brow_raise"),
        ("SMILE 2.png", "smile"),
        ("rest.jpg", "rest"),
        ("forest.jpg", None),
        ("frown_smile.jpg", None),
        ("IMG_0042.JPG", None),
    ],
)
def test_the_series_comes_from_the_name(name: str, expression: str | None) -> None:
    assert expression_from_name(Path(name)) == expression
