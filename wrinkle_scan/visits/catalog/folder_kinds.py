"""What one folder's name says: a day, something about the photo or the visit, or perhaps the patient."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Literal

from wrinkle_scan.system.messages import Message, message
from wrinkle_scan.visits.catalog.dates import dates_in
from wrinkle_scan.visits.catalog.layout import ordinal
from wrinkle_scan.visits.catalog.month_names import month_in
from wrinkle_scan.visits.catalog.name_words import is_about_photo, is_day, patient_words
from wrinkle_scan.visits.catalog.settings import DATES
from wrinkle_scan.visits.catalog.visit_words import is_visit

Kind = Literal["day", "about", "plain"]
_MONTH = r"0?[1-9]|1[0-2]"
_YEAR_AND_MONTH = re.compile(rf"(20\d\d)(?:[-_. ]?(?:{_MONTH}))?")
_CODE = re.compile(r"[VTDWMJ][-_ ]?(\d{1,3})", re.IGNORECASE)
"""Of a visit, as V1, T0, D14, W4, M3 and J30; or of a patient."""


def folder_kind(name: str, above: str, dates_below: str, short_years: bool) -> Kind:
    """The kind of a folder's name.

    Args:
        name: the folder's.
        above: that of the folder above; empty for none.
        dates_below: `date_digits` of the names further down.
        short_years: as in `dates_in`.
    """
    if is_day(name, short_years):
        return "day"
    digits = re.sub(r"[-_. ]", "", name)
    period = digits.isdigit() and any(f" {begin}" in dates_below for begin in _readings(digits, above))
    month = re.fullmatch(r"20\d\d", above) and (month_in(name) or (not dates_below and re.fullmatch(_MONTH, name)))
    return "about" if period or month or _is_month_of_year(name) or is_visit(name) or is_about_photo(name) else "plain"


def date_digits(name: str, short_years: bool) -> str:
    """The digits of the dates in a name, year first, with a space before each date."""
    days = (found.possible()[0] for found in dates_in(name, short_years))
    return "".join(f" {day.replace('-', '')}" for day in days)


def other_than_patients(level: int, names: Collection[str], dated: bool, several_days: bool) -> Message | None:
    """What the folders of a level may be besides patients, as a sentence's part; None where they are patients.

    Args:
        level: theirs, from 0.
        names: theirs.
        dated: whether any path holds a day.
        several_days: whether one of these folders holds photos of several days.
    """
    where = {"ordinal": ordinal(level), "example": next(iter(names))}
    unknown = [name for name in names if not (is_visit(name) or is_about_photo(name))]
    if all(_CODE.fullmatch(name.strip()) for name in unknown):
        if several_days or (dated and not are_visits(names)):
            return None
        return message("the {ordinal} folder ({example}) may be a visit or a patient", **where)
    if dated:
        return None
    if all(map(_may_be_period, unknown)):
        return message("the {ordinal} folder ({example}) may be a year or month, or a patient's number", **where)
    return may_be_day(level, names) if all(map(_may_be_day, unknown)) else None


def may_be_day(level: int, names: Collection[str]) -> Message:
    """That the folders of a level may be days or patients' numbers, as a sentence's part."""
    return message(
        "the {ordinal} folder ({example}) may be a day or a patient's number",
        ordinal=ordinal(level),
        example=next(iter(names)),
    )


def are_visits(names: Collection[str]) -> bool:
    """Whether names that may be visits' or patients' are visits': they count from 0, or some of them are in words."""
    codes = [code for name in names if (code := _CODE.fullmatch(name.strip()))]
    return bool(codes) and len(names) > 1 and (len(codes) < len(names) or any(int(code[1]) == 0 for code in codes))


def ends_with_code(name: str) -> bool:
    """Whether a name ends as a visit may be named, as in ``Anna_V1``."""
    return re.search(rf"[-_. ]{_CODE.pattern}\Z", name, re.IGNORECASE) is not None


def are_patients_visits(names: Collection[str]) -> bool:
    """Whether names are patients' with words for their visits: ``Anna before`` and ``Anna after``."""
    stems = {name: patient_words(name, counters=False) for name in names}
    with_words = Counter(stem for name, stem in stems.items() if stem != name)
    return all(stems.values()) and any(number > 1 for number in with_words.values())


def _readings(digits: str, above: str) -> list[str]:
    """The beginnings of a date, its year first, that digits may stand for; `above` may be the year of a month."""
    if len(digits) in (1, 2):
        return [f"{above}{digits:0>2}"] if _YEAR_AND_MONTH.fullmatch(above) else []
    if len(digits) == 6:
        return [digits, f"20{digits}", f"20{digits[4:]}{digits[2:4]}{digits[:2]}"]
    return [digits] if len(digits) == 4 else [f"{digits[4:]}{digits[2:4]}{digits[:2]}"] if len(digits) == 8 else []


def _is_month_of_year(name: str) -> bool:
    """Whether a name is a month's in words with its year, as ``January 2026``."""
    year = re.search(r"(?<!\d)20\d\d(?!\d)", name)
    return year is not None and month_in(name.replace(year[0], "")) is not None


def _may_be_period(name: str) -> bool:
    found = _YEAR_AND_MONTH.fullmatch(name)
    return found is not None and int(found[1]) <= date.today().year


def _may_be_day(name: str) -> bool:
    """Whether a number may be a day without its signs: 260105, 050126 or 05012026."""
    if not re.fullmatch(r"\d{6}|\d{8}", name):
        return False
    recent = str(date.today().year - DATES.max_course_years)
    found = dates_in(f"{name[:2]}-{name[2:4]}-{name[4:]}", short_years=True)
    return any(day >= recent for one in found for day in one.possible())
