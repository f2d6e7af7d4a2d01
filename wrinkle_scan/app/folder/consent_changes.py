"""Consent entered and withdrawn in `consents.csv`: what was given once stays on record when it is withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from wrinkle_scan.app.folder.change_records import FolderChange
from wrinkle_scan.app.folder.changes import changing
from wrinkle_scan.app.folder.consents import (
    COLUMNS,
    FILE_NAME,
    PURPOSES,
    TABLE,
    Consent,
    ConsentsFile,
    Purpose,
    Use,
    photo_sha256,
    read_consents,
    read_lines,
)
from wrinkle_scan.app.folder.saved_tables import save_table
from wrinkle_scan.app.folder.table_text import TableText
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import joined, message, plural


def change_consents(
    root: Path, revision: str, given: Sequence[Use], withdrawn: Sequence[Use], day: str
) -> FolderChange:
    """Enters consent that was given to some uses of photos, and withdrawn from others, both at once.

    What holds already stays as it is; that a consent was given once stays on record when it is withdrawn.

    Args:
        root: the folder of patients.
        revision: of the file as the page shows it.
        given: each photo, by its path in the folder, and what it may be used for.
        withdrawn: each photo, and what it may not be used for any more.
        day: on which that was, ISO 8601.

    Raises:
        PathError: the file was changed meanwhile, or cannot be written; nothing was changed.
    """
    _check_purposes({purpose for _, purpose in (*given, *withdrawn)})
    _check_day(day)
    sha256s = {photo: photo_sha256(root, photo) for photo, _ in (*given, *withdrawn)}
    new_ones = [Consent(photo, sha256s[photo], purpose, day) for photo, purpose in given]

    def edit(table: TableText, before: ConsentsFile) -> list[Consent]:
        after = dict(before.written)
        for line, consent in before.written.items():
            about = any(consent.purpose == use and consent.is_about(photo, sha256s[photo]) for photo, use in withdrawn)
            if about and consent.withdrawn is None:
                table.change(line, {"withdrawn": day})
                after[line] = replace(consent, withdrawn=day)
        new = [c for c in new_ones if c.purpose not in before.holding(c.photo, c.sha256 or "")]
        for consent in new:
            table.add(_cells(consent))
        return [*after.values(), *new]

    return _save(root, revision, _words(given, withdrawn), edit)


def _words(given: Sequence[Use], withdrawn: Sequence[Use]) -> str:
    entered, taken_back = (len({photo for photo, _ in uses}) for uses in (given, withdrawn))
    said: list[str] = []
    if entered:
        said.append(plural("Consent for {number} photo entered", "Consent for {number} photos entered", entered))
    if taken_back:
        done = plural("Consent for {number} photo withdrawn", "Consent for {number} photos withdrawn", taken_back)
        said.append(done)
    return joined(said, "; ") if said else message("Nothing changed")


def _save(
    root: Path, revision: str, words: str, edit: Callable[[TableText, ConsentsFile], list[Consent]]
) -> FolderChange:
    with changing(root) as changes:
        before = read_consents(root)
        return save_table(
            root,
            changes,
            (FILE_NAME, revision),
            TABLE,
            words,
            lambda table: edit(table, before),
            lambda file: list(read_lines(file).values()),
        )


def _cells(consent: Consent) -> dict[str, str]:
    return {name: getattr(consent, name) or "" for name in COLUMNS}


def _check_purposes(purposes: Collection[Purpose]) -> None:
    if not purposes or set(purposes) - set(PURPOSES):
        raise PathError(
            message("consent"),
            message("it needs a purpose"),
            message("Choose some of {listed}.", listed=", ".join(PURPOSES)),
        )


def _check_day(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise PathError(
            message("consent"),
            message("{day} is not a date", day=day or message("nothing")),
            message("Write it as 2026-01-31."),
        ) from error
