"""Reports series that begin after the patient's first visit, because an earlier photo's expression is not known."""

from __future__ import annotations

from collections.abc import Iterable

from wrinkle_scan.cohort.batch.columns import Row
from wrinkle_scan.cohort.batch.pairs import VisitPair
from wrinkle_scan.face.expression import expression_words
from wrinkle_scan.system.messages import joined, message, plural

NAMED = 5
"""Most series that are named; of the others the number is given."""


def late_series_notes(pairs: Iterable[VisitPair], photos: Iterable[list[Row]]) -> list[str]:
    """A sentence about all such series; an empty list where there is none.

    A photo of the first visit that is not classified may show the series' expression: what is compared with a later
    visit, maybe one after a treatment, is then not the whole change.

    Args:
        pairs: those of all series.
        photos: the rows of each photo.
    """
    first_unknown: dict[tuple[str, str], str] = {}
    for row in (rows[0] for rows in photos):
        if row["status"] == "scored" and row["patient"] and row["visit_date"] and not row["expression"]:
            series = row["patient"], row["view"] or "front"
            first_unknown[series] = min(row["visit_date"], first_unknown.get(series, row["visit_date"]))
    late = {
        (pair.patient, pair.expression, pair.view): pair.before.date
        for pair in pairs
        if first_unknown.get((pair.patient, pair.view), pair.before.date) < pair.before.date
    }
    if not late:
        return []
    named = [
        message("{patient}, {expression}: {day}", patient=patient, expression=expression_words(expression), day=day)
        for (patient, expression, _), day in list(late.items())[:NAMED]
    ]
    more = [message("and {number} more", number=len(late) - NAMED)] if len(late) > NAMED else []
    return [
        plural(
            "{number} series is compared with a later visit than the patient's first, because the expression of an "
            "earlier photo is not known ({listed}).",
            "{number} series are compared with a later visit than the patient's first, because the expression of an "
            "earlier photo is not known ({listed}).",
            len(late),
            listed=joined([*named, *more], "; "),
        )
    ]
