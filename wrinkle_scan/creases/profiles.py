"""Depth and width of a crease, from the brightness of the skin across its path."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.creases.settings import PROFILES
from wrinkle_scan.regions.rectified import GRID_MM

OFFSETS_MM = np.arange(-PROFILES.reach_mm, PROFILES.reach_mm + PROFILES.across_mm / 2, PROFILES.across_mm)
MIDDLE = len(OFFSETS_MM) // 2


def straighten(log: NDArray[np.float32], path: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-luminance across a path, float64 (N, len(OFFSETS_MM)); row n is the profile at the path's point n.

    Args:
        log: float32 (H, W), log-luminance of the patch.
        path: float64 (N, 2), (column, row) on the patch's grid.
    """
    return across_path(log, path, OFFSETS_MM)


def across_path(
    image: NDArray[np.float32], path: NDArray[np.float64], offsets_mm: NDArray[np.float64]
) -> NDArray[np.float64]:
    """An image (H, W) sampled at some offsets across each point of a path (N, 2), float64 (N, len(offsets_mm)).

    Of an image of several channels (H, W, C) each: (N, len(offsets_mm), C).
    """
    normals, steps = path_normals(path), offsets_mm / GRID_MM
    columns, rows = ((path[:, k, None] + normals[:, k, None] * steps).astype(np.float32) for k in (0, 1))
    strip = cv2.remap(image, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, float)


