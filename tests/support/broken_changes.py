"""Changes of a folder that are broken off at one step after another; a program of its own.

    python broken_changes.py FILE_SYSTEM HOW... < FOLDERS.json

It is given a folder for each change that is to be broken off. Python announces each step beforehand (PEP 578). For each
a copy of the folder is changed by a copy of this process, which is killed at that step, or refused it and all that
follow as on a full or a read-only disk. What is seen of the folder then, and after the next start has finished the
change, is printed as JSON, for each change and HOW.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from patients_folders import in_sight, jpeg

from wrinkle_scan.app.folder.changes import finish_changes, undo
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.photo_filing import delete_photos, file_photos, move_photos
from wrinkle_scan.app.folder.renaming import rename_patient
from wrinkle_scan.app.folder.treatment_changes import add_treatment
from wrinkle_scan.app.folder.treatments_file import read_treatments_file
from wrinkle_scan.system import staging
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.course.treatments import Treatment

CHANGING = ("os.link", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate")
MAKING = ("os.link", "os.mkdir", "os.truncate")
"""Refused on a full disk, with all that opens a file for writing; a rename within a folder needs no room."""
REFUSED = {"full": errno.ENOSPC, "read-only": errno.EROFS}
NEVER = 99


def file_two(root: Path) -> None:
    file_photos(
        root, [(jpeg("new"), Label("P1", "2026-03-04", "frown")), (jpeg("other"), Label("P2", "2026-03-04", "rest"))]
    )


def move_two(root: Path) -> None:
    label = Label("Zoë Ä", "2026-01-06", "rest")
    move_photos(root, {"P1/2026-01-05_rest.jpg": label, "P1/2026-02-04_rest.jpg": label})


def delete_two(root: Path) -> None:
    delete_photos(root, ["P1/2026-01-05_rest.jpg", "Zoë Ä/2026-01-06_smile.jpg"])


def treat(root: Path) -> None:
    file = read_treatments_file(root, "treatments.csv")
    add_treatment(root, file.path, file.revision, Treatment("2026-02-02", ("forehead",), patient="P1"))


def rename(root: Path) -> None:
    rename_patient(root, "P1", "Anna")


CHANGES: dict[str, Callable[[Path], object]] = {
    "file": file_two,
    "move": move_two,
    "delete": delete_two,
    "treat": treat,
    "undo": undo,
    "undo treatment": undo,
    "rename": rename,
    "undo rename": undo,
}


class Breaker:
    """Breaks this process off at a step."""

    def __init__(self, how: str, at: int) -> None:
        self.how, self.at, self.steps = how, at, 0

    def watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        counted = writes or event in MAKING if self.how == "full" else writes or event in CHANGING
        if not counted:
            return
        self.steps += 1
        if self.how == "killed" and self.steps == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.how in REFUSED and self.steps >= self.at:
            raise OSError(REFUSED[self.how], os.strerror(REFUSED[self.how]))


def broken_off(root: Path, change: Callable[[Path], object], how: str, at: int) -> tuple[int, str]:
    """Exit code of a process that was broken off while it changed a folder, and what it said."""
    reader, writer = os.pipe()
    if not (pid := os.fork()):
        breaker, code, said = Breaker(how, at), 0, ""
        sys.addaudithook(breaker.watch)
        try:
            change(root)
        except PathError as error:
            code, said = error.exit_code, error.reason
        except BaseException as error:
            code, said = 70, repr(error)
        os.write(writer, said.encode())
        os._exit(code if breaker.steps >= at else NEVER)
    os.close(writer)
    with open(reader, encoding="utf-8") as end:
        said = end.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said


def seen(root: Path) -> dict[str, str]:
    return {path: hashlib.sha256(content).hexdigest() for path, content in in_sight(root).items()}


def no_second_names(*_: object, **__: object) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def run(folder: Path, name: str, how: str) -> list[dict[str, Any]]:
    outcomes, at, code = [], 1, 0
    while code != NEVER:
        with tempfile.TemporaryDirectory() as place:
            root = shutil.copytree(folder, Path(place, "clinic"))
            code, said = broken_off(root, CHANGES[name], how, at)
            outcome = {"code": code, "said": said, "at": at, "left": seen(root)}
            finish_changes(root)
            strays = [path.name for path in root.rglob(f"{staging.PREFIX}*")]
            outcomes.append(outcome | {"finished": seen(root), "strays": strays})
        at += 1
    return outcomes


def main(file_system: str, *hows: str) -> None:
    if file_system == "stick":
        staging._unnamed_file = lambda _: None
        os.link = no_second_names
    folders = json.load(sys.stdin)
    print(json.dumps({name: {how: run(Path(place), name, how) for how in hows} for name, place in folders.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
