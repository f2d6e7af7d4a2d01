"""The photos in a folder, in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from wrinkle_scan.errors import PathError
from wrinkle_scan.unreadable import failures_in_plain_words

SUFFIXES = {".jpg", ".jpeg", ".png", ".heic", ".heif", ".tif", ".tiff", ".webp", ".bmp"}


def photos_in(folder: Path, deep: bool = True) -> list[Path]:
    """Files named as photos are, sorted by name, hidden ones left out; those of folders within too if `deep`.

    Raises:
        PathError: no such folder, or one that cannot be read.
    """
    check_folder(folder)
    return list(walk_photos(folder, deep))


def check_folder(folder: Path) -> None:
    """Makes sure that a folder can be looked into.

    Raises:
        PathError: no such folder, or one that cannot be read.
    """
    if not os.path.isdir(folder):
        problem = "this is not a folder" if os.path.exists(folder) else "there is no such folder"
        raise PathError(folder, problem, "Name a folder with photos of faces.")
    with failures_in_plain_words(folder, "folder"):
        os.listdir(folder)


def walk_photos(folder: Path, deep: bool = True) -> Iterator[Path]:
    """As `photos_in`, one by one; hidden folders are left out too.

    Links to folders are not followed. A folder within that cannot be read is handed out itself, in its parent's place.
    """
    unreadable: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if name[0] != ".") if deep else []
        yield from (Path(place, n) for n in sorted(names) if Path(n).suffix.lower() in SUFFIXES and n[0] != ".")
        while unreadable:
            yield unreadable.pop()
    yield from unreadable
