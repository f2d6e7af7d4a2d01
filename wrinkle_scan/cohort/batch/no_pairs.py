"""Explains why a table of photos has no pair of visits to compare."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from wrinkle_scan.cohort.batch.columns import Row


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
            left_out["without a known patient"] += 1
        elif not row["visit_date"]:
            left_out["without a known date"] += 1
        elif not row["expression"]:
            left_out["of which neither anyone nor the face says what it shows"] += 1
        else:
            visits[row["patient"]].add((row["visit_date"], row["expression"]))
    why = [f"{number} photo{'s' * (number != 1)} {what}" for what, number in left_out.items()]
    if visits:
        one = len(visits) == 1
        which = f"patient {next(iter(visits))} has" if one else f"none of {len(visits)} patients has"
        why.append(f"{which} {'no ' if one else ''}two visits with the same expression{_example(visits)}")
    return f"No pair: {', '.join(why)}."


def _example(visits: dict[str, set[tuple[str, str]]]) -> str:
    """A patient with two visits of different expressions, as an example."""
    for patient, seen in visits.items():
        if len({day for day, _ in seen}) > 1:
            shown = ", ".join(f"{expression.replace('_', ' ')} on {day}" for day, expression in sorted(seen)[:3])
            return f" (as {patient}: {shown})"
    return ""
