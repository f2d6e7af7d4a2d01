"""A CSV file of the folder changed as a page asks for it, unless another page or program was faster."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from wrinkle_scan.app.folder.change_records import BIN, FileStep, FolderChange, Kind
from wrinkle_scan.app.folder.changes import Changes
from wrinkle_scan.app.folder.places import inside, unsaved
from wrinkle_scan.app.folder.table_text import TableText, new_table
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.staging import PREFIX
from wrinkle_scan.system.unreadable import os_errors_as_path_errors

Row = TypeVar("Row")
NO_FILE = ""
"""The revision of a file that is not there."""


class TableKind(NamedTuple):
    """What a table is: the kind of its changes, its columns, those it needs, and what a new one begins with."""

    changes: Kind
    columns: Sequence[str]
    required: Collection[str]
    header: Sequence[str]


def revision_of(file: Path) -> str:
    """SHA-256 of a file's bytes; NO_FILE where it is not there.

    Raises:
        PathError: it cannot be read.
    """
    try:
        with os_errors_as_path_errors(file):
            return hashlib.sha256(file.read_bytes()).hexdigest()
    except PathError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return NO_FILE
        raise


def save_table(
    root: Path,
    changes: Changes,
    shown: tuple[str, str],
    kind: TableKind,
    words: str,
    edit: Callable[[TableText], list[Row]],
    read: Callable[[Path], list[Row]],
) -> FolderChange:
    """Changes a table, if it is then read as it ought to be.

    Args:
        root: the folder of patients.
        changes: its changes, which nobody else makes meanwhile.
        shown: as in `edited`.
        kind: what table it is.
        words: what is done, for the user.
        edit: as in `edited`.
        read: reads such a table.

    Raises:
        PathError: the file was changed meanwhile, cannot be changed so that it is still read, or cannot be written.
    """
    return changes.make(kind.changes, words, [edited(root, shown, kind, edit, read)])


def edited(
    root: Path,
    shown: tuple[str, str],
    kind: TableKind,
    edit: Callable[[TableText], list[Row]],
    read: Callable[[Path], list[Row]],
) -> FileStep:
    """The step that changes a table, if it is then read as it ought to be; to be made while nobody else changes any.

    Args:
        root: the folder of patients.
        shown: the table's path within the folder, where it is made if it is not there, and its revision as it was when
            the page was made that asks for the change.
        kind: what table it is.
        edit: makes the changes, and returns what the table is to be read as.
        read: reads such a table.

    Raises:
        PathError: the file was changed meanwhile, cannot be changed so that it is still read, or cannot be written.
    """
    path, revision = shown
    place = inside(root, path)
    if revision_of(place) != revision:
        problem = message("this was changed in another page or program meanwhile, and your change was not saved")
        raise PathError(path, problem, message("Load the page again, and enter it anew."))
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=root / BIN) as folder:
            draft = Path(folder, place.name)
            draft.write_bytes(place.read_bytes() if revision else new_table(kind.header))
            table = TableText(draft, kind.columns, kind.required)
            expected = edit(table)
            content = table.content()
            draft.write_bytes(content)
            _check(path, expected, draft, read)
    except OSError as error:
        raise unsaved(path, error) from error
    return FileStep(path, content=content, replaces=revision or None)


def _check(path: str, expected: list[Row], draft: Path, read: Callable[[Path], list[Row]]) -> None:
    try:
        found = read(draft)
    except PathError as error:
        problem = message("after this change it could not be read any more ({problem})", problem=error.problem)
        raise PathError(path, problem, message("Correct the file in a spreadsheet first.")) from error
    if found != expected:
        problem = message("after this change it would be read as something else")
        raise PathError(path, problem, message("Write all dates in it as 2026-01-31 first."))
