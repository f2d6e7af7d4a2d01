"""Photos grouped into visits, by the day of each."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from sample_photos import BEFORE, analyzed

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.visits import VisitPhotos, dated, group_by_day


def test_days_are_in_order_and_the_photos_of_a_day_keep_theirs() -> None:
    days = {"c": "2026-02-05", "b": "2026-01-05", "a": "2026-01-05"}
    photos = {name: PhotoEntry(name).with_known("name", visit_date=day) for name, day in days.items()}
    assert group_by_day(photos.values()) == (
        VisitPhotos("2026-01-05", (photos["b"], photos["a"])),
        VisitPhotos("2026-02-05", (photos["c"],)),
    )


def test_the_names_day_counts_and_the_photo_is_not_opened() -> None:
    named = PhotoEntry("missing.jpg").with_known("name", visit_date="2026-01-05")
    assert dated(named) is named


def test_a_photo_without_a_day_in_its_name_has_the_cameras() -> None:
    found = dated(PhotoEntry(str(BEFORE)))
    camera = analyzed(BEFORE).photo.captured_at
    assert camera and (found.visit_date, found.origin_of("visit_date")) == (camera[:10], "exif")


def test_where_nothing_says_the_day_it_is_said_what_the_name_leaves_open(tmp_path: Path) -> None:
    Image.new("RGB", (300, 300)).save(tmp_path / "1.jpg")
    with pytest.raises(PathError, match="neither its name nor the camera says"):
        dated(PhotoEntry(str(tmp_path / "1.jpg")))
    open_one = PhotoEntry(str(tmp_path / "1.jpg"), possible_dates=("2026-01-05", "2026-05-01"))
    with pytest.raises(PathError, match="several possible dates .2026-01-05 or 2026-05-01."):
        dated(open_one)
    with pytest.raises(PathError, match="not on this machine"):
        dated(PhotoEntry("s3://faces/1.jpg"))
