"""Turns a head by a few degrees: the skin is moved as the head's form moves it, and nothing is drawn anew."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np

from wrinkle_scan.face import Face, average_head_mm
from wrinkle_scan.phantom.fields import spread_over
from wrinkle_scan.photo import Photo

SMOOTH_MM = 3.0
"""Sigma that evens the mesh's facets, and leaves the nose, by which a turned head is known, standing."""
ROUNDS = 5
"""Of looking up where a pixel came from; each leaves a tenth of the error, since the form is smooth."""


def repose(photo: Photo, face: Face, yaw_deg: float, pitch_deg: float) -> Photo:
    """The photo with its head turned, seen from afar (without perspective).

    Args:
        photo: the photo.
        face: its face, on which the average head's depth is laid; the landmarks' own is too flat by a third.
        yaw_deg: degrees, positive to the face's own left (the picture's right).
        pitch_deg: degrees, positive chin up.

    Returns:
        A photo of the same size; what turns out of sight is stretched.
    """
    if yaw_deg == 0 and pitch_deg == 0:
        return photo
    forward = spread_over(photo, face, average_head_mm()[:, 2] * face.head_size / face.mm_per_px, SMOOTH_MM)
    middle = face.landmarks[:468, :2].mean(axis=0)
    columns, rows = np.meshgrid(np.arange(photo.width, dtype=np.float32), np.arange(photo.height, dtype=np.float32))
    yaw, pitch = np.radians(yaw_deg), np.radians(pitch_deg)
    moved_right = (columns - middle[0]) * (np.cos(yaw) - 1) + forward * np.sin(yaw)
    moved_down = (rows - middle[1]) * (np.cos(pitch) - 1) - forward * np.sin(pitch)
    move = np.stack([moved_right, moved_down], axis=-1).astype(np.float32)
    here = np.stack([columns, rows], axis=-1)
    origin = here.copy()
    for _ in range(ROUNDS):
        origin = here - cv2.remap(move, origin, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    turned = cv2.remap(photo.pixels, origin, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return dataclasses.replace(photo, pixels=np.asarray(turned, np.uint8))
