"""The journal of a run, a file next to the table: every result is committed to it before the next photo is measured.

A run that is killed leaves it, and the next run resumes from it. The operating system locks it while a run uses it, so
that the lock is released with the process, however that ends.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from wrinkle_scan.cohort.batch.columns import Row, Stamp, TableLayout
from wrinkle_scan.cohort.batch.tables import read_table, write_table
from wrinkle_scan.system import sqlite_reasons
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message


class Journal:
    """The results of a table, by key; while it is open, no other process can use it."""

    def __init__(self, table: Path, layout: TableLayout, stamp: Stamp) -> None:
        """Opens the journal of a table; if there is none from an interrupted run, imports the table's rows.

        Args:
            table: the table's file.
            layout: the table's structure.
            stamp: provenance of the new results; that of the existing ones must be the same.

        Raises:
            PathError: another run uses it, the table is of another kind or version, or the folder is not writable.
        """
        self.table, self.layout = table, layout
        self.path = table.with_name(f".{table.name}.wrinkle-scan")
        self._database = self._open()
        self._all_in_table = self._count("1") == 0
        try:
            if self._all_in_table and table.exists():
                self._import_table()
            if other := self._rows("stamp <> ?", str(stamp)):
                stamp.check(Stamp.of(other[0]), table)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Journal:
        """The journal itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()

    def check_keys(self, keys: Iterable[Sequence[str | None]]) -> int:
        """Counts keys, and checks that the table is about the same photos.

        Raises:
            PathError: it has results, and none of these keys.
        """
        number, known = 0, self._count("1") == 0
        for key in keys:
            number += 1
            known = known or self._count("key = ?", json.dumps(key)) > 0
        if not known:
            problem = message("none of the photos in this table is among those to score")
            raise PathError(self.table, problem, message("Choose another name for the new table."))
        return number

    def find(self, key: Sequence[str | None], content: str) -> list[Row] | None:
        """The rows of a result, if this content was measured under this key."""
        return self._rows("key = ? AND content = ?", json.dumps(key), content)

    def find_by_content(self, content: str) -> list[Row] | None:
        """The rows of any result with that content."""
        return self._rows("content = ?", content)

    def put(self, position: int, rows: list[Row], at_once: bool = True) -> None:
        """Stores a result, replacing an earlier one with the same key.

        Args:
            position: its position in the table.
            rows: its rows.
            at_once: whether to commit it to the disk now; else it is committed with the next result that is.

        Raises:
            PathError: the disk is full.
        """
        self._all_in_table = False
        try:
            self._insert(position, rows, seen=True)
            if at_once:
                self._database.commit()
        except sqlite3.Error as error:
            remedy = message("Make room on the disk and start again; what was measured before is kept.")
            raise PathError(
                self.table,
                message("its journal cannot be written ({error})", error=sqlite_reasons.reason_of(error)),
                remedy,
            ) from error

    def update(self, rows: list[Row]) -> None:
        """Replaces the rows of a result, whose key stays the same."""
        key = json.dumps([rows[0][name] for name in self.layout.key])
        self._database.execute("UPDATE results SET rows = ? WHERE key = ?", (json.dumps(rows), key))
        self._all_in_table = False

    def results(self) -> Iterator[list[Row]]:
        """All results in the order of the table; those not yet stored in this run come last."""
        for (text,) in self._database.execute("SELECT rows FROM results ORDER BY seen DESC, position"):
            yield json.loads(text)

    def by_visit(self) -> Iterator[list[Row]]:
        """All results of a table of photos, those of a patient, expression and view together, in the order of dates."""
        order = ", ".join(
            f"json_extract(rows, '$[0].{name}')" for name in ("patient", "expression", "view", "visit_date")
        )
        for (text,) in self._database.execute(f"SELECT rows FROM results ORDER BY {order}, position"):
            yield json.loads(text)

    def drop_unseen(self) -> int:
        """Deletes the results that were not stored in this run, and returns their number."""
        dropped = self._database.execute("DELETE FROM results WHERE NOT seen").rowcount
        self._database.commit()
        return dropped

    def write(self) -> None:
        """Writes the table, whole or not at all.

        Raises:
            PathError: as `write_table`.
        """
        self._database.commit()
        rows = itertools.chain.from_iterable(self.results())
        write_table(self.table, self.layout.columns, rows, self.path.with_name(f"{self.path.name}-new"))
        self._all_in_table = True

    def close(self) -> None:
        """Closes the journal, and deletes it if the table holds all results."""
        self._database.close()
        if self._all_in_table:
            self.path.unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        remedy = message("Choose another folder.")
        try:
            self.path.touch(mode=0o600)
            with ExitStack() as on_failure:
                database = sqlite3.connect(self.path, timeout=0)
                on_failure.callback(database.close)
                self._prepare(database)
                on_failure.pop_all()
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                problem = message("another run is writing this table")
                wait = message("Wait until it has ended, or choose another name.")
                raise PathError(self.table, problem, wait) from error
            raise PathError(
                self.table,
                message("its journal cannot be written ({error})", error=sqlite_reasons.reason_of(error)),
                remedy,
            ) from error
        except sqlite3.DatabaseError as error:
            problem = message("this journal is damaged ({error})", error=sqlite_reasons.reason_of(error))
            raise PathError(self.path, problem, message("Delete it and start again.")) from error
        except OSError as error:
            raise PathError(
                self.table, message("it cannot be written ({error})", error=error.strerror), remedy
            ) from error
        if not self.path.exists():  # the run that had it until now has just deleted it
            database.close()
            return self._open()
        return database

    @staticmethod
    def _prepare(database: sqlite3.Connection) -> None:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("BEGIN EXCLUSIVE")
        database.execute(
            "CREATE TABLE IF NOT EXISTS results "
            "(key TEXT PRIMARY KEY, content TEXT, stamp TEXT, position INTEGER, seen INTEGER, rows TEXT)"
        )
        database.execute("CREATE INDEX IF NOT EXISTS by_content ON results (content)")
        database.execute("UPDATE results SET seen = 0")
        database.commit()

    def _import_table(self) -> None:
        key = self.layout.key
        rows = read_table(self.table, self.layout.columns)
        for position, (_, group) in enumerate(itertools.groupby(rows, lambda row: [row[name] for name in key])):
            self._insert(position, list(group), seen=False)
        self._database.commit()

    def _insert(self, position: int, rows: list[Row], seen: bool) -> None:
        first = rows[0]
        key, stamp = [first[name] for name in self.layout.key], Stamp.of(first)
        self._database.execute(
            "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?)",
            (json.dumps(key), first[self.layout.content], str(stamp), position, seen, json.dumps(rows)),
        )

    def _rows(self, where: str, *values: str) -> list[Row] | None:
        found = self._database.execute(f"SELECT rows FROM results WHERE {where} LIMIT 1", values).fetchone()
        return json.loads(found[0]) if found else None

    def _count(self, where: str, *values: str) -> int:
        return int(self._database.execute(f"SELECT count(*) FROM results WHERE {where}", values).fetchone()[0])
