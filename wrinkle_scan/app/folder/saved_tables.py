"""A CSV file of the folder changed as a page asks for it, unless another page or program was faster."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from wrinkle_scan.app.folder.changes import Change, Changes, Kind, Step
from wrinkle_scan.app.folder.places import WORK, inside, unsaved
from wrinkle_scan.app.folder.table_text import TableText, new_table
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.staging import PREFIX
from wrinkle_scan.system.unreadable import os_errors_as_path_errors

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
    file: str,
    revision: str,
    kind: TableKind,
    words: str,
    edit: Callable[[TableText], object],
    check: Callable[[Path], object],
) -> Change:
    """Changes a table.

    Args:
        root: the folder of patients.
        changes: its changes, which nobody else makes meanwhile.
        file: the table, a path within the folder; made if it is not there.
        revision: the file's, as the page that asks for the change was made from it.
        kind: what table it is.
        words: what is done, for the user.
        edit: makes the changes.
        check: reads a file with the changed table, and raises `PathError` where it is not what it ought to be.

    Raises:
        PathError: the file was changed meanwhile, it cannot be changed so that it is still read, or cannot be written.
    """
    place = inside(root, file)
    if revision_of(place) != revision:
        problem = "this was changed in another page or program meanwhile, and your change was not saved"
        raise PathError(file, problem, "Load the page again, and enter it anew.")
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=root / WORK) as folder:
            draft = Path(folder, place.name)
            draft.write_bytes(place.read_bytes() if revision else new_table(kind.header))
            table = TableText(draft, kind.columns, kind.required)
            edit(table)
            content = table.content()
            draft.write_bytes(content)
            check(draft)
    except OSError as error:
        raise unsaved(file, error) from error
    return changes.make(kind.changes, words, [Step(file, content=content, replaces=revision or None)])
