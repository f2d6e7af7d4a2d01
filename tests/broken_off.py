"""Writes files again and again, each time in a process that is broken off one step later; run as a program.

Python tells of each step beforehand (PEP 578), and there the process is killed, told to end, or the step fails.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wrinkle_scan import staging
from wrinkle_scan.errors import PathError
from wrinkle_scan.files import write_together
from wrinkle_scan.interrupts import Ended, raised

OLD, NEW = b"old", b"new" * 5000
FORMER, FRESH = ("a.json", "b.html"), ("c.png", "objects/1.dcm", "objects/2.dcm")
STEPS = ("open", "os.", "tempfile.", "shutil.")
MAKING = ("os.link", "os.rename", "os.mkdir")


def makes(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a step needs room on the disk or the right to write."""
    opened_to_write = event == "open" and arguments[2] & (os.O_CREAT | os.O_WRONLY)
    return event in MAKING or bool(opened_to_write)


def act(how: str) -> None:
    if how == "full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.kill(os.getpid(), signal.SIGKILL if how == "killed" else signal.SIGTERM)


def child(folder: Path, how: str, at: int) -> int:
    """Writes, and is broken off at a step; the exit code, 9 if it ended before that step came."""
    steps = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal steps
        if event.startswith(STEPS) and (how != "full" or makes(event, arguments)):
            steps += 1
            if steps == at:
                act(how)

    files = {folder / name: NEW for name in FORMER + FRESH}
    try:
        with raised():
            sys.addaudithook(watch)
            write_together(files, folder / "objects")
    except Ended as error:
        return 128 + error.number
    except PathError:
        return 2
    return 0 if steps >= at else 9


def forked(do: Callable[[], int]) -> int:
    pid = os.fork()
    if not pid:
        os._exit(do())
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def seen(folder: Path) -> dict[str, str]:
    """What is in a folder: names, and whether the content is the old, the new, none (a folder's) or in part."""
    found = {}
    for path in sorted(folder.rglob("*")):
        content = None if path.is_dir() else path.read_bytes()
        state = {None: "folder", OLD: "old", NEW: "new"}.get(content, "part")
        found[str(path.relative_to(folder))] = f"{state} {path.stat().st_mode & 0o777:o}"
    return found


def main(place: Path, how: str, system: str) -> None:
    """Prints, for every step, the exit code and what was there afterwards."""
    if system != "linux":  # as elsewhere, or on a stick: no nameless files, or not even second names for a file
        staging._nameless = lambda _: None
    if system == "stick":
        del os.link
    outcomes, code = [], 0
    while code != 9:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for name in FORMER:
            (place / name).write_bytes(OLD)
            (place / name).chmod(0o600)
        code = forked(lambda: child(place, how, len(outcomes) + 1))
        outcomes.append((code, seen(place)))
    print(json.dumps(outcomes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
