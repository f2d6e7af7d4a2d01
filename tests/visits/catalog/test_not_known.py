"""What stands for a value that is not known."""

from __future__ import annotations

import pytest

from wrinkle_scan.visits.catalog.not_known import AMBIGUOUS, is_not_known


@pytest.mark.parametrize(
    "text", ["", "  ", "nan", "NaN", " None ", "NULL", "<na>", "N/A", "—", "???", "Unbekannt", "NaT"]
)
def test_what_programs_write_and_people_type(text: str) -> None:
    assert is_not_known(text)


@pytest.mark.parametrize("text", ["Nat", "Nil", "Nan Li", "0", "A-", AMBIGUOUS])
def test_names_are_known(text: str) -> None:
    assert not is_not_known(text)
