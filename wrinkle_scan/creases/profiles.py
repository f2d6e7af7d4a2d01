"""Depth and width of a crease, from the brightness of the skin across its path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.creases.bundle import TRUNCATED_SIGMAS, Bundle, Paths
from wrinkle_scan.creases.settings import PROFILES
from wrinkle_scan.regions.rectified import GRID_MM

OFFSETS_MM = np.arange(-PROFILES.reach_mm, PROFILES.reach_mm + PROFILES.across_mm / 2, PROFILES.across_mm)
MIDDLE = len(OFFSETS_MM) // 2
MOST_ROWS = 16384
"""OpenCV samples up to twice as many at once."""


def straighten(log: NDArray[np.float32], path: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-luminance across a path, float64 (N, len(OFFSETS_MM)); row n is the profile at the path's point n.

    Args:
        log: float32 (H, W), log-luminance of the patch.
        path: float64 (N, 2), (column, row) on the patch's grid.
    """
    return across(log, Paths([path]), OFFSETS_MM).astype(float)


def across(image: NDArray[np.float32], paths: Paths, offsets_mm: NDArray[np.float64]) -> NDArray[np.float32]:
    """An image (H, W) sampled at some offsets across each point of paths (N, 2), float32 (N, len(offsets_mm)).

    Of an image of several channels (H, W, C) each: (N, len(offsets_mm), C).
    """
    steps, shape = offsets_mm / GRID_MM, (len(paths.points), len(offsets_mm), *image.shape[2:])
    columns, rows = ((paths.points[:, k, None] + paths.normals[:, k, None] * steps).astype(np.float32) for k in (0, 1))
    strips = np.empty(shape, np.float32)
    for part in (slice(start, start + MOST_ROWS) for start in range(0, len(strips), MOST_ROWS)):
        strip = cv2.remap(image, columns[part], rows[part], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        strips[part] = strip.reshape(strips[part].shape)
    return strips


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

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """What each column of a profile with its floor in the middle adds to its least-squares depth, float64 (M,)."""
        window = slice(max(MIDDLE - self.left - PROFILES.beyond, 0), MIDDLE + self.right + PROFILES.beyond + 1)
        form, across = self.form[window], OFFSETS_MM[window]
        weights = np.zeros(len(OFFSETS_MM))
        terms = np.column_stack([form, np.ones(len(form)), across])
        weights[window] = -np.linalg.solve(terms.T @ terms, terms.T)[0]
        return weights


def find_valley(strip: NDArray[np.float64]) -> Valley | None:
    """The valley of a straightened crease (N, M); None where its mean profile has none."""
    return Strips(strip, Bundle([len(strip)])).valleys[0]


def darkening(strip: NDArray[np.float64], valley: Valley) -> NDArray[np.float64]:
    """`Strips.darkening` of a single straightened crease (N, M), float64 (N,)."""
    return Strips(strip, Bundle([len(strip)])).darkening([valley])[0]


class Strips:
    """Straightened creases, one after the other."""

    def __init__(self, rows: NDArray[np.float64], bundle: Bundle) -> None:
        """Log-luminance, float64 (N, len(OFFSETS_MM)), and which rows are of which crease."""
        self.rows, self.bundle = rows, bundle

    @cached_property
    def smoothed(self) -> NDArray[np.float64]:
        """The rows averaged along each crease, (N, M)."""
        return self.bundle.smoothed(self.rows, PROFILES.averaged_mm / PROFILES.along_mm)

    @cached_property
    def on_floor(self) -> NDArray[np.float64]:
        """The rows moved so that the floor of each lies in the middle, (N, M)."""
        return shifted(self.rows, self._shift)

    @cached_property
    def valleys(self) -> list[Valley | None]:
        """The valley of each crease; None where its mean profile has none."""
        mean = self.bundle.means(self.on_floor)
        right, left = _shoulders(mean[:, MIDDLE:]), _shoulders(mean[:, MIDDLE::-1])
        below = below_shoulders(mean, left, right)
        width = _half_widths(mean[:, MIDDLE:], right) + _half_widths(mean[:, MIDDLE::-1], left)
        floor = below[:, MIDDLE]
        form = np.maximum(below, 0) / np.where(floor > 0, floor, 1.0)[:, None]
        found = zip(self.bundle.split(self._shift), left.tolist(), right.tolist(), width.tolist(), form, strict=True)
        return [Valley(*of) if deep else None for deep, of in zip(floor > 0, found, strict=True)]

    def darkening(self, valleys: Sequence[Valley | None]) -> list[NDArray[np.float64]]:
        """Darkening of each valley's floor against its shoulders at each point, %, float64 (N,); 0 without a valley.

        The depth, by least squares, of a valley of the given form on skin that brightens evenly to one side: every
        point between the shoulders counts, not the floor's and the shoulders' alone, so that noise and blur change it
        least; it is negative where noise is stronger. Linear in the strip's log-luminance but for the last step, so
        that noise does not bias it.
        """
        shifts = [
            valley.shift if valley else np.zeros(n) for valley, n in zip(valleys, self.bundle.lengths, strict=True)
        ]
        on_floor = self.bundle.split(shifted(self.smoothed, np.concatenate([np.zeros(0), *shifts])))
        depths = (
            rows @ valley.weights if valley else np.zeros(len(rows))
            for rows, valley in zip(on_floor, valleys, strict=True)
        )
        return [100 * -np.expm1(-depth) for depth in depths]

    @cached_property
    def _shift(self) -> NDArray[np.float64]:
        """Columns by which each row's floor, within `wander_mm` of the path, lies off the middle, (N,)."""
        reach = round(PROFILES.wander_mm / PROFILES.across_mm)
        beyond = reach + int(TRUNCATED_SIGMAS * PROFILES.wander_across + 0.5)
        near = self.smoothed[:, MIDDLE - beyond : MIDDLE + beyond + 1]
        blurred = ndimage.gaussian_filter1d(near, PROFILES.wander_across, axis=1)
        found = np.argmin(blurred[:, beyond - reach : beyond + reach + 1], axis=1) - float(reach)
        return self.bundle.smoothed(found[:, None], PROFILES.wander_along_mm / PROFILES.along_mm)[:, 0]


def deepest(rows_percent: NDArray[np.float64]) -> float:
    """The largest mean darkening over 3 mm of a crease, %."""
    return float(
        ndimage.uniform_filter1d(
            rows_percent, max(round(PROFILES.deepest_mm / PROFILES.along_mm), 1), mode="nearest"
        ).max()
    )


def below_shoulders(
    profiles: NDArray[np.float64], left: int | NDArray[np.intp], right: int | NDArray[np.intp]
) -> NDArray[np.float64]:
    """How far each point of profiles (N, M) with their floor in the middle lies below the line between the shoulders.

    Skin that brightens evenly to one side has no depth. 0 beyond the shoulders, negative where it is above the line.

    Args:
        profiles: float64 (N, M), log-luminance.
        left: columns from the middle to the left shoulder, of all profiles or of each, (N,).
        right: columns from the middle to the right shoulder, likewise.
    """
    first, last = (np.broadcast_to(column, len(profiles))[:, None] for column in (MIDDLE - left, MIDDLE + right))
    columns = np.arange(profiles.shape[1])
    weight = (columns - first) / (last - first)
    line = _at(profiles, first) * (1 - weight) + _at(profiles, last) * weight
    return np.where((columns >= first) & (columns <= last), line - profiles, 0.0)


def shifted(strip: NDArray[np.float64], shift: NDArray[np.float64]) -> NDArray[np.float64]:
    """A strip (N, M) with each row moved so that what lay `shift` columns off the middle lies in it."""
    whole = np.floor(shift).astype(int)
    columns, last = np.arange(len(OFFSETS_MM)) + whole[:, None], len(OFFSETS_MM) - 1
    low, high = (np.take_along_axis(strip, np.clip(at, 0, last), axis=1) for at in (columns, columns + 1))
    return np.asarray(low + (shift - whole)[:, None] * (high - low))


def _shoulders(sides: NDArray[np.float64]) -> NDArray[np.intp]:
    """Index of the shoulder on half profiles that start in the valley: where each is brightest within `shoulder_mm`.

    The weighted mean place of what is nearly as bright, so that it does not jump between two equally bright places.
    """
    low, high = (round(mm / PROFILES.across_mm) for mm in PROFILES.shoulder_mm)
    within = sides[:, low : high + 1]
    brightest = within.max(axis=1, keepdims=True)
    weight = np.exp(
        (within - brightest) / (PROFILES.nearly * np.maximum(brightest - sides[:, :1], PROFILES.nearly_least))
    )
    return np.asarray(low + np.rint(weight @ np.arange(within.shape[1]) / weight.sum(axis=1)).astype(int))


def _half_widths(sides: NDArray[np.float64], shoulder: NDArray[np.intp]) -> NDArray[np.float64]:
    """Distance, mm, from each valley's floor to half its depth on half profiles that start in it."""
    runs = np.arange(len(sides))
    half = (sides[:, 0] + sides[runs, shoulder]) / 2
    above = (sides >= half[:, None]) & (np.arange(sides.shape[1]) <= shoulder[:, None])
    k = np.argmax(above, axis=1)  # 0 too where none is
    before, there = sides[runs, np.maximum(k - 1, 0)], sides[runs, k]
    width = (k - 1 + (half - before) / np.where(k > 0, there - before, 1.0)) * PROFILES.across_mm
    return np.where(k > 0, width, PROFILES.shoulder_mm[0] / 2)


def _at(profiles: NDArray[np.float64], column: NDArray[np.intp]) -> NDArray[np.float64]:
    """Mean of three neighbouring columns, (N, 1)."""
    return np.asarray(np.take_along_axis(profiles, column + np.array([-1, 0, 1]), axis=1).mean(axis=1, keepdims=True))
