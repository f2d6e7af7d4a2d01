"""How far brows and eyes moved between two charts of one face.

Both are laid on each other by the middles of their eyes (for turn and size) and by the inner corners of the eyes (for
place), so that the head's position drops out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.mesh_points import BROW_TOP, EYE_RING, INNER_BROW, INNER_CORNERS, OUTER_CANTHUS
from wrinkle_scan.regions.face_chart import FaceChart

LIDS = {"right": ((159, 145), (158, 153), (160, 144)), "left": ((386, 374), (385, 380), (387, 373))}
"""Opposite points of the upper and the lower lid around the middle of the eye."""


@dataclass(frozen=True)
class Excursion:
    """How far one side of the face moved from rest, mm; the other way is negative.

    Attributes:
        brow_lift_mm: the brow's upper edge, up.
        brow_approach_mm: the brow's inner end, towards the midline.
        eye_narrowing_mm: by how much the opening between the lids became less high.
        canthus_lift_mm: the eye's outer corner, up.
        canthus_outward_mm: the eye's outer corner, away from the midline.
    """

    brow_lift_mm: float
    brow_approach_mm: float
    eye_narrowing_mm: float
    canthus_lift_mm: float
    canthus_outward_mm: float


def excursions(rest: FaceChart, moved: FaceChart) -> tuple[Excursion, Excursion]:
    """The right and the left side's movement between two charts, in mm of the photo at rest."""
    one, other = _level(rest), _level(moved)
    other = other * (_between_eyes(one) / _between_eyes(other))
    right, left = (_excursion(one, other, side) for side in ("right", "left"))
    return right, left


def _level(chart: FaceChart) -> NDArray[np.float64]:
    """Landmarks (478, 2), mm: to the patient's left of the middle of the eyes' inner corners, and up from there."""
    points = chart.landmarks_uv
    across = _eye(points, "left") - _eye(points, "right")
    across = across / np.hypot(*across)
    turn = np.array([[across[0], -across[1]], [across[1], across[0]]])
    return np.asarray((points - points[list(INNER_CORNERS)].mean(axis=0)) @ turn)


def _between_eyes(points: NDArray[np.float64]) -> float:
    """Distance of the eyes' middles: of all lengths the steadiest, and no expression changes it."""
    return float(np.hypot(*(_eye(points, "left") - _eye(points, "right"))))


def _eye(points: NDArray[np.float64], side: str) -> NDArray[np.float64]:
    return np.asarray(points[list(EYE_RING[side])].mean(axis=0))


def _excursion(rest: NDArray[np.float64], moved: NDArray[np.float64], side: str) -> Excursion:
    outward = 1.0 if side == "left" else -1.0
    shift = moved - rest
    upper, lower = np.array(LIDS[side]).T
    return Excursion(
        brow_lift_mm=float(shift[list(BROW_TOP[side]), 1].mean()),
        brow_approach_mm=float(-outward * shift[list(INNER_BROW[side]), 0].mean()),
        eye_narrowing_mm=float((shift[lower, 1] - shift[upper, 1]).mean()),
        canthus_lift_mm=float(shift[OUTER_CANTHUS[side], 1]),
        canthus_outward_mm=float(outward * shift[OUTER_CANTHUS[side], 0]),
    )
