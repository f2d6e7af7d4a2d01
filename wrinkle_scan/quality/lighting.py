"""Estimates direction and colour of the light on a face, from the skin's brightness and the surface normals."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.canonical_face import average_normals
from wrinkle_scan.photo.color import linear_light, luminance
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.quality.settings import LIGHTING
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.skin.segmentation import Segmentation


@dataclass(frozen=True, eq=False)
class Light:
    """The light on a face.

    Attributes:
        direction: float64 (3,), head axes (x to the patient's left, y up, z forward): how much brighter than the mean a
            surface becomes when it turns that way; longer means harder, zero is even light from everywhere.
        colour: float64 (2,), natural logarithm of red over green and of blue over green on the skin.
        brightness: float64 (468,), linear light on the skin at the face's landmarks; NaN where it is not seen.
    """

    direction: NDArray[np.float64]
    colour: NDArray[np.float64]
    brightness: NDArray[np.float64]

    @property
    def strength(self) -> float:
        """How directional the light is: 0 even light, about 1 a single lamp."""
        return float(np.linalg.norm(self.direction))


def measure_light(photo: Photo, face_chart: FaceChart, segmentation: Segmentation) -> Light | None:
    """Estimates the light (first-order shading, Basri and Jacobs 2003); None with too little skin in sight."""
    face = face_chart.face
    points = face.landmarks[:468, :2].astype(np.float32)
    low, high = LIGHTING.frame_px, np.subtract((photo.width, photo.height), LIGHTING.frame_px)
    inside = ((points > low) & (points < high)).all(axis=1)
    seen = (
        inside
        & segmentation.is_skin(points[None])[0]
        & (np.abs(face_chart.landmarks_uv[:468, 0]) < LIGHTING.farthest_mm)
    )
    if seen.sum() < LIGHTING.least_points:
        return None
    rgb = _averages(photo, points[seen], max(round(LIGHTING.averaged_mm / face.mm_per_px), 1))
    brightness = np.full(len(points), np.nan)
    brightness[seen] = luminance(rgb)
    mirrored = brightness > LIGHTING.mirror * np.nanmedian(brightness)
    slope, kept = _slope(brightness, seen & ~mirrored)
    red, green, blue = np.median(rgb[kept[seen]], axis=0) + LIGHTING.darkest
    direction = slope / max(float(np.mean(brightness[kept])), LIGHTING.darkest)
    return Light(direction, np.log(np.array([red / green, blue / green])), np.where(mirrored, np.nan, brightness))


def light_moved(before: Light, after: Light) -> NDArray[np.float64] | None:
    """How one face's light differs between two photos, as the difference of two `Light.direction`, float64 (3,).

    From the ratio of brightness at each landmark, in which the skin's own colour, lips, beard and the face's form drop
    out: with nothing but the framing changed it is 0.01 in the median, with a lamp moved by 15 degrees 0.12
    (`benchmarks/pair_checks.py`). None where the two photos share too little skin.
    """
    one, other = (np.log(np.maximum(light.brightness, LIGHTING.darkest)) for light in (before, after))
    ratio = other - one
    known = np.isfinite(ratio)
    return None if known.sum() < LIGHTING.least_points else _slope(ratio, known)[0]


def _slope(values: NDArray[np.float64], kept: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Robust linear fit of values at the landmarks (468,), NaN where unknown, to the surface normals.

    Landmarks that do not follow the shading are left out: lips, nostrils, shadows and highlights.

    Args:
        values: float64 (468,).
        kept: bool (468,), the landmarks of the first fit.

    Returns:
        The slope, float64 (3,), head axes, and the landmarks that fit, bool (468,).
    """
    known, terms = np.isfinite(values), np.column_stack([np.ones(len(values)), average_normals()])
    for _ in range(LIGHTING.rounds):
        coefficients, *_ = np.linalg.lstsq(terms[kept], values[kept], rcond=None)
        off = np.abs(values - terms @ coefficients)
        kept = known & (off < LIGHTING.outlier * 1.4826 * np.median(off[kept]) + 1e-9)
    return np.asarray(coefficients[1:], float), np.asarray(kept)


def _averages(photo: Photo, points: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """Mean linear light (N, 3) of a square around each point."""
    out = np.empty((len(points), 3), np.float32)
    for i, (x, y) in enumerate(points):
        left, top = max(int(x) - side // 2, 0), max(int(y) - side // 2, 0)
        part = photo.pixels[top : top + side + 1, left : left + side + 1]
        out[i] = cv2.mean(linear_light(part))[:3]
    return out
