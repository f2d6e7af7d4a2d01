"""Files of a course."""

from __future__ import annotations

import io

import pydicom
import pytest
from made_dicom import KNOWN
from made_exchange import picture

from wrinkle_scan.output.course_files import FLATTENED, ON_THE_FACE
from wrinkle_scan.output.exchange.dicom import (
    AS_PHOTOGRAPHED,
    DescribedPicture,
    photographic_image,
)


@pytest.mark.parametrize("derivation", [AS_PHOTOGRAPHED, ON_THE_FACE, FLATTENED])
def test_what_was_done_to_a_picture_is_written_in_full(derivation: str) -> None:
    """Of a text of more than 64 bytes the end would be a digest."""
    shown = DescribedPicture(picture(), "frown", 30, "forehead", derivation)
    data = pydicom.dcmread(io.BytesIO(photographic_image(KNOWN, shown)))
    assert data.DerivationDescription == derivation
