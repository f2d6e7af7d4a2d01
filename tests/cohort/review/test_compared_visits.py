"""Every follow-up is compared with the first visit that could be measured; what stands in no pair has its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_photos import again_without_forehead, without_forehead

from wrinkle_scan.cohort.review.compared_visits import ComparedPair, compared_pairs
from wrinkle_scan.cohort.review.review_series import ReviewSeries
from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.visits import SkippedPhoto, VisitPhotos

pytestmark = pytest.mark.slow


def visit(day: str, *photos: Path) -> VisitPhotos:
    return VisitPhotos(day, tuple(PhotoEntry(str(photo)).with_known("name", expression="frown") for photo in photos))


def compared(*visits: VisitPhotos) -> list[ComparedPair | SkippedPhoto]:
    return list(compared_pairs(ReviewSeries("P1", SeriesKey("frown", "front"), visits)))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    (tmp_path / "letter.jpg").write_text("Dear colleague", encoding="utf-8")
    return tmp_path / "letter.jpg"


def test_the_first_measurable_visit_and_capture_are_compared(letter: Path) -> None:
    first, second = without_forehead(0), without_forehead(1)
    skipped, pair = compared(
        visit("2026-01-05", letter), visit("2026-02-05", first), visit("2026-03-05", letter, second)
    )
    assert isinstance(skipped, SkippedPhoto) and skipped.name == str(letter)
    assert skipped.reason.startswith("The file is not a photo")
    assert isinstance(pair, ComparedPair)
    assert (pair.patient, pair.before_date, pair.after_date) == ("P1", "2026-02-05", "2026-03-05")
    assert [entry.path for entry in pair.entries] == [first, second]
    assert pair.regions == [name for name in REGION_NAMES if name != "forehead"], "it is cut off"


def test_a_pair_without_any_answer_is_none() -> None:
    """Two files of one photograph."""
    photos = without_forehead(), again_without_forehead()
    (skipped,) = compared(visit("2026-01-05", photos[0]), visit("2026-02-05", photos[1]))
    assert isinstance(skipped, SkippedPhoto) and skipped.name == str(photos[1])
    assert "one photograph" in skipped.reason
