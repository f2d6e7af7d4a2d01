"""The upper face unrolled from a cylinder: one millimetre chart that follows the face when the head turns.

A forehead is nearly a vertical cylinder. Unrolled, a point has `u`, the arc in mm to the patient's left of the midline,
and `v`, mm above the line of the eyes' corners. Both come from the landmarks in head axes, so that a crease lies at the
same place of the chart when the head turns a little, and lengths are those on the skin rather than in the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RBFInterpolator

from wrinkle_scan.face import Face
from wrinkle_scan.regions.outlines import OUTER_CANTHUS

HEAD_RADIUS_MM = 80.0
"""Radius of the cylinder: half the mean head breadth of adults, 154 mm (ISO 7250), and a little for the forehead's
flatter front. A wrong radius stretches both photos of a person alike."""
GLABELLA_POINT = 9
UPPER_FACE_MM = (-70.0, 110.0)
"""Landmarks between these heights shape the chart: from the cheekbones up."""
SMOOTHING = 2.0
"""Of the thin-plate spline: landmarks jitter by about half a millimetre."""
COARSE_MM = 3.0


@dataclass(frozen=True)
class Unrolled:
    """The chart of one face.

    Attributes:
        face: the face it is of.
    """

    face: Face

    @cached_property
    def landmarks_uv(self) -> NDArray[np.float64]:
        """The landmarks on the chart, float64 (478, 2), mm."""
        head = self.face.head_mm
        axis_z = head[GLABELLA_POINT, 2] - HEAD_RADIUS_MM
        arc = HEAD_RADIUS_MM * np.arctan2(head[:, 0], head[:, 2] - axis_z)
        return np.column_stack([arc, head[:, 1]])

    def to_photo(self, u: NDArray[np.float64], v: NDArray[np.float64]) -> NDArray[np.float32]:
        """Where the points of a regular chart grid lie in the photo.

        Args:
            u: mm, (W,), evenly spaced and rising.
            v: mm, (H,), evenly spaced and falling (the grid's first row is its top).

        Returns:
            float32 (H, W, 2), photo px with pixel edges at whole numbers. Above the mesh the chart goes on straight.
        """
        coarse_u = _spanning(u[0], u[-1])
        coarse_v = _spanning(v[-1], v[0])[::-1]
        grid = np.stack(np.meshgrid(coarse_u, coarse_v), axis=-1).reshape(-1, 2)
        coarse = self._spline(grid).reshape(len(coarse_v), len(coarse_u), 2)
        columns = (u - coarse_u[0]) / (coarse_u[1] - coarse_u[0])
        rows = (v - coarse_v[0]) / (coarse_v[1] - coarse_v[0])
        return _bilinear(coarse, rows, columns).astype(np.float32)

    def canthus_uv(self, region: str) -> tuple[float, float]:
        """The outer corner of the eye on a region's side (the right one's for a region of neither), mm."""
        u, v = self.landmarks_uv[OUTER_CANTHUS["left" if region.endswith("left") else "right"]]
        return float(u), float(v)

    @cached_property
    def _spline(self) -> RBFInterpolator:
        uv = self.landmarks_uv[:468]
        used = (uv[:, 1] > UPPER_FACE_MM[0]) & (uv[:, 1] < UPPER_FACE_MM[1]) & (np.abs(uv[:, 0]) < 95)
        return RBFInterpolator(
            uv[used], self.face.landmarks[:468][used, :2], kernel="thin_plate_spline", smoothing=SMOOTHING
        )


def _spanning(low: float, high: float) -> NDArray[np.float64]:
    return np.linspace(low, high, max(int(np.ceil((high - low) / COARSE_MM)), 1) + 1)


def _bilinear(
    values: NDArray[np.float64], rows: NDArray[np.float64], columns: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Values (h, w, 2) at the crossings of fractional rows (H,) and columns (W,): (H, W, 2)."""
    r = np.clip(rows.astype(int), 0, values.shape[0] - 2)
    c = np.clip(columns.astype(int), 0, values.shape[1] - 2)
    fr, fc = (rows - r)[:, None, None], (columns - c)[None, :, None]
    upper = values[r] * (1 - fr) + values[r + 1] * fr
    return np.asarray(upper[:, c] * (1 - fc) + upper[:, c + 1] * fc)
