"""Every change of the folder: made whole or not at all, also where the program is killed, and undone if asked.

A change is a list of moves. New content and the list come into `.wrinkle-scan/bin` together, as one folder with a
single rename: from then on the change is made, if need be by the next start. What it replaces or takes away lies there
too, so that the same moves backwards undo it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Literal

from wrinkle_scan.app.folder.locking import locked
from wrinkle_scan.app.folder.moving import Conflict, Move, Places, check_source, check_target, perform, share_as_others
from wrinkle_scan.app.folder.places import WORK, unsaved, work_folder
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.files import json_bytes, write_together
from wrinkle_scan.system.staging import PREFIX, flush_folder

Kind = Literal["adding", "filing", "moving", "deleting", "treatments", "consents"]
State = Literal["doing", "done", "undoing", "undone"]
BIN = f"{WORK}/bin"
_RECORD = "change.json"
_NAME = re.compile(r"(\d{6,})-(doing|done|undoing|undone)")
_OWN = "./"
"""Begins a place in the change's own folder; any other is a path in the folder of patients."""
_LONGEST_NAME = 200
"""Bytes; file systems take 255, and a former file's name is longer by a few."""


@dataclass(frozen=True)
class Step:
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
class Change:
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
        return tuple(move.target for move in self.moves if not move.target.startswith(_OWN))


@contextmanager
def changing(root: Path) -> Iterator[Changes]:
    """Waits until nobody else changes the folder, and lets it be changed in the block.

    Raises:
        PathError: the folder cannot be written to.
    """
    work = work_folder(root)
    with ExitStack() as stack:
        with _os_errors("the folder"):
            (work / "bin").mkdir(mode=0o700, exist_ok=True)
            stack.enter_context(locked(work / "changes.lock"))
            changes = Changes(root)
        yield changes


def finish_changes(root: Path) -> tuple[Change, ...]:
    """Brings to its end what a killed process has left; to be called when a folder is opened.

    Returns:
        What it has left: each change, done or undone.

    Raises:
        PathError: it has left something, and the folder cannot be written to.
    """
    halfway = any(state in ("doing", "undoing") for _, state in _numbered(root / BIN))
    if not halfway and not any((root / BIN).glob(f"{PREFIX}*")):
        return ()
    with changing(root) as changes:
        return changes.finished


def last_change(root: Path) -> Change | None:
    """The change that `undo_last` would undo; None where there is none."""
    found = (_read(root / BIN, number) for number, state in reversed(_numbered(root / BIN)) if state == "done")
    return next(filter(None, found), None)


def undo(root: Path, number: int | None = None) -> Change:
    """Undoes a change: photos go back to where they were, treatments are as before.

    Args:
        root: the folder of patients.
        number: the change's; None: the last one that was not undone.

    Raises:
        PathError: there is nothing to undo, what it did was changed since, or the folder cannot be written to.
    """
    with changing(root) as changes:
        return changes.undo(number)


def empty_bin(root: Path, before: str) -> int:
    """Deletes for good what was deleted or replaced, and forgets these changes: they cannot be undone any more.

    Args:
        root: the folder of patients.
        before: the day before which they were made, ISO 8601.

    Returns:
        Number of changes.

    Raises:
        PathError: the folder cannot be written to.
    """
    with changing(root) as changes, _os_errors("the bin"):
        return changes.empty(before)


