"""What the names of folders and files say of a photo: ``PATIENT/2026-01-05_frown.jpg``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from wrinkle_scan.catalog.entries import PhotoEntry
from wrinkle_scan.errors import PathError
from wrinkle_scan.expression import EXPRESSIONS, expression_from_name

GROUPS = ("patient", "date", "side", "expression")
PATIENT_FOLDER = r"(?:(?P<patient>[^/]+)/)?"
WITHOUT_PATIENT = (
    r"(?:(?=.*?(?<!\d)(?P<date>\d{4}-?\d{2}-?\d{2})(?!\d)))?"
    r"(?:(?=(?:.*/)?[^/]*(?<![a-z])(?P<side>left|right|both)(?![a-z])[^/]*$))?"
)
"""What a path says where its `layout` has told the patient: the first thing that looks like a date is the visit's."""
PATTERN = PATIENT_FOLDER + WITHOUT_PATIENT
"""The first folder is the patient, the first thing that looks like a date is the visit's, and the side is a word of
the file's name. Without a group `expression` the file's name is searched for the words that `compare` knows."""


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


def told_by_name(entry: PhotoEntry, relative: str, pattern: str = PATTERN) -> PhotoEntry:
    """An entry with what its name says and nothing else did.

    Args:
        entry: the photo.
        relative: its path within the folder that is scored, or as its manifest has it.
        pattern: matched from the beginning against that path without its ending, with ``/`` between folders.
    """
    path = Path(relative)
    match = re.match(pattern, (path.parent / path.stem).as_posix(), re.IGNORECASE)
    said = match.groupdict() if match else {}
    expression = said.get("expression")
    return entry.told(
        "name",
        patient=said.get("patient") or None,
        visit_date=iso_date(said.get("date")),
        side=(said.get("side") or "").lower() or None,
        expression=known_expression(expression) if "expression" in said else expression_from_name(path),
    )


def iso_date(text: str | None) -> str | None:
    """``2026-01-05`` or ``20260105`` as the former; None for what is no date."""
    digits = (text or "").replace("-", "")
    if not re.fullmatch(r"\d{8}", digits) or text not in (digits, f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return None


def known_expression(text: str | None) -> str | None:
    """One of EXPRESSIONS however it is written, e.g. ``Brow-raise``; None for any other word."""
    word = re.sub(r"[^a-z]+", "_", (text or "").lower()).strip("_")
    return word if word in EXPRESSIONS else None
