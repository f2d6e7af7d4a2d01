"""Parses dates in the formats people use, and decides which number is the month, or the year.

``2026-01-05``, ``20260105``, ``20260105103000`` (with the time of day) and ``2026/1/5`` begin with the year;
``05.01.2026`` is day, month, year; ``5 Jan 2026``, ``Jan-5-2026`` and ``2026-Jan-5`` say which is the month.
``05/01/2026`` and ``05-01-2026`` can be 5 January or 1 May, and ``05-01-12``, with a year of two digits, a day of 2005
too: only another date of the same table or folder can decide which. ``2026年1月5日`` and ``令和8年1月5日`` are read as
they say, and years of Thailand's and Iran's calendars, written with separators, in the Gregorian (`photo.calendars`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from wrinkle_scan.photo.calendars import ERAS, gregorian
from wrinkle_scan.visits.catalog.month_names import MONTH_WORDS, month_of, without_weekday
from wrinkle_scan.visits.catalog.settings import DATES

Order = Literal["day_first", "month_first", "year_first"]
ANY_ORDER: frozenset[Order] = frozenset(get_args(Order))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
"""What word processors and some spreadsheets write for a hyphen."""

_YEAR = r"(?:19|20|25|1[34])\d{2}"
_OF = r"(?:(?:of|de|del)[ ._-]+)?"
_NO_DATE_GOES_ON = r"(?!\d)(?!(?P<{0}>[-/._ ])\d{{2}}(?P={0})\d{{2}}(?!\d))"
_DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<year>\d{4})(?P<between>-?)(?P<month>\d{2})(?P=between)(?P<day>\d{2})(?!\d)"
    r"|(?P<year_of_time>20\d{2})(?P<month_3>\d{2})(?P<day_3>\d{2})(?=(?:[01]\d|2[0-3])(?:[0-5]\d){2}(?:\d{3})?(?!\d))"
    rf"|(?P<year_first>{_YEAR})(?P<sign>[-/._ ]|\. )(?P<month_2>\d{{1,2}})(?P=sign)(?P<day_2>\d{{1,2}})(?!\d)"
    rf"|(?P<one>\d{{1,2}})(?P<mark>[-/._ ]|\. )(?P<other>\d{{1,2}})(?P=mark)(?P<year_last>{_YEAR})"
    + _NO_DATE_GOES_ON.format("next")
    + ")"
)
_WORDED = re.compile(
    rf"(?<![^\W_])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?[-/._ ]*{_OF}"
    rf"(?P<month>{MONTH_WORDS})(?![^\W\d_])[-/._, ]*{_OF}"
    rf"(?P<year>{_YEAR}|\d{{2}})" + _NO_DATE_GOES_ON.format("next") + "|"
    rf"(?<![^\W\d_])(?P<month_2>{MONTH_WORDS})(?![^\W\d_])[-/._ ]*(?P<day_2>\d{{1,2}})(?:st|nd|rd|th)?[-/._, ]+"
    rf"(?P<year_2>{_YEAR}|\d{{2}})" + _NO_DATE_GOES_ON.format("next_2") + "|"
    rf"(?<!\d)(?P<year_3>{_YEAR})[-/._ ]*(?P<month_3>{MONTH_WORDS})(?![^\W\d_])[-/._ ]*(?P<day_3>\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)
_EAST_ASIAN = re.compile(
    rf"(?:(?P<era>{'|'.join(ERAS)}) *(?P<of_era>\d{{1,3}}|元)|(?<!\d)(?P<year>\d{{4}})) *[年년] *"
    r"(?P<month>\d{1,2}) *[月월] *(?P<day>\d{1,2}) *[日일]?(?!\d)"
)
_SHORT = re.compile(
    r"(?<![^\W_])(?P<one>\d{1,2})(?P<mark>[-/._])(?P<two>\d{1,2})(?P=mark)(?P<three>\d{1,2})(?!\d)(?!(?P=mark)\d)"
)
_YEAR_BEGINS = (("year", "month", "day"), ("year_of_time", "month_3", "day_3"), ("year_first", "month_2", "day_2"))
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/._])(\d{2})\2(\d{2})(?!\d)")
_CLOCK = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
"""The time of day, with or without its zone, that a spreadsheet or a database may append to a date."""


@dataclass(frozen=True)
class WrittenDate:
    """A date as it was written.

    Attributes:
        text: as written.
        days: ISO 8601, by each order of day, month and year in which it is a valid date; the same in every order where
            it begins with a year of four digits, has dots, or its month in words.
        start: index of its first character in the text where it was found.
        short_year: whether its year has two digits.
    """

    text: str
    days: Mapping[Order, str]
    start: int = 0
    short_year: bool = False

    @property
    def orders(self) -> frozenset[Order]:
        """The orders that this date leaves possible for the dates beside it."""
        return frozenset(self.days)

    def possible(self, orders: frozenset[Order] = ANY_ORDER) -> tuple[str, ...]:
        """The days that it can mean in some of these orders, ISO 8601; in any order if it is no date in these."""
        left = [day for order, day in self.days.items() if order in orders]
        return tuple(dict.fromkeys(left or self.days.values()))

    def day(self, orders: frozenset[Order] = ANY_ORDER) -> str | None:
        """The one day that it can mean in these orders, ISO 8601; None if there are several."""
        days = self.possible(orders)
        return days[0] if len(days) == 1 else None


def dates_in(text: str, short_years: bool = False) -> Iterator[WrittenDate]:
    """All dates in a text, in their order; numbers that look like a date but are no valid one are skipped.

    Args:
        text: any text.
        short_years: whether dates with years of two digits count, if there is no other.
    """
    text = text.translate(_DASHES)
    found = [*_numbered(text), *_worded(text), *_east_asian(text)]
    in_full = [one for one in found if not one.short_year]
    yield from _without_overlaps([*found, *_short(text)] if short_years and not in_full else in_full)


def swapped_date(text: str) -> WrittenDate | None:
    """The first year-first date of a text, read with day and month swapped; None if that is no valid date."""
    match = _YEAR_FIRST.search(text)
    swapped = match and _iso(match[1], match[4], match[3])
    return WrittenDate(match[0], dict.fromkeys(ANY_ORDER, swapped), match.start()) if match and swapped else None


def read_date(text: str) -> WrittenDate | None:
    """The date that a text consists of, with or without a time of day after it; None for any other text.

    A day of the week before it and a full stop behind it are no part of it.
    """
    day = re.sub(rf"{_CLOCK}\.?\Z", "", text.strip().translate(_DASHES))
    return next(
        (
            found
            for one in (day, without_weekday(day))
            for found in dates_in(one, short_years=True)
            if found.text == one
        ),
        None,
    )


def days_of_serial_number(text: str) -> tuple[str, str] | None:
    """The days from 1954 to 2100 that a spreadsheet's serial number can mean, in the 1900 and the 1904 date system."""
    number = re.fullmatch(r"([2-6]\d{4}|7[0-2]\d{3})(?:[.,]\d+)?", text)  # a fraction is the time of the day
    if not number:
        return None
    first, other = (start + timedelta(days=int(number[1])) for start in (date(1899, 12, 30), date(1904, 1, 1)))
    return first.isoformat(), other.isoformat()


