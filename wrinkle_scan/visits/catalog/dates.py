"""Dates as people write them, and which number is the month.

``2026-01-05``, ``20260105``, ``20260105103000`` (with the time of day) and ``2026/1/5`` begin with the year;
``05.01.2026`` is day, month, year. ``05/01/2026`` and ``05-01-2026`` can be 5 January or 1 May: another date beside
them may settle which, and nothing else does.
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
"""What a spreadsheet may put behind a date."""


@dataclass(frozen=True)
class WrittenDate:
    """A date as it was written.

    Attributes:
        text: as it stands there.
        day_first: ISO 8601, if the day comes before the month where the year is last; None where that is no day.
        month_first: the same with the month first; one that begins with the year, or has dots, is the same in both.
        start: index of its first character in the text where it was found.
    """

    text: str
    day_first: str | None
    month_first: str | None
    start: int = 0

    @property
    def settles(self) -> Order | None:
        """Which order this date shows; None where it could be either, or both say the same day."""
        if self.day_first and self.month_first:
            return None
        return "day_first" if self.day_first else "month_first"

    def day(self, order: Order | None) -> str | None:
        """The day it means, ISO 8601; None where the order is needed and not known, or makes it no day."""
        if order is None:
            return self.day_first if self.day_first == self.month_first else None
        return self.day_first if order == "day_first" else self.month_first


def dates_in(text: str) -> Iterator[WrittenDate]:
    """All dates in a text, in their order; what looks like one and is no day of the calendar is passed over."""
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
    """The first of a text's dates that begin with the year, read with day and month swapped; None if that is no day."""
    match = _YEAR_FIRST.search(text)
    swapped = match and _iso(match[1], match[4], match[3])
    return WrittenDate(match[0], swapped, swapped, match.start()) if match and swapped else None


def read_date(text: str) -> WrittenDate | None:
    """A text that is one date, with or without a time of day behind it; None for any other."""
    day = re.sub(rf"{_CLOCK}\Z", "", text.strip())
    return next((found for found in dates_in(day) if found.text == day), None)


def days_of_number(text: str) -> tuple[str, str] | None:
    """The days from 1954 to 2100 that a spreadsheet's number can mean, counted from 1900 and from 1904."""
    if not re.fullmatch(r"[2-6]\d{4}|7[0-2]\d{3}", text):
        return None
    first, other = (start + timedelta(days=int(text)) for start in (date(1899, 12, 30), date(1904, 1, 1)))
    return first.isoformat(), other.isoformat()


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
