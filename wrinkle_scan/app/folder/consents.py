"""Consent to the use of each photo, kept in `consents.csv`: for which purpose, since when, and whether withdrawn.

Consent is for the very photo: it is found again by SHA-256 wherever the photo is moved, and not given to another file
that takes its place. A line without `sha256`, as a hand may write it, is about whatever lies at its path.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from wrinkle_scan.app.folder.moving import sha256_of
from wrinkle_scan.app.folder.places import inside
from wrinkle_scan.app.folder.saved_tables import NO_FILE, TableKind, revision_of
from wrinkle_scan.system.csv_tables import CsvTable, TableRow, open_table
from wrinkle_scan.system.messages import Message, message
from wrinkle_scan.system.unreadable import os_errors_as_path_errors
from wrinkle_scan.visits.catalog.date_column import DateColumn
from wrinkle_scan.visits.catalog.dates import read_date
from wrinkle_scan.visits.catalog.visits import SkippedPhoto

Purpose = Literal["record", "teaching", "publication"]
"""The patient's own record; showing to students and colleagues; showing to anybody."""
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
Use = tuple[str, Purpose]
"""A photo, by its path in the folder, and what it is used for."""
FILE_NAME = "consents.csv"
COLUMNS = ("photo", "sha256", "purpose", "date", "withdrawn")
REQUIRED_COLUMNS = ("photo", "purpose", "date")
TABLE = TableKind("consents", COLUMNS, REQUIRED_COLUMNS, COLUMNS)

TO: dict[Purpose, Message] = {
    "record": message("record"),
    "teaching": message("teaching"),
    "publication": message("publication"),
}
"""As the end of ``consent to``."""


@dataclass(frozen=True)
class Consent:
    """Consent to the use of one photo for one purpose.

    Attributes:
        photo: its path in the folder when consent was given, with ``/`` between folders.
        sha256: of the file; None where the line does not say it.
        purpose: what it may be used for.
        date: the day on which consent was given, ISO 8601.
        withdrawn: the day on which it was withdrawn; None while it holds.
    """

    photo: str
    sha256: str | None
    purpose: Purpose
    date: str
    withdrawn: str | None = None

    def is_about(self, photo: str, sha256: str) -> bool:
        """Whether it is about this file."""
        return self.sha256 == sha256 if self.sha256 else self.photo == photo


@dataclass(frozen=True)
class ConsentsFile:
    """All consents of a folder as they were read.

    Attributes:
        revision: SHA-256 of the file; empty where there is none yet.
        written: the consents, each by the number of its line, in the order of the file.
    """

    revision: str
    written: dict[int, Consent]

    def holding(self, photo: str, sha256: str) -> dict[Purpose, Consent]:
        """The consents to a photo that hold, by their purpose, the latest of each."""
        own = (c for c in self.written.values() if c.withdrawn is None and c.is_about(photo, sha256))
        return {consent.purpose: consent for consent in sorted(own, key=lambda consent: consent.date)}

    def withdrawn(self, photo: str, sha256: str) -> dict[Purpose, str]:
        """The day on which consent to a photo was last withdrawn, by its purpose; whether it holds again or not."""
        own = (c for c in self.written.values() if c.withdrawn and c.is_about(photo, sha256))
        return {consent.purpose: str(consent.withdrawn) for consent in sorted(own, key=lambda c: str(c.withdrawn))}


@dataclass(frozen=True)
class Allowed:
    """The photos that may be used for a purpose, by their paths and those that may not, with the reason."""

    photos: tuple[str, ...]
    left_out: tuple[SkippedPhoto, ...]


def read_consents(root: Path) -> ConsentsFile:
    """The consents of a folder; none where there is no such file.

    Raises:
        PathError: the file cannot be read, or a line is wrong; line and column are in the message.
    """
    file = inside(root, FILE_NAME)
    revision = revision_of(file)
    return ConsentsFile(revision, {} if revision == NO_FILE else read_lines(file))


def allowed(root: Path, photos: Iterable[str], purpose: Purpose) -> Allowed:
    """Which photos may be used for a purpose.

    Args:
        root: the folder of patients.
        photos: their paths in the folder.
        purpose: what they are to be used for.

    Raises:
        PathError: as `read_consents`, or a photo cannot be read.
    """
    consents, used, left_out = read_consents(root), [], []
    for photo in photos:
        sha256 = photo_sha256(root, photo)
        if purpose in consents.holding(photo, sha256):
            used.append(photo)
            continue
        former = [c for c in consents.written.values() if c.purpose == purpose and c.is_about(photo, sha256)]
        reason = (
            message(
                "Consent to {purpose} was withdrawn on {withdrawn}.",
                purpose=TO[purpose],
                withdrawn=former[-1].withdrawn,
            )
            if former
            else None
        )
        left_out.append(
            SkippedPhoto(photo, reason or message("There is no consent to {purpose}.", purpose=TO[purpose]))
        )
    return Allowed(tuple(used), tuple(left_out))


def read_lines(file: Path) -> dict[int, Consent]:
    """The consents of a file, each by the number of its line; raises as `read_consents`."""
    table = open_table(file, COLUMNS, REQUIRED_COLUMNS)
    dates = DateColumn(table)
    return {line.number: _consent(table, line, dates) for line in table.lines()}


def _consent(table: CsvTable, line: TableRow, dates: DateColumn) -> Consent:
    cells, day = line.cells, dates.day(line)
    if not cells["photo"]:
        raise table.cell_error(line.number, "photo", message("there is none"))
    if cells["purpose"] not in PURPOSES:
        problem = message(
            "{value} is none of {listed}", value=cells["purpose"] or message("nothing"), listed=", ".join(PURPOSES)
        )
        raise table.cell_error(line.number, "purpose", problem)
    if day is None:
        raise table.cell_error(line.number, "date", message("nothing is not a date as 2026-01-31"))
    withdrawn = cells.get("withdrawn", "")
    found = read_date(withdrawn)
    until = found.day() if found else None
    if withdrawn and until is None:
        raise table.cell_error(
            line.number, "withdrawn", message("{withdrawn} is not a date as 2026-01-31", withdrawn=withdrawn)
        )
    return Consent(cells["photo"], cells.get("sha256") or None, cells["purpose"], day, until)


def photo_sha256(root: Path, photo: str) -> str:
    """SHA-256 of a photo's file, which is given by its path in the folder.

    Raises:
        PathError: it cannot be read, or lies elsewhere.
    """
    place = inside(root, photo)
    with os_errors_as_path_errors(Path(photo), "photo"):
        return sha256_of(place)
