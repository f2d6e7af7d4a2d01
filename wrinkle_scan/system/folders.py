"""Lists the photos and other pictures of a folder in a stable order, without the system's own files."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

from wrinkle_scan.system import file_kinds
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.unreadable import os_errors_as_path_errors

_OF_SERVERS = {
    *("@eadir", "#recycle", "#snapshot", "@tmp", "@recycle", "@recently-snapshot", "@snapshot", "~snapshot"),
    *("@__thumb", "_gsdata_", "lost+found"),
    *("#thumb", "#synctrash", "@sharebin", "@synoeastream", "@synoresource", "dfsrprivate", "onedrivetemp"),
}
_OF_MACS = {"__macosx", "network trash folder", "temporary items", "icon\r"}
_OF_WINDOWS = {
    *("$recycle.bin", "recycler", "recycled", "system volume information", "$extend", "found.000"),
    *("config.msi", "windowsimagebackup"),
    *("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini"),
}
SYSTEM_NAMES = frozenset(_OF_SERVERS | _OF_MACS | _OF_WINDOWS)
"""Folders and files that a file server, a synchronising program or an operating system makes for itself, in lower
case."""
_PREVIEWS = (".lrdata",)
"""Endings of the folders in which photo programs keep small copies of photos that lie elsewhere."""

FileCategory = Literal["photo", "unmeasurable", "no picture"]
"""A photo in a format that is read; another picture, as a camera raw file; a video or a document."""
PHOTOS: tuple[FileCategory, ...] = ("photo",)
PICTURES: tuple[FileCategory, ...] = ("photo", "unmeasurable")
NON_PICTURES: tuple[FileCategory, ...] = ("no picture",)
NOT_MEASURED: tuple[FileCategory, ...] = ("unmeasurable", "no picture")


def belongs_to_system(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or a file server's or the system's own."""
    return name.startswith(".") or name.lower() in SYSTEM_NAMES or name.lower().endswith(_PREVIEWS)


def folder_of_photos(photos: Path) -> Path:
    """The folder that is given itself, or the one in which the list of photos that is given lies."""
    return photos if os.path.isdir(photos) else photos.parent


def photos_in(folder: Path, deep: bool = True) -> list[Path]:
    """The photos of a folder, sorted by name; with those of its subfolders if `deep`.

    Raises:
        PathError: no such folder, or one that cannot be read.
    """
    return files_in(folder, PHOTOS, deep)


def files_in(folder: Path, categories: Collection[FileCategory], deep: bool = True) -> list[Path]:
    """As `photos_in`, the files of these categories.

    Raises:
        PathError: no such folder, or one that cannot be read.
    """
    check_folder(folder)
    return list(walk(folder, categories, deep))


def check_folder(folder: Path) -> None:
    """Checks that a folder can be listed.

    Raises:
        PathError: no such folder, or one that cannot be read.
    """
    if not os.path.isdir(folder):
        if os.path.exists(folder):
            raise PathError(folder, "this is not a folder", "Name a folder with photos of faces.")
        raise PathError(folder, "there is no such folder", "Check the name, or make the folder first.")
    with os_errors_as_path_errors(folder, "folder"):
        os.listdir(folder)


def walk(folder: Path, categories: Collection[FileCategory], deep: bool = True) -> Iterator[Path]:
    """As `files_in`, one by one.

    Links to folders are not followed. A subfolder that cannot be read is yielded itself, among the photos, to be
    reported.
    """
    unreadable: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(Path(error.filename))):
        if "photo" in categories:
            yield from unreadable
        unreadable.clear()
        folders[:] = sorted(name for name in folders if not belongs_to_system(name)) if deep else []
        yield from (path for path in (Path(place, name) for name in sorted(names)) if category_of(path) in categories)
    if "photo" in categories:
        yield from unreadable


def category_of(path: Path) -> FileCategory | None:
    """The category of a file; None if it is neither picture, video nor document, or the system's own.

    A file with a photo's ending is a photo. Any other file is one if its first bytes say so; else its ending decides.
    """
    if target := file_kinds.placeholder_target(path.name):
        kind = file_kinds.kind_of_name(target)
        is_photo = file_kinds.ending_of(target) in file_kinds.PHOTO_ENDINGS
        return "unmeasurable" if is_photo else None if kind is None else _category_of_kind(kind)
    if belongs_to_system(path.name):
        return None
    if file_kinds.ending_of(path.name) in file_kinds.PHOTO_ENDINGS:
        return "photo"
    named, kind = file_kinds.kind_of_name(path.name), file_kinds.kind_of(path.name, file_kinds.head_of(path))
    if kind in file_kinds.FORMATS:
        return "photo"
    return _category_of_kind(named or kind) if named or kind == file_kinds.RAW else None


def _category_of_kind(kind: str | None) -> FileCategory:
    return "no picture" if kind in file_kinds.NON_PICTURE_KINDS else "unmeasurable"
