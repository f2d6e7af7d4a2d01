"""Classifies the expression of undeclared photos (rest, frown, brow raise, smile) and the view from the faces.

A face is classified relative to the patient's other photos, because brows that are low in one person are at rest in
another, and together with the other photos of its visit and its place in their order (`photos_together`). A photo that
cannot be classified with certainty stays undeclared, and is not compared.
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
from scipy.special import softmax

from wrinkle_scan.face.expression import Expression, expression_words, view_of
from wrinkle_scan.face.expression_signals import Movements, movements
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.messages import joined, message, plural
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.photo_order import visits_to_weigh
from wrinkle_scan.visits.catalog.photos_together import CLASSIFIED, weigh_together
from wrinkle_scan.visits.catalog.settings import FACE_EXPRESSIONS

if TYPE_CHECKING:
    from wrinkle_scan.analysis.results import Analysis

COEFFICIENTS = Path(__file__).with_name("face_expressions.json")
"""Fitted by `benchmarks/fit_expressions.py`, which prints its results on held-out people."""
SUPPRESSIBLE: tuple[Expression, ...] = ("frown", "brow_raise")
"""Expressions that a treatment may suppress: the patient tries, and the face looks as at rest."""
DECLARE_REMEDY = message(
    "Say in the names, with the option expression or in a manifest, what the face was asked to do."
)


@dataclass(frozen=True)
class FaceSigns:
    """What the classification uses of one photo.

    Attributes:
        movements: the face's.
        yaw_deg: positive when it is turned to its own left.
        grades: visual grades of REGION_NAMES, 0 to 3; None where not measurable.
    """

    movements: Movements
    yaw_deg: float
    grades: tuple[float | None, ...]

    @property
    def lines(self) -> NDArray[np.float64]:
        """Grades of forehead, glabella and crow's feet (mean of the visible sides), (3,); nan where not measurable."""
        forehead, glabella, *feet = (np.nan if grade is None else grade for grade in self.grades)
        seen = [grade for grade in feet if not np.isnan(grade)]
        return np.array([forehead, glabella, np.mean(seen) if seen else np.nan])


def signs_of(analysis: Analysis) -> FaceSigns:
    """The signs of a measured photo."""
    regions = (analysis.regions[name] for name in REGION_NAMES)
    grades = tuple(region.grade.value if region.measurable else None for region in regions)
    return FaceSigns(movements(analysis.face.blendshapes), analysis.face.yaw_deg, grades)


def classify_expressions(
    entries: Sequence[PhotoEntry], signs: Mapping[str, FaceSigns], coefficients: NDArray[np.float64] | None = None
) -> list[PhotoEntry]:
    """One patient's photos with the view, and with the expression where none was declared and it can be classified.

    If a visit lacks the frown or the raised brows that another visit has, and has two faces at rest or more, one of
    them may be the expression that the treatment suppresses: all of them then stay undeclared.

    Args:
        entries: photos with dates.
        signs: of those that could be measured, by `PhotoEntry.source`.
        coefficients: of `features` for each of CLASSIFIED, (4, 10); None for the fitted ones.
    """
    model = _model() if coefficients is None else coefficients
    seen = [
        entry.with_known("face", view=view_of(signs[entry.source].yaw_deg)) if entry.source in signs else entry
        for entry in entries
    ]
    chances = _probabilities(seen, signs, model)
    classified = []
    for entry in seen:
        best = max(chances.get(entry.source, {}).items(), key=lambda item: item[1], default=None)
        if best and best[1] >= FACE_EXPRESSIONS.certain:
            entry = replace(entry.with_known("face", expression=best[0]), expression_certainty=round(best[1], 2))
        classified.append(entry)
    return [_undeclared(entry) if _may_be_suppressed(entry, classified) else entry for entry in classified]


