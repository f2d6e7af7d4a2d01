"""Sentences said in other languages: what goes wrong if a value is lost on the way."""

from __future__ import annotations

from wrinkle_scan.system.languages import codes, language


def test_there_are_three_languages_english_first() -> None:
    assert codes() == ("en", "es", "pt")
    assert [language(code).name for code in codes()] == ["English", "Español", "Português"]


def test_days_and_decimals_are_written_as_people_write_them() -> None:
    days = [language(code).day("2026-02-11") for code in codes()]
    assert days == ["11 February 2026", "11 de febrero de 2026", "11 de fevereiro de 2026"]
    assert [language(code).number(2.5, 1) for code in codes()] == ["2.5", "2,5", "2,5"]
