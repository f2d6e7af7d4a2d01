"""Size and attitude of a head: millimetres per pixel from the irises, yaw, pitch and roll, head coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.errors import PhotoError
from wrinkle_scan.face.finding import find_face
from wrinkle_scan.photo import Photo

IRIS_MM = 11.7
"""Horizontal visible iris diameter, 11.7 +- 0.5 mm in adults (MediaPipe Iris, 2020)."""
IRIS_EDGES = ((469, 471), (474, 476))
EYE_CORNERS = (33, 133, 362, 263)
MAX_YAW_DEG = 50.0
MAX_PITCH_DEG = 40.0


@dataclass(frozen=True)
class Face:
    """The photo's subject.

    Attributes:
        landmarks: float64 (478, 3), photo px, x right, y down, z away from the camera; MediaPipe's numbering.
        mm_per_px: millimetres on the face per photo pixel.
        yaw_deg: degrees, positive when the face is turned to its own left (the picture's right).
        pitch_deg: degrees, positive when the chin is raised.
        roll_deg: degrees, positive when the head leans to its own left.
        rotation: float64 (3, 3), from head axes (x to the patient's left, y up, z forward) to the camera's.
        blendshapes: MediaPipe's expression signals, 0..1.
    """

    landmarks: NDArray[np.float64]
    mm_per_px: float
    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    rotation: NDArray[np.float64]
    blendshapes: dict[str, float]

    @cached_property
    def head_mm(self) -> NDArray[np.float64]:
        """Landmarks (478, 3) in head axes, mm, the origin midway between the eyes' corners: free of the head's pose."""
        camera = self.landmarks * np.array([1.0, -1.0, -1.0]) * self.mm_per_px
        head = camera @ self.rotation  # the transpose of the rotation, applied to rows
        return np.asarray(head - head[list(EYE_CORNERS)].mean(axis=0))


def measure_face(photo: Photo) -> Face:
    """Finds the photo's subject and measures its size and attitude.

    Raises:
        PhotoError: as `find_face`, or a face turned too far away.
    """
    found = find_face(photo)
    diameters = [np.hypot(*(found.landmarks[a, :2] - found.landmarks[b, :2])) for a, b in IRIS_EDGES]
    forward, up = found.rotation[:, 2], found.rotation[:, 1]
    yaw = float(np.degrees(np.arctan2(forward[0], forward[2])))
    pitch = float(np.degrees(np.arctan2(forward[1], np.hypot(forward[0], forward[2]))))
    roll = float(np.degrees(np.arctan2(up[0], up[1])))
    if abs(yaw) > MAX_YAW_DEG or abs(pitch) > MAX_PITCH_DEG:
        raise PhotoError(
            photo.path,
            "turned_away",
            f"the face is turned away (yaw {yaw:.0f}, pitch {pitch:.0f} degrees; at most {MAX_YAW_DEG:.0f} and "
            f"{MAX_PITCH_DEG:.0f})",
            "Use a photo taken from the front.",
        )
    return Face(found.landmarks, IRIS_MM / float(np.mean(diameters)), yaw, pitch, roll, found.rotation, found.blendshapes)
