"""Faces that move by a known amount: a photo's pixels pushed smoothly, so that the truth of a movement is known."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.face.mesh_points import BROW_BOTTOM, BROW_TOP, EYE_RING
from wrinkle_scan.photo.reading import Photo

FADES_ABOVE_MM, FADES_BESIDE_MM = 30.0, 14.0
"""Above and beside the brow the push fades over so much; below it, down to the upper lid."""


def brows_pushed(analysis: Analysis, up_mm: float, inward_mm: float = 0.0, sides: str = "right left") -> Photo:
    """The photo with its brows moved up and towards the midline; the head must be upright."""
    photo, landmarks, mm = analysis.photo, analysis.face.landmarks[:, :2], analysis.face.mm_per_px
    columns, rows = np.meshgrid(np.arange(photo.width, dtype=np.float32), np.arange(photo.height, dtype=np.float32))
    push = np.zeros((photo.height, photo.width, 2), np.float32)
    for side in sides.split():
        brow = landmarks[[*BROW_TOP[side], *BROW_BOTTOM[side]]]
        (left, top), (right, bottom) = brow.min(axis=0), brow.max(axis=0)
        lid = landmarks[list(EYE_RING[side]), 1].min()
        heights = [top - FADES_ABOVE_MM / mm, top - 2 / mm, max(bottom, lid - 3 / mm), lid]
        down = np.interp(rows, heights, [0, 1, 1, 0])
        beside = FADES_BESIDE_MM / mm
        across = np.interp(columns, [left - beside, left, right, right + beside], [0, 1, 1, 0])
        towards = 1.0 if side == "right" else -1.0  # the patient's right is on the left of the picture
        push += (down * across)[..., None] * (np.array([towards * inward_mm, -up_mm], np.float32) / mm)
    push[..., 1] = np.clip(push[..., 1], -up_mm / mm, 0)
    pixels = cv2.remap(photo.pixels, _back(columns, push[..., 0]), _back(rows, push[..., 1]), cv2.INTER_LINEAR)
    return replace(photo, pixels=np.asarray(pixels, np.uint8), sha256="moved")


def _back(places: NDArray[np.float32], push: NDArray[np.float32]) -> NDArray[np.float32]:
    return (places - push).astype(np.float32)


def moved(analysis: Analysis, up_mm: float, inward_mm: float = 0.0, sides: str = "right left") -> Analysis:
    """The analysis of that photo, declared a movement."""
    expression = "frown" if inward_mm else "brow_raise"
    return analyze_photo(brows_pushed(analysis, up_mm, inward_mm, sides), expression)
