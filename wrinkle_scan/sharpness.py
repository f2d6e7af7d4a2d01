"""How blurred a photo is, in millimetres on the skin, from the edges around the eyes."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face import Face
from wrinkle_scan.photo import Photo, linear_light, luminance

FINEST_MM = 0.1
"""A finer photo is reduced to this first: below it, lashes and pores are no longer edges but things with a width."""
REBLUR_PX = (0.8, 1.28)
STRONGEST = 0.10
"""The share of all pixels, those with the steepest slopes, among which edges are looked for."""
EYE_CORNERS = (33, 133, 362, 263)


def blur_mm(photo: Photo, face: Face) -> float:
    """Sigma, mm, of the Gaussian that blurs the photo as much as lens, motion, focus and pixels together do.

    The photo is blurred again by two known amounts; how much less steep its edges become tells how blurred they were
    (Zhuo and Sim 2011, Defocus map estimation from a single image). The median over the lashes, lids, irises and brows,
    which every face has and no treatment changes, so that what the method gets wrong is the same in two photos of a face.
    """
    bright, mm_per_px = _eyes(photo, face)
    finer, coarser = (_steepness(cv2.GaussianBlur(bright, (0, 0), sigma)) for sigma in REBLUR_PX)
    edges = (finer == cv2.dilate(finer, np.ones((5, 5)))) & (finer > np.quantile(finer, 1 - STRONGEST))
    ratio = np.maximum((finer[edges] / np.maximum(coarser[edges], 1e-9)) ** 2, 1 + 1e-6)
    low, high = (sigma**2 for sigma in REBLUR_PX)
    variance = np.maximum((high - ratio * low) / (ratio - 1), 0)
    return float(np.median(np.sqrt(variance))) * mm_per_px


def _eyes(photo: Photo, face: Face) -> tuple[NDArray[np.float32], float]:
    """Brightness around the eyes and brows, evenly scaled (square root of linear light), and its mm per pixel."""
    corners = face.landmarks[list(EYE_CORNERS), :2]
    (x, y), span = corners.mean(axis=0), float(np.hypot(*(corners[3] - corners[0])))
    left, right = int(max(x - 0.75 * span, 0)), int(min(x + 0.75 * span, photo.width))
    top, bottom = int(max(y - 0.45 * span, 0)), int(min(y + 0.4 * span, photo.height))
    bright = np.sqrt(luminance(linear_light(photo.pixels[top:bottom, left:right]))).astype(np.float32)
    shrink = min(face.mm_per_px / FINEST_MM, 1.0)
    if shrink < 1:
        size = (round(bright.shape[1] * shrink), round(bright.shape[0] * shrink))
        bright = np.asarray(cv2.resize(bright, size, interpolation=cv2.INTER_AREA), np.float32)
    return bright, face.mm_per_px / shrink


def _steepness(image: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.hypot(cv2.Scharr(image, cv2.CV_32F, 1, 0), cv2.Scharr(image, cv2.CV_32F, 0, 1)))
