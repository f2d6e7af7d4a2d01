"""What a change of the folder is, and its record in the bin: `change.json` beside what it keeps there."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from wrinkle_scan.app.folder.moving import Move
from wrinkle_scan.app.folder.places import WORK
from wrinkle_scan.system.files import json_bytes
from wrinkle_scan.system.messages import Text, restored

Kind = Literal["adding", "filing", "moving", "renaming", "deleting", "treatments", "consents"]
State = Literal["doing", "done", "undoing", "undone"]
BIN = f"{WORK}/bin"
RECORD = "change.json"
"""The name of a record."""
_NAME = re.compile(r"(\d{6,})-(doing|done|undoing|undone)")
_COUNTED = "last-number"
"""Keeps the number of the last change that was forgotten."""
OWN = "./"
"""Begins a place in the change's own folder; any other is a path in the folder of patients."""
_LONGEST_NAME = 200
"""Bytes; file systems allow 255, and a former file's name is longer by a few."""


@dataclass(frozen=True)
class FileStep:
    """What a change does with one file.

    Attributes:
        target: where it goes, a path in the folder of patients; None: the bin.
        source: a file there is, likewise; None: it is new.
        content: of a new one.
        replaces: SHA-256 of the file at the target that it replaces; None: there must be none.
    """

    target: str | None
    source: str | None = None
    content: bytes = b""
    replaces: str | None = None


@dataclass(frozen=True)
class FolderChange:
    """A change that was made.

    Attributes:
        number: counts the changes of a folder.
        kind: of it.
        words: what was done, for the user.
        made_at: ISO 8601, in local time.
        moves: of its files.
        folders: that it made.
        state: how far it has come.
    """

    number: int
    kind: Kind
    words: str
    made_at: str
    moves: tuple[Move, ...]
    folders: tuple[str, ...]
    state: State

    @property
    def targets(self) -> tuple[str, ...]:
        """The places in the folder of patients of what it put there."""
        return tuple(move.target for move in self.moves if not move.target.startswith(OWN))


def moves_of(steps: Sequence[FileStep]) -> tuple[tuple[Move, ...], dict[str, bytes]]:
    """The moves of a change, and the content of its new files by their names in its own folder."""
    moves, contents = [], {}
    for position, step in enumerate(steps, 1):
        name = PurePosixPath(step.target or step.source or "").name
        label = f"{position}_{name}" if len(os.fsencode(name)) < _LONGEST_NAME else str(position)
        former = None if step.replaces is None else f"{OWN}former_{label}"
        if step.source is None:
            contents[label] = step.content
            sha256 = hashlib.sha256(step.content).hexdigest()
            moves.append(Move(OWN + label, step.target or "", former, sha256, step.replaces))
        else:
            moves.append(Move(step.source, step.target or OWN + label, former, None, step.replaces))
    return tuple(moves), contents


def numbered(folder: Path) -> list[tuple[int, State]]:
    """Number and state of all changes in a bin, in order."""
    names = os.listdir(folder) if folder.is_dir() else []
    matches = filter(None, map(_NAME.fullmatch, names))
    return sorted((int(match[1]), match[2]) for match in matches)  # type: ignore[misc]


def last_number(folder: Path) -> int:
    """The number of the last change there was, though it may be forgotten; 0 before the first."""
    kept = folder / _COUNTED
    try:
        before = int(kept.read_text(encoding="ascii"))
    except (OSError, ValueError):
        before = 0
    return max([before, *(number for number, _ in numbered(folder))])


def keep_number(folder: Path) -> None:
    """Keeps the number of the last change, before changes are forgotten.

    Raises:
        OSError: the folder cannot be written to.
    """
    draft = folder / f"{_COUNTED}.draft"
    draft.write_text(str(last_number(folder)), encoding="ascii")
    os.replace(draft, folder / _COUNTED)


def record_of(change: FolderChange) -> bytes:
    """The content of a change's record; number and state are in the name of its folder."""
    record = {name: value for name, value in asdict(change).items() if name not in ("number", "state")}
    return json_bytes(record | ({"said": change.words.plain()} if isinstance(change.words, Text) else {}))


def read_change(folder: Path, number: int) -> FolderChange | None:
    """A change in a bin; None if there is none of this number, or its record was damaged."""
    state = dict(numbered(folder)).get(number)
    try:
        found = json.loads((folder / f"{number:06}-{state}" / RECORD).read_text(encoding="utf-8"))
        if "said" in found:
            found["words"] = restored(found.pop("said"))
        moves = tuple(Move(**move) for move in found.pop("moves"))
        return FolderChange(number, moves=moves, folders=tuple(found.pop("folders")), state=state, **found)  # type: ignore[arg-type]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def folder_of(change: FolderChange, state: State | None = None) -> str:
    """The name of a change's own folder in the bin, in its state or another."""
    return f"{change.number:06}-{state or change.state}"
