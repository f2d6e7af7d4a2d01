"""Photos gathered by patient, in groups of which each is measured and compared in one process."""

from __future__ import annotations

import itertools
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from wrinkle_scan.visits.catalog.entries import PhotoEntry

MOST_IN_A_GROUP = 40
"""Photos that one process measures one after the other: a group of more would keep it busy when all others are done,
and its analyses take more memory than a photo. Ten visits with four captures are as many."""

Group = list[tuple[int, PhotoEntry]]
"""Photos with their places in the table."""


def groups_of(entries: Iterable[PhotoEntry]) -> Iterator[Group]:
    """Photos in groups, within which pairs can be compared, the largest first; each by expression, then by day.

    A group is a patient and expression, or a patient with all photos where dates or expressions are not known yet, as
    they may come from the photos themselves. Photos of no patient, and those of a group that is too large, are each
    a group by themselves.
    """
    with closing(sqlite3.connect("")) as database:  # a file without a name, so that a million need no memory
        database.execute("CREATE TABLE photos (patient, expression, settled, day, position, entry)")
        database.executemany(
            "INSERT INTO photos VALUES (?, ?, ?, ?, ?, ?)",
            (
                (e.patient and ascii(e.patient), e.expression, _settled(e), e.visit_date, position, pickle.dumps(e))
                for position, e in enumerate(entries)
            ),
        )
        database.execute(
            "CREATE TABLE grouped AS SELECT *, "
            "CASE WHEN patient IS NULL THEN position "
            "WHEN min(settled) OVER (PARTITION BY patient) THEN expression END AS part FROM photos"
        )
        found = database.execute(
            "SELECT patient, part, position, entry FROM grouped "
            "ORDER BY count(*) OVER (PARTITION BY patient, part) DESC, patient, part, expression, day, position"
        )
        for _, rows in itertools.groupby(found, lambda row: row[:2]):
            group = [(position, pickle.loads(entry)) for _, _, position, entry in rows]
            yield from [group] if len(group) <= MOST_IN_A_GROUP else ([one] for one in group)


def settled(group: Group) -> bool:
    """Whether date and expression of all photos of a group are known before they are opened."""
    return all(_settled(entry) for _, entry in group)


def _settled(entry: PhotoEntry) -> bool:
    return entry.visit_date is not None and entry.expression is not None
