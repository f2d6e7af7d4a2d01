"""Brows and eyes, which the segmenter counts as skin: their outlines, and the hair that stands beyond them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.log_luminance import smoothed_log
from wrinkle_scan.regions.outlines import brow_outline, eye_outline
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion, components_touching, dilate_mm
from wrinkle_scan.skin.features import open_mm
from wrinkle_scan.skin.settings import BROWS


def brows_and_eyes(patch: RectifiedRegion, face_chart: FaceChart, skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Brows with their hair and eyes with their lashes, bool (H, W)."""
    out = np.zeros(patch.shape, bool)
    brows = np.zeros(patch.shape, bool)
    for side in ("right", "left"):
        brows |= patch.fill(brow_outline(side, face_chart.landmarks_uv))
        out |= dilate_mm(patch.fill(eye_outline(side, face_chart.landmarks_uv)), BROWS.lash_mm)
    return out | dilate_mm(brows | _brow_hair(patch, brows, skin), BROWS.brow_mm)


def _brow_hair(patch: RectifiedRegion, brows: NDArray[np.bool_], skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Thick dark patches, against the skin beyond or against what lies around, that touch the brows' outlines.

    Returns:
        bool (H, W).
    """
    around = dilate_mm(brows, BROWS.reach_mm) & patch.inside
    beyond = around & skin & ~dilate_mm(brows, BROWS.beyond_mm)
    if not beyond.any():
        return np.zeros(patch.shape, bool)
    log = smoothed_log(patch.linear_rgb, BROWS.even_mm)
    dark = open_mm((log < np.median(log[beyond]) - BROWS.darker) & around, BROWS.thick_mm)
    side = round(BROWS.tuft_mm / GRID_MM) | 1
    darker_by = cv2.morphologyEx(
        smoothed_log(patch.linear_rgb, BROWS.tuft_even_mm), cv2.MORPH_BLACKHAT, np.ones((side, side), np.uint8)
    )
    not_below = patch.v[:, None] > patch.v[brows.any(axis=1)].min() - BROWS.below_brow_mm
    tufts = open_mm((darker_by > BROWS.tuft_darker) & around & not_below & skin, BROWS.tuft_thick_mm)
    thick = components_touching(brows, dark | brows)
    return components_touching(brows, dilate_mm(thick | tufts, BROWS.tuft_spacing_mm / 2)) & (thick | tufts)
