"""Patients' names: what may be the name of a folder on every system, and is read as a patient by every command."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from wrinkle_scan.system.csv_tables import FORMULA_SIGNS, reads_as_written
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.folders import belongs_to_system
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.census import normalized_name
from wrinkle_scan.visits.catalog.name_words import is_about_photo, is_day
from wrinkle_scan.visits.catalog.not_known import is_not_known
from wrinkle_scan.visits.catalog.visit_words import is_visit

LONGEST = 80
"""Characters of a patient's name."""
LONGEST_BYTES = 200
"""Of its UTF-8; file systems take 255 for one name."""
_NOT_IN_NAMES = '/\\:*?"<>|'
_JOINERS = "\u200c\u200d"
"""The only invisible characters that spelling needs, in Persian and in scripts of India."""
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode's categories of control and formatting characters, halves of ones, unassigned ones and ends of lines."""
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\s*\..*)?", re.IGNORECASE)
"""Of Windows, whatever stands behind a dot."""
_YEAR_OR_MONTH = re.compile(r"(19|20)\d{2}[-_]?((0[1-9]|1[0-2])[-_]?)?")


def patient_name(text: str, patients: Iterable[str] = ()) -> str:
    """A patient's name as it is kept: in Unicode NFC, without blanks at its ends.

    Args:
        text: as it was typed.
        patients: those there are; one that is spelt just so is the patient meant.

    Raises:
        PathError: it cannot be a folder's name everywhere, would be read as something else than a patient, or differs
            from an existing patient only in case, blanks or composition.
    """
    name = unicodedata.normalize("NFC", text).strip()
    if problem := _problem(name):
        raise PathError(name or message("the patient"), *problem)
    known = set(patients)
    alike = next((other for other in sorted(known) if normalized_name(other) == normalized_name(name)), name)
    if name not in known and alike != name:
        raise PathError(
            name,
            message("there is a patient {alike} already", alike=alike),
            message("Choose that one, or another name."),
        )
    return name


def _problem(name: str) -> tuple[str, str] | None:
    """What is wrong with a name, and what to do about it."""
    if not name:
        return message("a patient needs a name or a code"), message("Type one.")
    if len(name) > LONGEST or len(name.encode(errors="replace")) > LONGEST_BYTES:
        return message("a patient's name may have {longest} characters", longest=LONGEST), message("Shorten it.")
    if found := next((sign for sign in name if sign in _NOT_IN_NAMES), None):
        return message("a patient's name may not contain {found}", found=found), message(
            "Use letters, numbers, blanks and hyphens."
        )
    if any(unicodedata.category(sign) in _UNSEEN and sign not in _JOINERS for sign in name):
        return message("a patient's name may not contain characters that are not seen"), message("Type it anew.")
    if name.endswith("."):
        return message("a patient's name may not end in a dot"), message("Leave the dot out.")
    if belongs_to_system(name) or _RESERVED.fullmatch(name):
        return message("this name is kept for the system's own use"), message("Choose another name or code.")
    if is_not_known(name):
        return message("this stands for a name that is not known"), message("Choose another name or code.")
    if is_visit(name):
        return message("this name would be read as a visit"), message("Choose another name or code.")
    if name[0] in FORMULA_SIGNS or not reads_as_written(name):
        return message("a spreadsheet would take this name for something else"), message(
            "Begin it with a letter, as P12."
        )
    if is_day(name) or is_about_photo(name) or _YEAR_OR_MONTH.fullmatch(name):
        return message("this name would be read as a date, an expression or a view"), message(
            "Put a letter before it, as P2026."
        )
    return None
