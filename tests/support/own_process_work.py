"""Work that tests have done in a process of its own: importable by name, as a spawned process needs it."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from wrinkle_scan.app.server.own_process import WorkChannel, WorkProgress
from wrinkle_scan.system.errors import PathError


def count_to(number: int, channel: WorkChannel) -> str:
    for done in range(number + 1):
        channel.report(WorkProgress(done, number, f"at {done}"))
    return f"counted to {number}"


def until_stopped(mark: str, channel: WorkChannel) -> str:
    Path(mark).touch()
    while not channel.stopped():
        time.sleep(0.01)
    return "ended"


def deaf(mark: str, channel: WorkChannel) -> None:
    Path(mark).touch()
    while True:
        time.sleep(1)


def refuse(channel: WorkChannel) -> None:
    raise PathError("a.jpg", "it is a test", "Do nothing.")


def break_down(channel: WorkChannel) -> None:
    raise ValueError("inside")


def crash(channel: WorkChannel) -> None:
    os.abort()


def find_no_room(channel: WorkChannel) -> str:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/somewhere/secret.jpg")


def environment_of(pipe: Connection, do: Callable[..., object]) -> None:
    """What a spawned process has in its environment, sent through its pipe."""
    pipe.send(dict(os.environ))
