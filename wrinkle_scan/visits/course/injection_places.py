"""Positions of injection points on the unrolled face."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.mesh_points import BROW_TOP, INNER_BROW, INNER_CORNERS, OUTER_CANTHUS
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.visits.course.injections import InjectionPoint
from wrinkle_scan.visits.course.settings import INJECTIONS


def place_on_face(point: InjectionPoint, chart: FaceChart) -> NDArray[np.float64]:
    """A point's position on the unrolled face, (u, v) in mm; for a muscle its usual point, not the actual one.

    Args:
        point: the point.
        chart: the face it is drawn on.
    """
    marks = chart.landmarks_uv
    middle = marks[list(INNER_CORNERS)].mean(axis=0)
    if point.place_mm is not None:
        return np.asarray(middle + point.place_mm)
    side = point.side or "left"
    outward = 1.0 if side == "left" else -1.0
    inner_brow = marks[list(INNER_BROW[side])].mean(axis=0)
    if point.muscle == "procerus":
        return _crossing(marks)
    if point.muscle == "corrugator":
        return np.asarray(inner_brow + (outward * INJECTIONS.corrugator_mm, INJECTIONS.corrugator_mm))
    if point.muscle == "depressor_supercilii":
        return np.asarray(inner_brow - (0, INJECTIONS.corrugator_mm))
    if point.muscle == "orbicularis":
        return np.asarray(marks[OUTER_CANTHUS[side]] + (outward * INJECTIONS.orbicularis_mm, 0))
    brow = marks[list(BROW_TOP[side])].mean(axis=0)
    return np.array([brow[0] if point.side else middle[0], brow[1] + INJECTIONS.frontalis_mm])


def _crossing(marks: NDArray[np.float64]) -> NDArray[np.float64]:
    """The procerus: where the lines from the inner end of each brow to the opposite inner corner of the eye cross."""
    (right_brow, left_brow), (right_eye, left_eye) = (
        (marks[list(INNER_BROW["right"])].mean(axis=0), marks[list(INNER_BROW["left"])].mean(axis=0)),
        marks[list(INNER_CORNERS)],
    )
    one, other = left_eye - right_brow, right_eye - left_brow
    part = np.linalg.solve(np.column_stack([one, -other]), left_brow - right_brow)[0]
    return np.asarray(right_brow + part * one)
