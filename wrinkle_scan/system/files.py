"""Output files: checked before any work is done, written whole or not at all.

Libraries for atomic writing put one file in place; here several belong together, and none is there without the others.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path
from typing import Any

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.interrupts import deferred_signals
from wrinkle_scan.system.staging import PREFIX, StagingFolder, flush_folder, staged_file


def check_outputs(
    outputs: Sequence[Path], inputs: Sequence[Path], overwrite: bool, inputs_are: str = "the photo itself"
) -> None:
    """Checks, before any work is done, that outputs can be written and may be.

    Args:
        outputs: the files to be written.
        inputs: the photos, none of which may be replaced, overwrite or not.
        overwrite: whether other files that exist may be replaced.
        inputs_are: the word for an input in the message.

    Raises:
        PathError: an output is a folder, device or pipe, lies in no folder or in one that cannot be written to, exists
            already, is one of the inputs, or is named twice.
    """
    for output in outputs:
        for photo in inputs:
            if _same(output, photo):
                raise PathError(output, f"this is {inputs_are}, which is never replaced", "Choose another name.")
    for first, second in combinations(outputs, 2):
        if _same(first, second):
            raise PathError(second, "two outputs have this same name", "Give each a name of its own.")
    for output in outputs:
        _check_place(output, overwrite)


def write_whole(path: Path, content: bytes) -> None:
    """As `write_together`, of a single file."""
    write_together({path: content})


def write_together(files: Mapping[Path, bytes], folder: Path | None = None) -> None:
    """Writes files, readable by their owner only: all of them or none.

    All are on the disk before the first is moved to its place, and what was moved is put back if another cannot be.

    Args:
        files: by their places.
        folder: the one of their folders that is made if it does not exist.

    Raises:
        PathError: the disk is full or a folder cannot be written to; what was there before is untouched.
    """
    path = Path()
    inside = {folder: folder.parent} if folder and not folder.is_dir() else {}
    try:
        with ExitStack() as drafts:
            move_to = {}
            for path, content in files.items():
                move_to[path] = drafts.enter_context(staged_file(content, inside.get(path.parent, path.parent)))
            with deferred_signals(), ExitStack() as stages, ExitStack() as undo:
                stage = {}
                for path, move in move_to.items():
                    if path.parent not in stage:
                        stage[path.parent] = StagingFolder(path.parent, stages)
                    move(stage[path.parent].new / path.name)
                for one in stage.values():
                    one.move(undo)
                undo.pop_all()
        for one in stage.values():
            one.flush()
    except OSError as error:
        named = {Path(name) for name in (error.filename, error.filename2) if isinstance(name, str)}
        raise _unwritable(next((place for place in (*files, *inside) if place in named), path), error) from error


def replace_whole(path: Path, write: Callable[[Path], object], temporary: Path | None = None) -> None:
    """Writes a file atomically, as `write_whole`, by a function that writes to a path.

    Args:
        path: the file's final place.
        write: is called with the path of an empty temporary file.
        temporary: that path, in the same folder, which no other process uses: what a killed process left there is then
            deleted by the next; None for a random one.

    Raises:
        PathError: as `write_whole`.
    """
    try:
        if temporary is None:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=PREFIX)
            os.close(handle)
            temporary = Path(name)
        else:
            temporary.unlink(missing_ok=True)
            temporary.touch(mode=stat.S_IRUSR | stat.S_IWUSR)
        try:
            write(temporary)
            temporary.chmod(stat.S_IRUSR | stat.S_IWUSR)
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            os.replace(temporary, path)
            flush_folder(path.parent)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(path, error) from error


def _same(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same file, also through links and if it does not exist yet."""
    with contextlib.suppress(OSError, ValueError):
        if os.path.samefile(one, other):
            return True
    return os.path.realpath(one) == os.path.realpath(other)


def _check_place(path: Path, overwrite: bool) -> None:
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        kind = None
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    if kind is not None and stat.S_ISDIR(kind):
        raise PathError(path, "this is a folder", "Name a file.")
    if kind is not None and not stat.S_ISREG(kind):
        raise PathError(path, "this is a device or a pipe", "Name a file; only --json - goes to standard output.")
    if kind is not None and not overwrite:
        raise PathError(path, "this file exists already", "Choose another name, or add --overwrite.")
    if not os.path.isdir(path.parent):
        raise PathError(path, "its folder does not exist", "Make the folder first.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise PathError(path, "its folder cannot be written to", "Choose a folder of your own.")


def _unwritable(path: Path, error: OSError | ValueError) -> PathError:
    reason = getattr(error, "strerror", None) or error
    return PathError(path, f"it cannot be written ({reason})", "Check its name and the disk, or choose another folder.")


def json_bytes(data: dict[str, Any]) -> bytes:
    """The results as a JSON file's content, UTF-8.

    A file's name may hold bytes that are no text, which Python keeps as lone surrogates; escaped with a backslash they
    are the JSON escape of themselves.
    """
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode(errors="backslashreplace")
