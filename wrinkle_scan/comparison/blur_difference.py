"""How differently blurred two aligned photos of the same skin are, read off its own texture.

Pores and fine relief are the same in both photos; what is finer comes through a blur less than what is coarser. Edges
around the eyes show the blur of one photo (`wrinkle_scan.quality.sharpness`); of two photos of one face the skin shows
the difference better.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wrinkle_scan.comparison.settings import BLUR
from wrinkle_scan.quality.band_pass import Band
from wrinkle_scan.quality.settings import TEXTURE
from wrinkle_scan.quality.skin_texture import AlignedTexture


def blur_difference_mm2(by_eyes_mm2: float, regions: Sequence[AlignedTexture], mm_per_px: float) -> float:
    """Variance of the after photo's blur less the before photo's, mm2.

    The mean of what the eyes' edges and the skin's bands say, which err for different reasons: edges in strong blur,
    fine texture by noise, coarser texture by compression. Over the 11 photos of `BLUR.bands`, blurred, noisy and
    compressed to quality 70, the mean is off by 0.008 mm2 (root mean square), the eyes alone by 0.022.

    Args:
        by_eyes_mm2: the difference as `wrinkle_scan.quality.sharpness` has it.
        regions: the regions that both photos show.
        mm_per_px: of the coarser photo.
    """
    seen = [(band, lost) for band, lost in BLUR.bands if band[0] >= BLUR.finest_px * mm_per_px]
    by_skin = [difference for band, lost in seen if (difference := _by_band(regions, band, lost)) is not None]
    return float(np.mean([by_eyes_mm2, *by_skin]))


def _by_band(regions: Sequence[AlignedTexture], band: Band, lost_per_mm2: float) -> float | None:
    """The same by one band's total least squares line through both photos (Deming 1943: equally strong noise).

    None where too little of the band is the same in both.
    """
    moments, count = np.zeros(3), 0
    for region in regions:
        a, b = (image[region.inner] for image in region.between(band))
        if len(a) >= TEXTURE.least_points:
            a, b = a - a.mean(), b - b.mean()
            moments += np.array([a @ a, b @ b, a @ b], float)
            count += len(a)
    aa, bb, ab = moments
    if count == 0 or ab < BLUR.least_correlation * np.sqrt(aa * bb):
        return None
    slope = (bb - aa + np.sqrt((bb - aa) ** 2 + 4 * ab**2)) / (2 * ab)
    return float(np.clip(-np.log(slope) / lost_per_mm2, -BLUR.most_mm2, BLUR.most_mm2))
