"""The tables of a folder of patients, kept in `.wrinkle-scan` as `wrinkle-scan batch` writes them (`folder_measuring`).

Its files hold the photos' whole paths, as `batch` writes them; what leaves this module has paths within the folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from wrinkle_scan.app.folder.places import WORK
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.cohort.batch.columns import Row

What = Literal["photos", "pairs"]
WHATS: tuple[What, ...] = get_args(What)
"""A row for each photo and region; a row for each follow-up and region."""
_PLACE_FILE = "tables.place"
_PATHS = ("path", "before_path", "after_path")
_TEXTS = ("reason", "left_out")


def table_file(root: Path, what: What) -> Path:
    """Where a table is kept."""
    return root / WORK / f"{what}.sqlite"


def read_rows(root: Path, what: What) -> list[Row]:
    """The rows of a table, as `wrinkle-scan batch .` writes them in that folder; none where there is no table yet.

    Raises:
        PathError: it cannot be read.
    """
    from wrinkle_scan.cohort.batch.tables import read_table

    place = Path(os.path.abspath(root))
    file = table_file(place, what)
    if not file.is_file():
        return []
    former = _former_place(place)
    return [_within(former, row) for row in read_table(file, _columns(what))]


def save_rows(root: Path, what: What, file: Path) -> None:
    """Writes a table as CSV, Parquet or SQLite, as the file's ending says.

    Raises:
        PathError: there is no such table yet, or it cannot be read or written.
    """
    from wrinkle_scan.cohort.batch.tables import write_table

    rows = read_rows(root, what)
    if not rows:
        raise PathError(
            message("the table"), message("there is nothing in it yet"), message("Measure the folder first.")
        )
    write_table(file, _columns(what), rows)


def follow_renaming(root: Path, old: str, new: str, renamed: Callable[[str], str]) -> None:
    """Renames a patient in the tables, in a process of its own; a run that was stopped finds the photos by itself.

    Raises:
        PathError: a table cannot be read or written.
    """

    def with_new_name(row: Row) -> Row:
        row |= {name: renamed(row[name]) for name in _PATHS if row.get(name)}
        row |= {name: row[name].replace(old, new) for name in _TEXTS if row.get(name) and row["patient"] == old}
        return row | {"patient": new if row["patient"] == old else row["patient"]}

    _rewrite(root, lambda rows: map(with_new_name, rows))


def forget_gone(root: Path) -> None:
    """Takes photos that are no longer in the folder out of the tables, and follow-ups with them; as `follow_renaming`.

    What a run that was stopped had left goes, too.
    """
    place = Path(os.path.abspath(root))

    def is_there(row: Row) -> bool:
        return all((place / row[name]).is_file() for name in _PATHS if row.get(name))

    _rewrite(root, lambda rows: filter(is_there, rows))
    for what in WHATS:
        for journal in (place / WORK).glob(f".{table_file(place, what).name}.wrinkle-scan*"):
            journal.unlink(missing_ok=True)


def _rewrite(root: Path, change: Callable[[list[Row]], Iterable[Row]]) -> None:
    """Changes the tables' rows, in which paths are within the folder."""
    from wrinkle_scan.cohort.batch.tables import write_table

    place = Path(os.path.abspath(root))
    for what in WHATS:
        if table_file(place, what).is_file():
            rows = change(read_rows(place, what))
            former = Path(_former_place(place))
            write_table(table_file(place, what), _columns(what), (_outside(former, row) for row in rows))


def _columns(what: What) -> dict[str, type]:
    from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES

    return {"photos": SCORES, "pairs": PAIRS}[what]


def _former_place(place: Path) -> str:
    """The folder's path when its tables were written."""
    file = place / WORK / _PLACE_FILE
    return file.read_text(encoding="utf-8", errors="surrogateescape") if file.is_file() else str(place)


def follow_the_folder(place: Path) -> None:
    """Gives the photos in the tables their present paths, where the folder was moved or renamed since."""
    from wrinkle_scan.cohort.batch.tables import read_table, write_table

    former = _former_place(place)
    if former != str(place):
        for what in WHATS:
            file = table_file(place, what)
            if file.is_file():
                rows = [_within(former, row) for row in read_table(file, _columns(what))]
                write_table(file, _columns(what), (_outside(place, row) for row in rows))
            file.with_name(f".{file.name}.wrinkle-scan").unlink(missing_ok=True)
    (place / WORK / _PLACE_FILE).write_text(str(place), encoding="utf-8", errors="surrogateescape")


def path_prefix(place: Path | str) -> str:
    """How the paths of a folder's files begin in its tables."""
    return f"{str(place).rstrip(os.sep)}{os.sep}".encode(errors="backslashreplace").decode()


def _within(place: str, row: Row) -> Row:
    """A row without the folder's own path."""
    prefix = path_prefix(place)
    paths = {name: row[name].removeprefix(prefix) for name in _PATHS if row.get(name)}
    return row | paths | {name: row[name].replace(prefix, "") for name in _TEXTS if row.get(name)}


def _outside(place: Path, row: Row) -> Row:
    return row | {name: f"{path_prefix(place)}{row[name]}" for name in _PATHS if row.get(name)}
