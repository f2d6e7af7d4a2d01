"""Months and days of the week in words."""

from __future__ import annotations

import re
import unicodedata

import pytest

from wrinkle_scan.visits.catalog.month_names import MONTH_WORDS, month_in, month_of, without_weekday


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("January", 1), ("févr", 2), ("MÄRZ", 3), ("maerz", 3), ("abril", 4), ("maggio", 5), ("juin", 6)),
        *(("juil", 7), ("août", 8), ("aout", 8), ("września", 9), ("oct", 10), ("ноября", 11), ("aralık", 12)),
    ],
)
def test_months_in_full_and_cut_off(word: str, number: int) -> None:
    for form in (word, unicodedata.normalize("NFD", word)):
        assert re.fullmatch(MONTH_WORDS, form, re.IGNORECASE)
        assert month_of(form) == number


@pytest.mark.parametrize("word", ["ju", "jui", "ma", "marvels", ""])
def test_what_begins_several_months_or_none_is_no_month(word: str) -> None:
    """`jui` begins June and July in French."""
    assert not re.fullmatch(MONTH_WORDS, word, re.IGNORECASE)


def test_a_month_with_a_small_number_and_nothing_else() -> None:
    assert [month_in(text) for text in ("12 December", "01 January", "March_3", " maj. ")] == [12, 1, 3, 5]
    assert [month_in(text) for text in ("Anna March", "March 2026", "12", "")] == [None] * 4


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Monday, January 5, 2026", "January 5, 2026"),
        ("Mo 05.01.2026", "05.01.2026"),
        ("sábado 5 enero", "5 enero"),
        ("segunda-feira, 5", "5"),
        ("January 5", "January 5"),
        ("Monday", "Monday"),
    ],
)
def test_a_day_of_the_week_before_a_date_is_left_out(text: str, left: str) -> None:
    assert without_weekday(text) == left
