"""A table as a folder of parts with a fixed number of photos each, which many machines fill independently.

A part is written atomically, and its name holds a hash of its photos, version and settings: a run that resumes an
interrupted one skips the parts that exist.
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
    """A number of photos and the file with their rows."""

    path: Path
    entries: tuple[PhotoEntry, ...]

    def is_done(self, retry_failed: bool) -> bool:
        """Whether its file exists, and no photo in it is to be tried again."""
        return self.path.exists() and not (retry_failed and any(row["status"] == "failed" for row in self.rows()))

    def rows(self) -> Iterator[Row]:
        """The rows in its file."""
        return read_table(self.path, SCORES)

    def write(self, of_each: Iterable[list[Row]]) -> None:
        """Writes the rows of its photos atomically."""
        temporary = self.path.with_name(f".{self.path.name}-new")
        write_table(self.path, SCORES, itertools.chain.from_iterable(of_each), temporary)


def split_into_parts(
    folder: Path, entries: Iterable[PhotoEntry], stamp: Stamp, photos: int = PHOTOS_PER_PART
) -> Iterator[Part]:
    """The parts of a table.

    Args:
        folder: the folder of the table.
        entries: the photos.
        stamp: provenance of the results.
        photos: number of photos in a part.
    """
    entries = iter(entries)
    for number in itertools.count():
        some = tuple(itertools.islice(entries, photos))
        if not some:
            return
        described = json.dumps([asdict(entry) for entry in some])
        yield Part(folder / f"part-{number:05}-{_digest(str(stamp))}-{_digest(described)}.parquet", some)


def prepare_folder(folder: Path, stamp: Stamp) -> None:
    """Creates the folder of a table, if it does not exist.

    Args:
        folder: the folder for the parts.
        stamp: provenance of the results.

    Raises:
        PathError: it is a file, holds other files or parts with another stamp, or cannot be created.
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
    """Deletes the files of the folder that are not among the parts."""
    wanted = {part.path.name for part in parts}
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()
