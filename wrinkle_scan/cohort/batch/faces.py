"""Classifies undeclared expressions from the faces, once all photos of a patient are scored."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from wrinkle_scan.cohort.batch.columns import Row
from wrinkle_scan.cohort.batch.journal import Journal
from wrinkle_scan.cohort.batch.scoring import entry_columns
from wrinkle_scan.face.expression_signals import Movements
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.visits.catalog.entries import ATTRIBUTES, PhotoEntry
from wrinkle_scan.visits.catalog.face_expressions import FaceSigns, classification_notes, classify_expressions


def classify_table(photos: Journal) -> list[str]:
    """Enters views and undeclared expressions into a table of scored photos; returns notes for the user."""
    undeclared: list[PhotoEntry] = []
    for results in _patients(photos):
        for rows, entry in zip(results, _classified(results), strict=True):
            if entry_columns(entry).items() - rows[0].items():
                photos.update([row | entry_columns(entry) for row in rows])
            if entry.origin_of("expression") in ("face", None):
                undeclared.append(entry)
    return classification_notes(undeclared)


def classified_rows(results: list[list[Row]]) -> list[list[Row]]:
    """The rows of a patient's dated, scored photos with what is seen in the faces, as `classify_table` enters it."""
    columns = map(entry_columns, _classified(results))
    return [[row | known for row in rows] for rows, known in zip(results, columns, strict=True)]


def _classified(results: list[list[Row]]) -> list[PhotoEntry]:
    entries = [_declared(rows[0]) for rows in results]
    signs = {entry.source: _signs(rows) for entry, rows in zip(entries, results, strict=True)}
    return classify_expressions(entries, signs)


def _patients(photos: Journal) -> Iterator[list[list[Row]]]:
    """The dated, scored photos of each patient."""
    for patient, results in itertools.groupby(photos.by_visit(), lambda rows: rows[0]["patient"]):
        scored = dated_and_scored(results)
        if patient and scored:
            yield scored


def dated_and_scored(results: Iterable[list[Row]]) -> list[list[Row]]:
    """The photos that can be classified: their rows."""
    return [rows for rows in results if rows[0]["status"] == "scored" and rows[0]["visit_date"]]


def _declared(row: Row) -> PhotoEntry:
    """A photo with what is known of it without its face."""
    known = {name: row[name] for name in ATTRIBUTES if row[name] is not None and row[f"{name}_from"] != "face"}
    return PhotoEntry(row["path"], **known, origins=tuple((name, row[f"{name}_from"]) for name in known))


def _signs(rows: list[Row]) -> FaceSigns:
    grades = {row["region"]: row["visual_grade"] for row in rows}
    movements = Movements(*(rows[0][name] for name in Movements._fields))
    return FaceSigns(movements, rows[0]["yaw_deg"], tuple(grades.get(name) for name in REGION_NAMES))
