"""The patient's catalogue: complete in every language, and easy to read."""

from __future__ import annotations

import json
import re
import string
from importlib import resources

import pytest

from wrinkle_scan.output.report.messages import Messages, languages

FOLDER = resources.files("wrinkle_scan.output.report.messages")
GRADE = 7.0
"""Flesch-Kincaid: the US school year of twelve-year-olds."""


def texts(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(FOLDER.joinpath(f"{language}.json").read_text(encoding="utf-8"))
    return found


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_three_languages_english_first() -> None:
    assert languages()[0] == "en" and set(languages()) == {"en", "es", "pt"}


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_every_language_says_the_same_things(language: str) -> None:
    english, other = texts("en"), texts(language)
    assert list(other) == list(english)
    assert {key: names(text) for key, text in other.items()} == {key: names(text) for key, text in english.items()}
    same = {key for key in english if english[key] == other[key]}
    assert same == set(), "translated, every one"


@pytest.mark.parametrize("language", languages())
def test_no_percentages_no_grades_no_sales_talk(language: str) -> None:
    everything = " ".join(texts(language).values()).lower()
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
        "February 11, 2026", "11 de febrero de 2026", "11 de fevereiro de 2026",
    ]  # fmt: skip


def test_a_missing_value_is_an_error_not_a_hole() -> None:
    with pytest.raises(KeyError):
        Messages("en").say("changed")
