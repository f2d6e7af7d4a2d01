"""What was measured of the folder's photos, so that opening a patient measures nothing again: numbers, never pixels.

The JSON of each analysis (schema wrinkle-scan/analysis/1) is found by the SHA-256 of the photo, its expression and
crop, and by what it was measured with.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from wrinkle_scan.app.folder.moving import sha256_of
from wrinkle_scan.app.folder.number_file import DamagedNumbersError, NumberFile
from wrinkle_scan.app.folder.packed_results import packed, settings_sha256, unpacked
from wrinkle_scan.app.folder.patient_record import KnownPhoto
from wrinkle_scan.app.folder.places import relative_to
from wrinkle_scan.face.expression import Expression, view_of
from wrinkle_scan.photo.crop import Crop
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.unreadable import os_errors_as_path_errors

Json = dict[str, Any]


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


class MeasuredNumbers:
    """The numbers of a folder's photos."""

    def __init__(self, root: Path) -> None:
        """Of a folder of patients; nothing is made until something is put in."""
        self._root, self._numbers = root, NumberFile(root)

    @property
    def notes(self) -> list[str]:
        """What was set aside since this was made, as sentences."""
        return self._numbers.notes

    def find_analysis(self, key: PhotoKey, settings: str, path: str) -> Json | None:
        """The JSON of an analysis; None if there is none.

        Args:
            key: the photo.
            settings: `settings_sha256` of what photos are measured with now.
            path: what the photo is called in the JSON.

        Raises:
            PathError: the numbers cannot be read.
        """

        def query(database: sqlite3.Connection) -> Json | None:
            where = "WHERE key = ? AND settings = ?"
            row = database.execute(f"SELECT data FROM analyses {where}", (_text(key), settings)).fetchone()
            return None if row is None else unpacked(json.loads(row[0]), partial(_provenance, database))

        found = self._numbers.read(query)
        return None if found is None else found | {"photo": found["photo"] | {"path": path}}

    def put_analysis(self, key: PhotoKey, data: Json) -> None:
        """Keeps the JSON of an analysis; of paths only the file's own name.

        Raises:
            PathError: the disk is full, or the folder cannot be written to.
        """
        provenances: dict[str, str] = {}
        text = json.dumps(packed(data, provenances), allow_nan=False)
        known = (key.sha256, data["photo"]["captured_at"], data["face"]["yaw_deg"])
        row = (_text(key), settings_sha256(data["provenance"]), *known, text)

        def change(database: sqlite3.Connection) -> None:
            database.executemany("INSERT OR IGNORE INTO provenances VALUES (?, ?)", provenances.items())
            database.execute("REPLACE INTO analyses VALUES (?, ?, ?, ?, ?, ?)", row)

        self._numbers.write(change)

    def sha256_of(self, photo: Path) -> str:
        """SHA-256 of a photo of the folder; its file is read only if it is new or was changed.

        Raises:
            PathError: it cannot be read.
        """
        path = relative_to(self._root, photo)
        with os_errors_as_path_errors(Path(path), "photo"):
            stamp = _stamp(photo)
        query = "SELECT sha256 FROM files WHERE path = ? AND stamp = ?"
        found = self._numbers.read(lambda database: database.execute(query, (path, stamp)).fetchone())
        if found:
            return str(found[0])
        with os_errors_as_path_errors(Path(path), "photo"):
            sha256 = sha256_of(photo)
        with contextlib.suppress(PathError):  # in a folder that cannot be written to it is read again the next time
            self._numbers.write(
                lambda database: database.execute("REPLACE INTO files VALUES (?, ?, ?)", (path, stamp, sha256))
            )
        return sha256

    def sha256s_of(self, photos: Iterable[Path]) -> dict[str, str]:
        """SHA-256 of photos by their paths in the folder, but for those that cannot be read."""
        found: dict[str, str] = {}
        for photo in photos:
            with contextlib.suppress(PathError):
                found[relative_to(self._root, photo)] = self.sha256_of(photo)
        return found

    def seen(self) -> Callable[[Path], KnownPhoto]:
        """What is known of photos that were measured, for `read_clinic`.

        Raises:
            PathError: the numbers cannot be read.
        """
        query = "SELECT path, stamp, captured_at, yaw_deg FROM files JOIN analyses USING (sha256)"
        rows = self._numbers.read(lambda database: database.execute(query).fetchall()) or []
        known = {(path, stamp): KnownPhoto(captured_at, view_of(yaw)) for path, stamp, captured_at, yaw in rows}

        def look_up(photo: Path) -> KnownPhoto:
            try:
                return known.get((relative_to(self._root, photo), _stamp(photo)), KnownPhoto())
            except OSError:
                return KnownPhoto()

        return look_up if known else lambda _: KnownPhoto()

    def follow(self, renamed: Callable[[str], str]) -> None:
        """Gives photos their new paths after a patient was renamed; what else names the old one is forgotten.

        Args:
            renamed: the new path of each.

        Raises:
            PathError: as `put_analysis`.
        """
        found = self._numbers.read(lambda database: database.execute("SELECT path FROM files").fetchall()) or []
        paths = {path: after for (path,) in found if (after := renamed(path)) != path}
        names = {old: new for p, q in paths.items() if (old := PurePath(p).name) != (new := PurePath(q).name)}

        def change(database: sqlite3.Connection) -> None:
            for old, new in paths.items():
                database.execute("UPDATE OR REPLACE files SET path = ? WHERE path = ?", (new, old))
            for old in names:  # it is measured again
                database.execute("DELETE FROM analyses WHERE json_extract(data, '$.photo.path') = ?", (old,))

        if paths:
            self._numbers.write(change)

    def keep_only(self, photos: Iterable[Path]) -> None:
        """Forgets the numbers of all photos but these, so that the file holds nothing more of the others.

        Raises:
            PathError: as `put_analysis`.
        """
        kept = self.sha256s_of(photos)
        sha256s = set(kept.values())
        if not self._numbers.is_there():
            return

        def change(database: sqlite3.Connection) -> None:
            paths = [row for row in database.execute("SELECT path FROM files") if row[0] not in kept]
            database.executemany("DELETE FROM files WHERE path = ?", paths)
            gone = [row for row in database.execute("SELECT DISTINCT sha256 FROM analyses") if row[0] not in sha256s]
            database.executemany("DELETE FROM analyses WHERE sha256 = ?", gone)

        self._numbers.write(change)
        self._numbers.compact()


def _text(key: PhotoKey) -> str:
    return json.dumps(asdict(key), sort_keys=True)


def _stamp(file: Path) -> str:
    """What changes with a file's content."""
    status = file.stat()
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _provenance(database: sqlite3.Connection, sha256: str) -> Any:
    row = database.execute("SELECT data FROM provenances WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise DamagedNumbersError(message("a part of it is missing"))
    return json.loads(row[0])