class Changes:
    """The changes of a folder, while no other process or thread makes any: see `changing`.

    Attributes:
        finished: what a killed process had left.
    """

    def __init__(self, root: Path) -> None:
        """Of a folder of patients that is locked; what a killed process has left is brought to its end first."""
        self._root, self._bin = root, root / BIN
        self.finished = tuple(self._finish())

    def make(self, kind: Kind, words: str, steps: Sequence[Step], folders: Sequence[str] = ()) -> Change:
        """Makes a change.

        Args:
            kind: of it.
            words: what is done, for the user.
            steps: what is done with each file.
            folders: that are made besides those of the files.

        Raises:
            Conflict: a file is not as the steps have it.
            PathError: the disk is full, or the folder cannot be written to; nothing was changed.
        """
        number = max((number for number, _ in _numbered(self._bin)), default=0) + 1
        moves, contents = _moves(steps)
        missing = (path for move in moves for path in self._missing(move.target))
        made = tuple(dict.fromkeys([*folders, *missing]))
        made_at = datetime.now().astimezone().isoformat(timespec="seconds")
        change = Change(number, kind, words, made_at, moves, made, "doing")
        folder = self._folder(number, "doing")
        with _os_errors(words):
            for move in moves:
                if not move.source.startswith(_OWN):
                    check_source(move, self._places(change))
                check_target(move, self._places(change))
        contents[_RECORD] = _record(change)
        try:
            write_together({folder / name: content for name, content in contents.items()}, folder)
        except PathError as error:
            raise unsaved(words, error.__cause__ if isinstance(error.__cause__, OSError) else OSError()) from error
        try:
            self._forward(change)
        except (OSError, Conflict) as error:
            try:
                self._back(change)
            except OSError as other:
                raise _unfinished(words, other) from error
            self._drop(replace(change, state="undone"), contents)
            raise unsaved(words, error) if isinstance(error, OSError) else error from error
        return replace(change, state="done")

    def undo(self, number: int | None = None) -> Change:
        """Undoes a change; the last one that was not undone if no number is given.

        Raises:
            Conflict: a file was changed or taken away since.
            PathError: there is nothing to undo, or the folder cannot be written to; nothing was changed.
        """
        change = last_change(self._root) if number is None else _read(self._bin, number)
        if change is None or change.state != "done":
            raise PathError("the last change", "there is nothing to undo", "Load the page again.")
        with _os_errors(change.words):
            for move in reversed(change.moves):
                check_source(move.back(), self._places(change))
                check_target(move.back(), self._places(change))
            try:
                self._back(change)
            except OSError as error:
                try:
                    if (halfway := _read(self._bin, change.number)) and halfway.state == "undoing":
                        self._forward(halfway)
                except OSError as other:
                    raise _unfinished(change.words, other) from error
                raise
        return replace(change, state="undone")

    def empty(self, before: str) -> int:
        """As `empty_bin`."""
        found = (_read(self._bin, number) for number, _ in _numbered(self._bin))
        old = [change for change in found if change and change.made_at[:10] < before]
        for change in old:
            stage = self._bin / f"{PREFIX}{change.number}"  # a killed process leaves it to the next change
            os.rename(self._folder(change.number, change.state), stage)
            shutil.rmtree(stage)
        return len(old)

    def _finish(self) -> Iterator[Change]:
        for stage in self._bin.glob(f"{PREFIX}*"):
            shutil.rmtree(stage) if stage.is_dir() else stage.unlink()
        left = [number for number, state in _numbered(self._bin) if state in ("doing", "undoing")]
        for change in filter(None, (_read(self._bin, number) for number in left)):
            try:
                if change.state == "doing":
                    self._forward(change)
                    yield replace(change, state="done")
                    continue
            except Conflict:  # somebody else has changed its files in the meantime
                pass
            self._back(change)
            yield replace(change, state="undone")

    def _forward(self, change: Change) -> None:
        self._set_state(change, "doing")
        doing = replace(change, state="doing")
        for path in change.folders:
            (self._root / path).mkdir(exist_ok=True)
        places = self._places(doing)
        for move in change.moves:
            if move.source.startswith(_OWN):
                share_as_others(move, places)
            perform(move, places)
        self._set_state(doing, "done")

    def _back(self, change: Change) -> None:
        """Undoes as much as can be: what somebody else has changed meanwhile stays as it is."""
        self._set_state(change, "undoing")
        undoing = replace(change, state="undoing")
        for move in reversed(change.moves):
            with contextlib.suppress(Conflict):
                perform(move.back(), self._places(undoing))
        for path in reversed(change.folders):
            with contextlib.suppress(OSError):  # there is something in it
                (self._root / path).rmdir()
        self._set_state(undoing, "undone")

    def _drop(self, change: Change, contents: Collection[str]) -> None:
        """Deletes the new content of a change that was not made; what was there before stays, wherever it is."""
        folder = self._folder(change.number, change.state)
        with contextlib.suppress(OSError):
            for name in contents:
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()

    def _set_state(self, change: Change, state: State) -> None:
        if change.state != state:
            os.rename(self._folder(change.number, change.state), self._folder(change.number, state))
            flush_folder(self._bin)

    def _places(self, change: Change) -> Places:
        folder = self._folder(change.number, change.state)
        return lambda place: folder / place[len(_OWN) :] if place.startswith(_OWN) else self._root / place

    def _folder(self, number: int, state: State) -> Path:
        return self._bin / f"{number:06}-{state}"

    def _missing(self, target: str) -> list[str]:
        """The folders above a target that are not there, the outermost first."""
        if target.startswith(_OWN):
            return []
        above = [str(path) for path in reversed(PurePosixPath(target).parents) if path.parts]
        return [path for path in above if not (self._root / path).is_dir()]


def _moves(steps: Sequence[Step]) -> tuple[tuple[Move, ...], dict[str, bytes]]:
    """The moves of a change, and the content of its new files by their names in its own folder."""
    moves, contents = [], {}
    for position, step in enumerate(steps, 1):
        name = PurePosixPath(step.target or step.source or "").name
        label = f"{position}_{name}" if len(os.fsencode(name)) < _LONGEST_NAME else str(position)
        former = None if step.replaces is None else f"{_OWN}former_{label}"
        if step.source is None:
            contents[label] = step.content
            sha256 = hashlib.sha256(step.content).hexdigest()
            moves.append(Move(_OWN + label, step.target or "", former, sha256, step.replaces))
        else:
            moves.append(Move(step.source, step.target or _OWN + label, former, None, step.replaces))
    return tuple(moves), contents


def _numbered(folder: Path) -> list[tuple[int, State]]:
    """Number and state of all changes in a bin, in order."""
    names = os.listdir(folder) if folder.is_dir() else []
    matches = filter(None, map(_NAME.fullmatch, names))
    return sorted((int(match[1]), match[2]) for match in matches)  # type: ignore[misc]


def _unfinished(words: str, error: OSError) -> PathError:
    problem = f"it was begun and cannot be ended ({error.strerror or error})"
    remedy = "Make room on the disk, or get permission to write to the folder; the next change or start then ends it."
    return PathError(words, problem, remedy)


def _record(change: Change) -> bytes:
    return json_bytes({name: value for name, value in asdict(change).items() if name not in ("number", "state")})


def _read(folder: Path, number: int) -> Change | None:
    """A change in a bin; None if there is none of this number, or its record was damaged."""
    state = dict(_numbered(folder)).get(number)
    try:
        found = json.loads((folder / f"{number:06}-{state}" / _RECORD).read_text(encoding="utf-8"))
        moves = tuple(Move(**move) for move in found.pop("moves"))
        return Change(number, moves=moves, folders=tuple(found.pop("folders")), state=state, **found)  # type: ignore[arg-type]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


@contextmanager
def _os_errors(words: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unsaved(words, error) from error
