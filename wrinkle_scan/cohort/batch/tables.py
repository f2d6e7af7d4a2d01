"""Tables as files: CSV, Parquet or SQLite by the file's extension, with the same data, read and written as streams."""

from __future__ import annotations

import csv
import itertools
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from wrinkle_scan.cohort.batch.columns import Row
from wrinkle_scan.system import sqlite_reasons
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.files import replace_whole
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.unreadable import os_errors_as_path_errors

ENDINGS = (".csv", ".parquet", ".sqlite")
CHUNK = 10_000
"""Rows held in memory at a time."""
SQL_TYPES = {str: "TEXT", float: "REAL", int: "INTEGER", bool: "INTEGER"}
TABLE = "wrinkle_scan"
"""Name of the table inside an SQLite file."""


def check_table_path(table: Path, endings: Sequence[str] = ENDINGS, in_parts: bool = False) -> None:
    """Checks that a table can be written.

    Args:
        table: its file, or the folder of its parts.
        endings: the accepted file extensions.
        in_parts: whether it is a folder of parts.

    Raises:
        PathError: wrong extension, not a file, or a folder that does not exist or is not writable.
    """
    if table.suffix.lower() not in endings:
        kinds = " or ".join(filter(None, [", ".join(endings[:-1]), endings[-1]]))
        raise PathError(table, "this is not the name of a table", f"Use a name that ends in {kinds}.")
    if not os.path.isdir(table.parent):
        raise PathError(table, "its folder does not exist", "Make the folder first.")
    if not in_parts and os.path.exists(table) and not os.path.isfile(table):
        raise PathError(table, "this is not a file", "Choose another name.")
    if not os.access(table.parent, os.W_OK | os.X_OK):
        raise PathError(table, "its folder cannot be written to", "Choose a folder of your own.")


def write_table(path: Path, columns: dict[str, type], rows: Iterable[Row], temporary: Path | None = None) -> None:
    """Writes a table atomically, replacing an existing one.

    Args:
        path: the table's file.
        columns: its columns.
        rows: its rows.
        temporary: as in `files.replace_whole`.

    Raises:
        PathError: the disk is full or the folder cannot be written to.
    """
    write = {".csv": _write_csv, ".parquet": _write_parquet, ".sqlite": _write_sqlite}[path.suffix.lower()]
    try:
        replace_whole(path, lambda place: write(place, columns, rows), temporary)
    except sqlite3.Error as error:
        problem = message("it cannot be written ({error})", error=sqlite_reasons.reason_of(error))
        raise PathError(path, problem, message("Check the disk, or choose another folder.")) from error


def read_table(path: Path, columns: dict[str, type]) -> Iterator[Row]:
    """The rows of a table that `write_table` wrote.

    Raises:
        PathError: it cannot be read, or is another kind of table.
    """
    read: Callable[[Path, dict[str, type]], Iterator[Row]]
    read = {".csv": _read_csv, ".parquet": _read_parquet, ".sqlite": _read_sqlite}[path.suffix.lower()]
    with os_errors_as_path_errors(path):
        path.open("rb").close()
    try:
        yield from read(path, columns)
    except (OSError, ValueError, KeyError, csv.Error, sqlite3.Error) as error:  # pyarrow's errors are ValueErrors
        problem = message("this file is not a table of this kind, or it was made by another version")
        raise PathError(path, problem, message("Choose another name, or move it away.")) from error


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while chunk := list(itertools.islice(rows, CHUNK)):
        yield chunk


def _write_csv(path: Path, columns: dict[str, type], rows: Iterable[Row]) -> None:
    def cell(value: Any) -> Any:  # R reads TRUE as a logical value, but not True
        return str(value).upper() if isinstance(value, bool) else value

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([cell(row[name]) for name in columns] for row in rows)


def _read_csv(path: Path, columns: dict[str, type]) -> Iterator[Row]:
    def value(text: str, kind: type) -> Any:
        if not text:
            return None
        return {"TRUE": True, "FALSE": False}[text] if kind is bool else kind(text)

    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        _same_columns(next(lines, []), columns)
        for line in lines:
            yield {name: value(text, columns[name]) for name, text in zip(columns, line, strict=True)}


def _write_parquet(path: Path, columns: dict[str, type], rows: Iterable[Row]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {str: pa.string(), float: pa.float64(), int: pa.int64(), bool: pa.bool_()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    with pq.ParquetWriter(path, schema) as writer:
        for chunk in _chunks(rows):
            writer.write_table(pa.Table.from_pylist(chunk, schema))


def _read_parquet(path: Path, columns: dict[str, type]) -> Iterator[Row]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        _same_columns(file.schema_arrow.names, columns)
        for batch in file.iter_batches(CHUNK):
            yield from batch.to_pylist()


def _write_sqlite(path: Path, columns: dict[str, type], rows: Iterable[Row]) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode = OFF")  # the file is new, and deleted if anything fails
        described = ", ".join(f"{name} {SQL_TYPES[kind]}" for name, kind in columns.items())
        database.execute(f"CREATE TABLE {TABLE} ({described})")
        holes = ", ".join("?" for _ in columns)
        database.executemany(f"INSERT INTO {TABLE} VALUES ({holes})", ([row[n] for n in columns] for row in rows))


def _read_sqlite(path: Path, columns: dict[str, type]) -> Iterator[Row]:
    address = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        cursor = database.execute(f"SELECT * FROM {TABLE}")
        _same_columns([column[0] for column in cursor.description], columns)
        for values in cursor:
            row = dict(zip(columns, values, strict=True))
            yield {n: bool(v) if columns[n] is bool and v is not None else v for n, v in row.items()}


def _same_columns(found: list[str], columns: dict[str, type]) -> None:
    if list(found) != list(columns):
        raise ValueError(f"columns {', '.join(found) or 'none'}{os.linesep}instead of {', '.join(columns)}")
