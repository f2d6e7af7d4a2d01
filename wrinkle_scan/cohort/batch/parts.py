"""A table as a folder of parts, one for each so many photos: what many machines fill without waiting for each other.

A part is written whole or not at all, and its name tells of which photos, version and settings it is: a run that goes
on from where another was broken off skips the parts that are there.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from wrinkle_scan.cohort.batch.columns import SCORES, Row, Stamp
from wrinkle_scan.cohort.batch.tables import read_table, write_table
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry

PHOTOS_PER_PART = 1000


@dataclass(frozen=True)
class Part:
    """So many photos and the file with their rows."""

    path: Path
    entries: tuple[PhotoEntry, ...]

    def is_done(self, retry_failed: bool) -> bool:
        """Whether its file is there, and no photo in it is to be tried again."""
        return self.path.exists() and not (retry_failed and any(row["status"] == "failed" for row in self.rows()))

    def rows(self) -> Iterator[Row]:
        """The rows in its file."""
        return read_table(self.path, SCORES)

    def write(self, of_each: Iterable[list[Row]]) -> None:
        """Writes the rows of its photos, whole or not at all."""
        temporary = self.path.with_name(f".{self.path.name}-new")
        write_table(self.path, SCORES, itertools.chain.from_iterable(of_each), temporary)


def split_into_parts(
    folder: Path, entries: Iterable[PhotoEntry], stamp: Stamp, photos: int = PHOTOS_PER_PART
) -> Iterator[Part]:
    """The parts of a table.

    Args:
        folder: where they are.
        entries: the photos.
        stamp: what measures them.
        photos: how many are in a part.
    """
    entries = iter(entries)
    for number in itertools.count():
        some = tuple(itertools.islice(entries, photos))
        if not some:
            return
        described = json.dumps([asdict(entry) for entry in some])
        yield Part(folder / f"part-{number:05}-{_digest(str(stamp))}-{_digest(described)}.parquet", some)


def prepare_folder(folder: Path, stamp: Stamp) -> None:
    """Makes the folder of a table, unless it is there.

    Args:
        folder: where the parts are to be.
        stamp: what measures them.

    Raises:
        PathError: it is a file, holds something else or parts that were measured in another way, or cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        foreign = [path.name for path in folder.iterdir() if not path.name.lstrip(".").startswith("part-")]
    except OSError as error:
        problem = "this is a file, and the table is to be a folder" if folder.is_file() else f"{error.strerror}"
        raise PathError(folder, problem, "Choose another name.") from error
    if foreign:
        raise PathError(folder, f"this folder holds something else ({foreign[0]})", "Choose another name.")
    for part in folder.glob("part-*.parquet"):
        if part.name.split("-")[2] != _digest(str(stamp)):
            stamp.check(Stamp.of(next(read_table(part, SCORES))), folder)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def remove_other_files(folder: Path, parts: Iterable[Part]) -> None:
    """Takes away what is in the folder and is none of the parts."""
    wanted = {part.path.name for part in parts}
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()
