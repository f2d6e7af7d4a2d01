"""What a server's processes are asked in tests: importable by name, as a spawned process needs it."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

from wrinkle_scan.system.errors import PathError


def echo(value: str) -> str:
    return value


def own_id() -> int:
    return os.getpid()


def refuse(path: str) -> None:
    raise PathError(Path(path), "it is a test", "Do nothing.")


def find_no_room() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/somewhere/secret.jpg")


def break_down() -> None:
    raise ValueError("inside")


def crash() -> None:
    os.abort()


def meet(own: str, other: str) -> bool:
    """Leaves its mark and waits for the other's: only side by side do two of them end."""
    Path(own).touch()
    while not Path(other).exists():
        time.sleep(0.01)
    return True


def stay(mark: str) -> None:
    """Leaves its mark, and does not end by itself."""
    Path(mark).touch()
    while True:
        time.sleep(1)
