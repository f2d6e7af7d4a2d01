"""Reads patient, date, side and expression from folder and file names: ``PATIENT/2026-01-05_frown.jpg``."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from wrinkle_scan.face.expression import Expression, expression_from_name, known_expression
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.dates import dates_in
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.name_dates import NameDates, years_before
from wrinkle_scan.visits.catalog.name_words import is_about_photo, split_day, without_dates, without_sync_mark

_IN_UTC = re.compile(r"(?<![^\W_])PXL_\d{8}_\d{6,9}|\d{8}[T_-]?\d{6}(?:\d{3})?Z(?![^\W_])", re.IGNORECASE)
"""A moment by the world's clock, as Google's phones name their photos: in the evening there it is the next day."""
GROUPS = ("patient", "date", "side", "expression")
PATIENT_FOLDER = r"(?:(?P<patient>[^/]+)/)?"
WITHOUT_PATIENT = r"(?:(?=(?:.*/)?[^/]*(?<![a-z])(?P<side>left|right|both)(?![a-z])[^/]*$))?"
"""Pattern for the rest of a path whose patient is known from the `layout`."""
PATTERN = PATIENT_FOLDER + WITHOUT_PATIENT
"""The first folder is the patient and the side is a word of the file's name; `name_dates` decides which of the dates in
the path is the visit's. Without a group `expression` the file's name is searched for the words that `compare` knows,
then the folders'."""


def check_pattern(pattern: str) -> None:
    """Checks that a pattern can be used.

    Raises:
        PathError: it is not a regular expression, has none of GROUPS, or has another group.
    """
    remedy = f"Use a regular expression with some of the groups {', '.join(f'(?P<{g}>...)' for g in GROUPS)}."
    try:
        groups = set(re.compile(pattern).groupindex)
    except re.error as error:
        raise PathError(f"--pattern {pattern}", f"this pattern cannot be read ({error})", remedy) from error
    if not groups or groups - set(GROUPS):
        unknown = ", ".join(sorted(groups - set(GROUPS)))
        problem = f"this pattern has the unknown group {unknown}" if unknown else "this pattern has no named group"
        raise PathError(f"--pattern {pattern}", problem, remedy)


def complete_from_name(
    entry: PhotoEntry, relative: str, pattern: str = PATTERN, dates: NameDates | None = None
) -> PhotoEntry:
    """An entry whose unknown attributes are filled in from its name.

    Args:
        entry: the photo.
        relative: its path within the folder that is scored, or as written in its manifest.
        pattern: matched from the beginning against that path without its extension, with ``/`` between folders.
        dates: the dates in all names; None to use this name only.
    """
    known = complete_but_for_date(entry, relative, pattern)
    if known.visit_date is not None:
        return known
    text = date_text(relative, pattern)
    choice = (dates or NameDates()).choose(known.patient, text)
    in_utc = _IN_UTC.search(text) is not None and not any(dates_in(_IN_UTC.sub(" ", text)))
    known = replace(
        known, possible_dates=choice.possible, short_years=choice.short_years, in_utc=in_utc, doubts=choice.doubts
    )
    old = len(choice.possible) == 1 and years_before(choice.possible[0], date.today().isoformat())
    settled = len(choice.possible) == 1 and not old and not choice.short_years and not in_utc
    return known.with_known("name", visit_date=choice.possible[0]) if settled else known


def complete_but_for_date(entry: PhotoEntry, relative: str, pattern: str) -> PhotoEntry:
    """As `complete_from_name`, without the date."""
    groups = _match(relative, pattern)
    expression = groups.get("expression")
    return entry.with_known(
        "name",
        patient=groups.get("patient") or None,
        side=(groups.get("side") or "").lower() or None,
        expression=known_expression(expression) if "expression" in groups else _expression_of(relative),
    )


def date_text(relative: str, pattern: str) -> str:
    """The part of a path that may hold the visit's date: all of it, or the group `date` of the user's pattern.

    A line's end stands between the names: a date goes on in the folder below only where it is split into folders.
    """
    if pattern in (PATTERN, WITHOUT_PATIENT):
        *folders, name = _without_ending(relative).split("/")
        year = split_day(folders)
        if year is not None:
            folders[year : year + 3] = ["/".join(folders[year : year + 3])]
        return "\n".join([*folders, name])
    return _match(relative, pattern).get("date") or ""


@lru_cache(maxsize=1)
def _match(relative: str, pattern: str) -> dict[str, str | None]:
    match = re.match(pattern, _without_ending(relative), re.IGNORECASE)
    return match.groupdict() if match else {}


@lru_cache(maxsize=1)
def _without_ending(relative: str) -> str:
    path = Path(relative)
    return (path.parent / without_sync_mark(path.stem)).as_posix()


def _expression_of(relative: str) -> Expression | None:
    """What the file's name says, or the nearest folder that says nothing but it and the date."""
    path = Path(relative)
    folders = (name for name in reversed(path.parts[:-1]) if is_about_photo(without_dates(name)))
    said = (expression_from_name(Path(f"{name}.")) for name in folders)
    return expression_from_name(path) or next(filter(None, said), None)
