"""Work that is done apart in tests: importable by name, as a spawned process needs it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from wrinkle_scan.app.server.own_process import Ears, Said
from wrinkle_scan.system.errors import PathError


def count_to(number: int, ears: Ears) -> str:
    for done in range(number + 1):
        ears.say(Said(done, number, f"at {done}"))
    return f"counted to {number}"


def until_stopped(mark: str, ears: Ears) -> str:
    Path(mark).touch()
    while not ears.stopped():
        time.sleep(0.01)
    return "ended"


def deaf(mark: str, ears: Ears) -> None:
    Path(mark).touch()
    while True:
        time.sleep(1)


def refuse(ears: Ears) -> None:
    raise PathError("a.jpg", "it is a test", "Do nothing.")


def break_down(ears: Ears) -> None:
    raise ValueError("inside")


def crash(ears: Ears) -> None:
    os.abort()
