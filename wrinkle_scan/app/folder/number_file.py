"""The SQLite file that keeps numbers: safe for several processes, and set aside where it is broken.

It can be made anew at any time. There is no write-ahead log, which network drives do not bear: a change is in the file,
or is rolled back by the next process that opens it.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from wrinkle_scan.app.folder.locking import locked
from wrinkle_scan.app.folder.places import WORK, work_folder
from wrinkle_scan.system import os_reasons, sqlite_reasons
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message

FILE_NAME = "measured.sqlite"
SET_ASIDE = "measured.broken-*"
"""What broken files are called."""
PATIENCE_SECONDS = 30.0
"""Waited at most for another process to end its writing, which takes milliseconds."""
_APPLICATION_ID = 0x57534D31
"""Marks the file as one of this program, in SQLite's own header."""
_TABLES = {
    "files": "path TEXT PRIMARY KEY, stamp TEXT, sha256 TEXT",
    "analyses": "key TEXT, settings TEXT, sha256 TEXT, captured_at TEXT, yaw_deg REAL, data TEXT, "
    "PRIMARY KEY (key, settings)",
    "provenances": "sha256 TEXT PRIMARY KEY, data TEXT",
}
_FORMER_TABLES = {"comparisons"}
"""That files of earlier days hold too, with nothing in them."""
Found = TypeVar("Found")


class DamagedNumbersError(Exception):
    """The file is not one of this program, or is damaged."""

    def __init__(self, reason: str) -> None:
        """Of a reason in a few words."""
        super().__init__(reason)
        self.reason = reason


class NumberFile:
    """The file of a folder of patients.

    Attributes:
        notes: what was set aside since this was made, as sentences.
    """

    def __init__(self, root: Path) -> None:
        """Of a folder; nothing is made until something is written."""
        self._root, self._file = root, root / WORK / FILE_NAME
        self.notes: list[str] = []

    def read(self, query: Callable[[sqlite3.Connection], Found]) -> Found | None:
        """What a query finds; None where there are no numbers yet.

        Raises:
            PathError: the file cannot be read.
        """
        return self._attempt(lambda of: query(of) if _is_begun(of) else None) if self._file.is_file() else None

    def write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """Makes a change, whole or not at all.

        Raises:
            PathError: the disk is full, or the folder cannot be written to.
        """

        def in_transaction(database: sqlite3.Connection) -> None:
            database.execute("BEGIN IMMEDIATE")
            _make_tables(database)
            change(database)
            database.execute("COMMIT")

        work_folder(self._root)
        self._attempt(in_transaction)

    def is_there(self) -> bool:
        """Whether anything was ever written."""
        return self._file.is_file()

    def compact(self) -> None:
        """Writes the file anew, without what deleted rows leave in it.

        Raises:
            PathError: the disk is full, or the folder cannot be written to.
        """
        self._attempt(lambda database: database.execute("VACUUM"))

    def _attempt(self, action: Callable[[sqlite3.Connection], Found]) -> Found | None:
        for _ in range(2):
            file = self._identity()
            try:
                with self._database() as database:
                    return action(database)
            except DamagedNumbersError as error:
                self._set_aside(error, file or self._identity())
        raise PathError(
            FILE_NAME,
            message("the numbers of the photos cannot be kept"),
            message("Take {work}/{file_name} away.", work=WORK, file_name=FILE_NAME),
        )

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        """The file, opened.

        Raises:
            DamagedNumbersError: it is no such file, or damaged.
            PathError: it cannot be read or written.
        """
        try:
            if self._file.is_symlink():
                raise DamagedNumbersError(message("it is a link"))
            if not self._file.exists():
                os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(sqlite3.connect(self._file, timeout=PATIENCE_SECONDS, isolation_level=None)) as database:
                database.execute("PRAGMA synchronous = FULL")
                _check(database)
                yield database
        except sqlite3.OperationalError as error:
            raise _cannot(self._root, sqlite_reasons.reason_of(error)) from error
        except sqlite3.DatabaseError as error:
            raise DamagedNumbersError(sqlite_reasons.reason_of(error)) from error
        except ValueError as error:
            raise DamagedNumbersError(message("it is damaged")) from error
        except OSError as error:
            raise _cannot(self._root, os_reasons.reason_of(error)) from error

    def _identity(self) -> int | None:
        """What tells the file from another of the same name; None where there is none."""
        try:
            return self._file.lstat().st_ino
        except OSError:
            return None

    def _set_aside(self, reason: DamagedNumbersError, file: int | None) -> None:
        """Gives the broken file another name, unless another process has just done so."""
        try:
            with locked(self._file.with_name(f"{FILE_NAME}.lock")):
                if self._identity() != file:
                    return
                names = (f"measured.broken-{number}.sqlite" for number in itertools.count(1))
                aside = next(place for name in names if not (place := self._file.with_name(name)).exists())
                journal = self._file.with_name(f"{FILE_NAME}-journal")
                if journal.exists():  # it would be played back into the new file
                    os.replace(journal, aside.with_name(f"{aside.name}-journal"))
                os.replace(self._file, aside)
        except OSError as error:
            raise _cannot(self._root, os_reasons.reason_of(error)) from error
        self.notes.append(
            message(
                "The numbers of photos measured before cannot be read ({reason}). They are set aside as {file}, and "
                "photos are measured again when they are asked for.",
                reason=reason.reason,
                file=f"{WORK}/{aside.name}",
            )
        )


def _check(database: sqlite3.Connection) -> None:
    """Raises `DamagedNumbersError` where a file with something in it is not one of this program."""
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    (mark,) = database.execute("PRAGMA application_id").fetchone()
    if (names or mark) and (mark != _APPLICATION_ID or names - _FORMER_TABLES != set(_TABLES)):
        raise DamagedNumbersError(message("it is another program's file, or another version's"))


def _is_begun(database: sqlite3.Connection) -> bool:
    """Whether the file has tables; one that was just made is empty."""
    return bool(database.execute("PRAGMA application_id").fetchone()[0])


def _make_tables(database: sqlite3.Connection) -> None:
    if not _is_begun(database):
        database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        for name, columns in _TABLES.items():
            database.execute(f"CREATE TABLE {name} ({columns})")


def _cannot(root: Path, reason: str) -> PathError:
    problem = message("the numbers of the photos cannot be kept ({reason})", reason=reason)
    return PathError(root.name, problem, message("Make room on the disk, or get permission to write to the folder."))
