"""A manifest: a CSV file that names the photos to score and says what is known of each.

Its first line names the columns: ``path``, and any of ``patient``, ``date``, ``side`` and ``expression``; others are
left alone. Commas, semicolons or tabs stand between them. Paths are taken from the manifest's own folder; URIs are
left as they are.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from wrinkle_scan.catalog.entries import PhotoEntry, is_uri
from wrinkle_scan.catalog.naming import iso_date, known_expression
from wrinkle_scan.errors import PathError
from wrinkle_scan.expression import EXPRESSIONS
from wrinkle_scan.unreadable import failures_in_plain_words

COLUMNS = ("path", "patient", "date", "side", "expression")
SIDES = ("left", "right", "both")


def manifest_entries(manifest: Path) -> Iterator[tuple[PhotoEntry, str]]:
    """The photos of a manifest with their paths as it has them, in its order.

    Raises:
        PathError: it cannot be read, has no column `path`, or a line names no photo, one twice, or a date, side or
            expression that is none; line and column are in the message.
    """
    try:
        with failures_in_plain_words(manifest), manifest.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, delimiter=delimiter_of(file.readline()), fieldnames=_names(manifest))
            file.seek(0)
            next(lines, None)
            seen: dict[str, int] = {}
            for line in lines:
                entry, path = _entry(manifest, lines.line_num, line)
                if path in seen:
                    raise _wrong(manifest, lines.line_num, "path", f"{path} stands in line {seen[path]} already")
                seen[path] = lines.line_num
                yield entry, path
    except (UnicodeDecodeError, csv.Error) as error:
        raise PathError(manifest, f"this manifest cannot be read ({error})", "Save it as CSV in UTF-8.") from error


def ignored_columns(manifest: Path) -> list[str]:
    """Columns of a manifest that mean nothing here."""
    return [name for name in _names(manifest) if name not in COLUMNS]


def _names(manifest: Path) -> list[str]:
    with manifest.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
    names = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter_of(first)), [])]
    if "path" not in names:
        found = ", ".join(names) or "nothing"
        raise PathError(manifest, f"its first line names no column path, but {found}", f"Name {', '.join(COLUMNS)}.")
    return names


def delimiter_of(header: str) -> str:
    """What stands between the columns of a CSV file with this first line."""
    return max(",;\t", key=header.count)


def _entry(manifest: Path, number: int, line: dict[str | None, str | None]) -> tuple[PhotoEntry, str]:
    said = {name: (line.get(name) or "").strip() for name in COLUMNS}
    if not said["path"]:
        raise _wrong(manifest, number, "path", "there is none")
    if said["date"] and not iso_date(said["date"]):
        raise _wrong(manifest, number, "date", f"{said['date']} is not a date as 2026-01-31")
    side, expression = said["side"].lower(), known_expression(said["expression"])
    if side and side not in SIDES:
        raise _wrong(manifest, number, "side", f"{side} is none of {', '.join(SIDES)}")
    if said["expression"] and not expression:
        raise _wrong(manifest, number, "expression", f"{said['expression']} is none of {', '.join(EXPRESSIONS)}")
    local = os.path.normpath(manifest.parent / said["path"])
    entry = PhotoEntry(said["path"] if is_uri(said["path"]) else local).told(
        "manifest",
        patient=said["patient"] or None,
        visit_date=iso_date(said["date"]),
        side=side or None,
        expression=expression,
    )
    return entry, said["path"]


def _wrong(manifest: Path, line: int, column: str, problem: str) -> PathError:
    return PathError(manifest, f"line {line}, column {column}: {problem}", "Correct the manifest and start again.")
