"""Finds photos that are filed under several patients, each of whom then counts: a copied folder, or a wrong one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from wrinkle_scan.cohort.batch.columns import Row


def shared_photos_note(photos: Iterable[Row]) -> str:
    """Which patients have the same files, with the first photo of them, as sentences; empty where none has.

    Args:
        photos: rows of a table of photos.
    """
    patients: dict[str, dict[str, str]] = defaultdict(dict)
    for row in photos:
        if row["patient"] and row["sha256"]:
            patients[row["sha256"]].setdefault(row["patient"], row["path"])
    shared: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for paths in patients.values():
        if len(paths) > 1:
            shared[tuple(sorted(paths))].append(next(iter(paths.values())))
    return " ".join(
        f"{_photos(paths)} filed under {' and '.join(names)} (as {paths[0]}), and each counts as a patient."
        for names, paths in shared.items()
    )


def _photos(paths: list[str]) -> str:
    return "1 photo is" if len(paths) == 1 else f"{len(paths)} photos are"
