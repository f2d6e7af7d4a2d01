"""The processes that a run has started, and holding them before they have done what they were started for."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from typing import TypeVar

import pytest

needs_ps = pytest.mark.skipif(not shutil.which("ps"), reason="ps is not installed")
PATIENCE_SECONDS = 300
"""Waited so long at the most for what always comes, however busy the machine."""
Found = TypeVar("Found")


def waited_for(look: Callable[[], Found], missing: str = "it did not come") -> Found:
    """What a look finds, which is taken again and again until there is something.

    Args:
        look: returns what counts as false as long as there is nothing.
        missing: what is said once patience has run out.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < until, missing
        time.sleep(0.02)
    return found


def below(pid: int, word: str) -> list[int]:
    """A process's children and theirs, whose command line holds a word."""
    listed = subprocess.run(["ps", "-eww", "-o", "pid=,ppid=,args="], capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    of_whom: dict[int, list[list[str]]] = {}
    for row in rows:
        of_whom.setdefault(int(row[1]), []).append(row)
    found, parents = [], [pid]
    while parents:
        for child, _, *args in of_whom.get(parents.pop(), []):
            parents.append(int(child))
            if args and word in args[0]:
                found.append(int(child))
    return found


def workers(pid: int) -> list[int]:
    """The worker processes that a process has started; its resource tracker is none."""
    return below(pid, "spawn_main")


def stopped_workers(pid: int, count: int = 1) -> list[int]:
    """Stops so many workers as they appear: each has its first photo in hand, and is still loading what it needs."""
    until, stopped = time.monotonic() + PATIENCE_SECONDS, set[int]()
    while len(stopped) < count:
        assert time.monotonic() < until, "they were not started"
        for worker in set(workers(pid)) - stopped:
            os.kill(worker, signal.SIGSTOP)
            stopped.add(worker)
        time.sleep(0.02)
    return sorted(stopped)


def let_go(pids: list[int]) -> None:
    """Lets stopped processes go on."""
    for pid in pids:
        os.kill(pid, signal.SIGCONT)
