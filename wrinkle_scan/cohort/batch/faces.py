"""The expressions that nobody declared, told by the faces once all photos of a patient are scored."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from wrinkle_scan.cohort.batch.columns import Row
from wrinkle_scan.cohort.batch.journal import Journal
from wrinkle_scan.cohort.batch.scoring import about
from wrinkle_scan.face.expression_signals import Movements
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.visits.catalog.entries import ABOUT, PhotoEntry
from wrinkle_scan.visits.catalog.face_expressions import FaceSigns, told_by_faces, words_on_faces


def tell_by_faces(photos: Journal) -> list[str]:
    """Puts views, and expressions that nobody declared, into a table of scored photos; what is to be said of it."""
    undeclared: list[PhotoEntry] = []
    for results in _patients(photos):
        entries = [_declared(rows[0]) for rows in results]
        signs = {entry.source: _signs(rows) for entry, rows in zip(entries, results, strict=True)}
        for rows, entry in zip(results, told_by_faces(entries, signs), strict=True):
            if about(entry).items() - rows[0].items():
                photos.update([row | about(entry) for row in rows])
            if entry.origin_of("expression") in ("face", None):
                undeclared.append(entry)
    return words_on_faces(undeclared)


def _patients(photos: Journal) -> Iterator[list[list[Row]]]:
    """The scored photos of each patient that have a date."""
    for patient, results in itertools.groupby(photos.by_visit(), lambda rows: rows[0]["patient"]):
        scored = [rows for rows in results if rows[0]["status"] == "scored" and rows[0]["visit_date"]]
        if patient and scored:
            yield scored


def _declared(row: Row) -> PhotoEntry:
    """What is known of a photo without its face."""
    known = {name: row[name] for name in ABOUT if row[name] is not None and row[f"{name}_from"] != "face"}
    return PhotoEntry(row["path"], **known, origins=tuple((name, row[f"{name}_from"]) for name in known))


def _signs(rows: list[Row]) -> FaceSigns:
    grades = {row["region"]: row["visual_grade"] for row in rows}
    movements = Movements(*(rows[0][name] for name in Movements._fields))
    return FaceSigns(movements, rows[0]["yaw_deg"], tuple(grades.get(name) for name in REGION_NAMES))
