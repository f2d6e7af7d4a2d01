"""Pairs of visits: each follow-up of a patient with the first visit of the same expression and view."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.cohort.batch.columns import PAIRS, Row, full_row
from wrinkle_scan.cohort.batch.held import HeldAnalyses
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.comparison.captures import ABOUT_CAPTURES, compare_visits
from wrinkle_scan.comparison.contract import compared_figures
from wrinkle_scan.face.expression import Expression, SeriesKey, View
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.visits.catalog.entries import is_guessed


@dataclass(frozen=True)
class ScoredVisit:
    """The captures of one patient, day and expression that could be scored.

    Attributes:
        date: ISO 8601.
        paths: the photos' paths.
        sha256s: the photos' SHA-256.
        guessed: for each photo, whether its expression counts as guessed (`entries.is_guessed`).
        taken_at: the first photo's capture time, ISO 8601.
    """

    date: str
    paths: tuple[str, ...]
    sha256s: tuple[str, ...]
    guessed: tuple[bool, ...]
    taken_at: str | None = None


@dataclass(frozen=True)
class VisitPair:
    """A first visit and one of its follow-ups."""

    patient: str
    expression: Expression | None
    view: View
    side: str | None
    before: ScoredVisit
    after: ScoredVisit

    @property
    def visits(self) -> tuple[ScoredVisit, ScoredVisit]:
        """The first visit and the follow-up."""
        return self.before, self.after

    @property
    def series(self) -> SeriesKey:
        """What its photos show."""
        return SeriesKey(self.expression, self.view)

    @property
    def key(self) -> list[str | None]:
        """The values that identify the pair, in the order of `columns.PAIR_LAYOUT`."""
        return [self.patient, self.expression, self.view, self.before.date, self.after.date]

    @property
    def captures_sha256(self) -> str:
        """SHA-256 of the SHA-256 of both visits' photos, and of which of them have a guessed expression."""
        photos = [photo for visit in self.visits for photo in zip(visit.sha256s, visit.guessed, strict=True)]
        guessed = [sha256 for sha256, by_face in photos if by_face]
        which = guessed if len(guessed) < len(photos) else []
        content = [*self.before.sha256s, "/", *self.after.sha256s, *(["guessed", *which] if guessed else [])]
        return hashlib.sha256(" ".join(content).encode()).hexdigest()


def visit_pairs(photos: Iterable[list[Row]]) -> Iterator[VisitPair]:
    """The pairs among scored photos.

    Args:
        photos: the rows of each photo, those of one patient, expression and view together and in the order of their
            dates. Photos whose expression is not known are compared with nothing.
    """
    usable = (rows[0] for rows in photos if rows[0]["status"] == "scored" and can_be_paired(rows[0]))
    of_series = itertools.groupby(usable, lambda row: (row["patient"], row["expression"], row["view"]))
    for (patient, expression, view), series in of_series:
        visits: list[ScoredVisit] = []
        side = None
        for date, captures in itertools.groupby(series, lambda row: row["visit_date"]):
            rows = list(captures)
            side = side or next((row["side"] for row in rows if row["side"]), None)
            visits.append(scored_visit(date, rows))
        for follow_up in visits[1:]:
            yield VisitPair(patient, expression, view or "front", side, visits[0], follow_up)


def scored_visit(date: str, rows: list[Row]) -> ScoredVisit:
    """A visit of the photos with these first rows."""
    paths, sha256s = (tuple(row[name] for row in rows) for name in ("path", "sha256"))
    guessed = tuple(is_guessed(row["expression_from"], row["expression_certainty"]) for row in rows)
    taken_at = None if rows[0]["last_change"] else rows[0]["captured_at"]
    return ScoredVisit(date, paths, sha256s, guessed, taken_at)


def can_be_paired(row: Row) -> bool:
    """Whether the patient, the visit's date and the expression of a photo are known."""
    return bool(row["patient"] and row["visit_date"] and row["expression"])


def compare_pair(pair: VisitPair, held: HeldAnalyses) -> list[Row]:
    """The rows of a pair: one for each region, or a single one with the reason where a photo cannot be measured.

    Args:
        pair: the pair.
        held: analyses that need not be made again; the follow-up's, which no other pair needs, are dropped.
    """
    try:
        before, after = (_analyses(visit, pair.expression, held) for visit in pair.visits)
        result = compare_visits(before, after)
    except WrinkleScanError as error:
        return failed_pair(pair, str(error))
    finally:
        for sha256 in pair.after.sha256s:
            held.drop(sha256)
    counted = (len(visit) for visit in result.captures or ([result.before], [result.after]))
    left_out = " ".join(issue.message for issue in result.issues if issue.code == "left_out")
    shared = _about(pair) | dict(zip(("before_captures", "after_captures"), counted, strict=True))
    notes = " ".join(issue.message for issue in result.issues if issue.code in ABOUT_CAPTURES)
    shared |= {"status": "compared", "comparable": result.comparable}
    shared |= {"left_out": left_out or None, "notes": notes or None}
    return [
        full_row(PAIRS, region=name, **shared, **compared_figures(region)) for name, region in result.regions.items()
    ]


def _analyses(visit: ScoredVisit, expression: Expression | None, held: HeldAnalyses) -> list[Analysis]:
    return [
        replace(held.get(sha256, Path(path), expression), expression_guessed=guessed)
        for sha256, path, guessed in zip(visit.sha256s, visit.paths, visit.guessed, strict=True)
    ]


def failed_pair(pair: VisitPair, reason: str) -> list[Row]:
    """The one row of a pair that could not be compared."""
    return [full_row(PAIRS, status="failed", reason=reason, **_about(pair))]


def relabel_pair(rows: list[Row], pair: VisitPair) -> list[Row]:
    """The rows of a pair of the same photos in an earlier run, with what is known of the pair now."""
    about = _about(pair)
    for counted in ("before_captures", "after_captures"):  # the numbers of captures that were compared are kept
        del about[counted]
    return [row | about for row in rows]


def _about(pair: VisitPair) -> Row:
    return {
        "patient": pair.patient,
        "expression": pair.expression,
        "view": pair.view,
        "side": pair.side,
        "before_date": pair.before.date,
        "after_date": pair.after.date,
        "before_path": pair.before.paths[0],
        "after_path": pair.after.paths[0],
        "before_captures": len(pair.before.paths),
        "after_captures": len(pair.after.paths),
        "captures_sha256": pair.captures_sha256,
        **vars(stamp(compared=True)),
    }
