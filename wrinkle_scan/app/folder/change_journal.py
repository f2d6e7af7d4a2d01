"""A change carried out or taken back move by move; how far it has come is in the name of its folder in the bin.

That name is set before the first move and after the last, so that whoever finds a change halfway knows which way it was
going, and goes on: a move that is made already is passed over.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path, PurePosixPath

from wrinkle_scan.app.folder.change_records import BIN, OWN, FolderChange, State, folder_of
from wrinkle_scan.app.folder.moving import FileConflictError, Places, perform, share_as_others
from wrinkle_scan.system.staging import flush_folder


class ChangeJournal:
    """The changes of a folder of patients as their folders in its bin."""

    def __init__(self, root: Path) -> None:
        """Of a folder of patients."""
        self._root, self._bin = root, root / BIN

    def forward(self, change: FolderChange) -> None:
        """Carries a change out, from wherever it has come to.

        Raises:
            FileConflictError: somebody else has changed a file.
            OSError: a file cannot be moved.
        """
        self._set_state(change, "doing")
        doing = replace(change, state="doing")
        for path in change.folders:
            (self._root / path).mkdir(exist_ok=True)
        places = self.places(doing)
        for move in change.moves:
            if move.source.startswith(OWN):
                share_as_others(move, places)
            perform(move, places)
        self._set_state(doing, "done")

    def back(self, change: FolderChange) -> None:
        """Takes back as much as can be: what somebody else has changed meanwhile stays as it is.

        Raises:
            OSError: a file cannot be moved.
        """
        self._set_state(change, "undoing")
        undoing = replace(change, state="undoing")
        for move in reversed(change.moves):
            with contextlib.suppress(FileConflictError):
                perform(move.back(), self.places(undoing))
        for path in reversed(change.folders):
            with contextlib.suppress(OSError):  # there is something in it
                (self._root / path).rmdir()
        self._set_state(undoing, "undone")

    def drop(self, change: FolderChange, contents: Collection[str]) -> None:
        """Deletes the new content of a change that was not made; what was there before stays, wherever it is."""
        folder = self._bin / folder_of(change)
        with contextlib.suppress(OSError):
            for name in contents:
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()

    def places(self, change: FolderChange) -> Places:
        """Where on the disk the places of a change's moves are."""
        folder = self._bin / folder_of(change)
        return lambda place: folder / place[len(OWN) :] if place.startswith(OWN) else self._root / place

    def missing(self, target: str) -> list[str]:
        """The folders above a target that are not there, the outermost first."""
        if target.startswith(OWN):
            return []
        above = [str(path) for path in reversed(PurePosixPath(target).parents) if path.parts]
        return [path for path in above if not (self._root / path).is_dir()]

    def _set_state(self, change: FolderChange, state: State) -> None:
        if change.state != state:
            os.rename(self._bin / folder_of(change), self._bin / folder_of(change, state))
            flush_folder(self._bin)
