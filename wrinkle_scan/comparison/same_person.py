"""How alike two faces are: whether both photos show one person."""

from __future__ import annotations

import contextlib

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.analyzing import behind_glasses
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.results import Check
from wrinkle_scan.comparison.settings import PERSON
from wrinkle_scan.photo.color import luminance
from wrinkle_scan.regions.rectified import sample_light

BEHIND_GLASSES = ", unless it is the glasses, which hide the eyes by which a face is known: take them off"
RIGID = (33, 133, 362, 263, 168, 6, 197, 195, 5, 4, 1, 2, 98, 327, 129, 358, 9, 8, 10, 151, 127, 356, 234, 454, 93, 323)
"""Landmarks that an expression moves least: eye corners, nose, midline, sides of the face."""


def check_person(before: Analysis, after: Analysis) -> Check:
    """Whether both photos show one person, as far as eyes, brows and the face's form can tell."""
    found = likeness(before, after)
    regions = [*before.regions.items(), *after.regions.items()]
    behind = any(behind_glasses(name, region.skin) for name, region in regions)
    return Check(
        "person", "Same person", f"likeness {found:.2f}", f"at least {PERSON.likeness_limit:.2f}",
        found >= PERSON.likeness_limit,
        f"The patient seems to be someone else{BEHIND_GLASSES if behind else ''}: make sure. The likeness of eyes, "
        f"brows and face is {found:.2f}, and {PERSON.likeness_limit:.2f} or more in most pairs of one person.",
    )  # fmt: skip


def likeness(before: Analysis, after: Analysis) -> float:
    """How alike two faces are, 1 for one photo and itself.

    Correlation of the aligned eyes and brows, less twice the distance of the faces' forms (Procrustes).
    """
    a, b = (face_band(analysis, PERSON.eye_band_mm) for analysis in (before, after))
    return fit(a, b) - 2 * _form_distance(before, after)


def fit(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Correlation of two bands of the same shape, the other laid on the one as well as it will; nan if one is empty."""
    warp = np.eye(2, 3, dtype=np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 30, 1e-4)
    with contextlib.suppress(cv2.error):  # does not converge: strangers, mostly
        _, warp = cv2.findTransformECC(one, other, warp, cv2.MOTION_AFFINE, criteria, None, 5)
    moved = cv2.warpAffine(other, warp, one.shape[::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    if not one.std() or not moved.std():
        return float("nan")
    return float(np.corrcoef(one.ravel(), moved.ravel())[0, 1])


def face_band(analysis: Analysis, area_mm: tuple[float, float, float, float]) -> NDArray[np.float32]:
    """What a face shows between 0.8 and 6 mm, at `eye_grid_mm`, without its broad light and shade.

    Args:
        analysis: the photo.
        area_mm: from and to along the chart to the patient's left, from and to upwards.
    """
    low_u, high_u, low_v, high_v = area_mm
    u, v = np.arange(low_u, high_u, PERSON.eye_grid_mm), np.arange(high_v, low_v, -PERSON.eye_grid_mm)
    rgb = sample_light(analysis.photo, analysis.face_chart.to_photo(u, v), analysis.face.mm_per_px / PERSON.eye_grid_mm)
    log = np.log(np.maximum(luminance(rgb), 3e-3)).astype(np.float32)
    fine, coarse = (cv2.GaussianBlur(log, (0, 0), mm / PERSON.eye_grid_mm) for mm in (0.8, 6.0))
    return np.asarray(fine - coarse, np.float32)


def _form_distance(before: Analysis, after: Analysis) -> float:
    """Distance of the rigid landmarks' forms, both of unit size, after the best turn and scale."""
    a, b = (x.face.landmarks[list(RIGID)] for x in (before, after))
    a, b = ((x - x.mean(axis=0)) / np.linalg.norm(x - x.mean(axis=0)) for x in (a, b))
    u, s, vt = np.linalg.svd(b.T @ a)
    return float(np.linalg.norm(a - s.sum() * b @ (u @ vt)))
