"""Photos of a long course do not gather in memory."""

from __future__ import annotations

import shutil
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
from sample_photos import BEFORE, analyzed, smaller_sample

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.captures import compare_chosen
from wrinkle_scan.comparison.choosing import Chosen
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos
from wrinkle_scan.visits.course import visit_measuring
from wrinkle_scan.visits.course.following import follow
from wrinkle_scan.visits.course.record import patient_record


def test_photos_are_held_for_one_visit_at_a_time_besides_the_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smaller_sample(4).save(tmp_path / "2026-01-01_frown.jpg")
    for month in range(2, 7):
        shutil.copy(tmp_path / "2026-01-01_frown.jpg", tmp_path / f"2026-{month:02}-01_frown.jpg")
    alive: list[weakref.ref[Photo]] = []
    held: list[int] = []
    known = analyzed(BEFORE)
    pair = compare_chosen(Chosen((known,)), Chosen((known,)))

    def measured(entry: PhotoEntry) -> Analysis:
        held.append(sum(photo() is not None for photo in alive))
        photo = replace(known.photo, path=entry.path)
        alive.append(weakref.ref(photo))
        return replace(known, photo=photo, expression=entry.expression)

    def compared(before: Chosen, after: Chosen, force: bool) -> Comparison:
        return replace(pair, before=before.captures[0], after=after.captures[0])

    monkeypatch.setattr(visit_measuring, "analyze_entries", lambda entries: list(map(measured, entries)))
    monkeypatch.setattr(visit_measuring, "compare_chosen", compared)
    progress = follow(patient_record(find_photos(tmp_path, PATTERN), str(tmp_path)), [])
    assert len(progress.series[0].visits) == 6
    assert held == [0, 1, 1, 1, 1, 1], "only the baseline is there when a visit is measured"
