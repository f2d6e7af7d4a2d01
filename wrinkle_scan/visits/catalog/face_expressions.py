"""What undeclared photos of a patient show, told by the faces: at rest, frowning, brows raised, smiling; and the view.

A face is looked at beside the patient's other photos, because brows that are low in one are at rest in another. What
is not told with certainty stays undeclared, and is not compared.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.expression import Expression, Movements, movements, view_of
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.settings import FACE_EXPRESSIONS

if TYPE_CHECKING:
    from wrinkle_scan.analysis.results import Analysis

COEFFICIENTS = Path(__file__).with_name("face_expressions.json")
"""Made by `benchmarks/fit_expressions.py`, with what it finds on people who were held out."""
PREVENTED: tuple[Expression, ...] = ("frown", "brow_raise")
"""Expressions that a treatment may prevent: the face tries, and looks as at rest."""
DECLARE = "Say in the names, with --expression or in a manifest, what the face was asked to do."
REGIONS = ("forehead", "glabella", "crows_feet_right", "crows_feet_left")


@dataclass(frozen=True)
class FaceSigns:
    """What is seen of one photo.

    Attributes:
        movements: the face's.
        yaw_deg: positive when it is turned to its own left.
        grades: visual grades of REGIONS, 0 to 3; None where not measurable.
    """

    movements: Movements
    yaw_deg: float
    grades: tuple[float | None, ...]

    @property
    def lines(self) -> NDArray[np.float64]:
        """Grades of forehead, glabella and crow's feet, the mean of those in sight; nan where none is."""
        forehead, glabella, *feet = (np.nan if grade is None else grade for grade in self.grades)
        seen = [grade for grade in feet if not np.isnan(grade)]
        return np.array([forehead, glabella, np.mean(seen) if seen else np.nan])


def signs_of(analysis: Analysis) -> FaceSigns:
    """The signs of a measured photo."""
    regions = (analysis.regions[name] for name in REGIONS)
    grades = tuple(region.grade.value if region.measurable else None for region in regions)
    return FaceSigns(movements(analysis.face.blendshapes), analysis.face.yaw_deg, grades)


def sorted_by_faces(entries: Sequence[PhotoEntry]) -> list[PhotoEntry]:
    """One patient's photos, with dates, as `told_by_faces` tells them; only faces that matter are looked at.

    Those are undeclared photos, and several that are said to show the same.
    """
    from wrinkle_scan.visits.catalog.opening import face_signs  # loads what measures, which takes seconds

    alike = Counter((entry.visit_date, entry.series) for entry in entries)
    asked = [
        entry
        for entry in entries
        if not entry.remote
        and (entry.expression is None or (not entry.view and alike[entry.visit_date, entry.series] > 1))
    ]
    found = zip(asked, face_signs([entry.path for entry in asked]), strict=True)
    return told_by_faces(entries, {entry.source: signs for entry, signs in found if signs})


def told_by_faces(entries: Sequence[PhotoEntry], signs: Mapping[str, FaceSigns]) -> list[PhotoEntry]:
    """One patient's photos with the view, and with the expression where nobody declared it and the face tells it.

    A visit without the frown or the raised brows that another visit has, and with two faces at rest or more: one of
    them may be the expression that the treatment prevents, so none of them is told.

    Args:
        entries: photos with dates.
        signs: of those that could be measured, by `PhotoEntry.source`.
    """
    seen = [
        entry.told("face", view=view_of(signs[entry.source].yaw_deg)) if entry.source in signs else entry
        for entry in entries
    ]
    chances = _chances(seen, signs)
    told = []
    for entry in seen:
        best = max(chances.get(entry.source, {}).items(), key=lambda item: item[1], default=None)
        if best and best[1] >= FACE_EXPRESSIONS.certain:
            entry = replace(entry.told("face", expression=best[0]), expression_certainty=round(best[1], 2))
        told.append(entry)
    return [_undeclared(entry) if _may_be_prevented(entry, told) else entry for entry in told]


def features(own: FaceSigns, all_signs: Iterable[FaceSigns], same_visit: Iterable[FaceSigns]) -> NDArray[np.float64]:
    """What the model looks at, (10,): movements, how far they exceed the patient's least, and lines the visit's least.

    Args:
        own: signs of the photo.
        all_signs: of all photos of the patient, this one's included.
        same_visit: of those of the same day and view, this one's included.
    """
    least = np.min([FACE_EXPRESSIONS.usual, *(signs.movements for signs in all_signs)], axis=0)
    lines = np.array([signs.lines for signs in same_visit])
    fewest = np.min(np.where(np.isnan(lines), np.inf, lines), axis=0)
    return np.concatenate(
        [own.movements, own.movements - least, np.nan_to_num(own.lines - fewest, posinf=0, neginf=0), [1]]
    )


def _chances(entries: Sequence[PhotoEntry], signs: Mapping[str, FaceSigns]) -> dict[str, dict[Expression, float]]:
    """The probability of each expression of undeclared photos, by `PhotoEntry.source`."""
    names, weights = _model()
    chances = {}
    for entry in entries:
        if entry.expression is not None or entry.source not in signs:
            continue
        visit = [
            signs[other.source]
            for other in entries
            if other.source in signs and (other.visit_date, other.view) == (entry.visit_date, entry.view)
        ]
        scores = weights @ features(signs[entry.source], signs.values(), visit)
        odds = np.exp(scores - scores.max())
        chances[entry.source] = dict(zip(names, map(float, odds / odds.sum()), strict=True))
    return chances


@cache
def _model() -> tuple[tuple[Expression, ...], NDArray[np.float64]]:
    """The expressions, and the coefficients of `features` for each, (4, 10)."""
    found = json.loads(COEFFICIENTS.read_text())
    return tuple(found), np.array(list(found.values()))


def _may_be_prevented(entry: PhotoEntry, told: Sequence[PhotoEntry]) -> bool:
    if entry.expression != "rest" or entry.origin_of("expression") != "face":
        return False
    same_view = [other for other in told if other.series.view == entry.series.view]
    here = Counter(other.expression for other in same_view if other.visit_date == entry.visit_date)
    elsewhere = {other.expression for other in same_view if other.visit_date != entry.visit_date}
    return here["rest"] > 1 and any(expression in elsewhere - set(here) for expression in PREVENTED)


def _undeclared(entry: PhotoEntry) -> PhotoEntry:
    origins = tuple(origin for origin in entry.origins if origin[0] != "expression")
    return replace(entry, expression=None, expression_certainty=None, origins=origins)


def words_on_faces(entries: Iterable[PhotoEntry]) -> list[str]:
    """What must be said of photos that nobody declared, a sentence each; without names of photos."""
    photos = list(entries)
    by_face = [entry for entry in photos if entry.origin_of("expression") == "face"]
    unknown = sum(entry.expression is None for entry in photos)
    said = []
    if by_face:
        counted = Counter(str(entry.expression).replace("_", " ") for entry in by_face)
        listed = ", ".join(f"{number} {words}" for words, number in sorted(counted.items()))
        least = min(entry.expression_certainty or 0.0 for entry in by_face)
        said.append(
            f"The faces tell what {_photos_show(len(by_face))}, which nobody declared: {listed}; certainty "
            f"{least:.2f} or more."
        )
    if unknown:
        said.append(
            f"What {_photos_show(unknown)} is not declared, and the faces do not tell it for certain: they are "
            f"compared with nothing. {DECLARE}"
        )
    return said


def _photos_show(number: int) -> str:
    return "1 photo shows" if number == 1 else f"{number} photos show"
