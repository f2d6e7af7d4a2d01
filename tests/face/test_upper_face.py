"""The upper face looked at by itself: looks that agree, and one that goes astray."""

from __future__ import annotations

import dataclasses

import numpy as np
from sample_photos import BEFORE, analyzed

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.face.mesh_points import EYE_CORNERS
from wrinkle_scan.validation.phantom.softening import soften


def test_softer_lines_do_not_move_the_face() -> None:
    """Of this very picture one look sees the eyes 30 mm from where they are, and another no face at all."""
    before = analyzed(BEFORE)
    pixels = soften(before, {"forehead": 0.6, "glabella": 0.6})
    after = measure_face(dataclasses.replace(before.photo, pixels=pixels))
    corners = list(EYE_CORNERS)
    moved = np.hypot(*(after.upper.landmarks - before.face.upper.landmarks)[corners, :2].T) * before.face.mm_per_px
    assert moved.max() < 3
    assert abs(after.upper.yaw_deg - before.face.upper.yaw_deg) < 2
