"""Stages output files: written to a hidden folder, moved to their places together, and rolled back on failure."""

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
"""Prefix of temporary names. The rest is short, since the file's own name may be as long as the system allows."""

MAX_OPEN_FILES = 500
"""Systems allow a process at least 1,024 open files, and a course may have as many pictures."""


@contextmanager
def staged_file(content: bytes, folder: Path) -> Iterator[Callable[[Path], None]]:
    """Writes content to the disk, readable by its owner only; yields a function that gives the file its name.

    On Linux it has no name until then, and vanishes with the process however that ends. Where the file system has no
    unnamed files it is a temporary file in the folder, deleted at the end of the block.
    """
    handle, name = _unnamed_file(folder), ""
    try:
        if handle is None:
            with deferred_signals():  # so that the name of a file that exists is known
                handle, name = tempfile.mkstemp(dir=folder, prefix=PREFIX)
        with open(handle, "wb", closefd=bool(name)) as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        if name:
            yield lambda path: os.replace(name, path)
        else:  # with src_dir_fd, and only then, Python follows the link
            yield lambda path: os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle)
    finally:
        if name:
            Path(name).unlink(missing_ok=True)
        elif handle is not None:
            os.close(handle)


class StagingFolder:
    """A hidden folder for the new files of a folder, and for those that they replace.

    Attributes:
        new: where the new files are put, by their names.
    """

    def __init__(self, place: Path, stack: ExitStack) -> None:
        """Creates it inside the folder, or beside it if the folder does not exist.

        Args:
            place: the folder; its parent exists.
            stack: deletes this hidden folder at its end.
        """
        self._place, self._there = place, place.is_dir()
        inside = place if self._there else place.parent
        stage = tempfile.TemporaryDirectory(prefix=PREFIX, dir=inside, ignore_cleanup_errors=True)
        self.new, self._former = (Path(stack.enter_context(stage), name) for name in ("new", "former"))
        self.new.mkdir(mode=0o700)
        self._former.mkdir(mode=0o700)

    def move(self, undo: ExitStack) -> None:
        """Moves the new files to their places; a folder that does not exist is moved as a whole.

        Args:
            undo: restores the former files when it closes, unless it is emptied before.
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
        """Flushes the folders' entries to the disk."""
        for folder in {self._place, self._place if self._there else self._place.parent}:
            flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Flushes a folder's entries to the disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unnamed_file(folder: Path) -> int | None:
    """A new file without a name, which can be linked later; None if the system has none, or too many files are open."""
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
    """Keeps a file as a hard link, or as a copy where the file system has no hard links."""
    with contextlib.suppress(FileNotFoundError):
        try:
            os.link(place, former, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(place, former, follow_symlinks=False)


def _restore(place: Path, new: Path, former: Path) -> None:
    """Undoes a move, if it took place."""
    if os.path.lexists(former):
        os.replace(former, place)
    elif os.path.lexists(place):
        os.replace(place, new)
