"""Compares every follow-up of a series with the series' first visit, one pair at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.cohort.review.review_series import ReviewSeries
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.messages import joined, message
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.opening import analyze_entry
from wrinkle_scan.visits.catalog.visits import SkippedPhoto, VisitPhotos


@dataclass(frozen=True)
class ComparedPair:
    """A first visit and one of its follow-ups: dates as ISO 8601, the tool's comparison, and the two photos."""

    patient: str
    key: SeriesKey
    before_date: str
    after_date: str
    comparison: Comparison
    entries: tuple[PhotoEntry, PhotoEntry]

    @property
    def regions(self) -> list[str]:
        """Names of the regions that can be compared."""
        return [name for name, region in self.comparison.regions.items() if region.verdict != "cannot_tell"]


def compared_pairs(series: ReviewSeries) -> Iterator[ComparedPair | SkippedPhoto]:
    """Every pair of a series, or the reason why a visit has none; at most two photos are kept in memory.

    As in `batch --pairs`, visits without a measurable capture are ignored: all others are compared with the first
    measurable one. Of each visit the first measurable capture is used, because a rater sees one picture of each.
    """
    first: tuple[VisitPhotos, PhotoEntry, Analysis] | None = None
    for visit in series.visits:
        measured = _first_measurable(visit)
        if isinstance(measured, SkippedPhoto):
            yield measured
        elif first is None:
            first = visit, *measured
        else:
            entry, analysis = measured
            comparison = compare(first[2], analysis)
            entries = first[1], entry
            pair = ComparedPair(series.patient, series.key, first[0].date, visit.date, comparison, entries)
            yield pair if pair.regions else SkippedPhoto(visit.photos[0].name, _incomparable_reason(comparison))


def _first_measurable(visit: VisitPhotos) -> tuple[PhotoEntry, Analysis] | SkippedPhoto:
    reasons = []
    for entry in visit.photos:
        try:
            analysis = analyze_entry(entry)
        except WrinkleScanError as error:
            reasons.append(error.reason)
            continue
        if analysis.usable:
            return entry, analysis
        reasons.append(message("None of its regions can be measured."))
    return SkippedPhoto(visit.photos[0].name, reasons[0])


def _incomparable_reason(comparison: Comparison) -> str:
    unlike = [check.message for check in comparison.checks if check.pair_differs]
    if unlike:
        return joined(unlike)
    return message("None of its regions can be compared with the first visit's.")
