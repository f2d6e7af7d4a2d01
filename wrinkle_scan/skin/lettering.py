"""Lettering over the skin: a watermark, a logo, a date stamp, a messenger's text.

It has edges of its own: steps of one height, as sharp as the photo's pixels, that go on for millimetres. Creases and
strands of hair are no steps but valleys, and where light or colour steps on skin, it does so softly or unevenly.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.photo.color import luminance
from wrinkle_scan.regions.rectified import GRID_MM, bounds, sampled
from wrinkle_scan.skin.settings import LETTERING


def is_lettered(linear_rgb: NDArray[np.float32], skin: NDArray[np.bool_], mm_per_px: float) -> bool:
    """Whether lettering lies over a region's bare skin (H, W).

    Some of its letters are found; the region's lines cannot be distinguished from the others.

    Args:
        linear_rgb: float32 (H, W, 3), linear light of the region's patch, sRGB primaries.
        skin: bool (H, W), skin that nothing hides but glare.
        mm_per_px: of the photo.
    """
    near = bounds(skin, round(LETTERING.beside_mm / GRID_MM))
    if not skin[near].size:
        return False
    px = max(mm_per_px, LETTERING.least_px_mm) / GRID_MM
    return _edges_mm(np.ascontiguousarray(linear_rgb[near]), skin[near], px) >= LETTERING.least_mm


def _edges_mm(linear_rgb: NDArray[np.float32], skin: NDArray[np.bool_], px: float) -> float:
    """Length of all edges that are steps, sharp, of one height, and long enough, mm.

    Args:
        linear_rgb: float32 (H, W, 3). JPEG keeps its luminance, not its colour, at full resolution.
        skin: bool (H, W).
        px: the photo's pixel, in grid points.
    """
    points, heights, furrow = _sharp_steps(np.sqrt(np.maximum(luminance(linear_rgb), 0)), skin, px)
    steps = np.zeros(skin.shape, np.uint8)
    steps[points[:, 1], points[:, 0]] = 1
    number, edges = cv2.connectedComponents(cv2.dilate(steps, np.ones((3, 3), np.uint8)))
    edge = edges[points[:, 1], points[:, 0]]
    count = np.maximum(np.bincount(edge, minlength=number), 1)
    height = np.bincount(edge, heights, number) / count
    spread = np.sqrt(np.bincount(edge, (heights - height[edge]) ** 2, number) / count)
    of_a_furrow = np.bincount(edge, furrow, number) / count > LETTERING.furrow * height
    kept = (count * GRID_MM > LETTERING.edge_mm) & (spread < LETTERING.uneven * height) & ~of_a_furrow
    return GRID_MM * float(count[kept].sum())


def _sharp_steps(
    light: NDArray[np.float32], skin: NDArray[np.bool_], px: float
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    """Steps on the skin whose height is climbed within two of the photo's pixels.

    Returns:
        Their points, (column, row) (N, 2); their heights (N,); by how much it is brighter before them than at their
        foot (N,).
    """
    light = cv2.GaussianBlur(light, (0, 0), LETTERING.averaged_px * px)
    slope = np.dstack([cv2.Sobel(light, cv2.CV_32F, *way, ksize=3, scale=1 / 8) for way in ((1, 0), (0, 1))])
    steepness = np.hypot(slope[..., 0], slope[..., 1])
    inner = cv2.erode(skin.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=2) > 0
    rows, columns = np.nonzero(inner & (steepness * 2 * px > LETTERING.height / 2))
    points, steepest = np.column_stack([columns, rows]).astype(np.float32), steepness[rows, columns]
    uphill = slope[rows, columns] / steepest[:, None]

    def beyond(image: NDArray[np.float32], away: float) -> NDArray[np.float32]:
        """The image's values so far uphill."""
        return sampled(image, points + np.float32(away) * uphill)

    crest = (steepest >= beyond(steepness, 1)) & (steepest > beyond(steepness, -1))
    points, uphill = points[crest], uphill[crest]
    foot, low, high, top = (beyond(light, away * px) for away in LETTERING.along_px)
    height = top - foot
    level = np.maximum(np.abs(low - foot), np.abs(top - high)) < LETTERING.level * height
    sharp = (height > LETTERING.height) & (high - low > LETTERING.sharp * height) & level
    before, bottom = (beyond(light, away * px) for away in LETTERING.before_px)
    return points[sharp].astype(np.int32), height[sharp], (before - bottom)[sharp]
