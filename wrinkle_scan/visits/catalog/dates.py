"""Parses dates in the formats people use, and decides which number is the month.

``2026-01-05``, ``20260105``, ``20260105103000`` (with the time of day) and ``2026/1/5`` begin with the year;
``05.01.2026`` is day, month, year. ``05/01/2026`` and ``05-01-2026`` can be 5 January or 1 May: only another date of
the same table or folder can decide which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Order = Literal["day_first", "month_first"]

_DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<year>\d{4})(?P<between>-?)(?P<month>\d{2})(?P=between)(?P<day>\d{2})(?!\d)"
    r"|(?P<year_of_time>20\d{2})(?P<month_3>\d{2})(?P<day_3>\d{2})(?=(?:[01]\d|2[0-3])(?:[0-5]\d){2}(?:\d{3})?(?!\d))"
    r"|(?P<year_first>(?:19|20)\d{2})(?P<sign>[-/._ ])(?P<month_2>\d{1,2})(?P=sign)(?P<day_2>\d{1,2})(?!\d)"
    r"|(?P<one>\d{1,2})(?P<mark>[-/._ ])(?P<other>\d{1,2})(?P=mark)(?P<year_last>(?:19|20)\d{2})(?!\d)"
    r"(?!(?P<next>[-/._ ])\d{2}(?P=next)\d{2}(?!\d)))"
)
_YEAR_BEGINS = (("year", "month", "day"), ("year_of_time", "month_3", "day_3"), ("year_first", "month_2", "day_2"))
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/._])(\d{2})\2(\d{2})(?!\d)")
_CLOCK = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
"""The time of day that a spreadsheet may append to a date."""


@dataclass(frozen=True)
class WrittenDate:
    """A date as it was written.

    Attributes:
        text: as written.
        day_first: ISO 8601, read with the day before the month where the year is last; None if that is no valid date.
        month_first: the same with the month first. A date that begins with the year, or has dots, is equal in both.
        start: index of its first character in the text where it was found.
    """

    text: str
    day_first: str | None
    month_first: str | None
    start: int = 0

    @property
    def implied_order(self) -> Order | None:
        """The order of day and month that this date implies; None where both are possible or give the same day."""
        if self.day_first and self.month_first:
            return None
        return "day_first" if self.day_first else "month_first"

    def day(self, order: Order | None) -> str | None:
        """The day in a given order, ISO 8601; None if the order is needed and unknown, or gives no valid date."""
        if order is None:
            return self.day_first if self.day_first == self.month_first else None
        return self.day_first if order == "day_first" else self.month_first


def dates_in(text: str) -> Iterator[WrittenDate]:
    """All dates in a text, in their order; numbers that look like a date but are no valid one are skipped."""
    for match in _DATE.finditer(text):
        if match["year_last"]:
            one, other, year = match["one"], match["other"], match["year_last"]
            day_first = _iso(year, other, one)
            month_first = day_first if match["mark"] == "." else _iso(year, one, other)
        else:
            parts = next(parts for parts in _YEAR_BEGINS if match[parts[0]])
            day_first = month_first = _iso(*(match[part] for part in parts))
        if day_first or month_first:
            yield WrittenDate(match[0], day_first, month_first, match.start())


def swapped_date(text: str) -> WrittenDate | None:
    """The first year-first date of a text, read with day and month swapped; None if that is no valid date."""
    match = _YEAR_FIRST.search(text)
    swapped = match and _iso(match[1], match[4], match[3])
    return WrittenDate(match[0], swapped, swapped, match.start()) if match and swapped else None


def read_date(text: str) -> WrittenDate | None:
    """The date that a text consists of, with or without a time of day after it; None for any other text."""
    day = re.sub(rf"{_CLOCK}\Z", "", text.strip())
    return next((found for found in dates_in(day) if found.text == day), None)


def days_of_serial_number(text: str) -> tuple[str, str] | None:
    """The days from 1954 to 2100 that a spreadsheet's serial number can mean, in the 1900 and the 1904 date system."""
    if not re.fullmatch(r"[2-6]\d{4}|7[0-2]\d{3}", text):
        return None
    first, other = (start + timedelta(days=int(text)) for start in (date(1899, 12, 30), date(1904, 1, 1)))
    return first.isoformat(), other.isoformat()


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
