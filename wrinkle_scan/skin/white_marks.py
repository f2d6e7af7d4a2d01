"""White pencil on the skin: strokes and dots that are whiter than the skin around and end sharply.

The skin beside a white stroke is darker than the stroke: unless it is left out, lines are found there. A highlight is
as white, and ends softly.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.regions.rectified import GRID_MM, components_touching, dilate_mm
from wrinkle_scan.skin.settings import WHITE_MARKS


def white_marks(
    whiter: NDArray[np.float32], brighter: NDArray[np.float32], skin: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Where a region's bare skin is drawn on in white, without a margin, bool (H, W).

    White light adds the more to a channel the darker skin is in it: most to blue, least to red. Relief changes all
    three alike. Where one such mark is certain, fainter ones beside it are marks too.

    Args:
        whiter: (H, W), natural logarithm of blue over red, less that of the skin around.
        brighter: (H, W), natural logarithm of green, less that of the skin around.
        skin: bool (H, W), skin that nothing else hides.
    """
    marks, certain = np.zeros_like(skin), np.zeros_like(skin)
    if not (skin & (whiter > WHITE_MARKS.certain)).any():  # as on most faces
        return marks
    spots, _ = ndimage.label(skin & (whiter > WHITE_MARKS.part_of_it))
    slope = np.hypot(*np.gradient(whiter, GRID_MM))
    for number, place in enumerate(ndimage.find_objects(spots), start=1):
        spot = spots[place] == number
        if spot.sum() * GRID_MM**2 < WHITE_MARKS.least_mm2:
            continue
        white, highest = np.percentile(whiter[place][spot], (WHITE_MARKS.white_percentile, WHITE_MARKS.top_percentile))
        sharpness = np.percentile(slope[place][spot], WHITE_MARKS.slope_percentile) / highest
        with np.errstate(invalid="ignore"):  # of one brightness throughout: it is no number then
            together = np.corrcoef(whiter[place][spot], brighter[place][spot])[0, 1]
        if white > WHITE_MARKS.faint and sharpness > WHITE_MARKS.sharp and together > WHITE_MARKS.together:
            marks[place] |= spot
            if white > WHITE_MARKS.certain:
                certain[place] |= spot
    if certain.sum() * GRID_MM**2 < WHITE_MARKS.certain_mm2:
        return np.zeros_like(skin)
    return components_touching(dilate_mm(certain, WHITE_MARKS.beside_mm), marks)
