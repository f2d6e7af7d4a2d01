"""Reads a folder's photos in subprocesses: capture time, signs of the expression, or the whole analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.analysis.isolated import all_in_subprocesses, each_in_subprocess
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.compact import CompactAnalysis, compact
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.visits.catalog.entries import PhotoEntry, is_guessed
from wrinkle_scan.visits.catalog.face_expressions import FaceSigns, classify_expressions, signs_of

MOST_KEPT = 60
"""Photos whose analysis is kept from the classification of their faces until it is asked for, some 4 MB each."""

_kept: dict[tuple[Path, int, int], CompactAnalysis | WrinkleScanError] = {}
"""By path, size and time, the oldest first."""


def analyze_entry(entry: PhotoEntry) -> Analysis:
    """The analysis of a photo with its known expression; raises as `analyze_in_subprocess`."""
    (analysis,) = analyze_entries([entry])
    if isinstance(analysis, WrinkleScanError):
        raise analysis
    return analysis


def analyze_entries(entries: Sequence[PhotoEntry]) -> list[Analysis | WrinkleScanError]:
    """The analyses of photos with their known expressions, or why there is none, in their order.

    Two are measured at a time, and none that was measured when its face was classified.
    """
    known = [_kept.pop(key, None) if (key := _version(entry.path)) else None for entry in entries]
    asked = [entry.path for entry, one in zip(entries, known, strict=True) if one is None]
    measured = iter(each_in_subprocess([(path, partial(analyze, path)) for path in asked]))
    found = (next(measured) if one is None else one for one in known)
    return [
        one if isinstance(one, WrinkleScanError) else _as_known(one, entry)
        for one, entry in zip(found, entries, strict=True)
    ]


def _as_known(found: Analysis | CompactAnalysis, entry: PhotoEntry) -> Analysis:
    """An analysis with the expression that is known of the photo now."""
    analysis = found.restored() if isinstance(found, CompactAnalysis) else found
    guessed = is_guessed(entry.origin_of("expression"), entry.expression_certainty)
    return replace(analysis, expression=entry.expression or analysis.expression, expression_guessed=guessed)


def captured_at(path: Path) -> str | None:
    """The camera's capture time of a photo, as `Photo.captured_at`; raises as `analyze_in_subprocess`."""
    return cast("str | None", all_in_subprocesses([(path, partial(_captured_at, path))])[0])


def face_signs(paths: Sequence[Path]) -> list[FaceSigns | None]:
    """The `signs_of` each photo, measured in parallel; None for a photo that cannot be measured."""
    signs: list[FaceSigns | None] = []
    for path, found in zip(paths, each_in_subprocess([(path, partial(_signs, path)) for path in paths]), strict=True):
        seen, analysis = (None, found) if isinstance(found, WrinkleScanError) else found
        signs.append(seen)
        if key := _version(path):
            _kept[key] = analysis
    for oldest in list(_kept)[:-MOST_KEPT]:
        del _kept[oldest]
    return signs


def classify_undeclared(entries: Sequence[PhotoEntry]) -> list[PhotoEntry]:
    """One patient's dated photos, classified as in `classify_expressions`; only the photos that need it are opened.

    Those are all of a patient who has undeclared ones, which are classified relative to the others, as in `batch`; else
    those of a series that has several photos of one day, which may be seen from several sides.
    """
    of_a_day = Counter((entry.visit_date, entry.series) for entry in entries)
    several = {series for (_, series), number in of_a_day.items() if number > 1}
    undeclared = any(entry.expression is None for entry in entries)
    asked = [
        entry for entry in entries if not entry.remote and (undeclared or (not entry.view and entry.series in several))
    ]
    found = zip(asked, face_signs([entry.path for entry in asked]), strict=True)
    return classify_expressions(entries, {entry.source: signs for entry, signs in found if signs})


def _signs(path: Path) -> tuple[FaceSigns, CompactAnalysis]:
    analysis = analyze(path)
    return signs_of(analysis), compact(analysis)


def _version(path: Path) -> tuple[Path, int, int] | None:
    """A photo's file as it is now; None where it cannot be seen."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return path, status.st_size, status.st_mtime_ns


def _captured_at(path: Path) -> str | None:
    return read_photo(path).captured_at
