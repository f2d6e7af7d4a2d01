"""The average head against a person's."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES

from wrinkle_scan.face.canonical_face import average_normals, canonical_face_mm
from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.photo.reading import read_photo


@pytest.mark.slow
def test_eye_corners_have_a_persons_distance() -> None:
    for path in (BEFORE, SAMPLES / "charles_barkla.jpg"):
        face = measure_face(read_photo(path))
        right, left = face.at_depth(face.landmarks[[33, 263], :2], canonical_face_mm()[[33, 263], 2])
        assert left[0] - right[0] == pytest.approx(81.8, abs=3 * 2.2)
        assert right[0] < -30 and left[0] > 30


def test_the_average_head_is_a_head() -> None:
    head, normals = canonical_face_mm(), average_normals()
    assert np.linalg.norm(head[263] - head[33]) == pytest.approx(81.8)
    mirrored = head[[263, 33]] * (-1, 1, 1)
    assert np.allclose(head[[33, 263]], mirrored, atol=0.1)  # symmetric
    assert head[1, 2] > 30 and head[10, 1] > 40 > -90 > head[152, 1]  # nose forward, forehead up, chin down
    assert np.allclose(np.linalg.norm(normals, axis=1), 1)
    assert normals[9, 2] > 0.9 and normals[127, 0] < -0.7 and normals[356, 0] > 0.7  # glabella, temples
