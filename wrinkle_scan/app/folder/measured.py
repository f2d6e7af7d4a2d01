"""What was measured of the folder's photos, so that opening a patient measures nothing again: numbers, never pixels.

An SQLite file in `.wrinkle-scan` holds the JSON of each analysis and comparison (schemas wrinkle-scan/analysis/1 and
comparison/1), by the SHA-256 of the photos, their expression and crop, and by what they were measured with. Several
processes may use it at once. It can be made anew at any time, so one that is broken is set aside, and said to be.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import Any, TypeVar

from wrinkle_scan.app.folder.clinic import Seen
from wrinkle_scan.app.folder.locking import locked
from wrinkle_scan.app.folder.moving import sha256_of
from wrinkle_scan.app.folder.places import WORK, relative_to, work_folder
from wrinkle_scan.face.expression import Expression, view_of
from wrinkle_scan.photo.crop import Crop
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.unreadable import os_errors_as_path_errors

FILE_NAME = "measured.sqlite"
PATIENCE_SECONDS = 30.0
"""Waited at most for another process to end its writing, which takes milliseconds."""
_APPLICATION_ID = 0x57534D31
"""Marks the file as one of this program, in SQLite's own header."""
_TABLES = {
    "files": "path TEXT PRIMARY KEY, stamp TEXT, sha256 TEXT",
    "analyses": "key TEXT, settings TEXT, sha256 TEXT, captured_at TEXT, yaw_deg REAL, data TEXT, "
    "PRIMARY KEY (key, settings)",
    "comparisons": "key TEXT, settings TEXT, data TEXT, PRIMARY KEY (key, settings)",
    "provenances": "sha256 TEXT PRIMARY KEY, data TEXT",
}
Json = dict[str, Any]
Found = TypeVar("Found")


@dataclass(frozen=True)
class PhotoKey:
    """What an analysis depends on, besides what it was measured with.

    Attributes:
        sha256: of the photo's file.
        expression: what the face was asked to do.
        crop: the part that was measured; None is all of it.
    """

    sha256: str
    expression: Expression | None = None
    crop: Crop | None = None


@dataclass(frozen=True)
class PairKey:
    """What a comparison depends on, besides what it was measured with.

    Attributes:
        before: the captures of the first visit.
        after: those of the follow-up.
        names: of their files, which its sentences name.
        guessed: whether an expression was classified from the face.
        forced: whether it was compared although it is not comparable.
    """

    before: tuple[PhotoKey, ...]
    after: tuple[PhotoKey, ...]
    names: tuple[str, ...] = ()
    guessed: bool = False
    forced: bool = False


class _Broken(Exception):
    """The file is not one of this program, or is damaged."""


