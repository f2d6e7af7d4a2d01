"""A canvas over the upper face, in the millimetres of its chart, for simulated occluders and skin marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.photo.color import encode_srgb, linear_light
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.validation.phantom.painting import onto_grid

STEP_MM = 0.15
HALF_WIDTH_MM, TOP_MM, BOTTOM_MM = 76.0, 95.0, -36.0
SHIFT = 4
"""Fractional bits of the coordinates that OpenCV draws with."""

Color = Sequence[float]
Mask = NDArray[np.float32]


@dataclasses.dataclass(frozen=True)
class Canvas:
    """A grid STEP_MM fine: u from the patient's right to left, v from top to bottom.

    Attributes:
        face_chart: the chart of the face.
    """

    face_chart: FaceChart

    @cached_property
    def u(self) -> NDArray[np.float64]:
        """Millimetres to the patient's left of the midline, (W,)."""
        return np.arange(-HALF_WIDTH_MM, HALF_WIDTH_MM, STEP_MM)

    @cached_property
    def v(self) -> NDArray[np.float64]:
        """Millimetres above the eyes' corners, (H,), falling."""
        return np.arange(TOP_MM, BOTTOM_MM, -STEP_MM)

    @cached_property
    def photo_xy(self) -> NDArray[np.float32]:
        """Where each point lies in the photo, px, (H, W, 2)."""
        return self.face_chart.to_photo(self.u, self.v)

    def empty(self) -> Mask:
        """An empty mask, float32 (H, W), to draw on."""
        return np.zeros((len(self.v), len(self.u)), np.float32)

    def draw(self, mask: Mask, path: NDArray[np.float64], wide_mm: float, closed: bool = False) -> None:
        """Draws a line of this width through points (N, 2) of (u, v), mm, onto a mask."""
        thick = max(round(wide_mm / STEP_MM), 1)
        cv2.polylines(mask, [self._steps(path)], closed, 1.0, thick, cv2.LINE_AA, SHIFT)

    def fill(self, mask: Mask, outline: NDArray[np.float64]) -> None:
        """Fills a polygon (N, 2) of (u, v), mm, on a mask."""
        cv2.fillPoly(mask, [self._steps(outline)], 1.0, cv2.LINE_AA, SHIFT)

    def spot(self, mask: Mask, at: tuple[float, float], sigma_mm: float, height: float = 1.0) -> None:
        """Adds a Gaussian spot at (u, v), mm, to a mask."""
        reach = 4 * sigma_mm
        columns = np.flatnonzero(np.abs(self.u - at[0]) < reach)
        rows = np.flatnonzero(np.abs(self.v - at[1]) < reach)
        away = (self.u[columns][None] - at[0]) ** 2 + (self.v[rows][:, None] - at[1]) ** 2
        mask[np.ix_(rows, columns)] += (height * np.exp(-away / (2 * sigma_mm**2))).astype(np.float32)

    def cover(self, photo: Photo, mask: Mask, color: Color, seen_through: float = 0.0) -> Photo:
        """The photo with a colour, linear RGB, blended in by the mask; `seen_through` is its transparency, 0 to 1."""
        box, light, share = self._resampled(photo, mask * (1 - seen_through))
        return _with(photo, box, light * (1 - share) + np.asarray(color, np.float32) * share)

    def shade(self, photo: Photo, log_gain: NDArray[np.float32]) -> Photo:
        """The photo with its light multiplied: natural logarithm of the factor, (H, W) or by channel (H, W, 3)."""
        box, light, gain = self._resampled(photo, log_gain)
        return _with(photo, box, light * np.exp(gain))

    def _resampled(
        self, photo: Photo, layer: NDArray[np.float32]
    ) -> tuple[tuple[slice, slice], NDArray[np.float32], NDArray[np.float32]]:
        """The photo's rectangle under the canvas, its light, and a layer on its pixels (h, w, 1) or (h, w, 3)."""
        box, points = onto_grid(self.photo_xy, photo.pixels.shape)
        laid = np.asarray(cv2.remap(layer, points, None, cv2.INTER_LINEAR, borderValue=0), np.float32)
        laid = laid if laid.ndim == 3 else laid[..., None]
        return box, linear_light(np.ascontiguousarray(photo.pixels[box])), laid

    def _steps(self, path: NDArray[np.float64]) -> NDArray[np.int32]:
        steps = np.column_stack([path[:, 0] - self.u[0], self.v[0] - path[:, 1]]) / STEP_MM
        return np.asarray(np.round(steps * 2**SHIFT), np.int32)


def _with(photo: Photo, box: tuple[slice, slice], light: NDArray[np.float32]) -> Photo:
    """The photo with other light in a rectangle; pixels whose light is unchanged stay identical."""
    pixels = photo.pixels.copy()
    pixels[box] = encode_srgb(light)
    return photo.with_pixels(pixels)