def path_normals(path: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit vectors (N, 2) across a path, towards rising offsets."""
    along = np.gradient(path, axis=0)
    along /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    return np.column_stack([-along[:, 1], along[:, 0]])


@dataclass(frozen=True, eq=False)
class Valley:
    """Where on a straightened crease its floor and its shoulders are.

    Attributes:
        shift: float64 (N,), columns by which the floor lies off the path at each of its points.
        left: columns from the floor to the left shoulder.
        right: columns from the floor to the right shoulder.
        width_mm: full width at half depth.
        form: float64 (M,), the mean profile's darkness below the straight line from shoulder to shoulder, as a share
            of its floor's; 0 beyond the shoulders.
    """

    shift: NDArray[np.float64]
    left: int
    right: int
    width_mm: float
    form: NDArray[np.float64]


def find_valley(strip: NDArray[np.float64]) -> Valley | None:
    """The valley of a straightened crease (N, M); None where its mean profile has none."""
    shift = _shift(_evened(strip))
    mean = shifted(strip, shift).mean(axis=0)
    right, left = _shoulder(mean[MIDDLE:]), _shoulder(mean[MIDDLE::-1])
    below = below_shoulders(mean[None], left, right)[0]
    if below[MIDDLE] <= 0:
        return None
    width = _half_width(mean[MIDDLE : MIDDLE + right + 1]) + _half_width(mean[MIDDLE - left : MIDDLE + 1][::-1])
    return Valley(shift, left, right, width, np.maximum(below, 0) / below[MIDDLE])


def darkening(strip: NDArray[np.float64], valley: Valley) -> NDArray[np.float64]:
    """Darkening of the valley's floor against its shoulders at each point, %, float64 (N,); negative where noise wins.

    The depth, by least squares, of a valley of the given form on skin that brightens evenly to one side: every point
    between the shoulders has a say, not the floor's and the shoulders' alone, so that noise and blur change it least.
    Linear in the strip's log-luminance but for the last step, so that noise neither adds to it nor takes from it.
    """
    depth = shifted(_evened(strip), valley.shift) @ depth_weights(valley)
    return np.asarray(100 * -np.expm1(-depth))


def depth_weights(valley: Valley) -> NDArray[np.float64]:
    """What each column of a profile with its floor in the middle adds to that least-squares depth, float64 (M,)."""
    window = slice(max(MIDDLE - valley.left - PROFILES.beyond, 0), MIDDLE + valley.right + PROFILES.beyond + 1)
    form, across = valley.form[window], OFFSETS_MM[window]
    weights = np.zeros(len(OFFSETS_MM))
    terms = np.column_stack([form, np.ones(len(form)), across])
    weights[window] = -np.linalg.solve(terms.T @ terms, terms.T)[0]
    return weights


def deepest(rows_percent: NDArray[np.float64]) -> float:
    """The largest mean darkening over 3 mm of a crease, %."""
    return float(
        ndimage.uniform_filter1d(
            rows_percent, max(round(PROFILES.deepest_mm / PROFILES.along_mm), 1), mode="nearest"
        ).max()
    )


def below_shoulders(strip: NDArray[np.float64], left: int, right: int) -> NDArray[np.float64]:
    """How far each point of a strip (N, M) with its floor in the middle lies below the line from shoulder to shoulder.

    Skin that brightens evenly to one side has no depth. 0 beyond the shoulders, negative where it is above the line.

    Args:
        strip: float64 (N, M), log-luminance.
        left: columns from the middle to the left shoulder.
        right: columns from the middle to the right shoulder.
    """
    columns = np.arange(MIDDLE - left, MIDDLE + right + 1)
    weight = (columns - columns[0]) / (left + right)
    line = _at(strip, columns[0])[:, None] * (1 - weight) + _at(strip, columns[-1])[:, None] * weight
    below = np.zeros_like(strip)
    below[:, columns] = line - strip[:, columns]
    return below


def _evened(strip: NDArray[np.float64]) -> NDArray[np.float64]:
    sigma = PROFILES.averaged_mm / PROFILES.along_mm
    return np.asarray(ndimage.gaussian_filter1d(strip, sigma, axis=0, mode="nearest"))


def _shift(strip: NDArray[np.float64]) -> NDArray[np.float64]:
    """Columns by which each row's floor, within `wander_mm` of the path, lies off the middle."""
    reach = round(PROFILES.wander_mm / PROFILES.across_mm)
    near = ndimage.gaussian_filter1d(strip, PROFILES.wander_across, axis=1)[:, MIDDLE - reach : MIDDLE + reach + 1]
    found = np.argmin(near, axis=1) - float(reach)
    return np.asarray(ndimage.gaussian_filter1d(found, PROFILES.wander_along_mm / PROFILES.along_mm, mode="nearest"))


def shifted(strip: NDArray[np.float64], shift: NDArray[np.float64]) -> NDArray[np.float64]:
    """A strip (N, M) with each row moved so that what lay `shift` columns off the middle lies in it."""
    whole = np.floor(shift).astype(int)
    columns, last = np.arange(len(OFFSETS_MM)) + whole[:, None], len(OFFSETS_MM) - 1
    low, high = (np.take_along_axis(strip, np.clip(at, 0, last), axis=1) for at in (columns, columns + 1))
    return np.asarray(low + (shift - whole)[:, None] * (high - low))


def _shoulder(side: NDArray[np.float64]) -> int:
    """Index of the shoulder on a half profile that starts in the valley: where it is brightest within `shoulder_mm`.

    The mean place of what is nearly as bright, so that of two bright places not now one, now the other is taken.
    """
    low, high = (round(mm / PROFILES.across_mm) for mm in PROFILES.shoulder_mm)
    within = side[low : high + 1]
    nearly = PROFILES.nearly * max(float(within.max() - side[0]), PROFILES.nearly_least)
    weight = np.exp((within - within.max()) / nearly)
    return low + round(float(weight @ np.arange(len(within)) / weight.sum()))


def _half_width(side: NDArray[np.float64]) -> float:
    """Distance, mm, from the valley's floor to half its depth on one side."""
    half = (side[0] + side[-1]) / 2
    above = np.flatnonzero(side >= half)
    if len(above) == 0 or above[0] == 0:
        return PROFILES.shoulder_mm[0] / 2
    k = int(above[0])
    return float((k - 1 + (half - side[k - 1]) / (side[k] - side[k - 1])) * PROFILES.across_mm)


def _at(strip: NDArray[np.float64], column: int) -> NDArray[np.float64]:
    """Mean of three neighbouring columns."""
    return np.asarray(strip[:, max(column - 1, 0) : column + 2].mean(axis=1))
