"""Years of other calendars than the Gregorian: Thailand's, Iran's, and the eras of Japan and Taiwan.

A phone, its camera or a clinic's system counts in them where its country does. Such a year cannot be a photo's in the
Gregorian calendar, so that one reading is left.
"""

from __future__ import annotations

from datetime import date

from wrinkle_scan.photo.settings import PHOTO

ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
"""The Gregorian year before the first of each era."""
_PERSIAN_START = -356_032
"""`date.toordinal` of a day 1595 years before the first Persian one, from which cycles of 33 years are counted."""


def gregorian(year: int, month: int, day: int) -> date:
    """The day of a year, month and day in whichever calendar the year can be of.

    Raises:
        ValueError: there is no such day.
    """
    if PHOTO.first_buddhist_year <= year <= PHOTO.last_buddhist_year:
        return date(year - 543, month, day)
    if PHOTO.first_persian_year <= year <= PHOTO.last_persian_year:
        return _of_persian(year, month, day)
    return date(year, month, day)


def _of_persian(year: int, month: int, day: int) -> date:
    """Six months of 31 days, five of 30, and a last of 29, or of 30 in a leap year."""
    last = _new_year(year + 1) - _new_year(year) - 336 if month == 12 else 31 if month < 7 else 30
    if not (1 <= month <= 12 and 1 <= day <= last):
        raise ValueError
    before = 31 * (month - 1) if month < 7 else 186 + 30 * (month - 7)
    return date.fromordinal(_new_year(year) + before + day - 1)


def _new_year(year: int) -> int:
    """`date.toordinal` of the first day; eight years of 33 are leap years, exact from 1343 to 1472."""
    cycles, rest = divmod(year + 1595, 33)
    return _PERSIAN_START + 365 * (year + 1595) + 8 * cycles + (rest + 3) // 4
