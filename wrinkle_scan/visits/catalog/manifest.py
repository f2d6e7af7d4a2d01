"""A manifest: a CSV file that names the photos to score and says what is known of each.

Its header names the columns: ``path``, and any of ``patient``, ``date``, ``side``, ``expression`` and ``view``; others
are left alone. How the file may be written: `csv_tables`. Paths are taken from the manifest's own folder; URIs are
left as they are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from wrinkle_scan.face.expression import EXPRESSIONS, VIEWS
from wrinkle_scan.system.csv_tables import CsvTable, Line, open_table
from wrinkle_scan.visits.catalog.date_column import DateColumn
from wrinkle_scan.visits.catalog.entries import PhotoEntry, is_uri
from wrinkle_scan.visits.catalog.naming import known_expression

COLUMNS = ("path", "patient", "date", "side", "expression", "view")
NEEDED = ("path",)
SIDES = ("left", "right", "both")


def manifest_entries(manifest: Path) -> Iterator[tuple[PhotoEntry, str]]:
    """The photos of a manifest with their paths in it, in its order.

    Raises:
        PathError: it cannot be read, has no column `path`, or a line names no photo, one twice, or a date, side or
            expression that is none; line and column are in the message.
    """
    table = open_table(manifest, COLUMNS, NEEDED)
    dates = DateColumn(table)
    seen: dict[str, int] = {}
    for line in table.lines():
        entry, path = _entry(table, line, dates)
        if path in seen:
            raise table.wrong(line.number, "path", f"{path} stands in line {seen[path]} already")
        seen[path] = line.number
        yield entry, path


def ignored_columns(manifest: Path) -> list[str]:
    """Columns of a manifest that mean nothing here."""
    return [name for name in open_table(manifest, COLUMNS, NEEDED).names if name and name not in COLUMNS]


def _entry(table: CsvTable, line: Line, dates: DateColumn) -> tuple[PhotoEntry, str]:
    said = {name: line.cells.get(name, "") for name in COLUMNS}
    if not said["path"]:
        raise table.wrong(line.number, "path", "there is none")
    path = table.file_named(said["path"])
    side, expression = said["side"].lower(), known_expression(said["expression"])
    if side and side not in SIDES:
        raise table.wrong(line.number, "side", f"{side} is none of {', '.join(SIDES)}")
    if said["expression"] and not expression:
        raise table.wrong(line.number, "expression", f"{said['expression']} is none of {', '.join(EXPRESSIONS)}")
    view = said["view"].lower()
    if view and view not in VIEWS:
        raise table.wrong(line.number, "view", f"{view} is none of {', '.join(VIEWS)}")
    local = os.path.normpath(table.path.parent / path)
    entry = PhotoEntry(path if is_uri(path) else local).told(
        "manifest",
        patient=said["patient"] or None,
        visit_date=dates.day(line),
        side=side or None,
        expression=expression,
        view=view or None,
    )
    return entry, path
