"""Brows and eyes, which the segmenter counts as skin: their outlines, and the hair that stands beyond them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.log_luminance import smoothed_log
from wrinkle_scan.regions.outlines import brow_outline, eye_outline
from wrinkle_scan.regions.rectified import (
    GRID_MM,
    RectifiedRegion,
    bounds,
    components_touching,
    dilate_mm,
    gaussian_mean,
)
from wrinkle_scan.skin.features import open_mm
from wrinkle_scan.skin.redness import over_green
from wrinkle_scan.skin.settings import BROWS, INNER_BROWS, TAIL_HAIR


def brows_and_eyes(patch: RectifiedRegion, face_chart: FaceChart, skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Brows with their hair and eyes with their lashes, bool (H, W)."""
    out = np.zeros(patch.shape, bool)
    brows = np.zeros(patch.shape, bool)
    for side in ("right", "left"):
        brows |= patch.fill(brow_outline(side, face_chart.landmarks_uv))
        out |= dilate_mm(patch.fill(eye_outline(side, face_chart.landmarks_uv)), BROWS.lash_mm)
    hair_of = _inner_brow_hair if patch.name == "glabella" else _brow_hair
    hair = hair_of(patch, brows, skin)
    if patch.name.startswith("crows_feet"):
        hair |= _brow_tail_hair(patch, brows, skin)
    return out | dilate_mm(brows | hair, BROWS.brow_mm)


def _brow_hair(patch: RectifiedRegion, brows: NDArray[np.bool_], skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Thick dark patches, against the skin beyond or against what lies around, that touch the outlines, bool (H, W)."""
    hair, around = np.zeros(patch.shape, bool), dilate_mm(brows, BROWS.reach_mm) & patch.inside
    beyond = around & skin & ~dilate_mm(brows, BROWS.beyond_mm)
    if not beyond.any():
        return hair
    side = round(BROWS.tuft_mm / GRID_MM) | 1
    here = bounds(around | brows, side + round(3 * BROWS.tuft_smooth_mm / GRID_MM))  # what the filters reach
    light, around, beyond = patch.linear_rgb[here], around[here], beyond[here]
    log = smoothed_log(light, BROWS.smooth_mm)
    dark = open_mm((log < np.median(log[beyond]) - BROWS.darker) & around, BROWS.thick_mm)
    darker_by = cv2.morphologyEx(
        smoothed_log(light, BROWS.tuft_smooth_mm), cv2.MORPH_BLACKHAT, np.ones((side, side), np.uint8)
    )
    not_below = patch.v[here[0], None] > patch.v[brows.any(axis=1)].min() - BROWS.below_brow_mm
    tufts = open_mm((darker_by > BROWS.tuft_darker) & around & not_below & skin[here], BROWS.tuft_thick_mm)
    outlined = brows[here]
    thick = components_touching(outlined, dark | outlined)
    hair[here] = components_touching(outlined, dilate_mm(thick | tufts, BROWS.tuft_spacing_mm / 2)) & (thick | tufts)
    return hair


def _brow_tail_hair(patch: RectifiedRegion, brows: NDArray[np.bool_], skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What goes on from the brows' outlines far more finely structured than the region's skin, bool (H, W).

    Of a smiling or turned face the tail's hair grows well below the landmarks' brow, thin and sparse. Folds that come
    as near are wider, and smooth between.
    """
    above_eye = patch.v[:, None] > patch.canthus[1] + TAIL_HAIR.above_eye_mm
    around = dilate_mm(brows, TAIL_HAIR.reach_mm) & above_eye
    beyond = patch.inside & skin & ~around
    usual = beyond if beyond.sum() >= brows.sum() else around & skin
    if not brows.any() or not usual.any():
        return np.zeros(patch.shape, bool)
    fine = _fine_structure(patch, TAIL_HAIR.structure_mm, TAIL_HAIR.averaged_mm)
    dense = around & (fine > TAIL_HAIR.finer * np.median(fine[usual]))
    return components_touching(brows, brows | dense) & dense


def _fine_structure(patch: RectifiedRegion, between_mm: tuple[float, float], averaged_mm: float) -> NDArray[np.float32]:
    """How much log-luminance varies between two Gaussian scales, root mean square over a third, float32 (H, W)."""
    finest, finer = (smoothed_log(patch.linear_rgb, sigma) for sigma in between_mm)
    return np.sqrt(np.maximum(gaussian_mean((finest - finer) ** 2, averaged_mm / GRID_MM), 0))


def _inner_brow_hair(patch: RectifiedRegion, brows: NDArray[np.bool_], skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What goes on from the brows' outlines as dark and as finely structured as the hair within them, bool (H, W).

    For the inner ends, which are thick. Dark: against the skin around the brow or, on glossy skin, against what lies
    beside. The hollow beside the nose is as dark, but smooth; a deep fold is as dark and sharp, but thin, and redder
    than hair.
    """
    around = dilate_mm(brows, BROWS.reach_mm) & patch.inside
    beyond = around & skin & ~dilate_mm(brows, BROWS.beyond_mm)
    if not beyond.any():
        return np.zeros(patch.shape, bool)
    log = smoothed_log(patch.linear_rgb, BROWS.smooth_mm)
    side = round(INNER_BROWS.around_mm / GRID_MM) | 1
    darker_by = cv2.morphologyEx(log, cv2.MORPH_BLACKHAT, np.ones((side, side), np.uint8))
    dark = np.maximum(np.median(log[beyond]) - log, darker_by)
    fine = _fine_structure(patch, INNER_BROWS.structure_mm, INNER_BROWS.averaged_mm)
    (red,) = over_green(patch.linear_rgb, BROWS.smooth_mm, (0,))
    skin_fine, skin_red = (float(np.median(of[beyond])) for of in (fine, red))
    hair_fine, hair_dark = (float(np.quantile(of[brows], INNER_BROWS.hair_quantile)) for of in (fine, dark))
    least_fine = max(INNER_BROWS.least_fine, skin_fine + INNER_BROWS.fine_share * (hair_fine - skin_fine))
    least_dark = max(INNER_BROWS.least_dark, INNER_BROWS.dark_share * hair_dark)
    fold = red > max(skin_red, float(np.quantile(red[brows], INNER_BROWS.red_quantile))) + INNER_BROWS.redder
    dense = open_mm(around & (dark > least_dark) & (fine > least_fine) & ~fold, INNER_BROWS.thick_mm)
    sparse = (dark > INNER_BROWS.edge_dark) & (fine > INNER_BROWS.edge_share * least_fine) & ~fold
    hair: NDArray[np.bool_] = dense | (dilate_mm(dense, INNER_BROWS.edge_mm) & sparse)
    return components_touching(brows, brows | hair) & hair
