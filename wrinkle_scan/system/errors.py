"""The errors meant for the user, one plain sentence each: what happened, to which file, and what to do about it.

Where code has to distinguish one cause from the others, a class derives from these beside what raises it:
`OtherStampError` (a table of other settings), `FileConflictError` (a file changed meanwhile) and `CallFailedError` (a
call of the page).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wrinkle_scan.system.messages import Text, joined

SEVERAL_FACES = "several_faces"
"""Code of a photo with faces of like size, one of which can be chosen where a command or the page lets one."""


class WrinkleScanError(Exception):
    """Base of every error that is meant for the user's eyes.

    Args:
        path: the file or folder it is about.
        problem: the cause, as the end of a sentence that begins with the file's name, without a full stop.
        remedy: what the user can do, as a sentence of its own.

    Attributes:
        about: the name of what it is about, without a folder.
        exit_code: exit code of the command line: 1 a photo could not be measured, 2 wrong usage or path.
    """

    exit_code = 1

    def __init__(self, path: Path | str, problem: str, remedy: str) -> None:
        """Makes the sentence out of its parts."""
        super().__init__(f"{path}: {problem}. {remedy}")
        self.path = Path(path)
        self.about: str = path if isinstance(path, Text) else self.path.name
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is sent from one process to another: by its parts, not by its sentence."""
        return type(self), (self._given, self.problem, self.remedy)

    @property
    def cause(self) -> str:
        """The cause as a sentence of its own."""
        return joined([joined([self.problem], capital=True), "."], "")

    @property
    def reason(self) -> str:
        """Cause and remedy, for where the file is named beside them."""
        return joined([self.cause, self.remedy])

    @property
    def _given(self) -> Path | str:
        return self.about if isinstance(self.about, Text) else self.path


class PhotoError(WrinkleScanError):
    """A photo that was read, or could have been, but cannot be measured.

    Args:
        path: the photo.
        code: a short machine-readable name of the cause, e.g. ``"no_face"``; stable, used in tables and JSON.
        problem: as in `WrinkleScanError`.
        remedy: the same.
    """

    def __init__(self, path: Path | str, code: str, problem: str, remedy: str) -> None:
        """Makes the sentence out of its parts."""
        super().__init__(path, problem, remedy)
        self.code = code

    def __reduce__(self) -> tuple[Any, ...]:
        """As the base's, with the code."""
        return type(self), (self._given, self.code, self.problem, self.remedy)


class PathError(WrinkleScanError):
    """A path that cannot be read or written as asked (missing, a folder, no permission, exists already)."""

    exit_code = 2
