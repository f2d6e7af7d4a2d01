"""Words that are read from the right, in lines that are read from the left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.output.report.directions import one_way
from wrinkle_scan.output.report.typefaces import legible


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Zoë 李雷", [("Zoë 李雷", False)]),
        ("Patient שלום", [("Patient ", False), ("שלום", True)]),
        ("שלום.jpg", [("שלום", True), (".jpg", False)]),
        ("by بوتوكس 50 وحدة, 2", [("by ", False), ("بوتوكس 05 وحدة, 2", True)]),
        ("שלום\u200f 3", [("שלום\u200f 3", True)]),
        ("علی\u200cرضا", [("علی\u200cرضا", True)]),
    ],
)
def test_parts(text: str, parts: list[tuple[str, bool]]) -> None:
    assert one_way(text) == parts


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))))
def test_no_letter_is_lost(text: str) -> None:
    shown = legible(text)
    assert sorted("".join(part for part, _ in one_way(shown))) == sorted(shown)
