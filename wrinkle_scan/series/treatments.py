"""Treatments of a patient, from a small CSV file: when, where on the face, and what was given.

Its first line names the columns: ``date`` and ``region``, and any of ``product``, ``points``, ``units``, ``batch``,
``injector`` and ``patient``; others are refused, since a misspelt one would be lost without a word. ``region`` holds
one or several of the region names, ``crows_feet`` standing for both sides, with semicolons or spaces between them.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.catalog.manifest import delimiter_of
from wrinkle_scan.catalog.naming import iso_date
from wrinkle_scan.errors import PathError
from wrinkle_scan.regions import REGION_NAMES
from wrinkle_scan.series.injections import InjectionPoint, read_points
from wrinkle_scan.unreadable import failures_in_plain_words

FILE_NAME = "treatments.csv"
"""Looked for beside the photos."""
COLUMNS = ("date", "region", "product", "points", "units", "batch", "injector", "patient")
NEEDED = ("date", "region")
BOTH_SIDES = {"crows_feet": ("crows_feet_right", "crows_feet_left")}
MOST_UNITS = 1000.0
"""More than any label allows in one sitting (botulinum toxin type A, all areas): a slip of the keyboard."""


@dataclass(frozen=True)
class Treatment:
    """One treatment.

    Attributes:
        date: ISO 8601; empty in a report without dates.
        regions: some of REGION_NAMES, in their order.
        product: as written; None where not said. The same for the rest.
        points: where it was injected.
        units: given in all, in the product's own units.
        batch: of the product.
        injector: who gave it.
        patient: whose it is; None where the file is about one patient.
    """

    date: str
    regions: tuple[str, ...]
    product: str | None = None
    points: tuple[InjectionPoint, ...] = ()
    units: float | None = None
    batch: str | None = None
    injector: str | None = None
    patient: str | None = None


def read_treatments(file: Path) -> list[Treatment]:
    """The treatments of a file, in the order of their dates.

    Raises:
        PathError: it cannot be read, its first line is wrong, or a line is; line and column are in the message.
    """
    with failures_in_plain_words(file):
        content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text.partition("\n")[0]), strict=True)
        lines = [(reader.line_num, [cell.strip() for cell in line]) for line in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise PathError(file, f"these treatments cannot be read ({error})", "Save them as CSV in UTF-8.") from error
    names = [name.lower() for name in lines[0][1]] if lines else []
    _check_names(file, names)
    for number, cells in lines[1:]:
        if len(cells) > len(names):
            problem = f"line {number} has {len(cells)} columns, the first line {len(names)}"
            raise PathError(file, problem, "Put quotes around what holds a comma.")
    treatments = [
        _Line(file, number, dict(zip(names, cells, strict=False))).treatment()
        for number, cells in lines[1:]
        if any(cells)
    ]
    return sorted(treatments, key=lambda treatment: treatment.date)


def _check_names(file: Path, names: list[str]) -> None:
    wrong = [f"has no column {name}" for name in NEEDED if name not in names]
    wrong += [f"has a column {name or 'without a name'}, which is not known" for name in names if name not in COLUMNS]
    wrong += [f"has two columns {name}" for name in COLUMNS if names.count(name) > 1]
    if wrong:
        raise PathError(file, f"its first line {wrong[0]}", f"Name date, region and any of {', '.join(COLUMNS[2:])}.")


@dataclass(frozen=True)
class _Line:
    file: Path
    number: int
    said: dict[str, str]

    def treatment(self) -> Treatment:
        date = iso_date(self.said["date"])
        if date is None:
            raise self.wrong("date", f"{self.said['date'] or 'nothing'} is not a date as 2026-01-31")
        return Treatment(
            date,
            self._regions(),
            self.said.get("product") or None,
            self._points(),
            self._units(),
            self.said.get("batch") or None,
            self.said.get("injector") or None,
            self.said.get("patient") or None,
        )

    def wrong(self, column: str, problem: str) -> PathError:
        where = f"line {self.number}, column {column}: {problem}"
        return PathError(self.file, where, "Correct the treatments and start again.")

    def _regions(self) -> tuple[str, ...]:
        words = re.split(r"[;\s]+", self.said.get("region", "").lower().replace("-", "_").strip("; "))
        regions = [name for word in words for name in BOTH_SIDES.get(word, (word,))]
        unknown = [word for word in regions if word not in REGION_NAMES]
        if unknown:
            known = ", ".join([*REGION_NAMES, *BOTH_SIDES])
            raise self.wrong("region", f"{unknown[0] or 'nothing'} is none of {known}")
        return tuple(name for name in REGION_NAMES if name in regions)

    def _points(self) -> tuple[InjectionPoint, ...]:
        try:
            return read_points(self.said.get("points", ""))
        except ValueError as error:
            raise self.wrong("points", str(error)) from error

    def _units(self) -> float | None:
        text = self.said.get("units", "")
        if not text:
            return None
        match = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*[uU]?", text)
        units = float(match[1].replace(",", ".")) if match else 0.0
        if not 0 < units <= MOST_UNITS:
            raise self.wrong("units", f"{text} is not a number of units up to {MOST_UNITS:.0f}")
        return units
