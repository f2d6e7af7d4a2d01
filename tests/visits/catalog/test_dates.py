"""Dates as they are written, in names and in tables."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wrinkle_scan.visits.catalog.dates import dates_in, read_date


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("IMG_20260105_123456", ["2026-01-05"]),
        ("2026_01_05 rest", ["2026-01-05"]),
        ("05.01.2026", ["2026-01-05"]),
        ("Anna 4.5.1980 - 05.01.2026", ["1980-05-04", "2026-01-05"]),
        ("P1_12_2026-01-05", ["2026-01-05"]),
        ("2026-02-30", []),
        ("120260105", []),
        ("20260105103000", ["2026-01-05"]),
        ("DSC_0001_BURST20260105103000977", ["2026-01-05"]),
        ("20260105253000", []),
        ("2026010510300", []),
        ("120260105103000", []),
        ("1234.12.11", []),
        ("2569-01-05", ["2026-01-05"]),
        ("31.1.2569", ["2026-01-31"]),
        ("25690105", ["2569-01-05"]),
        ("1404-10-15", ["2026-01-05"]),
        ("1403/12/30", ["2025-03-20"]),
        ("1404/12/30", []),
        ("1404-11-31", []),
        ("14041015", ["1404-10-15"]),
        ("2026年1月5日", ["2026-01-05"]),
        ("令和8年01月05日 安静時", ["2026-01-05"]),
        ("令和元年12月1日", ["2019-12-01"]),
        ("民國115年1月5日", ["2026-01-05"]),
        ("2026년 1월 5일", ["2026-01-05"]),
        ("2026年13月5日", []),
        ("Anna 5. März 2026 rest", ["2026-03-05"]),
        ("Anna 5. Ma\u0308rz 2026", ["2026-03-05"]),
        ("12Jan2026_frown", ["2026-01-12"]),
        ("jan-12-2026", ["2026-01-12"]),
        ("IMG_2026-Jan-05", ["2026-01-05"]),
        ("5 de janeiro de 2026", ["2026-01-05"]),
        ("1er août 2026", ["2026-08-01"]),
        ("3 juil. 2026", ["2026-07-03"]),
        ("September 3rd, 2026", ["2026-09-03"]),
        ("15-enero-2026 und 16-dic-2026", ["2026-01-15", "2026-12-16"]),
        ("April_12_2026-01-05", ["2026-01-05"]),
        ("12_Jan_2026-01-05", ["2026-01-05"]),
        ("2026-01-05_Mar_02_2", ["2026-01-05"]),
        ("05-01-2026_Jan_2", [None]),
        ("3 marvels 2026", []),
        ("3 jui 2026", []),
        ("31 Feb 2026", []),
        ("05.01.26", []),
        ("12-Jan-26", []),
    ],
)
def test_dates_as_names_have_them(text: str, days: list[str]) -> None:
    found = list(dates_in(text))
    assert [one.day() for one in found] == days
    assert all(text[one.start :].startswith(one.text) for one in found)


def iso(text: str) -> str | None:
    found = read_date(text)
    return found.day() if found else None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_dates_are_read_as_they_are_written(day: date) -> None:
    written = f"{day.year:04}-{day.month:02}-{day.day:02}"
    assert iso(written) == iso(written.replace("-", "")) == day.isoformat()
    assert iso(written[:7] + written[8:]) is None


@pytest.mark.parametrize(
    "text",
    ["Monday, January 5, 2026", "Montag, 5. Januar 2026", "lun. 5 janv. 2026", "segunda-feira, 5 de janeiro de 2026",
     "Mo 05.01.2026", "5.1.2026.", "2026–01–05", "2026‑01‑05 10:00", "05−Jan−2026"],
)  # fmt: skip
def test_dates_as_programs_show_them(text: str) -> None:
    assert iso(text) == "2026-01-05"


@pytest.mark.parametrize("text", ["approx. 5 Jan 2026", "until Monday 5 Jan 2026", "5 Jan 2026 Monday", "Monday"])
def test_a_date_within_a_sentence_is_not_the_whole_text(text: str) -> None:
    assert iso(text) is None


def test_a_month_is_not_taken_for_a_day_of_the_week() -> None:
    assert iso("mar 5 2026") == "2026-03-05" and iso("mar. 5 jan 2026") == "2026-01-05"


@given(st.text(alphabet="0123456789-", max_size=12))
@example("1-1-12")
def test_what_is_no_date_is_none(text: str) -> None:
    found = read_date(text)
    if re.fullmatch(r"\d\d?-\d\d?-\d\d?", text):
        assert found is None or found.short_year
    elif not re.fullmatch(r"\d{4}(-?)\d\d\1\d\d|\d{4}-\d\d?-\d\d?|\d\d?-\d\d?-\d{4}", text):
        assert found is None
