"""Turns a head by a few degrees: the pixels are displaced by the head's 3-D form, and no texture is synthesised."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.canonical_face import canonical_face_mm
from wrinkle_scan.face.geometry import Face
from wrinkle_scan.face.pose import rotation_of
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.validation.phantom.fields import interpolate_landmarks

SMOOTH_MM = 3.0
"""Sigma that smooths the mesh's facets and preserves the nose, by which a turn is recognised."""
BEHIND_MM = 35.0
"""Beyond the landmarks the depth decreases, at first by 1 mm per mm, and by this much at most: about the distance of
the ears behind the edge of the face."""
ROUNDS = 8
"""Fixed-point iterations of the inverse warp; each leaves less than a third of the error, since no slope of the
smoothed head is steeper than 2 and the turns are small."""


def repose(photo: Photo, face: Face, yaw_deg: float, pitch_deg: float) -> Photo:
    """The photo with its head turned, in orthographic projection.

    The turn is exact for an average head of this size. MediaPipe measures a part of it, 5 to 6.5 of 8 degrees of yaw,
    since pixels are only displaced: no ear comes into sight and no shadow shifts.

    Args:
        photo: the photo.
        face: its face, to which the average head's depth is applied; that of the landmarks is too flat by a third.
        yaw_deg: by how much more to the face's own left (the picture's right), degrees.
        pitch_deg: by how much more the chin is raised, degrees.

    Returns:
        A photo of the same size; parts that turn out of sight are stretched.
    """
    if yaw_deg == 0 and pitch_deg == 0:
        return photo
    now = rotation_of(face.yaw_deg, face.pitch_deg, face.roll_deg)
    turn = rotation_of(face.yaw_deg + yaw_deg, face.pitch_deg + pitch_deg, face.roll_deg) @ now.T
    towards_camera = (canonical_face_mm() @ now.T)[:, 2] * face.head_size
    forward = interpolate_landmarks(photo, face, towards_camera, SMOOTH_MM, _falling_back) / face.mm_per_px
    columns, rows = np.meshgrid(np.arange(photo.width, dtype=np.float32), np.arange(photo.height, dtype=np.float32))
    right, down = face.landmarks[:468, :2].mean(axis=0)
    head = np.stack([columns - right, down - rows, forward], axis=-1)  # camera axes: x right, y up, z to the viewer
    move = ((head @ (turn - np.eye(3)).T)[..., :2] * (1, -1)).astype(np.float32)
    here = np.stack([columns, rows], axis=-1)
    origin = here.copy()
    for _ in range(ROUNDS):
        origin = here - cv2.remap(move, origin, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    turned = cv2.remap(photo.pixels, origin, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return photo.with_pixels(np.asarray(turned, np.uint8))


def _falling_back(forward: NDArray[np.float64], away_mm: NDArray[np.float64]) -> NDArray[np.float64]:
    """Depth towards the camera, mm, at a distance from the nearest landmark, mm."""
    return np.asarray(forward - BEHIND_MM * (1 - np.exp(-away_mm / BEHIND_MM)))
