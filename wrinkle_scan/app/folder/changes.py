"""Every change of the folder: made whole or not at all, also where the program is killed, and undone if asked.

A change is a list of moves. New content and the list come into `.wrinkle-scan/bin` together, as one folder with a
single rename: from then on the change is made, if need be by the next start. What it replaces or removes lies there
too, so that the same moves backwards undo it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from wrinkle_scan.app.folder.change_journal import ChangeJournal
from wrinkle_scan.app.folder.change_records import (
    BIN,
    OWN,
    RECORD,
    FileStep,
    FolderChange,
    Kind,
    folder_of,
    keep_number,
    last_number,
    moves_of,
    numbered,
    read_change,
    record_of,
)
from wrinkle_scan.app.folder.locking import locked
from wrinkle_scan.app.folder.moving import FileConflictError, check_source, check_target
from wrinkle_scan.app.folder.places import WORK, unsaved, work_folder
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.files import write_together
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.os_reasons import reason_of
from wrinkle_scan.system.staging import PREFIX, flush_folder

LOCK = f"{WORK}/changes.lock"
"""Held by the process that makes a change."""


@contextmanager
def changing(root: Path) -> Iterator[Changes]:
    """Waits until nobody else changes the folder, and lets it be changed in the block.

    Raises:
        PathError: the folder cannot be written to.
    """
    work_folder(root)
    work_folder(root, BIN)
    with ExitStack() as stack:
        with _os_errors(message("the folder")):
            stack.enter_context(locked(root / LOCK))
            changes = Changes(root)
        yield changes


def finish_changes(root: Path) -> tuple[FolderChange, ...]:
    """Brings to its end what a killed process has left; to be called when a folder is opened.

    Returns:
        What it has left: each change, done or undone.

    Raises:
        PathError: it has left something, and the folder cannot be written to.
    """
    halfway = any(state in ("doing", "undoing") for _, state in numbered(root / BIN))
    if not halfway and not any((root / BIN).glob(f"{PREFIX}*")):
        return ()
    with changing(root) as changes:
        return changes.finished


def last_change(root: Path) -> FolderChange | None:
    """The change that `undo` would undo; None where there is none."""
    found = (read_change(root / BIN, number) for number, state in reversed(numbered(root / BIN)) if state == "done")
    return next(filter(None, found), None)


def undo(root: Path, number: int | None = None) -> FolderChange:
    """Undoes a change: photos go back to where they were, treatments are as before.

    Args:
        root: the folder of patients.
        number: the change's; None: the last one that was not undone.

    Raises:
        PathError: there is nothing to undo, what it did was changed since, or the folder cannot be written to.
    """
    with changing(root) as changes:
        return changes.undo(number)


class Changes:
    """The changes of a folder, while no other process or thread makes any: see `changing`.

    Attributes:
        finished: what a killed process had left.
    """

    def __init__(self, root: Path) -> None:
        """Of a folder of patients that is locked; what a killed process has left is brought to its end first."""
        self._root, self._bin, self._journal = root, root / BIN, ChangeJournal(root)
        self.finished = tuple(self._finish())

    def make(self, kind: Kind, words: str, steps: Sequence[FileStep], folders: Sequence[str] = ()) -> FolderChange:
        """Makes a change.

        Args:
            kind: of it.
            words: what is done, for the user.
            steps: what is done with each file.
            folders: that are made besides those of the files.

        Raises:
            FileConflictError: a file is not as the steps have it.
            PathError: the disk is full, or the folder cannot be written to; nothing was changed.
        """
        number = last_number(self._bin) + 1
        moves, contents = moves_of(steps)
        missing = (path for move in moves for path in self._journal.missing(move.target))
        made = tuple(dict.fromkeys([*folders, *missing]))
        made_at = datetime.now().astimezone().isoformat(timespec="seconds")
        change = FolderChange(number, kind, words, made_at, moves, made, "doing")
        folder = self._bin / folder_of(change)
        with _os_errors(words):
            for move in moves:
                if not move.source.startswith(OWN):
                    check_source(move, self._journal.places(change))
                check_target(move, self._journal.places(change))
        contents[RECORD] = record_of(change)
        try:
            write_together({folder / name: content for name, content in contents.items()}, folder)
        except PathError as error:
            raise unsaved(words, error.__cause__ if isinstance(error.__cause__, OSError) else OSError()) from error
        try:
            self._journal.forward(change)
        except (OSError, FileConflictError) as error:
            try:
                self._journal.back(change)
            except OSError as other:
                raise _unfinished(words, other) from error
            self._journal.drop(replace(change, state="undone"), contents)
            raise unsaved(words, error) if isinstance(error, OSError) else error from error
        return replace(change, state="done")

    def undo(self, number: int | None = None) -> FolderChange:
        """Undoes a change; the last one that was not undone if no number is given.

        Raises:
            FileConflictError: a file was changed or taken away since.
            PathError: there is nothing to undo, or the folder cannot be written to; nothing was changed.
        """
        change = last_change(self._root) if number is None else read_change(self._bin, number)
        if change is None or change.state != "done":
            raise PathError(
                message("the last change"), message("there is nothing to undo"), message("Load the page again.")
            )
        with _os_errors(change.words):
            places = self._journal.places(change)
            for move in reversed(change.moves):
                check_source(move.back(), places)
                check_target(move.back(), lambda place: places(_moved_with_its_folder(place, change)))
            try:
                self._journal.back(change)
            except OSError as error:
                try:
                    if (halfway := read_change(self._bin, change.number)) and halfway.state == "undoing":
                        self._journal.forward(halfway)
                except OSError as other:
                    raise _unfinished(change.words, other) from error
                raise
        return replace(change, state="undone")

    def empty(self) -> None:
        """Deletes for good what was deleted or replaced, and forgets all changes: they cannot be undone any more."""
        found = numbered(self._bin)
        keep_number(self._bin)  # an old page's "Undo" must not mean a later change
        # What a killed process leaves under these names, the next change deletes.
        stages = [self._bin / f"{PREFIX}{number}" for number, _ in found]
        for stage, (number, state) in zip(stages, found, strict=True):
            os.rename(self._bin / f"{number:06}-{state}", stage)
        flush_folder(self._bin)
        for stage in stages:
            shutil.rmtree(stage)

    def _finish(self) -> Iterator[FolderChange]:
        for stage in self._bin.glob(f"{PREFIX}*"):
            shutil.rmtree(stage) if stage.is_dir() else stage.unlink()
        left = [number for number, state in numbered(self._bin) if state in ("doing", "undoing")]
        for change in filter(None, (read_change(self._bin, number) for number in left)):
            try:
                if change.state == "doing":
                    self._journal.forward(change)
                    yield replace(change, state="done")
                    continue
            except FileConflictError:  # somebody else has changed its files in the meantime
                pass
            self._journal.back(change)
            yield replace(change, state="undone")


def _moved_with_its_folder(place: str, change: FolderChange) -> str:
    """Where a place is after a change that moved folders, too: what it has replaced there lies in the new one."""
    for move in change.moves:
        if place.startswith(f"{move.source}/"):
            place = move.target + place[len(move.source) :]
    return place


def _unfinished(words: str, error: OSError) -> PathError:
    problem = message("it was begun and cannot be ended ({strerror})", strerror=reason_of(error))
    remedy = message(
        "Make room on the disk, or get permission to write to the folder; the next change or start then ends it."
    )
    return PathError(words, problem, remedy)


@contextmanager
def _os_errors(words: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unsaved(words, error) from error
