"""Stages output files: written out of sight, moved to their places together, and rolled back on failure."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from wrinkle_scan.system.interrupts import deferred_signals

PREFIX = ".wrinkle-scan-"
"""Of the names of what is on its way. The rest is short: a file's own name may be as long as the system takes."""

MAX_OPEN_FILES = 500
"""Systems let a process have 1,024 files open, or more; a course may have as many pictures."""


@contextmanager
def staged_file(content: bytes, folder: Path) -> Iterator[Callable[[Path], None]]:
    """Content flushed to the disk, as a function that gives it a name, readable by its owner only.

    On Linux it has no name until then, and is gone with the process however that ends. Where a file system knows no
    such files it lies in the folder, and is taken away at the end.
    """
    handle, name = _unnamed_file(folder), ""
    try:
        if handle is None:
            with deferred_signals():  # so that a name is known once there is one
                handle, name = tempfile.mkstemp(dir=folder, prefix=PREFIX)
        with open(handle, "wb", closefd=bool(name)) as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        if name:
            yield lambda path: os.replace(name, path)
        else:  # with a folder's descriptor, and only so, Python asks for what the link leads to
            yield lambda path: os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle)
    finally:
        if name:
            Path(name).unlink(missing_ok=True)
        elif handle is not None:
            os.close(handle)


class StagingFolder:
    """A hidden folder for what comes into a folder, and for what was there before.

    Attributes:
        new: where the new files are put, by their names.
    """

    def __init__(self, place: Path, stack: ExitStack) -> None:
        """Makes it, inside the folder, or beside it if that is not there.

        Args:
            place: the folder; its parent is there.
            stack: takes the stage away at its end.
        """
        self._place, self._there = place, place.is_dir()
        inside = place if self._there else place.parent
        stage = tempfile.TemporaryDirectory(prefix=PREFIX, dir=inside, ignore_cleanup_errors=True)
        self.new, self._former = (Path(stack.enter_context(stage), name) for name in ("new", "former"))
        self.new.mkdir(mode=0o700)
        self._former.mkdir(mode=0o700)

    def move(self, undo: ExitStack) -> None:
        """Moves the new files to their places; a folder that is not there comes as a whole.

        Args:
            undo: puts back what was there before, unless it is emptied.
        """
        if not self._there:
            undo.callback(_restore, self._place, self.new, self._former / self._place.name)
            os.replace(self.new, self._place)
            return
        for name in os.listdir(self.new):
            place, new, former = (folder / name for folder in (self._place, self.new, self._former))
            _back_up(place, former)
            undo.callback(_restore, place, new, former)
            os.replace(new, place)

    def flush(self) -> None:
        """Sees to it that the new names are on the disk."""
        for folder in {self._place, self._place if self._there else self._place.parent}:
            flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Sees to it that names given in a folder are on the disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unnamed_file(folder: Path) -> int | None:
    """A new file that has no name but may be given one; None where there is no such thing, or too many are open."""
    if not hasattr(os, "O_TMPFILE") or not os.path.isdir("/proc/self/fd"):
        return None
    try:
        handle = os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600)
    except OSError:
        return None
    if handle < MAX_OPEN_FILES:
        return handle
    os.close(handle)
    return None


def _back_up(place: Path, former: Path) -> None:
    """Keeps what is in a place under a second name; a copy where a file system has no second names."""
    with contextlib.suppress(FileNotFoundError):
        try:
            os.link(place, former, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(place, former, follow_symlinks=False)


def _restore(place: Path, new: Path, former: Path) -> None:
    """Undoes a move, or does nothing if it has not come to that."""
    if os.path.lexists(former):
        os.replace(former, place)
    elif os.path.lexists(place):
        os.replace(place, new)