def _numbered(text: str) -> Iterator[WrittenDate]:
    """Dates in numbers, with a year of four digits."""
    for match in _DATE.finditer(text):
        if match["year_last"]:
            one, other, year = match["one"], match["other"], match["year_last"]
            day_first = _iso(year, other, one)
            days: dict[Order, str | None] = {"day_first": day_first, "month_first": _iso(year, one, other)}
            if match["mark"].startswith("."):
                days = dict.fromkeys(ANY_ORDER, day_first)
        else:
            parts = next(parts for parts in _YEAR_BEGINS if match[parts[0]])
            days = dict.fromkeys(ANY_ORDER, _iso(*(match[part] for part in parts)))
            if match["year"] and not match["between"]:  # eight digits may be a number
                days = dict.fromkeys(ANY_ORDER, _iso_of_number(match[0]))
        yield from _valid(match, days)


def _worded(text: str) -> Iterator[WrittenDate]:
    """Dates whose month is a word."""
    for match in _WORDED.finditer(text):
        day, month, year = next(
            (match[f"day{n}"], match[f"month{n}"], match[f"year{n}"]) for n in ("", "_2", "_3") if match[f"month{n}"]
        )
        short = len(year) == 2
        day = (_recent if short else _iso)(year, str(month_of(month)), day)
        yield from _valid(match, dict.fromkeys(ANY_ORDER, day), short)


def _east_asian(text: str) -> Iterator[WrittenDate]:
    """Dates with the signs for year, month and day, in full or counted from an era's first year."""
    for match in _EAST_ASIAN.finditer(text):
        year = match["year"] or ERAS[match["era"]] + int(match["of_era"].replace("元", "1"))
        yield from _valid(match, dict.fromkeys(ANY_ORDER, _iso(str(year), match["month"], match["day"])))


def _short(text: str) -> Iterator[WrittenDate]:
    """Dates in numbers with a year of two digits, which can be the first number too; with dots the month is second."""
    for match in _SHORT.finditer(text):
        one, two, three = match["one"], match["two"], match["three"]
        if text[: match.start()].endswith(match["mark"]) and text[: match.start() - 1][-1:].isdigit():
            continue  # a part of a longer number
        day_first = _recent(three, two, one)
        month_first = day_first if match["mark"] == "." else _recent(three, one, two)
        year_first = _recent(one, two, three)
        yield from _valid(match, {"day_first": day_first, "month_first": month_first, "year_first": year_first}, True)


def _valid(match: re.Match[str], days: Mapping[Order, str | None], short_year: bool = False) -> Iterator[WrittenDate]:
    known = {order: day for order, day in days.items() if day}
    if known:
        yield WrittenDate(match[0], known, match.start(), short_year)


def _without_overlaps(found: list[WrittenDate]) -> Iterator[WrittenDate]:
    """Dates in their order, without those that begin within another."""
    end = 0
    for one in sorted(found, key=lambda one: one.start):
        if one.start >= end:
            yield one
            end = one.start + len(one.text)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return gregorian(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _iso_of_number(digits: str) -> str | None:
    """The Gregorian day that eight digits say."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return None


def _recent(year: str, month: str, day: str) -> str | None:
    """A date with a year of two digits; None unless it lies so near before today that it can be a course's."""
    found, today = _iso(f"20{year}", month, day) if len(year) == 2 else None, date.today()
    earliest = today - timedelta(days=DATES.max_course_years * 365.25)
    return found if found and earliest.isoformat() < found <= (today + timedelta(days=1)).isoformat() else None
