"""Matches the patients of treatments with those of the photos, where a spreadsheet or a keyboard changed the spelling.

Two names are matched only where no other patient could be meant: first names that differ in case, spaces or Unicode
composition, then in hyphens and other signs, then in zeros before a number, then in a word as *Patient* before it,
then ``Müller, Anna`` and ``Anna Müller``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from wrinkle_scan.visits.catalog.census import normalized_name
from wrinkle_scan.visits.course.treatments import Treatment

SPELLING = "case, blanks or accents are written differently"
SIGNS = "blanks, hyphens or other signs are written differently"
ZEROS = "zeros before a number are lost or added"
ORDER = "first name and surname stand in another order"
WORD = "a word as “Patient” stands before the number in one of them"
_PATIENT_WORD = re.compile(r"\A(?:pat(?:ient(?:in)?)?|paciente|pt|subject|case|fall|id|n[or])(?=\d)")


@dataclass(frozen=True)
class PatientMatches:
    """Treatments with patients named as in the photos.

    Attributes:
        treatments: those of patients with photos, and those that name no patient.
        respelt: each match of different spellings: the name in the treatments, in the photos, and the difference.
        without_photos: names in the treatments that no photo has, each with the names that it may stand for, if there
            are several, and its number of treatments.
        untreated: patients with photos and no treatment.
        nameless: number of treatments that name no patient.
    """

    treatments: tuple[Treatment, ...]
    respelt: tuple[tuple[str, str, str], ...]
    without_photos: tuple[tuple[str, tuple[str, ...], int], ...]
    untreated: tuple[str, ...]
    nameless: int


def match_patients(treatments: Sequence[Treatment], patients: Collection[str]) -> PatientMatches:
    """Matches the treatments' patients with those of the photos.

    Args:
        treatments: treatments of any patients.
        patients: names of the photos' patients.
    """
    number = Counter(treatment.patient for treatment in treatments if treatment.patient is not None)
    found, respelt, open_ones = resolve_names(number, patients)
    nameless = sum(treatment.patient is None for treatment in treatments)
    kept = [
        t if t.patient is None else replace(t, patient=found[t.patient])
        for t in treatments
        if t.patient is None or t.patient in found
    ]
    return PatientMatches(
        tuple(kept),
        respelt,
        tuple((name, candidates, number[name]) for name, candidates in open_ones),
        tuple(sorted(set(patients) - set(found.values()))),
        nameless,
    )


def resolve_names(
    names: Iterable[str], patients: Collection[str]
) -> tuple[dict[str, str], tuple[tuple[str, str, str], ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """The patient of each name; names spelt differently (from, to, why); and names that match none or several.

    Args:
        names: names as spelt elsewhere.
        patients: names as spelt in the photos.
    """
    left = sorted(set(names))
    found = {name: name for name in left if name in patients}
    respelt: list[tuple[str, str, str]] = []
    candidates: dict[str, tuple[str, ...]] = {}
    for key, why in (
        (normalized_name, SPELLING),
        (_without_signs, SIGNS),
        (_without_zeros, ZEROS),
        (_number, WORD),
        (_surname_last, ORDER),
    ):
        left = [name for name in left if name not in found]
        of_patients, of_names = _by(key, patients), _by(key, left)
        taken = set() if why == SPELLING else set(found.values())
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


def _without_signs(name: str) -> str:
    """The name's letters and digits; what stands between two digits is kept as a hyphen, as 1-23 is not 12-3."""
    spaced = "".join(" " if unicodedata.category(c)[0] in "CPSZ" else c for c in normalized_name(name))
    return re.sub(r"(?<=\d) +(?=\d)", "-", spaced).replace(" ", "") or name


def _without_zeros(name: str) -> str:
    """The same without leading zeros of its numbers, nor the ``.0`` that some programs append."""
    whole = re.sub(r"\A(\d+)[.,]0+\Z", r"\1", normalized_name(name))
    return re.sub(r"(?<!\d)0+(?=\d)", "", _without_signs(whole))


def _number(name: str) -> str:
    """The same without a word for patient before a number."""
    return _PATIENT_WORD.sub("", _without_zeros(name))


def _surname_last(name: str) -> str:
    """``anna müller`` for ``Müller, Anna``."""
    surname, comma, first = normalized_name(name).partition(",")
    return _without_signs(f"{first} {surname}" if comma else name)
