"""Turns the operating system's read errors into plain sentences, the same ones for every reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message

_KINDS = {"file": message("file"), "photo": message("photo"), "folder": message("folder")}


@contextmanager
def os_errors_as_path_errors(path: Path, what: Literal["file", "photo", "folder"] = "file") -> Iterator[None]:
    """Raises the operating system's read errors in the block as `PathError`.

    Args:
        path: the path read in the block.
        what: the kind of file, for the message.

    Raises:
        PathError: the path does not exist, or cannot be read.
    """
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PathError(
            path, message("there is no such {what}", what=_KINDS[what]), message("Check the name and the folder.")
        ) from error
    except PermissionError as error:
        raise PathError(
            path,
            message("this {what} may not be read", what=_KINDS[what]),
            message("Ask for read permission, or copy it elsewhere."),
        ) from error
    except OSError as error:
        reason = error.strerror or error
        raise PathError(
            path,
            message("this {what} cannot be read ({reason})", what=_KINDS[what], reason=reason),
            message("Check its name and the disk."),
        ) from error
