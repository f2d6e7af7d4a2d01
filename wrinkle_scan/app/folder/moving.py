"""One file moved, with a single rename, so that it is in one place or the other whenever the program is killed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.staging import flush_folder
from wrinkle_scan.visits.catalog.census import normalized_name

Places = Callable[[str], Path]
"""Where on the disk a place of a `Move` is."""

_LOAD_AGAIN = message("Load the page again, and do it anew.")


class FileConflictError(PathError):
    """Somebody else has added, changed or removed a file in the meantime."""


@dataclass(frozen=True)
class Move:
    """From one place to another, each a name that `Places` finds on the disk.

    Attributes:
        source: where the file is.
        target: where it goes.
        former: where the file goes that it replaces; None: there must be none.
        sha256: of the file; None where that does not matter.
        replaces: SHA-256 of the file that it replaces.
    """

    source: str
    target: str
    former: str | None = None
    sha256: str | None = None
    replaces: str | None = None

    def back(self) -> Move:
        """The move that undoes it."""
        if self.former is None:
            return Move(self.target, self.source, sha256=self.sha256)
        return Move(self.former, self.target, self.source, sha256=self.replaces, replaces=self.sha256)


def check_source(move: Move, places: Places) -> None:
    """Makes sure that the file to be moved is there and is the one that is meant.

    Raises:
        FileConflictError: it is not.
        OSError: it cannot be read.
    """
    source = places(move.source)
    if not os.path.lexists(source):
        raise FileConflictError(move.source, message("this file is no longer there"), _LOAD_AGAIN)
    if move.sha256 and sha256_of(source) != move.sha256:
        raise FileConflictError(move.source, message("this file was changed in the meantime"), _LOAD_AGAIN)


def check_target(move: Move, places: Places) -> None:
    """Makes sure that the place is free, or has the file that is to be replaced.

    Raises:
        FileConflictError: it is not, or has not.
        OSError: it cannot be read.
    """
    target = places(move.target)
    if move.former is None and os.path.lexists(target) and not _is_itself(places(move.source), target):
        raise FileConflictError(move.target, message("there is a file of this name already"), _LOAD_AGAIN)
    if move.former is not None and (not os.path.lexists(target) or sha256_of(target) != move.replaces):
        raise FileConflictError(move.target, message("this file was changed in the meantime"), _LOAD_AGAIN)


def perform(move: Move, places: Places) -> None:
    """Makes a move, or does nothing if it is made already or its file is gone.

    Raises:
        FileConflictError: as `check_source` and `check_target`.
        OSError: it cannot be made.
    """
    source, target = places(move.source), places(move.target)
    replaced = move.former is not None and os.path.lexists(target) and sha256_of(target) == move.sha256
    if replaced or not os.path.lexists(source):
        return
    check_source(move, places)
    check_target(move, places)
    if move.former is None:
        os.rename(source, target)
    else:
        _keep(target, places(move.former))
        os.replace(source, target)
    for folder in {source.parent, target.parent}:
        flush_folder(folder)


def share_as_others(move: Move, places: Places) -> None:
    """Lets a new file be read and written by those who may do so with the file it replaces, or else with its folder.

    A clinic's folder may lie on a server, and new files are made for their owner only.

    Raises:
        OSError: its permissions cannot be changed.
    """
    source, target = places(move.source), places(move.target)
    if os.path.lexists(source):
        source.chmod((target if os.path.lexists(target) else target.parent).stat().st_mode & 0o666)


def sha256_of(file: Path) -> str:
    """SHA-256 of a file's bytes, as 64 hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while piece := opened.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _is_itself(source: Path, target: Path) -> bool:
    """Whether both names are one file's, where a file system makes no difference between capitals and small letters."""
    alike = source.parent == target.parent and normalized_name(source.name) == normalized_name(target.name)
    return alike and os.path.lexists(source) and os.path.samestat(source.lstat(), target.lstat())


def _keep(file: Path, former: Path) -> None:
    """Gives a file a second name; where a file system has no second names, makes a copy, whole or not at all."""
    with contextlib.suppress(FileNotFoundError):
        former.unlink()  # of a run that was killed
    try:
        os.link(file, former)
    except OSError:
        draft = former.with_name(f"{former.name}.draft")
        shutil.copyfile(file, draft)
        with draft.open("rb+") as copy:
            os.fsync(copy.fileno())
        os.replace(draft, former)
    flush_folder(former.parent)
