"""Runs a command that is broken off while it writes, at one step after another; a program of its own.

    python broken_off.py FOLDER OUTCOMES.json HOWS SYSTEM STRIDE COMMAND...

Python announces each step beforehand (PEP 578). At the first that writes into FOLDER, copies of the process go on from
there, each from the same former files, and each ends at a later step: killed, asked to end, or refused that step. What
each leaves is put in OUTCOMES.json, as [how, exit code, files]; the last to go on is the command itself, undisturbed.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from wrinkle_scan.cli import main
from wrinkle_scan.system import staging
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.files import write_together
from wrinkle_scan.system.interrupts import TerminationRequested, signals_as_exceptions

STEPS = ("open", "os.", "tempfile.", "shutil.")
MAKING = ("os.link", "os.rename", "os.mkdir")
NEVER = 99
"""Exit code of a process that ended before its step came."""
SEED = 20260105


def writes(event: str, arguments: tuple[Any, ...]) -> bool:
    return event == "open" and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def seen(folder: Path) -> dict[str, str]:
    """What is in a folder: the mode of each, and the SHA-256 of a file's content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        content = "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
        found[str(path.relative_to(folder))] = f"{path.stat().st_mode & 0o777:o} {content}".strip()
    return found


class Breaker:
    """Watches the steps of this process."""

    def __init__(self, folder: Path, outcomes: Path, hows: list[str], stride: int) -> None:
        self.folder, self.outcomes, self.hows, self.stride = folder, outcomes, hows, stride
        self.former = {path: path.read_bytes() for path in folder.iterdir()}
        self.begun, self.how, self.at, self.steps = False, "", 0, 0

    def watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.begun and writes(event, arguments) and str(arguments[0]).startswith(str(self.folder)):
            self.begun = True
            self.go_on_in_copies()
        if self.how and event.startswith(STEPS) and (self.how != "full" or event in MAKING or writes(event, arguments)):
            self.steps += 1
            if self.steps == self.at:
                self.act()

    def go_on_in_copies(self) -> None:
        """Returns in each copy, and at last in the process itself."""
        chance, outcomes = random.Random(SEED), []
        for how in self.hows:
            at, code = 1, 0
            while code != NEVER:
                if not (pid := os.fork()):
                    self.how, self.at = how, at
                    return
                code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                outcomes.append((how, code, seen(self.folder)))
                self.restore()
                at += chance.randint(1, 2 * self.stride - 1)
        self.outcomes.write_text(json.dumps(outcomes), encoding="utf-8")

    def act(self) -> None:
        if self.how == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if self.how == "limited":  # the kernel itself refuses to write more than so many bytes to a file
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        else:
            os.kill(os.getpid(), signal.SIGKILL if self.how == "killed" else signal.SIGTERM)

    def restore(self) -> None:
        for path in sorted(self.folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        for path, content in self.former.items():
            path.write_bytes(content)
            path.chmod(0o600)

    def end(self, code: int) -> None:
        """The copies end here, without the threads that were not copied; the process itself does not."""
        if self.how:
            sys.stderr.flush()
            os._exit(code if self.steps >= self.at else NEVER)


def no_second_names(*_: object, **__: object) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def run(folder: str, outcomes: str, hows: str, system: str, stride: str, *command: str) -> int:
    if system != "linux":  # nowhere else is there a file without a name
        staging._unnamed_file = lambda _: None
    if system == "stick":  # where a file cannot even have two
        os.link = no_second_names
    breaker = Breaker(Path(folder), Path(outcomes), hows.split(","), int(stride))
    sys.addaudithook(breaker.watch)
    code = 0
    try:
        if command:
            main([*command])
        else:
            made = Path(folder, "objects")
            files = [*breaker.former, Path(folder, "c.png"), made / "1.dcm", made / "2.dcm"]
            with signals_as_exceptions():
                write_together({path: path.name.encode() * 500 for path in files}, made)
    except TerminationRequested as ended:
        code = 128 + ended.number
    except SystemExit as error:
        code = int(error.code or 0)
    except PathError as error:
        code = error.exit_code
    breaker.end(code)
    return code


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
