"""Where the four treatment regions lie on the unrolled face, in millimetres, from the landmarks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.mesh_points import (
    BROW_BOTTOM,
    BROW_TOP,
    EYE_RING,
    FACE_OVAL,
    GLABELLA,
    NASAL_ROOT,
    OUTER_CANTHUS,
)
from wrinkle_scan.regions.face_chart import FaceChart, average_uv
from wrinkle_scan.regions.settings import OUTLINES

Outline = NDArray[np.float64]


def region_outline(name: str, face_chart: FaceChart) -> Outline:
    """Outline of a region on the unrolled face.

    It is the average head's, sized to this head and raised to this face's brows: single landmarks jitter by a
    millimetre or two, and more where the frame cuts the face.

    Returns:
        Closed polygon (N, 2) of (u, v), mm: the most that the region may reach; bare skin is what `skin` finds in it.
    """
    size = face_chart.face.head_size
    above = float(np.interp(face_chart.face.upper.brow_raise, OUTLINES.brows_raised, OUTLINES.glabella_above_mm))
    return np.asarray(_OUTLINES[name](_raised_to_brows(face_chart.landmarks_uv / size), above) * size)


def brow_outline(side: str, landmarks_uv: NDArray[np.float64]) -> Outline:
    """Polygon (10, 2) around a brow, mm."""
    return np.vstack([landmarks_uv[list(BROW_TOP[side])], landmarks_uv[list(BROW_BOTTOM[side])][::-1]])


def eye_outline(side: str, landmarks_uv: NDArray[np.float64]) -> Outline:
    """Polygon (16, 2) around the opening of an eye, mm."""
    return np.asarray(landmarks_uv[list(EYE_RING[side])])


def face_outline(landmarks_uv: NDArray[np.float64]) -> Outline:
    """Polygon (36, 2) around the face, mm: beyond its sides lie the ears."""
    return np.asarray(landmarks_uv[list(FACE_OVAL)])


def outer_canthus(name: str, face_chart: FaceChart) -> tuple[float, float]:
    """The outer corner of the eye on a region's side (the right one's for a region of neither), (u, v), mm."""
    u, v = face_chart.landmarks_uv[OUTER_CANTHUS["left" if name.endswith("left") else "right"]]
    return float(u), float(v)


def _raised_to_brows(uv: NDArray[np.float64]) -> NDArray[np.float64]:
    """The average head's landmarks on the chart (468, 2), each brow as high as in `uv`, the glabella between them."""
    raised = average_uv().copy()
    lifts = []
    for brow in BROW_TOP.values():
        lifts.append(float((uv[list(brow), 1] - raised[list(brow), 1]).mean()))
        raised[list(brow), 1] += lifts[-1]
    raised[GLABELLA, 1] += sum(lifts) / 2
    for canthus in OUTER_CANTHUS.values():
        raised[canthus] = uv[canthus]
    return raised


def _forehead(uv: NDArray[np.float64], above: float) -> Outline:
    """From just above the brows and the glabella to the hair line, between the tails of the brows."""
    lift = np.array([0.0, OUTLINES.above_brow_mm])
    right, left = uv[list(BROW_TOP["right"])] + lift, uv[list(BROW_TOP["left"])] + lift
    top = uv[GLABELLA, 1] + OUTLINES.forehead_mm
    glabella_top = _glabella(uv, above)[-2:]
    corners = np.array([[left[-1, 0], top], [right[0, 0], top]])
    outside = [right[right[:, 0] < glabella_top[0, 0]], glabella_top, left[left[:, 0] > glabella_top[1, 0]]]
    return np.vstack([*outside, corners])


def _glabella(uv: NDArray[np.float64], above: float) -> Outline:
    """From the nasal root to so many mm above its middle; the last two points are its upper corners, right and left."""
    middle, root = uv[GLABELLA], uv[NASAL_ROOT]
    low, top = root[1] - OUTLINES.below_root_mm, middle[1] + above
    wide_at, narrow_at = (middle[1] - below for below in OUTLINES.narrowing_mm)
    wide, narrow = OUTLINES.glabella_half_width_mm, OUTLINES.root_half_width_mm
    return np.array([
        [middle[0] + wide, wide_at],
        [middle[0] + narrow, narrow_at],
        [middle[0] + narrow, low],
        [middle[0] - narrow, low],
        [middle[0] - narrow, narrow_at],
        [middle[0] - wide, wide_at],
        [middle[0] - wide, top],
        [middle[0] + wide, top],
    ])  # fmt: skip


def _crows_feet(side: str) -> Callable[[NDArray[np.float64], float], Outline]:
    """A fan from just outside the lateral canthus to the temple, below the tail of the brow."""
    outward = -1.0 if side == "right" else 1.0
    fan = np.array(OUTLINES.crows_feet_mm)

    def outline(uv: NDArray[np.float64], _above: float) -> Outline:
        return np.asarray(uv[OUTER_CANTHUS[side]] + fan * np.array([outward, 1.0]))

    return outline


_OUTLINES: dict[str, Callable[[NDArray[np.float64], float], Outline]] = {
    "forehead": _forehead,
    "glabella": _glabella,
    "crows_feet_right": _crows_feet("right"),
    "crows_feet_left": _crows_feet("left"),
}
