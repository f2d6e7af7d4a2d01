"""What the patient reads: translated all of it, and easy to read."""

from __future__ import annotations

import re

import pytest

from wrinkle_scan.output.report.patient_messages import TEXTS, Messages
from wrinkle_scan.system.languages import codes, language

FIELD = re.compile(r"\{\w+\}")
GRADE = 7.0
"""Flesch-Kincaid: the US school year of twelve-year-olds."""


def texts(code: str) -> dict[str, str]:
    return {key: language(code).gettext(english) for key, english in TEXTS.items()}


@pytest.mark.parametrize("code", [code for code in codes() if code != "en"])
def test_all_is_translated(code: str) -> None:
    """But for what only puts others in a row."""
    same = {key for key, text in texts(code).items() if text == TEXTS[key] and re.search(r"\w", FIELD.sub("", text))}
    assert same == set()


@pytest.mark.parametrize("code", codes())
def test_no_percentages_no_grades_no_sales_talk(code: str) -> None:
    everything = " ".join(texts(code).values()).lower()
    assert "%" not in everything
    words = {"younger", "beautiful", "rejuvenat", "jovem", "bonit", "joven", "bell", "hermos", "score", "points"}
    assert [word for word in words if word in everything] == []


def test_english_is_for_twelve_year_olds() -> None:
    text = " ".join(re.sub(r"\{\w+\}", "May", t) for t in texts("en").values() if t.endswith("."))
    sentences = [part for part in re.split(r"[.:?!]\s*", text) if part]
    words = re.findall(r"[A-Za-z’']+", text)
    syllables = sum(max(len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower()))), 1) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59  # Kincaid 1975
    assert grade < GRADE
    assert max(len(sentence.split()) for sentence in sentences) <= 28


def test_dates_are_written_as_people_write_them() -> None:
    assert [Messages(code).day("2026-02-11") for code in ("en", "es", "pt")] == [
        "11 February 2026", "11 de febrero de 2026", "11 de fevereiro de 2026",
    ]  # fmt: skip


def test_a_missing_value_is_an_error_not_a_hole() -> None:
    with pytest.raises(KeyError):
        Messages("en").say("changed")
