"""Comparisons that are not made, because what a photo shows is not known: each has a row in the table of pairs."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from wrinkle_scan.cohort.batch.columns import Row
from wrinkle_scan.cohort.batch.pairs import VisitPair, scored_visit
from wrinkle_scan.face.expression import View, expression_words
from wrinkle_scan.system.messages import joined, message, plural
from wrinkle_scan.visits.catalog.face_expressions import DECLARE_REMEDY

NAMED = 5
"""Most photos or visits that are named; of the others the number is given."""


def missing_pairs(photos: Iterable[list[Row]]) -> Iterator[tuple[VisitPair, str]]:
    """Follow-ups with a photo, there or at the first visit of that view, that is compared with nothing, and the reason.

    Args:
        photos: the rows of each photo, those of one patient together.
    """
    for patient, results in itertools.groupby((rows[0] for rows in photos), lambda row: row["patient"]):
        views: dict[View, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in results:
            if patient and row["status"] == "scored" and row["visit_date"]:
                views[row["view"] or "front"][row["visit_date"]].append(row)
        for view, days in sorted(views.items()):
            first, *later = sorted(days)
            for day in later:
                unknown = {one: [row for row in days[one] if not row["expression"]] for one in (first, day)}
                lacking = [row for rows in unknown.values() for row in rows]
                if lacking:
                    before, after = (scored_visit(one, unknown[one] or days[one]) for one in (first, day))
                    yield VisitPair(patient, None, view, None, before, after), _reason(lacking)


def missing_pairs_note(missing: Iterable[VisitPair]) -> list[str]:
    """The visits of which comparisons are missing, as a sentence; an empty list where there are none."""
    pairs = iter(missing)
    visits = [
        message("{patient}, {view}: {day}", patient=pair.patient, view=pair.view, day=pair.after.date)
        for pair in itertools.islice(pairs, NAMED)
    ]
    number = len(visits) + sum(1 for _ in pairs)
    if not visits:
        return []
    return [
        plural(
            "Comparisons of {number} follow-up are missing, because what a photo shows is not known ({listed}).",
            "Comparisons of {number} follow-ups are missing, because what a photo shows is not known ({listed}).",
            number,
            listed=_listed(visits, number),
        )
    ]


def _reason(photos: list[Row]) -> str:
    names = _listed([Path(row["path"]).name for row in photos[:NAMED]], len(photos))
    said = plural(
        "What {number} photo shows is {words}, and the face does not tell it for certain ({listed}).",
        "What {number} photos show is {words}, and the faces do not tell it for certain ({listed}).",
        len(photos),
        words=expression_words(None),
        listed=names,
    )
    return joined([said, DECLARE_REMEDY])


def _listed(named: Sequence[str], number: int) -> str:
    more = [message("and {number} more", number=number - len(named))] if number > len(named) else []
    return joined([*named, *more], "; ")
