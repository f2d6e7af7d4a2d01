"""Reads a folder's photos in subprocesses: capture time, signs of the expression, or the whole analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.analysis.isolated import all_in_subprocesses, analyze_in_subprocess, each_in_subprocess
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.face_expressions import FaceSigns, classify_expressions, signs_of


def analyze_entry(entry: PhotoEntry) -> Analysis:
    """The analysis of a photo with its known expression; raises as `analyze_in_subprocess`."""
    analysis = analyze_in_subprocess(entry.path, entry.expression)
    return replace(analysis, expression_guessed=entry.origin_of("expression") == "face")


def captured_at(path: Path) -> str | None:
    """The camera's capture time of a photo, as `Photo.captured_at`; raises as `analyze_in_subprocess`."""
    return cast("str | None", all_in_subprocesses([(path, partial(_captured_at, path))])[0])


def face_signs(paths: Sequence[Path]) -> list[FaceSigns | None]:
    """The `signs_of` each photo, measured in parallel; None for a photo that cannot be measured."""
    found = each_in_subprocess([(path, partial(_signs, path)) for path in paths])
    return [None if isinstance(signs, WrinkleScanError) else cast("FaceSigns", signs) for signs in found]


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


def _signs(path: Path) -> FaceSigns:
    return signs_of(analyze(path))


def _captured_at(path: Path) -> str | None:
    return read_photo(path).captured_at
