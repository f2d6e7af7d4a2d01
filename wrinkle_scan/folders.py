"""The photos in a folder, in a stable order."""

from __future__ import annotations

import os
from pathlib import Path

from wrinkle_scan.errors import PathError

SUFFIXES = {".jpg", ".jpeg", ".png", ".heic", ".heif", ".tif", ".tiff", ".webp", ".bmp"}


def photos_in(folder: Path, deep: bool = True) -> list[Path]:
    """Files named as photos are, sorted by name, hidden ones left out; those of folders within too if `deep`.

    Raises:
        PathError: no such folder, or one that cannot be read.
    """
    if not folder.is_dir():
        problem = "this is not a folder" if folder.exists() else "there is no such folder"
        raise PathError(folder, problem, "Name a folder with photos of faces.")
    try:
        os.listdir(folder)
    except OSError as error:
        raise PathError(folder, f"it cannot be read ({error.strerror})", "Check its permissions.") from error
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(folders) if deep else []
        found += [Path(place, n) for n in sorted(names) if Path(n).suffix.lower() in SUFFIXES and n[0] != "."]
    return found
