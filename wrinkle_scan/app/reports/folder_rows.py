"""The rows of the folder's tables as people read them: a line for each photo, and one for each follow-up.

Their reasons are messages again, which the page shows in its language.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from wrinkle_scan.system.recognising import recognised

if TYPE_CHECKING:
    from wrinkle_scan.cohort.batch.columns import Row

Line = dict[str, Any]


def photo_rows(rows: Iterable[Row]) -> list[Line]:
    """A line for each photo that was measured, with the severity of each region, and why it has none."""
    return [
        _shared(first, "path", "patient", "visit_date", "expression", "view")
        | {"regions": {row["region"]: _shared(row, "severity", "reason") for row in own}}
        for first, own in _grouped(rows, "path")
        if first["status"] == "scored"
    ]


def failed_photos(rows: Iterable[Row]) -> list[Line]:
    """The photos that cannot be measured, each with the reason and what to do about it."""
    return [
        _shared(first, "path", "patient", "reason")
        for first, _ in _grouped(rows, "path")
        if first["status"] != "scored"
    ]


def pair_rows(rows: Iterable[Row]) -> list[Line]:
    """A line for each follow-up, with the verdict on each region; or why it could not be compared."""
    keys = ("patient", "expression", "view", "before_date", "after_date")
    shown = ("verdict", "change_percent", "ci95_low_percent", "ci95_high_percent", "reason")
    return [
        _shared(first, *keys)
        | {
            "reason": recognised(first["reason"] or "") if first["status"] != "compared" else None,
            "regions": {row["region"]: _shared(row, *shown) for row in own if row["region"]},
        }
        for first, own in _grouped(rows, *keys)
    ]


def _grouped(rows: Iterable[Row], *names: str) -> Iterator[tuple[Row, list[Row]]]:
    for _, group in itertools.groupby(rows, lambda row: tuple(row[name] for name in names)):
        own = list(group)
        yield own[0], own


def _shared(row: Row, *names: str) -> Line:
    shared = {name: row[name] for name in names}
    return shared | {"reason": recognised(row["reason"])} if shared.get("reason") else shared
