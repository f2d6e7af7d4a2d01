"""What the names of folders and files say of a photo: ``PATIENT/2026-01-05_frown.jpg``."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from wrinkle_scan.face.expression import EXPRESSIONS, expression_from_name
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.name_dates import NameDates, years_before

GROUPS = ("patient", "date", "side", "expression")
PATIENT_FOLDER = r"(?:(?P<patient>[^/]+)/)?"
WITHOUT_PATIENT = r"(?:(?=(?:.*/)?[^/]*(?<![a-z])(?P<side>left|right|both)(?![a-z])[^/]*$))?"
"""What a path says where its `layout` has told the patient."""
PATTERN = PATIENT_FOLDER + WITHOUT_PATIENT
"""The first folder is the patient and the side is a word of the file's name; which of the dates in the path is the
visit's, `name_dates` finds out. Without a group `expression` the file's name is searched for the words that `compare`
knows."""


def check_pattern(pattern: str) -> None:
    """Makes sure that a pattern can be used.

    Raises:
        PathError: it is no regular expression, or names none of GROUPS, or another.
    """
    remedy = f"Use a regular expression with some of the groups {', '.join(f'(?P<{g}>...)' for g in GROUPS)}."
    try:
        groups = set(re.compile(pattern).groupindex)
    except re.error as error:
        raise PathError(pattern, f"this pattern cannot be read ({error})", remedy) from error
    if not groups or groups - set(GROUPS):
        unknown = ", ".join(sorted(groups - set(GROUPS)))
        raise PathError(pattern, f"this pattern names {unknown or 'nothing'}", remedy)


def told_by_name(
    entry: PhotoEntry, relative: str, pattern: str = PATTERN, dates: NameDates | None = None
) -> PhotoEntry:
    """An entry with what its name says and nothing else did.

    Args:
        entry: the photo.
        relative: its path within the folder that is scored, or as its manifest has it.
        pattern: matched from the beginning against that path without its ending, with ``/`` between folders.
        dates: what all names together say of the dates in each; None for what this name says by itself.
    """
    said = _said(relative, pattern)
    expression = said.get("expression")
    told = entry.told(
        "name",
        patient=said.get("patient") or None,
        side=(said.get("side") or "").lower() or None,
        expression=known_expression(expression) if "expression" in said else expression_from_name(Path(relative)),
    )
    if told.visit_date is not None:
        return told
    choice = (dates or NameDates()).choose(told.patient, date_text(relative, pattern))
    told = replace(told, possible_dates=choice.possible, doubts=choice.doubts)
    settled = len(choice.possible) == 1 and not years_before(choice.possible[0], date.today().isoformat())
    return told.told("name", visit_date=choice.possible[0]) if settled else told


def date_text(relative: str, pattern: str) -> str:
    """The part of a path that may hold the visit's date: all of it, or the group `date` of a pattern of one's own."""
    if pattern in (PATTERN, WITHOUT_PATIENT):
        return _without_ending(relative)
    return _said(relative, pattern).get("date") or ""


def _said(relative: str, pattern: str) -> dict[str, str | None]:
    match = re.match(pattern, _without_ending(relative), re.IGNORECASE)
    return match.groupdict() if match else {}


def _without_ending(relative: str) -> str:
    path = Path(relative)
    return (path.parent / path.stem).as_posix()


def known_expression(text: str | None) -> str | None:
    """One of EXPRESSIONS however it is written, e.g. ``Brow-raise``; None for any other word."""
    word = re.sub(r"[^a-z]+", "_", (text or "").lower()).strip("_")
    return word if word in EXPRESSIONS else None
