"""How folder and file names are interpreted, reported on standard error before the work begins."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wrinkle_scan.cli.terminal import printable
from wrinkle_scan.system.errors import PathError

if TYPE_CHECKING:
    from wrinkle_scan.visits.catalog.census import Census
    from wrinkle_scan.visits.catalog.layout import FolderLayout

Notify = Callable[[str], None]


def print_note(message: str) -> None:
    """Prints a line on standard error."""
    click.echo(printable(message), err=True)


def print_json_note(message: str) -> None:
    """Prints a line of JSON on standard error, for ``--json-log``."""
    click.echo(json.dumps({"event": "note", "message": message}), err=True)


def no_photos_error(photos: Path) -> PathError:
    """The error of a folder or a manifest without photos."""
    return PathError(photos, "there is no photo in it", "Name a folder with photos, or a manifest that lists some.")


def naming_scheme(photos: Path, pattern: str | None) -> str | FolderLayout:
    """How names are read: by the pattern that was given, else by the layout of the folder or the manifest.

    Raises:
        PathError: the pattern cannot be used, or as `infer_layout`.
    """
    from wrinkle_scan.visits.catalog.naming import check_pattern
    from wrinkle_scan.visits.catalog.photo_finding import infer_layout

    if pattern is None:
        return infer_layout(photos)
    check_pattern(pattern)
    return pattern


def check_layout(photos: Path, names: str | FolderLayout) -> None:
    """Checks the layout for a command that needs to know the patients.

    Raises:
        PathError: folders contradict each other.
    """
    if not isinstance(names, str) and names.unclear and names.contradictory:
        problem, remedy = names.unclear
        raise PathError(photos, problem, with_pattern(remedy))


def with_pattern(remedy: str) -> str:
    """What to do about names that say too little, with the option that these commands have for it."""
    return f"{remedy.removesuffix('.')}, or say with --pattern how names are read."


def print_layout(
    photos: Path, names: str | FolderLayout, census: Census, notify: Notify = print_note, quiet: bool = False
) -> None:
    """Reports the numbers of patients, visits and photos and how names were read; if `quiet`, only what is doubtful."""
    if not census.photos:
        return
    for names_alike in census.spelling_variants():
        listed = " and ".join(names_alike)
        notify(
            f"Patients {listed} count as {len(names_alike)}: their names differ only in case, spaces or signs. "
            "Write them alike if they are one."
        )
    if not quiet:
        notify(f"{census}; {_origin(photos, names)}.")
    if os.path.isfile(photos) and census.patients and census.without_patient:
        notify(
            f"{photos}: some photos have no patient. Fill the column patient in every line: of merged cells a "
            "spreadsheet fills the first only."
        )
    for day, before, after in census.before_and_after():
        notify(
            f"{before} and {after} count as captures of one visit, {day}, although their names say before and after. "
            "Give each the day on which it was taken, or move one away."
        )
    if not isinstance(names, str) and names.around:
        notify(
            f"{photos}: {', '.join(sorted(names.around))} has folders of other patients' names: the photos in them "
            "count as these patients'. Move it away if they are others'."
        )
    if not isinstance(names, str) and names.unclear:
        problem, remedy = names.unclear
        notify(f"{photos}: {problem}, so the patient is not taken from the names. {with_pattern(remedy)}")


def _origin(photos: Path, names: str | FolderLayout) -> str:
    if isinstance(names, str):
        return "names read by --pattern"
    if os.path.isfile(photos):
        return f"as the manifest says, else {names}" if names.paths else "as the manifest says"
    return str(names)
