"""Explains why photos of a table stand in no pair of visits, and why there is no pair at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from wrinkle_scan.cohort.batch.columns import Row
from wrinkle_scan.face.expression import Expression, expression_words
from wrinkle_scan.system.messages import joined, message, plural


def incomplete_note(photos: Iterable[Row]) -> str:
    """Of how many scored photos the patient or the date is not known, with the first, as a sentence; empty if of none.

    Args:
        photos: as in `no_pairs_reason`.
    """
    lacking = {row["path"]: None for row in photos if row["status"] == "scored" and not _complete(row)}
    if not lacking:
        return ""
    return plural(
        "Compared with nothing: {number} photo, of which patient or date is not known ({example}).",
        "Compared with nothing: {number} photos, of which patient or date is not known (one is {example}).",
        len(lacking),
        example=Path(next(iter(lacking))).name,
    )


def _complete(row: Row) -> bool:
    return bool(row["patient"] and row["visit_date"])


def no_pairs_reason(photos: Iterable[Row]) -> str:
    """The reasons, as a sentence.

    Args:
        photos: rows of a table of photos; the first row of each photo is used.
    """
    left_out: Counter[str] = Counter()
    visits: dict[str, set[tuple[str, str]]] = defaultdict(set)
    path = None
    for row in photos:
        if row["path"] == path:
            continue
        path = row["path"]
        if row["status"] != "scored":
            left_out["failed"] += 1
        elif not row["patient"]:
            left_out["patient"] += 1
        elif not row["visit_date"]:
            left_out["date"] += 1
        elif not row["expression"]:
            left_out["expression"] += 1
        else:
            visits[row["patient"]].add((row["visit_date"], row["expression"]))
    said = {
        "failed": plural("{number} photo failed", "{number} photos failed", left_out["failed"]),
        "patient": plural(
            "{number} photo without a known patient", "{number} photos without a known patient", left_out["patient"]
        ),
        "date": plural("{number} photo without a known date", "{number} photos without a known date", left_out["date"]),
        "expression": plural(
            "{number} photo whose expression is neither declared nor classified",
            "{number} photos whose expression is neither declared nor classified",
            left_out["expression"],
        ),
    }
    why: list[str] = [said[what] for what in left_out]
    if len(visits) == 1:
        patient = next(iter(visits))
        lacking = message("patient {patient} has no two visits with the same expression", patient=patient)
        why.append(joined([lacking, _example(visits)], ""))
    elif visits:
        lacking = message("none of {number} patients has two visits with the same expression", number=len(visits))
        why.append(joined([lacking, _example(visits)], ""))
    return message("No pair: {why}.", why=joined(why, ", "))


def _example(visits: dict[str, set[tuple[str, str]]]) -> str:
    """A patient with two visits of different expressions, as an example."""
    for patient, seen in visits.items():
        if len({day for day, _ in seen}) > 1:
            shown = [
                message("{expression} on {day}", expression=expression_words(cast("Expression", expression)), day=day)
                for day, expression in sorted(seen)[:3]
            ]
            return message(" (as {patient}: {shown})", patient=patient, shown=joined(shown, ", "))
    return ""
