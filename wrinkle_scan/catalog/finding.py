"""The photos to score, one by one and in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from wrinkle_scan.catalog.entries import PhotoEntry
from wrinkle_scan.catalog.manifest import manifest_entries
from wrinkle_scan.catalog.naming import told_by_name
from wrinkle_scan.errors import PathError
from wrinkle_scan.expression import Expression
from wrinkle_scan.file_kinds import awaited_name
from wrinkle_scan.folders import PICTURES, check_folder, walk


def photo_entries(source: Path, pattern: str, expression: Expression | None = None) -> Iterator[PhotoEntry]:
    """The photos of a folder, at any depth, or of a manifest; nothing is kept of those that were handed out.

    A folder's pictures that cannot be measured, as camera raw files, are handed out too: reading them says why.

    Args:
        source: a folder, or a CSV file as in `manifest`.
        pattern: what folder and file names say; see `naming`.
        expression: the one of photos that do not say theirs.

    Raises:
        PathError: there is no such folder or manifest, it cannot be read, or a manifest's line is wrong.
    """
    if os.path.isdir(source):
        check_folder(source)
        found: Iterator[tuple[PhotoEntry, str]] = (
            (PhotoEntry(str(path)), os.path.relpath(_awaited(path), source)) for path in walk(source, PICTURES)
        )
    elif source.suffix.lower() == ".csv" and os.path.isfile(source):
        found = manifest_entries(source)
    else:
        there = os.path.exists(source)
        problem = "this is neither a folder nor a CSV file" if there else "there is no such folder or manifest"
        raise PathError(source, problem, "Name a folder with photos, or a manifest whose name ends in .csv.")
    for entry, relative in found:
        yield told_by_name(entry, relative, pattern).told("option", expression=expression)


def _awaited(path: Path) -> Path:
    """The photo that a placeholder stands for: what its name says, the photo's says."""
    name = awaited_name(path.name)
    return path.with_name(name) if name else path
