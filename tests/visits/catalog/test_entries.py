"""What is known of a photo before it is opened, and the day that the camera's clock adds to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from dated_photos import dated

from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.naming import complete_from_name


@pytest.mark.parametrize(
    ("name", "captured_at", "day", "origin"),
    [
        ("2026-01-05_2025-11-05.jpg", "2026-01-06T00:10:00", "2026-01-05", "name"),
        ("2026-01-05_2025-11-05.jpg", "2026-03-01T10:00:00", None, None),
        ("2026-01-05_2025-11-05.jpg", None, None, None),
        ("05-01-2026.jpg", "2026-05-01T10:00:00", "2026-05-01", "name"),
        ("Name_1980-05-04.jpg", "2026-01-05T10:00:00", "2026-01-05", "exif"),
        ("Name_1980-05-04.jpg", None, "1980-05-04", "name"),
        ("2009-05-04.jpg", "2009-05-04T10:00:00", "2009-05-04", "name"),
        ("2026-01-05.jpg", "2026-03-01T10:00:00", "2026-01-05", "name"),
        ("1.jpg", "2026-03-01T10:00:00", "2026-03-01", "exif"),
    ],
)
def test_what_a_name_leaves_open_the_camera_settles(
    tmp_path: Path, name: str, captured_at: str | None, day: str | None, origin: str | None
) -> None:
    (entry,) = dated(tmp_path, name).values()
    seen = entry.dated_by(captured_at)
    assert (seen.visit_date, seen.origin_of("visit_date")) == (day, origin)


@pytest.mark.parametrize(
    ("name", "evening", "next_morning"),
    [
        ("P1/PXL_20260106_001012345.jpg", "2026-01-05", "2026-01-07"),
        ("P1/IMG_20260106T001012Z.jpg", "2026-01-05", "2026-01-07"),
        ("P1/IMG_20260106_001012.jpg", "2026-01-06", "2026-01-06"),
        ("P1/2026-01-06/PXL_20260105_235012345.jpg", "2026-01-06", "2026-01-06"),
    ],
)
def test_a_name_by_the_worlds_clock_leaves_the_day_to_the_camera(name: str, evening: str, next_morning: str) -> None:
    """A visit of one afternoon in California is two days by that clock, and was two visits."""
    entry = complete_from_name(PhotoEntry(name), name)
    assert entry.dated_by("2026-01-05T16:10:12-08:00").visit_date == evening
    assert entry.dated_by("2026-01-07T09:10:12+10:00").visit_date == next_morning
    assert entry.dated_by(None).visit_date == entry.dated_by("2025-06-01T10:00:00").visit_date == "2026-01-06"
