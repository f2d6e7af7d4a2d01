"""A manifest: a CSV file that lists the photos to score with what is known of each.

Its header names the columns: ``path``, and any of ``patient``, ``date``, ``side``, ``expression`` and ``view``; other
columns are ignored. Accepted CSV dialects: `csv_tables`. Paths are relative to the manifest's own folder; URIs are
kept as they are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from wrinkle_scan.face.expression import EXPRESSIONS, VIEWS, known_expression
from wrinkle_scan.system.csv_tables import CsvTable, TableRow, open_table
from wrinkle_scan.visits.catalog.date_column import DateColumn
from wrinkle_scan.visits.catalog.entries import PhotoEntry, is_uri
from wrinkle_scan.visits.catalog.not_known import AMBIGUOUS, is_not_known

COLUMNS = ("path", "patient", "date", "side", "expression", "view")
REQUIRED_COLUMNS = ("path",)
SIDES = ("left", "right", "both")


def manifest_entries(manifest: Path) -> Iterator[tuple[PhotoEntry, str]]:
    """The photos of a manifest with their paths in it, in its order.

    Raises:
        PathError: it cannot be read, has no column `path`, or a line has no photo, a repeated one, or an invalid date,
            side or expression; line and column are in the message.
    """
    table = open_table(manifest, COLUMNS, REQUIRED_COLUMNS)
    dates = DateColumn(table)
    seen: dict[str, int] = {}
    for line in table.lines():
        entry, path = _entry(table, line, dates)
        if entry.source in seen:
            raise table.cell_error(line.number, "path", f"{path} is already in line {seen[entry.source]}")
        seen[entry.source] = line.number
        yield entry, path


def ignored_columns(manifest: Path) -> list[str]:
    """Columns of a manifest that are not used."""
    return [name for name in open_table(manifest, COLUMNS, REQUIRED_COLUMNS).names if name and name not in COLUMNS]


def _entry(table: CsvTable, line: TableRow, dates: DateColumn) -> tuple[PhotoEntry, str]:
    path = line.cells["path"]
    if not path:
        raise table.cell_error(line.number, "path", "the cell is empty")
    path = table.resolve_path(path)
    cells = {name: "" if is_not_known(text := line.cells.get(name, "")) else text for name in COLUMNS}
    if cells["patient"] == AMBIGUOUS:
        remedy = "Leave the cell empty if it is not known, or spell the name, as N. Adams."
        raise table.cell_error(line.number, "patient", "NA may be a name, or stand for one that is not known", remedy)
    side, expression = cells["side"].lower(), known_expression(cells["expression"])
    if side and side not in SIDES:
        raise table.cell_error(line.number, "side", f"{side} is none of {', '.join(SIDES)}")
    if cells["expression"] and not expression:
        raise table.cell_error(line.number, "expression", f"{cells['expression']} is none of {', '.join(EXPRESSIONS)}")
    view = cells["view"].lower()
    if view and view not in VIEWS:
        raise table.cell_error(line.number, "view", f"{view} is none of {', '.join(VIEWS)}")
    local = os.path.normpath(table.path.parent / path)
    entry = PhotoEntry(path if is_uri(path) else local).with_known(
        "manifest",
        patient=cells["patient"] or None,
        visit_date=dates.day(line),
        side=side or None,
        expression=expression,
        view=view or None,
    )
    return entry, path
