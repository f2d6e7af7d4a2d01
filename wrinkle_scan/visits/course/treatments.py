"""Treatments of a patient, from a small CSV file: date, region of the face, and what was given.

Its header names the columns: ``date`` and ``region``, and any of ``product``, ``points``, ``units``, ``batch``,
``injector`` and ``patient``; others are refused, since a misspelt one would otherwise be lost silently. ``region``
holds one or several of the region names, also as *crow's feet left*, separated by semicolons, commas, ``/``, ``+`` or
spaces; ``crows_feet`` stands for both sides.
Accepted CSV dialects: `csv_tables`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.regions.names import CROWS_FEET, REGION_NAMES
from wrinkle_scan.system.csv_tables import CsvTable, TableRow, open_table, parse_number
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.date_column import DateColumn
from wrinkle_scan.visits.catalog.not_known import is_not_known
from wrinkle_scan.visits.course.injections import InjectionPoint, read_points
from wrinkle_scan.visits.course.settings import INJECTIONS

FILE_NAME = "treatments.csv"
"""Searched for next to the photos."""
COLUMNS = ("date", "region", "product", "points", "units", "batch", "injector", "patient")
REQUIRED_COLUMNS = ("date", "region")
BOTH_SIDES = {"crows_feet": CROWS_FEET}
"""A name that stands for the regions of both sides."""
_CROWS_FEET = re.compile(
    r"(?:(?P<before>left|right)\s+)?\bcrow['’´`]?s[\s_]*feet(?:[\s_]+(?P<after>left|right))?(?![^\W_])"
)


@dataclass(frozen=True)
class Treatment:
    """One treatment.

    Attributes:
        date: ISO 8601; empty in a report without dates.
        regions: some of REGION_NAMES, in their order.
        product: as written; None where not stated, as with all that follow.
        points: where it was injected.
        units: total given, in the product's own units.
        batch: batch of the product.
        injector: who gave it.
        patient: the patient's name; None where the file is about one patient.
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
        PathError: it cannot be read, or its header or a line is wrong; line and column are in the message.
    """
    return sorted((treatment for _, treatment in read_lines(file)), key=lambda treatment: treatment.date)


def read_lines(file: Path) -> list[tuple[int, Treatment]]:
    """The treatments in the order of the file, each with the number of its (last) line; raises as `read_treatments`."""
    table = open_table(file, COLUMNS, REQUIRED_COLUMNS)
    unknown = [name for name in table.names if name and name not in COLUMNS]
    if unknown:
        problem = message(
            "{header_words} has a column {unknown}, which is not known",
            header_words=table.header_words,
            unknown=unknown[0],
        )
        raise PathError(file, problem, message("Name date, region and any of {listed}.", listed=", ".join(COLUMNS[2:])))
    dates = DateColumn(table)
    return [(line.number, _TreatmentLine(table, line, line.cells).treatment(dates)) for line in table.lines()]


def _crows_feet(written: re.Match[str]) -> str:
    """The name of a region for ``crow's feet``, ``crows feet left`` or ``left crow's feet``."""
    return "_".join(filter(None, ("crows_feet", written["before"] or written["after"])))


@dataclass(frozen=True)
class _TreatmentLine:
    table: CsvTable
    line: TableRow
    cells: dict[str, str]

    def treatment(self, dates: DateColumn) -> Treatment:
        if "" in self.cells:
            problem = message(
                "line {number} has something in a column without a name ({value})",
                number=self.line.number,
                value=self.cells[""],
            )
            raise PathError(self.table.path, problem, message("Name the column, or empty it."))
        date = dates.day(self.line)
        if date is None:
            raise self.cell_error("date", message("nothing is not a date as 2026-01-31"))
        return Treatment(
            date,
            self._regions(),
            self.cells.get("product") or None,
            self._points(),
            self._units(),
            self.cells.get("batch") or None,
            self.cells.get("injector") or None,
            None if is_not_known(patient := self.cells.get("patient", "")) else patient,
        )

    def cell_error(self, column: str, problem: str) -> PathError:
        return self.table.cell_error(self.line.number, column, problem)

    def _regions(self) -> tuple[str, ...]:
        text = _CROWS_FEET.sub(_crows_feet, self.cells.get("region", "").lower().replace("-", "_"))
        words = re.split(r"(?:[;,/+&\s]|\b(?:and|und|y|e|et)\b)+", text.strip(";,/+& "))
        regions = [name for word in words for name in BOTH_SIDES.get(word, (word,))]
        unknown = [word for word in regions if word not in REGION_NAMES]
        if unknown:
            known = ", ".join([*REGION_NAMES, *BOTH_SIDES])
            raise self.cell_error(
                "region", message("{value} is none of {known}", value=unknown[0] or message("nothing"), known=known)
            )
        return tuple(name for name in REGION_NAMES if name in regions)

    def _points(self) -> tuple[InjectionPoint, ...]:
        try:
            return read_points(self.cells.get("points", ""))
        except ValueError as error:
            raise self.cell_error("points", str(error)) from error

    def _units(self) -> float | None:
        text = self.cells.get("units", "")
        if not text:
            return None
        units = parse_number(re.sub(r"\s*(?:u|units?|iu|ui|e|ie|einheiten)\.?\Z", "", text, flags=re.IGNORECASE))
        if re.match(r"\d{1,3}[.,]\d{3}(?!\d)", text):
            raise self.cell_error("units", message("in {text} it is not clear whether thousands are meant", text=text))
        if units is None or not 0 < units <= INJECTIONS.most_units:
            raise self.cell_error(
                "units",
                message(
                    "{text} is not a number of units up to {most_units:.0f}",
                    text=text,
                    most_units=INJECTIONS.most_units,
                ),
            )
        return units
