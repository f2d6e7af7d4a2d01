"""The upper face unrolled from a cylinder: one millimetre chart that follows the face when the head turns.

A forehead is nearly a vertical cylinder. Unrolled, a point has `u`, the arc in mm to the patient's left of the midline,
and `v`, mm above the line of the eyes' corners: lengths are those on the skin rather than in the picture, and a crease lies
at the same place of the chart when the head turns a little.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RBFInterpolator

from wrinkle_scan.face import Face, average_head_mm
from wrinkle_scan.regions.outlines import OUTER_CANTHUS

HEAD_RADIUS_MM = 80.0
"""Radius of the cylinder: half the mean head breadth of adults, 154 mm (ISO 7250), and a little for the forehead's
flatter front. A wrong radius stretches both photos of a person alike."""
GLABELLA_POINT = 9
UPPER_FACE_MM = (-70.0, 110.0)
"""Landmarks between these heights shape the surface: from the cheekbones up."""
SMOOTHING = 2.0
COARSE_MM = 3.0
"""The surface is smooth: it is worked out at knots so far apart, and is straight in between."""
CHART_MM = (-99.0, 99.0, -60.0, 120.0)


@dataclass(frozen=True)
class Unrolled:
    """The chart of one face.

    Attributes:
        face: the face it is of.
    """

    face: Face

    @cached_property
    def landmarks_uv(self) -> NDArray[np.float64]:
        """The landmarks on the chart, float64 (468, 2), mm."""
        return _unroll(self.face.landmarks_mm() / self.face.head_size) * self.face.head_size

    def to_photo(self, u: NDArray[np.float64], v: NDArray[np.float64]) -> NDArray[np.float32]:
        """Where the crossings of a grid on the chart lie in the photo.

        Args:
            u: mm, (W,).
            v: mm, (H,).

        Returns:
            float32 (H, W, 2), photo px with pixel edges at whole numbers. Above the mesh the surface goes on straight.
        """
        columns = (u / self.face.head_size - CHART_MM[0]) / COARSE_MM
        rows = (v / self.face.head_size - CHART_MM[2]) / COARSE_MM
        points = np.stack(np.meshgrid(columns, rows), axis=-1).astype(np.float32)
        knots = self.face.to_photo(_surface() * self.face.head_size).astype(np.float32)
        return np.asarray(cv2.remap(knots, points, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), np.float32)

    def canthus_uv(self, region: str) -> tuple[float, float]:
        """The outer corner of the eye on a region's side (the right one's for a region of neither), mm."""
        u, v = self.landmarks_uv[OUTER_CANTHUS["left" if region.endswith("left") else "right"]]
        return float(u), float(v)


def _unroll(head_mm: NDArray[np.float64]) -> NDArray[np.float64]:
    """(u, v) of points (N, 3) near the surface of the average head, mm."""
    axis_z = average_head_mm()[GLABELLA_POINT, 2] - HEAD_RADIUS_MM
    arc = HEAD_RADIUS_MM * np.arctan2(head_mm[:, 0], head_mm[:, 2] - axis_z)
    return np.column_stack([arc, head_mm[:, 1]])


@cache
def _surface() -> NDArray[np.float64]:
    """The average head's surface at the knots of the chart CHART_MM, float64 (h, w, 3), head axes, mm."""
    head = average_head_mm()
    uv = _unroll(head)
    low_u, high_u, low_v, high_v = CHART_MM
    used = (uv[:, 1] > UPPER_FACE_MM[0]) & (uv[:, 1] < UPPER_FACE_MM[1]) & (np.abs(uv[:, 0]) < high_u)
    spline = RBFInterpolator(uv[used], head[used], kernel="thin_plate_spline", smoothing=SMOOTHING)
    u, v = np.arange(low_u, high_u + 1, COARSE_MM), np.arange(low_v, high_v + 1, COARSE_MM)
    knots = np.stack(np.meshgrid(u, v), axis=-1)
    return np.asarray(spline(knots.reshape(-1, 2)).reshape(len(v), len(u), 3))
