"""Treatments added, changed and deleted in the file that `progress` and `batch` read.

A page changes the file that it was made from: its `revision` says which; where another page was faster, the change is
refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from wrinkle_scan.app.folder.change_records import FolderChange
from wrinkle_scan.app.folder.changes import changing
from wrinkle_scan.app.folder.saved_tables import save_table
from wrinkle_scan.app.folder.table_text import TableText
from wrinkle_scan.app.folder.treatments_file import TABLE, read_treatments_file
from wrinkle_scan.regions.names import CROWS_FEET, REGION_NAMES
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import Day, message
from wrinkle_scan.visits.course.injections import number_text, points_text
from wrinkle_scan.visits.course.settings import INJECTIONS
from wrinkle_scan.visits.course.treatments import FILE_NAME, Treatment, read_lines

MOST_MM = 200.0
"""From the middle between the eyes; a head is not so large."""
_COLUMN_OF = {field.name: field.name for field in fields(Treatment)} | {"regions": "region"}
"""The column of each attribute of a treatment."""


def add_treatment(root: Path, path: str, revision: str, treatment: Treatment) -> FolderChange:
    """Adds a treatment at the end of the file, which is made if it is not there.

    Args:
        root: the folder of patients.
        path: the file, as from `treatments_path`.
        revision: of the file as the page shows it.
        treatment: the new one, with its patient.

    Raises:
        PathError: the file was changed meanwhile, or cannot be changed so that it is still read; nothing was changed.
    """
    new = _checked(treatment)

    def edit(table: TableText, before: dict[int, Treatment]) -> list[Treatment]:
        whose = "/" not in path or "patient" in table.names  # a patient's own file need not say whose it is
        added = new if whose else replace(new, patient=None)
        table.add({name: text for name, text in _cells(added, table.delimiter).items() if text})
        return [*before.values(), added]

    return _save(root, path, revision, message("Treatment of {day} added", day=Day(new.date)), edit)


def change_treatment(root: Path, path: str, revision: str, line: int, treatment: Treatment) -> FolderChange:
    """Changes a treatment: only the cells of what is not as before; whose it is stays.

    Args:
        root: the folder of patients.
        path: the file.
        revision: of the file as the page shows it.
        line: the treatment's, in that file.
        treatment: as it is to be.

    Raises:
        PathError: as `add_treatment`.
    """
    new = _checked(treatment)

    def edit(table: TableText, before: dict[int, Treatment]) -> list[Treatment]:
        former = before.get(line, new)
        wanted = replace(new, patient=former.patient)
        unlike = {_COLUMN_OF[name] for name in _COLUMN_OF if getattr(wanted, name) != getattr(former, name)}
        cells = {name: text for name, text in _cells(wanted, table.delimiter).items() if name in unlike}
        table.change(line, cells)
        return [wanted if number == line else other for number, other in before.items()]

    return _save(root, path, revision, message("Treatment of {day} changed", day=Day(new.date)), edit)


def delete_treatment(root: Path, path: str, revision: str, line: int) -> FolderChange:
    """Deletes a treatment with its points.

    Args:
        root: the folder of patients.
        path: the file.
        revision: of the file as the page shows it.
        line: the treatment's, in that file.

    Raises:
        PathError: as `add_treatment`.
    """

    def edit(table: TableText, before: dict[int, Treatment]) -> list[Treatment]:
        table.delete(line)
        return [other for number, other in before.items() if number != line]

    return _save(root, path, revision, message("Treatment deleted"), edit)


def _save(
    root: Path,
    path: str,
    revision: str,
    words: str,
    edit: Callable[[TableText, dict[int, Treatment]], list[Treatment]],
) -> FolderChange:
    """Saves a file after `edit`, which returns what its treatments then are, in the order of the file."""
    if Path(path).name != FILE_NAME:
        raise PathError(
            path,
            message("treatments stand in a file {file_name}", file_name=FILE_NAME),
            message("Load the page again."),
        )
    with changing(root) as changes:
        before = {written.line: written.treatment for written in read_treatments_file(root, path).written}
        return save_table(
            root,
            changes,
            (path, revision),
            TABLE,
            words,
            lambda table: edit(table, before),
            lambda file: [treatment for _, treatment in read_lines(file)],
        )


def _checked(treatment: Treatment) -> Treatment:
    """A treatment as it is kept, texts in one line and numbers rounded to 0.01.

    Raises:
        PathError: it has no date, no region or an impossible number of units.
    """
    texts = {name: _one_line(getattr(treatment, name)) for name in ("product", "batch", "injector", "patient")}
    points = tuple(
        replace(point, units=_units(point.units), place_mm=point.place_mm and _place(point.place_mm))
        for point in treatment.points
    )
    regions = tuple(name for name in REGION_NAMES if name in treatment.regions)
    if not regions or set(treatment.regions) - set(regions):
        raise PathError(
            message("the treatment"),
            message("it needs a region of the face"),
            message("Choose some of {listed}.", listed=", ".join(REGION_NAMES)),
        )
    try:
        day = date.fromisoformat(treatment.date).isoformat()
    except ValueError as error:
        raise PathError(
            message("the treatment"),
            message("{date} is not a date", date=treatment.date or message("nothing")),
            message("Write 2026-01-31."),
        ) from error
    return replace(treatment, date=day, regions=regions, points=points, units=_units(treatment.units), **texts)


def _units(units: float | None) -> float | None:
    if units is None:
        return None
    if not 0.005 <= units <= INJECTIONS.most_units:
        problem = message(
            "{units:g} is not a number of units up to {most_units:.0f}", units=units, most_units=INJECTIONS.most_units
        )
        raise PathError(message("the treatment"), problem, message("Correct it."))
    return round(units, 2)


def _place(place_mm: tuple[float, float]) -> tuple[float, float]:
    if not all(abs(mm) <= MOST_MM for mm in place_mm):
        raise PathError(
            message("the treatment"), message("a point lies beside the face"), message("Set it on the face.")
        )
    return round(place_mm[0], 2), round(place_mm[1], 2)


def _one_line(text: str | None) -> str | None:
    return " ".join(unicodedata.normalize("NFC", text or "").replace("\0", "").split()) or None


def _cells(treatment: Treatment, delimiter: str) -> dict[str, str]:
    """The text of each cell; where semicolons part the columns, a comma parts the decimals."""
    units = "" if treatment.units is None else number_text(treatment.units)
    sides = set(CROWS_FEET) <= set(treatment.regions)
    regions = [name for name in treatment.regions if not sides or name not in CROWS_FEET] + ["crows_feet"] * sides
    return {
        "patient": treatment.patient or "",
        "date": treatment.date,
        "region": " ".join(regions),
        "product": treatment.product or "",
        "units": units.replace(".", ",") if delimiter == ";" else units,
        "points": points_text(treatment.points),
        "batch": treatment.batch or "",
        "injector": treatment.injector or "",
    }
