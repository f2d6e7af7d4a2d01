"""DICOM objects of a made course, named and deidentified."""

from __future__ import annotations

import io

import pydicom
from made_exchange import full_course, picture
from pydicom import Dataset

from wrinkle_scan.output.exchange.dicom import DescribedPicture, photographic_image
from wrinkle_scan.visits.course.deidentifying import deidentified
from wrinkle_scan.visits.course.results import Progress

KNOWN = full_course()
HIDDEN = deidentified(KNOWN, b"k" * 32)
VIEWS = (None, "forehead", "glabella", "crows_feet_right", "crows_feet_left")


def read(content: bytes) -> Dataset:
    return pydicom.dcmread(io.BytesIO(content))


def photo(course: Progress = KNOWN, region: str | None = "glabella", day: int = 30, **options: object) -> bytes:
    return photographic_image(course, DescribedPicture(picture(**options), "frown", day, region))
