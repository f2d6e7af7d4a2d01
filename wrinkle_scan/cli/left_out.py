"""Reports the files of a folder that are not measured, with the reason, so that none is dropped silently."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path

import click

from wrinkle_scan.cli.terminal import printable
from wrinkle_scan.system.folders import NON_PICTURES, FileCategory, files_in

NAMED = 10
"""Most files named for one reason; of the others only the number is given."""


def _on_standard_error(line: str) -> None:
    click.echo(line, err=True)


def report_left_out(
    folder: Path,
    categories: Collection[FileCategory] = NON_PICTURES,
    deep: bool = True,
    but: Collection[Path] = (),
    named: bool = True,
    notify: Callable[[str], None] = _on_standard_error,
) -> None:
    """Reports the files of a folder that are left out, one line for each reason; nothing if `folder` is no folder.

    Args:
        folder: the folder that was searched for photos.
        categories: categories of the files to report; see `folders.FileCategory`.
        deep: as in `folders.files_in`.
        but: files not to report, e.g. the command's own output of an earlier run.
        named: whether files are named, or only counted.
        notify: prints a line.
    """
    if not os.path.isdir(folder):
        return
    from wrinkle_scan.photo.formats import why_not_measured  # loads what reads photos

    names: dict[str, list[str]] = {}
    for path in files_in(folder, categories, deep):
        if path not in but:
            names.setdefault(why_not_measured(path).reason, []).append(str(path))
    for reason, of_reason in names.items():
        notify(printable(f"Left out: {_listed(of_reason, named)}: {reason}"))


def _listed(names: list[str], named: bool) -> str:
    if not named:
        return "1 file" if len(names) == 1 else f"{len(names)} files"
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