class Measured:
    """The numbers of a folder's photos.

    Attributes:
        notes: what was set aside since this was made, as sentences.
    """

    def __init__(self, root: Path) -> None:
        """Of a folder of patients; nothing is made until something is put in."""
        self._root, self._file = root, root / WORK / FILE_NAME
        self.notes: list[str] = []

    def find_analysis(self, key: PhotoKey, settings: str, path: str) -> Json | None:
        """The JSON of an analysis; None if there is none.

        Args:
            key: the photo.
            settings: `settings_sha256` of what photos are measured with now.
            path: what the photo is called in the JSON.

        Raises:
            PathError: the numbers cannot be read.
        """
        found = self._find("analyses", _text(key), settings)
        return None if found is None else found | {"photo": found["photo"] | {"path": path}}

    def put_analysis(self, key: PhotoKey, data: Json) -> None:
        """Keeps the JSON of an analysis; of paths only the file's own name.

        Raises:
            PathError: the disk is full, or the folder cannot be written to.
        """
        more = (key.sha256, data["photo"]["captured_at"], data["face"]["yaw_deg"])
        self._put("analyses", _text(key), more, data)

    def find_comparison(self, key: PairKey, settings: str) -> Json | None:
        """The JSON of a comparison, in which photos are called by their files' names; None if there is none.

        Raises:
            PathError: the numbers cannot be read.
        """
        return self._find("comparisons", _text(key), settings)

    def put_comparison(self, key: PairKey, data: Json) -> None:
        """Keeps the JSON of a comparison; raises as `put_analysis`."""
        self._put("comparisons", _text(key), (), data)

    def sha256_of(self, photo: Path) -> str:
        """SHA-256 of a photo of the folder; its file is read only if it is new or was changed.

        Raises:
            PathError: it cannot be read, or as `put_analysis`.
        """
        path = relative_to(self._root, photo)
        with os_errors_as_path_errors(Path(path), "photo"):
            stamp = _stamp(photo)
        query = "SELECT sha256 FROM files WHERE path = ? AND stamp = ?"
        found = self._read(lambda database: database.execute(query, (path, stamp)).fetchone())
        if found:
            return str(found[0])
        with os_errors_as_path_errors(Path(path), "photo"):
            sha256 = sha256_of(photo)
        self._write(lambda database: database.execute("REPLACE INTO files VALUES (?, ?, ?)", (path, stamp, sha256)))
        return sha256

    def seen(self) -> Callable[[Path], Seen]:
        """What is known of photos that were measured, for `read_clinic`.

        Raises:
            PathError: the numbers cannot be read.
        """
        query = "SELECT path, stamp, captured_at, yaw_deg FROM files JOIN analyses USING (sha256)"
        rows = self._read(lambda database: database.execute(query).fetchall()) or []
        known = {(path, stamp): Seen(captured_at, view_of(yaw)) for path, stamp, captured_at, yaw in rows}

        def look_up(photo: Path) -> Seen:
            try:
                return known.get((relative_to(self._root, photo), _stamp(photo)), Seen())
            except OSError:
                return Seen()

        return look_up if known else lambda _: Seen()

    def _find(self, table: str, key: str, settings: str) -> Json | None:
        def query(database: sqlite3.Connection) -> Json | None:
            where = "WHERE key = ? AND settings = ?"
            found = database.execute(f"SELECT data FROM {table} {where}", (key, settings)).fetchone()
            if found is None:
                return None
            data: Json = _unpacked(json.loads(found[0]), database)
            return data

        return self._read(query)

    def _put(self, table: str, key: str, more: tuple[Any, ...], data: Json) -> None:
        provenances: dict[str, str] = {}
        packed = json.dumps(_packed(data, provenances), allow_nan=False)
        row = (key, settings_sha256(data["provenance"]), *more, packed)

        def change(database: sqlite3.Connection) -> None:
            database.executemany("INSERT OR IGNORE INTO provenances VALUES (?, ?)", provenances.items())
            database.execute(f"REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)

        self._write(change)

    def _read(self, query: Callable[[sqlite3.Connection], Found]) -> Found | None:
        """What a query finds; None where there are no numbers yet."""
        return self._attempt(lambda of: query(of) if _is_begun(of) else None) if self._file.is_file() else None

    def _write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        def in_transaction(database: sqlite3.Connection) -> None:
            database.execute("BEGIN IMMEDIATE")
            _make_tables(database)
            change(database)
            database.execute("COMMIT")

        work_folder(self._root)
        self._attempt(in_transaction)

    def _attempt(self, action: Callable[[sqlite3.Connection], Found]) -> Found | None:
        for _ in range(2):
            file = self._identity()
            try:
                with self._database() as database:
                    return action(database)
            except _Broken as error:
                self._set_aside(error, file or self._identity())
        raise PathError(FILE_NAME, "the numbers of the photos cannot be kept", f"Take {WORK}/{FILE_NAME} away.")

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        """The file, opened.

        Raises:
            _Broken: it is no such file, or damaged.
            PathError: it cannot be read or written.
        """
        try:
            if not self._file.exists():
                os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(sqlite3.connect(self._file, timeout=PATIENCE_SECONDS, isolation_level=None)) as database:
                database.execute("PRAGMA synchronous = FULL")
                _check(database)
                yield database
        except sqlite3.OperationalError as error:
            raise _cannot(str(error)) from error
        except (sqlite3.DatabaseError, ValueError) as error:
            raise _Broken(str(error)) from error
        except OSError as error:
            raise _cannot(error.strerror or str(error)) from error

    def _identity(self) -> int | None:
        """What tells the file from another of the same name; None where there is none."""
        try:
            return self._file.stat().st_ino
        except OSError:
            return None

    def _set_aside(self, reason: _Broken, file: int | None) -> None:
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
            raise _cannot(error.strerror or str(error)) from error
        self.notes.append(
            f"The numbers of photos measured before cannot be read ({reason}). They are set aside as "
            f"{WORK}/{aside.name}, and photos are measured again when they are asked for."
        )


def settings_sha256(provenance: Mapping[str, Any]) -> str:
    """SHA-256 of what numbers were measured with, as `analysis_provenance` or `comparison.provenance` state it."""
    return hashlib.sha256(json.dumps(provenance, sort_keys=True).encode()).hexdigest()


def _check(database: sqlite3.Connection) -> None:
    """Raises `_Broken` where a file with something in it is not one of this program."""
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    (mark,) = database.execute("PRAGMA application_id").fetchone()
    if (names or mark) and (mark != _APPLICATION_ID or names != set(_TABLES)):
        raise _Broken("it is another program's file, or another version's")


def _is_begun(database: sqlite3.Connection) -> bool:
    """Whether the file has tables; one that was just made is empty."""
    return bool(database.execute("PRAGMA application_id").fetchone()[0])


def _make_tables(database: sqlite3.Connection) -> None:
    if not _is_begun(database):
        database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        for name, columns in _TABLES.items():
            database.execute(f"CREATE TABLE {name} ({columns})")


def _cannot(reason: str) -> PathError:
    problem = f"the numbers of the photos cannot be kept ({reason})"
    return PathError(FILE_NAME, problem, "Make room on the disk, or get permission to write to the folder.")


def _text(key: PhotoKey | PairKey) -> str:
    return json.dumps(asdict(key), sort_keys=True)


def _stamp(file: Path) -> str:
    """What changes with a file's content."""
    status = file.stat()
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _packed(value: Any, provenances: dict[str, str]) -> Any:
    """A result without folders' names, and with the SHA-256 of each provenance in its place, which is kept once."""
    if isinstance(value, list):
        return [_packed(item, provenances) for item in value]
    if not isinstance(value, dict):
        return value
    packed = {}
    for name, item in value.items():
        if name == "provenance":
            packed[name] = settings_sha256(item)
            provenances[packed[name]] = json.dumps(item)
        elif name == "path" and isinstance(item, str):
            packed[name] = PurePath(item).name
        else:
            packed[name] = _packed(item, provenances)
    return packed


def _unpacked(value: Any, database: sqlite3.Connection) -> Any:
    if isinstance(value, list):
        return [_unpacked(item, database) for item in value]
    if not isinstance(value, dict):
        return value
    found = {name: _unpacked(item, database) for name, item in value.items() if name != "provenance"}
    if "provenance" in value:
        query = "SELECT data FROM provenances WHERE sha256 = ?"
        row = database.execute(query, (value["provenance"],)).fetchone()
        if row is None:
            raise _Broken("a part of it is missing")
        found["provenance"] = json.loads(row[0])
    return {name: found[name] for name in value}
