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

BROW_MM, LASH_MM = 1.5, 5.0
BROW_REACH_MM = 9.0
"""Brow hair is looked for this far around the landmarks' brow, which follow its form but not its ends."""
BROW_DARKER = 0.25
"""Natural logarithm: brow hair is at least 22 % darker than the skin around."""
BROW_THICK_MM = 1.2
"""What is dark but thinner than this near a brow may be a frown line."""
TUFT_MM, TUFT_DARKER, TUFT_THICK_MM = 9.0, 0.12, 1.5
"""Brow hair that stands in brighter skin (gloss, for one) is darker than what lies around it within TUFT_MM by so much
(natural logarithm), evened over TUFT_EVEN_MM: hair stands so densely, and a frown line, one and thin, does not."""
TUFT_EVEN_MM = 1.0
BELOW_BROW_MM = 3.0
"""Tufts stand beside a brow and above it; what is dark further below is the hollow of the lid."""
APART_MM = 1.0
"""Tufts stand this far apart."""


def brows_and_eyes(patch: RectifiedRegion, face_chart: FaceChart, skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Brows with their hair and eyes with their lashes, bool (H, W)."""
    out = np.zeros(patch.shape, bool)
    brows = np.zeros(patch.shape, bool)
    for side in ("right", "left"):
        brows |= patch.fill(brow_outline(side, face_chart.landmarks_uv))
        out |= dilate_mm(patch.fill(eye_outline(side, face_chart.landmarks_uv)), LASH_MM)
    return out | dilate_mm(brows | _brow_hair(patch, brows, skin), BROW_MM)


def _brow_hair(patch: RectifiedRegion, brows: NDArray[np.bool_], skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Thick dark patches, against the skin beyond or against what lies around, that touch the brows' outlines.

    Returns:
        bool (H, W).
    """
    around = dilate_mm(brows, BROW_REACH_MM) & patch.inside
    beyond = around & skin & ~dilate_mm(brows, 3.0)
    if not beyond.any():
        return np.zeros(patch.shape, bool)
    log = smoothed_log(patch.linear_rgb, 0.4)
    dark = open_mm((log < np.median(log[beyond]) - BROW_DARKER) & around, BROW_THICK_MM)
    side = round(TUFT_MM / GRID_MM) | 1
    darker_by = cv2.morphologyEx(
        smoothed_log(patch.linear_rgb, TUFT_EVEN_MM), cv2.MORPH_BLACKHAT, np.ones((side, side), np.uint8)
    )
    not_below = patch.v[:, None] > patch.v[brows.any(axis=1)].min() - BELOW_BROW_MM
    tufts = open_mm((darker_by > TUFT_DARKER) & around & not_below & skin, TUFT_THICK_MM)
    thick = components_touching(brows, dark | brows)
    return components_touching(brows, dilate_mm(thick | tufts, APART_MM / 2)) & (thick | tufts)
