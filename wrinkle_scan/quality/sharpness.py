"""How blurred a photo is, in millimetres on the skin, from the edges around the eyes."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.geometry import Face
from wrinkle_scan.face.mesh_points import EYE_CORNERS
from wrinkle_scan.photo.color import linear_light, luminance
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.quality.settings import SHARPNESS


def blur_variance_mm2(photo: Photo, face: Face) -> float:
    """Variance, mm2, of the Gaussian that blurs the photo as much as lens, motion, focus and pixels together do.

    The photo is blurred again by two known amounts; how much less steep its edges become shows how blurred they
    were (Zhuo and Sim 2011, Defocus map estimation from a single image). The median over the lashes, lids, irises
    and brows, which every face has and no treatment changes, so that what the method gets wrong is the same in two
    photos of a face: it can be below zero in a very sharp one, where lashes are thinner than the two amounts, and
    the difference between two photos still holds.
    """
    bright = _eyes(photo, face)
    finer, coarser = (
        _steepness(cv2.GaussianBlur(bright, (0, 0), mm / SHARPNESS.step_mm)) for mm in SHARPNESS.reblur_mm
    )
    peak = finer == cv2.dilate(finer, np.ones((SHARPNESS.peak_px, SHARPNESS.peak_px)))
    edges = peak & (finer > np.quantile(finer, 1 - SHARPNESS.strongest))
    ratio = np.maximum((finer[edges] / np.maximum(coarser[edges], 1e-9)) ** 2, SHARPNESS.least_ratio)
    low, high = (mm**2 for mm in SHARPNESS.reblur_mm)
    return float(np.median((high - ratio * low) / (ratio - 1)))


def _eyes(photo: Photo, face: Face) -> NDArray[np.float32]:
    """Brightness around the eyes and brows, evenly scaled (square root of linear light), `step_mm` a pixel."""
    corners = face.landmarks[list(EYE_CORNERS), :2]
    (x, y), span = corners.mean(axis=0), float(np.hypot(*(corners[3] - corners[0])))
    aside, above, below = (share * span for share in SHARPNESS.eyes_reach)
    left, right = int(max(x - aside, 0)), int(min(x + aside, photo.width))
    top, bottom = int(max(y - above, 0)), int(min(y + below, photo.height))
    light = luminance(linear_light(photo.pixels[top:bottom, left:right]))
    scale = face.mm_per_px / SHARPNESS.step_mm
    height, width = (max(round(side * scale), SHARPNESS.least_side_px) for side in light.shape)
    resampled = cv2.resize(light, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    return np.asarray(np.sqrt(np.maximum(resampled, 0)), np.float32)


def _steepness(image: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.hypot(cv2.Scharr(image, cv2.CV_32F, 1, 0), cv2.Scharr(image, cv2.CV_32F, 0, 1)))
