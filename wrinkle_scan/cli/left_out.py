"""Files of a folder that take no part, named on the terminal with the reason: no picture vanishes without a word."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path

import click

from wrinkle_scan.cli.terminal import printable
from wrinkle_scan.system.folders import NON_PICTURES, FileCategory, files_in

NAMED = 10
"""Of files with one reason, so many are named; of more, the number is."""


def _on_standard_error(line: str) -> None:
    click.echo(line, err=True)


def tell_left_out(
    folder: Path,
    categories: Collection[FileCategory] = NON_PICTURES,
    deep: bool = True,
    but: Collection[Path] = (),
    named: bool = True,
    notify: Callable[[str], None] = _on_standard_error,
) -> None:
    """Reports in a line for each reason why files of a folder are left out; nothing where it is no folder.

    Args:
        folder: that was searched for photos.
        categories: of those files; see `folders.FileCategory`.
        deep: as in `folders.files_in`.
        but: files that are not to be reported, as the command's own output of an earlier run.
        named: whether files are named, and not only counted.
        notify: what says a line.
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
