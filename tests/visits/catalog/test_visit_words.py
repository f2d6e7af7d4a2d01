"""Folders that are named for a visit."""

from __future__ import annotations

import pytest

from wrinkle_scan.visits.catalog.visit_words import before_or_after, is_visit


@pytest.mark.parametrize(
    "name", ["pre-op", "2nd visit", "week 4", "术后2周", "до", "Après traitement", "시술 전", "M 3 months"]
)
def test_words_for_a_visit(name: str) -> None:
    assert is_visit(name)


@pytest.mark.parametrize("name", ["Anna before", "12", "D", "w 4", "", "P1"])
def test_a_name_with_another_word_or_a_single_letter_alone_is_no_visit(name: str) -> None:
    assert not is_visit(name)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Anna before 1", "before"),
        ("nach_2", "after"),
        ("術後", "after"),
        ("POST-OP", "after"),
        ("before and after", None),
        ("beforehand", None),
        ("Anna", None),
    ],
)
def test_before_or_after_where_one_is_said_and_not_the_contrary(name: str, said: str | None) -> None:
    assert before_or_after(name) == said
