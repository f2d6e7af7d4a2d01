"""The upper face unrolled: one millimetre chart that follows the face when the head turns.

Forehead and temples are nearly a vertical cylinder of elliptic section that leans back above the brows. Unrolled, a
point has `u`, the arc in mm to the patient's left of the midline, and `v`, mm above the line of the eyes' corners:
lengths are those on the skin rather than in the picture, and a crease lies at the same place of the chart when the
head turns a little.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.canonical_face import canonical_face_mm
from wrinkle_scan.face.geometry import Face
from wrinkle_scan.regions.settings import CHART


@dataclass(frozen=True)
class FaceChart:
    """The chart of one face.

    Attributes:
        face: the face it is of.
    """

    face: Face

    @cached_property
    def landmarks_uv(self) -> NDArray[np.float64]:
        """The landmarks on the chart, float64 (478, 2), mm; those far from the upper face are not to be relied on."""
        points = self.face.upper.landmarks[:, :2]
        x, y = self.face.at_depth(points, np.zeros(len(points))).T
        for _ in range(CHART.depth_rounds):
            x, y = self.face.at_depth(points, _depth(x, y, self.face.head_size)).T
        return np.column_stack([_arc_of(x / self.face.head_size) * self.face.head_size, y])

    def to_photo(self, u: NDArray[np.float64], v: NDArray[np.float64]) -> NDArray[np.float32]:
        """Where the crossings of a grid on the chart lie in the photo.

        Args:
            u: mm, (W,).
            v: mm, (H,).

        Returns:
            float32 (H, W, 2), photo px with pixel edges at whole numbers.
        """
        # Every coordinate is a part that depends on the column and one that depends on the row, and the view is linear.
        surface = self.surface_mm(u, v[:1]), self.surface_mm(u[:1], v)
        (row, column), corner = (self.face.to_photo(part) for part in surface), self.face.to_photo(surface[0][:, :1])
        return (row.astype(np.float32) + (column - corner).astype(np.float32)).astype(np.float32)

    def surface_mm(self, u: NDArray[np.float64], v: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the crossings of a grid on the chart, mm, lie on the head: float64 (H, W, 3), head axes, mm."""
        x = np.interp(u / self.face.head_size, *_arc_table()) * self.face.head_size
        x, y = np.meshgrid(x, v)
        return np.stack([x, y, _depth(x, y, self.face.head_size)], axis=-1)


@cache
def average_uv() -> NDArray[np.float64]:
    """The average head's landmarks on its own chart, float64 (468, 2), mm. Read-only."""
    head = canonical_face_mm()
    uv = np.column_stack([_arc_of(head[:, 0]), head[:, 1]])
    uv.setflags(write=False)
    return uv


def _depth(x: NDArray[np.float64], y: NDArray[np.float64], head_size: float) -> NDArray[np.float64]:
    """How far forward the surface lies at a place, head axes, mm."""
    across = np.clip(x / head_size / CHART.half_breadth_mm, -CHART.edge, CHART.edge)
    lean = CHART.lean_per_mm * np.maximum(y / head_size - CHART.lean_from_mm, 0) ** 2
    return np.asarray(head_size * (CHART.front_mm + CHART.half_depth_mm * (np.sqrt(1 - across**2) - 1) - lean))


def _arc_of(x: NDArray[np.float64]) -> NDArray[np.float64]:
    arc, across = _arc_table()
    return np.interp(x, across, arc)


@cache
def _arc_table() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Arc along the section from the midline, mm, and the distance across that it reaches, mm; both rising."""
    angle = np.linspace(-np.pi / 2, np.pi / 2, CHART.arc_steps + 1)
    speed = np.hypot(CHART.half_breadth_mm * np.cos(angle), CHART.half_depth_mm * np.sin(angle))
    arc = np.concatenate([[0.0], np.cumsum((speed[1:] + speed[:-1]) / 2 * np.diff(angle))])
    return arc - arc[CHART.arc_steps // 2], CHART.half_breadth_mm * np.sin(angle)
