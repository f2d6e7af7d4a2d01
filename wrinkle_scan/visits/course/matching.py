"""The patients of treatments, found among those of the photos, where a spreadsheet or another keyboard respelt them.

A name is taken for another only where nobody else could be meant: first those that differ in case, blanks or composed
letters, then numbers that differ in the zeros before them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from wrinkle_scan.visits.catalog.census import spelt_alike
from wrinkle_scan.visits.course.treatments import Treatment

SPELLING, ZEROS = "case, blanks or accents are written differently", "zeros before a number are lost or added"


@dataclass(frozen=True)
class Matched:
    """Treatments by the names that the photos have.

    Attributes:
        treatments: those of patients with photos, and of none by name.
        respelt: for each name that was taken for another: as the treatments have it, as the photos do, why.
        without_photos: names in the treatments that no photo has, each with the names that it may stand for, if there
            are several, and its number of treatments.
        untreated: patients with photos and no treatment.
        nameless: how many treatments name no patient.
    """

    treatments: tuple[Treatment, ...]
    respelt: tuple[tuple[str, str, str], ...]
    without_photos: tuple[tuple[str, tuple[str, ...], int], ...]
    untreated: tuple[str, ...]
    nameless: int


def match_patients(treatments: Sequence[Treatment], patients: Collection[str]) -> Matched:
    """Finds the treatments' patients among those of the photos.

    Args:
        treatments: of any patients.
        patients: of the photos.
    """
    number = Counter(treatment.patient for treatment in treatments if treatment.patient is not None)
    found, respelt, open_ones = resolved(number, patients)
    nameless = sum(treatment.patient is None for treatment in treatments)
    kept = [
        t if t.patient is None else replace(t, patient=found[t.patient])
        for t in treatments
        if t.patient is None or t.patient in found
    ]
    return Matched(
        tuple(kept),
        respelt,
        tuple((name, candidates, number[name]) for name, candidates in open_ones),
        tuple(sorted(set(patients) - set(found.values()))),
        nameless,
    )


def resolved(
    names: Iterable[str], patients: Collection[str]
) -> tuple[dict[str, str], tuple[tuple[str, str, str], ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """The patients that names stand for; which were respelt, from, to and why; and which stand for none, or several.

    Args:
        names: as somebody else wrote them.
        patients: as they are.
    """
    left = sorted(set(names))
    found = {name: name for name in left if name in patients}
    respelt: list[tuple[str, str, str]] = []
    candidates: dict[str, tuple[str, ...]] = {}
    for key, why in ((spelt_alike, SPELLING), (_without_zeros, ZEROS)):
        left = [name for name in left if name not in found]
        of_patients, of_names = _by(key, patients), _by(key, left)
        taken = set(found.values()) if why == ZEROS else set()
        for name in left:
            possible = of_patients.get(key(name), [])
            if len(possible) == 1 and possible[0] not in taken and (why == SPELLING or len(of_names[key(name)]) == 1):
                found[name] = possible[0]
                respelt.append((name, possible[0], why))
            elif possible:
                candidates.setdefault(name, tuple(possible))
    open_ones = tuple((name, candidates.get(name, ())) for name in left if name not in found)
    return found, tuple(respelt), open_ones


def _by(key: Callable[[str], str], names: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        groups[key(name)].append(name)
    return groups


def _without_zeros(name: str) -> str:
    """The name without zeros before its numbers, nor the ``.0`` that some programs put behind one."""
    whole = re.sub(r"\A(\d+)[.,]0+\Z", r"\1", spelt_alike(name))
    return re.sub(r"(?<!\d)0+(?=\d)", "", whole)
