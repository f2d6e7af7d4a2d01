"""One server for a folder: the first one's lock says where it is, so that a second start opens its page."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from wrinkle_scan.app.folder.places import WORK
from wrinkle_scan.app.server.access import Access, one_use_address
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.os_reasons import reason_of

NAME = "app.lock"
FAR_AWAY = 1 << 30
"""The byte that is locked on Windows, where nobody else may read what is."""


class Held:
    """A folder that is held, by this start of the program or by an earlier one.

    Attributes:
        others: an address that opens the earlier one's page; None where it is this one's.
    """

    def __init__(self, file: IO[str], others: str | None) -> None:
        """Made by `hold`."""
        self._file, self.others = file, others

    def say_where(self, access: Access) -> None:
        """Lets later starts find the page."""
        _write(self._file, {"computer": platform.node(), "host": access.host, "secret": access.secret})


@contextmanager
def hold(folder: Path) -> Iterator[Held]:
    """Holds a folder in the block.

    Raises:
        PathError: the folder cannot be written to, or is held by another computer.
    """
    with _opened(folder) as file:
        if not lock(file):
            yield Held(file, _others_address(folder, file))
            return
        try:
            yield Held(file, None)
        finally:
            _write(file, None)


def is_in_place(folder: Path) -> bool:
    """Whether a folder that is held is still where it was: a drive that was unplugged may leave an empty one behind."""
    return os.path.isfile(folder / WORK / NAME)


def lock(file: IO[str]) -> bool:
    """Locks a file until it is closed, by whatever end of the process; False where another process has it."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(FAR_AWAY)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _opened(folder: Path) -> Iterator[IO[str]]:
    place = folder / WORK
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(place / NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        reason = reason_of(error)
        remedy = message("Choose a folder of your own, or copy it to this computer.")
        raise PathError(
            folder, message("this folder cannot be written to ({reason})", reason=reason), remedy
        ) from error
    with os.fdopen(handle, "r+", encoding="utf-8") as file:
        yield file


def _write(file: IO[str], holder: dict[str, str] | None) -> None:
    file.seek(0)
    file.truncate()
    if holder:
        json.dump(holder, file)
    file.flush()


def _others_address(folder: Path, file: IO[str]) -> str:
    file.seek(0)
    holder: dict[str, str] = {}
    with contextlib.suppress(ValueError):  # it is just being written
        holder = json.load(file)
    if not holder:
        raise PathError(
            folder,
            message("another start of the program is just opening this folder"),
            message("Try again in a moment."),
        )
    if holder["computer"] != platform.node():
        problem = message("this folder is open on another computer ({holder})", holder=holder["computer"])
        raise PathError(folder, problem, message("Quit the page there first."))
    return one_use_address(holder["host"], holder["secret"])
