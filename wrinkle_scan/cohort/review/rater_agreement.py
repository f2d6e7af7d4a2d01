"""Agreement of blinded raters with the tool, with themselves (intra-rater) and with each other (inter-rater).

Every grade is first recoded with the key from left and right to before and after: -2 (lines much more visible
afterwards) to +2 (much less visible). "Cannot judge" and skipped items are not counted. Of items shown twice the first
showing counts, except for intra-rater agreement, which compares both showings.

- *With the tool*: the rater's grades are collapsed to their sign, -1, 0 or +1, and the tool's verdicts are coded as -1
  (worsened), 0 (unchanged) and +1 (improved). Quadratically weighted kappa of the two, over regions; the tool has no
  verdict on the upper face as a whole.
- *Intra-rater* and *inter-rater*: quadratically weighted kappa on all five grades (Cohen 1968), over regions and upper
  faces.
- *Mean improvement*: mean of the five grades, for regions and for upper faces separately.
- *Improvement where the tool says unchanged*: the share of such regions with a grade above 0, and with one below 0: a
  rater who merely guesses gives both equally often, one who overestimates gives more of the former.

Intervals are bootstrapped over patients, not items; see `bootstrap`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from wrinkle_scan.cohort.review.bootstrap import BootstrapEstimate, Float, Statistic, estimate
from wrinkle_scan.cohort.review.kappa import weighted_kappa
from wrinkle_scan.cohort.review.key import FACE, Key, KeyItem, ToolVerdict
from wrinkle_scan.cohort.review.ratings import CANNOT_JUDGE, Ratings

DIRECTION: dict[ToolVerdict, int] = {"worsened": -1, "unchanged": 0, "improved": 1}
GRADES, DIRECTIONS = 5, 3

PairedValues = Sequence[tuple[str, float, float]]
"""(patient, first value, second value), one for each item."""


@dataclass(frozen=True)
class RaterAgreement:
    """The statistics of one rater; see the module. `rated` counts all showings, including "cannot judge"."""

    rater: str
    rated: int
    cannot_judge: int
    rater_vs_tool: BootstrapEstimate
    intra_rater: BootstrapEstimate
    mean_regions: BootstrapEstimate
    mean_faces: BootstrapEstimate
    improved_where_unchanged: BootstrapEstimate
    worsened_where_unchanged: BootstrapEstimate


@dataclass(frozen=True)
class Agreement:
    """A page's numbers of items, the statistics of all raters, and the agreement of each pair of raters."""

    items: int
    repeats: int
    patients: int
    raters: list[RaterAgreement]
    between: dict[tuple[str, str], BootstrapEstimate]


def agreement(key: Key, everybody: list[Ratings]) -> Agreement:
    """All the statistics of a page's ratings."""
    first = [item for item in key.items if item.repeats is None]
    seen = {ratings.rater: ratings.improvement(key) for ratings in everybody}
    between = {
        (one, other): _kappa(_paired_grades(key, first, seen[one], seen[other]), GRADES)
        for one, other in combinations(seen, 2)
    }
    patients = {key.patient(item) for item in key.items}
    raters = [_rater_agreement(key, first, ratings) for ratings in everybody]
    return Agreement(len(key.items), len(key.items) - len(first), len(patients), raters, between)


def _rater_agreement(key: Key, first: list[KeyItem], ratings: Ratings) -> RaterAgreement:
    seen = ratings.improvement(key)
    graded = [(key.patient(item), item, seen[item.id]) for item in first if item.id in seen]
    by_tool = [(patient, grade, DIRECTION[i.verdict]) for patient, i, grade in graded if i.verdict is not None]
    twice = [(key.patient(i), seen[i.repeats], seen[i.id]) for i in key.items if i.repeats in seen and i.id in seen]
    unchanged = [(patient, grade) for patient, grade, direction in by_tool if direction == 0]
    return RaterAgreement(
        ratings.rater,
        len(ratings.grades),
        sum(grade == CANNOT_JUDGE for grade in ratings.grades.values()),
        rater_vs_tool=_kappa(
            [(patient, int(np.sign(grade)), direction) for patient, grade, direction in by_tool], DIRECTIONS
        ),
        intra_rater=_kappa(twice, GRADES),
        mean_regions=_mean((patient, grade) for patient, item, grade in graded if item.what != FACE),
        mean_faces=_mean((patient, grade) for patient, item, grade in graded if item.what == FACE),
        improved_where_unchanged=_mean((patient, float(grade > 0)) for patient, grade in unchanged),
        worsened_where_unchanged=_mean((patient, float(grade < 0)) for patient, grade in unchanged),
    )


def _paired_grades(key: Key, items: list[KeyItem], one: dict[str, int], other: dict[str, int]) -> PairedValues:
    return [(key.patient(item), one[item.id], other[item.id]) for item in items if item.id in one and item.id in other]


def _kappa(graded: PairedValues, grades: int) -> BootstrapEstimate:
    """Weighted kappa of `grades` ordered grades centred on 0."""

    def add(table: Float, one: float, other: float) -> None:
        table[int(one) + grades // 2, int(other) + grades // 2] += 1

    return _bootstrapped(graded, (grades, grades), add, weighted_kappa)


def _mean(graded: Iterable[tuple[str, float]]) -> BootstrapEstimate:
    def add(sums: Float, number: float, one: float) -> None:
        sums += (number, one)

    def mean(sums: Float) -> Float:
        return np.asarray(sums[:, 0] / sums[:, 1])

    return _bootstrapped([(patient, number, 1.0) for patient, number in graded], (2,), add, mean)


def _bootstrapped(
    graded: PairedValues, shape: tuple[int, ...], add: Callable[[Float, float, float], None], statistic: Statistic
) -> BootstrapEstimate:
    places = {patient: n for n, patient in enumerate(dict.fromkeys(patient for patient, _, _ in graded))}
    per_patient = np.zeros((len(places), *shape))
    for patient, one, other in graded:
        add(per_patient[places[patient]], one, other)
    return estimate(per_patient, statistic, len(graded))
