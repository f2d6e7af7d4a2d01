"""Output files, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from wrinkle_scan.errors import PathError


def check_writable(path: Path, overwrite: bool) -> None:
    """Raises PathError, before any work is done, where an output could not be written later."""
    if path.is_dir():
        raise PathError(path, "this is a folder", "Name a file.")
    if path.exists() and not overwrite:
        raise PathError(path, "this file exists already", "Choose another name, or add --overwrite.")
    if not path.parent.is_dir():
        raise PathError(path, "its folder does not exist", "Make the folder first.")
    if not os.access(path.parent, os.W_OK):
        raise PathError(path, "its folder cannot be written to", "Choose a folder of your own.")


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file beside its final place, readable by its owner only, and moves it there.

    Raises:
        PathError: the disk is full or the folder cannot be written to; what was there before is untouched.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise PathError(path, f"it could not be written ({error.strerror})", "Free some space or choose another folder.") from error
