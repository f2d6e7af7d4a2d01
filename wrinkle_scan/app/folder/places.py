"""Where things lie in a folder of patients: paths from outside lead to places inside it, or are refused."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.folders import belongs_to_system
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.os_reasons import reason_of

WORK = ".wrinkle-scan"
"""The page's own folder within the folder of patients: hidden, so that no command takes it for a patient."""
_REMEDY = message("Choose a photo or a patient that the page shows.")


def inside(root: Path, relative: str) -> Path:
    """The place of a path that came from outside, as from the browser.

    Args:
        root: the folder of patients.
        relative: within it, with ``/`` between folders; there need not be such a file.

    Raises:
        PathError: it leads out of the folder, be it through a link, or to what is hidden there.
    """
    path = PurePath(relative)
    if not path.parts or "\0" in relative or path.anchor or ".." in path.parts or _has_hidden(path):
        raise PathError(relative, message("this is no place in the folder of patients"), _REMEDY)
    if not is_inside(root, root / path):
        problem = message("this is a link that leads out of the folder of patients")
        raise PathError(relative, problem, message("Put the photo itself into the folder in its place."))
    return root / path


def is_inside(root: Path, place: Path) -> bool:
    """Whether a place, all links followed, lies in the folder and not in what is hidden there."""
    above, real = (os.path.realpath(path) for path in (root, place))
    within = real.startswith(above.rstrip(os.sep) + os.sep)
    return within and not _has_hidden(PurePath(os.path.relpath(real, above)))


def relative_to(root: Path, place: Path) -> str:
    """The path of a place within the folder, as `inside` takes it."""
    return place.relative_to(root).as_posix()


def work_folder(root: Path, path: str = WORK) -> Path:
    """The page's own folder, or one in it, made if it is not there.

    Raises:
        PathError: it cannot be made, or is a link, which may lead anywhere.
    """
    folder = root / path
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise unsaved(root.name, error) from error
    if folder.is_symlink():
        raise PathError(path, message("this is a link, and no folder of the page's own"), message("Take it away."))
    return folder


def unsaved(what: str, error: OSError) -> PathError:
    """The error of a change that could not be made, to be raised."""
    problem = message("it cannot be saved ({strerror}), and nothing was changed", strerror=reason_of(error))
    return PathError(
        what, problem, message("Make room on the disk, or get permission to write to the folder, and try again.")
    )


def _has_hidden(path: PurePath) -> bool:
    return any(belongs_to_system(part) for part in path.parts)
