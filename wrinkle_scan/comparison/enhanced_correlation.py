"""Registration of two pictures by their enhanced correlation, which other light does not move (Evangelidis 2008).

OpenCV counts from the middle of the first pixel.
"""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.comparison.settings import ALIGNMENT, SearchSettings

Picture = NDArray[np.float32]
Warp = NDArray[np.float32]
"""Affine (2, 3) from the fixed picture's points to the moving one's, px."""
Motion = Literal["euclidean", "affine"]

IDENTITY: Warp = np.eye(2, 3, dtype=np.float32)
_MOTIONS: dict[Motion, int] = {"euclidean": cv2.MOTION_EUCLIDEAN, "affine": cv2.MOTION_AFFINE}


def enhanced_correlation(
    fixed: Picture,
    moving: Picture,
    start: Warp = IDENTITY,
    motion: Motion = "affine",
    seen: NDArray[np.uint8] | None = None,
    search: SearchSettings = ALIGNMENT.search,
) -> tuple[Warp, bool]:
    """Where the fixed picture's points lie in the moving one.

    Args:
        fixed: float32 (H, W).
        moving: the other, float32.
        start: from where to search.
        motion: what may differ between the two.
        seen: uint8 (H, W), where the fixed picture counts; everywhere if not given.
        search: how far and how exactly it searches.

    Returns:
        The warp as far as the search came, and whether it converged: pictures that have little in common do not.
    """
    warp = start.copy()  # OpenCV writes each step into it
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, search.rounds, search.least_gain)
    try:
        _, warp = cv2.findTransformECC(fixed, moving, warp, _MOTIONS[motion], criteria, seen, search.smooth_px)
    except cv2.error:
        return warp, False
    return np.asarray(warp, np.float32), True