def features(own: FaceSigns, all_signs: Iterable[FaceSigns], same_visit: Iterable[FaceSigns]) -> NDArray[np.float64]:
    """The model's input, (10,): movements, their excess over the patient's least, lines over the visit's least, and 1.

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


def _probabilities(
    entries: Sequence[PhotoEntry], signs: Mapping[str, FaceSigns], model: NDArray[np.float64]
) -> dict[str, dict[Expression, float]]:
    """The probability of each expression for undeclared photos, by `PhotoEntry.source`."""
    usable = [e for e in entries if e.source in signs and e.expression in (None, *CLASSIFIED)]
    found: dict[str, dict[Expression, float]] = {}
    for visits in visits_to_weigh(usable):
        chances = np.array([[_by_itself(entry, entries, signs, model) for entry in visit] for visit in visits])
        moved = np.array([[signs[entry.source].movements for entry in visit] for visit in visits])
        views = [[entry.series.view for entry in visit] for visit in visits]
        for visit, together in zip(visits, weigh_together(chances, moved, views), strict=True):
            found |= {
                entry.source: dict(zip(CLASSIFIED, map(float, each), strict=True))
                for entry, each in zip(visit, together, strict=True)
                if entry.expression is None
            }
    return found


def _by_itself(
    entry: PhotoEntry, entries: Sequence[PhotoEntry], signs: Mapping[str, FaceSigns], model: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The probability of each of CLASSIFIED for a photo by its own face (4,): 1 for what is declared."""
    if entry.expression is not None:
        return np.array([float(entry.expression == one) for one in CLASSIFIED])
    visit = [
        signs[other.source]
        for other in entries
        if other.source in signs and (other.visit_date, other.view) == (entry.visit_date, entry.view)
    ]
    found = softmax(model @ features(signs[entry.source], signs.values(), visit))
    return np.asarray(np.clip(found, 1 - FACE_EXPRESSIONS.surest, FACE_EXPRESSIONS.surest))


@cache
def _model() -> NDArray[np.float64]:
    """The coefficients of `features` for each of CLASSIFIED, (4, 10)."""
    found = json.loads(COEFFICIENTS.read_text())
    return np.array([found[expression] for expression in CLASSIFIED])


def _may_be_suppressed(entry: PhotoEntry, classified: Sequence[PhotoEntry]) -> bool:
    if entry.expression != "rest" or entry.origin_of("expression") != "face":
        return False
    same_view = [other for other in classified if other.series.view == entry.series.view]
    here = Counter(other.expression for other in same_view if other.visit_date == entry.visit_date)
    elsewhere = {other.expression for other in same_view if other.visit_date != entry.visit_date}
    return here["rest"] > 1 and any(expression in elsewhere - set(here) for expression in SUPPRESSIBLE)


def _undeclared(entry: PhotoEntry) -> PhotoEntry:
    origins = tuple(origin for origin in entry.origins if origin[0] != "expression")
    return replace(entry, expression=None, expression_certainty=None, origins=origins)


def classification_notes(entries: Iterable[PhotoEntry]) -> list[str]:
    """Notes on undeclared photos, as sentences without names of photos."""
    photos = list(entries)
    by_face = [entry for entry in photos if entry.origin_of("expression") == "face"]
    unknown = sum(entry.expression is None for entry in photos)
    notes: list[str] = []
    if by_face:
        counted = Counter(expression_words(entry.expression) for entry in by_face)
        listed = joined((joined([str(number), words]) for words, number in sorted(counted.items())), ", ")
        least = min(entry.expression_certainty or 0.0 for entry in by_face)
        notes.append(
            plural(
                "What {number} photo shows is not declared but classified from the faces: {listed}; "
                "certainty {least:.2f} "
                "or more.",
                "What {number} photos show is not declared but classified from the faces: {listed}; "
                "certainty {least:.2f} "
                "or more.",
                len(by_face),
                listed=listed,
                least=least,
            )
        )
    if unknown:
        notes.append(
            joined(
                [
                    plural(
                        "What {number} photo shows is not declared, and cannot be classified from the faces "
                        "for certain: "
                        "compared with nothing.",
                        "What {number} photos show is not declared, and cannot be classified from the faces "
                        "for certain: "
                        "compared with nothing.",
                        unknown,
                    ),
                    DECLARE_REMEDY,
                ]
            )
        )
    return notes
