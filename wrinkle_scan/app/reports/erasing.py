"""Deleting for good: what lies in the bin, and what was measured or drawn of photos that the folder has no longer."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.app.folder.change_records import BIN, FolderChange, numbered, read_change
from wrinkle_scan.app.folder.changes import changing
from wrinkle_scan.app.folder.measured import MeasuredNumbers
from wrinkle_scan.app.folder.number_file import SET_ASIDE
from wrinkle_scan.app.folder.places import WORK
from wrinkle_scan.app.folder.traces import keys_of_reviews
from wrinkle_scan.app.reports.folder_table import forget_gone
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.folders import category_of
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.os_reasons import reason_of
from wrinkle_scan.system.staging import PREFIX
from wrinkle_scan.visits.catalog.photo_finding import named_paths


@dataclass(frozen=True)
class Kept:
    """What lies in the bin.

    Attributes:
        changes: that can be undone, the last one first.
        photos: number of photos.
        others: number of other files, as earlier versions of the treatments.
        size: of all of it, bytes.
        reviews: when the blinded reviews were made that show photos which are not in the folder, ISO 8601.
        mark: differs as soon as something else lies there.
    """

    changes: tuple[FolderChange, ...]
    photos: int
    others: int
    size: int
    reviews: tuple[str, ...]
    mark: str


def look_into_bin(root: Path) -> Kept:
    """What would be deleted for good."""
    own = root / BIN
    found = [(number, state, read_change(own, number)) for number, state in numbered(own)]
    files = [file for n, state, _ in found for file in (own / f"{n:06}-{state}").rglob("*") if file.is_file()]
    content = [file for file in files if file.name != "change.json"]
    photos = sum(category_of(file) is not None for file in content)
    known = sorted((n, state) for n, state, _ in found)
    mark = hashlib.sha256(repr((known, len(content))).encode()).hexdigest()[:16]
    return Kept(
        tuple(change for _, state, change in reversed(found) if change and state == "done"),
        photos,
        len(content) - photos,
        sum(file.stat().st_size for file in files),
        tuple(Path(path).parent.name.partition("_")[0] for path in _reviews_of_gone(root)),
        mark,
    )


def delete_for_good(root: Path, mark: str) -> None:
    """Empties the bin, and forgets everything of photos that are not in the folder; in a process of its own.

    The bin goes last: while anything is left to be deleted, it can be asked for again.

    Args:
        root: the folder of patients.
        mark: of what the user was shown.

    Raises:
        PathError: something else lies in the bin by now, or the folder cannot be written to.
    """
    with changing(root) as changes:
        if look_into_bin(root).mark != mark:
            problem = message("something else has come into it meanwhile, and nothing was deleted")
            raise PathError(message("the bin"), problem, message("Look at it again."))
        try:
            MeasuredNumbers(root).keep_only(_pictures(root))
            for file in (root / WORK).glob(SET_ASIDE):
                file.unlink()
            forget_gone(root)
            for path in list(_reviews_of_gone(root)):
                review = (root / path).parent
                stage = root / BIN / f"{PREFIX}{review.name}"  # whole at once: without its key it would not be known
                os.rename(review, stage)
                shutil.rmtree(stage)
            changes.empty()
        except OSError as error:
            problem = message("it was begun and cannot be ended ({strerror})", strerror=reason_of(error))
            remedy = message("Make room on the disk, or get permission to write to the folder, and try again.")
            raise PathError(message("the bin"), problem, remedy) from error


def _pictures(root: Path) -> list[Path]:
    return [path for _, path in named_paths(root) if path.is_file()]


def _reviews_of_gone(root: Path) -> Iterator[str]:
    """The keys of those reviews that show a photo which is no longer in the folder."""
    reviews = list(keys_of_reviews(root))
    if not reviews:
        return
    there = set(MeasuredNumbers(root).sha256s_of(_pictures(root)).values())
    for path, said in reviews:
        shown = {str(visit.get("sha256")) for pair in said["pairs"] for visit in (pair["before"], pair["after"])}  # type: ignore[attr-defined]
        if not shown <= there:
            yield path
