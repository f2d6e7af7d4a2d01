"""Tells two files made from one photograph, whose skin cannot have changed, from two photographs of one face.

Between two photographs a face has turned, breathed and moved: no shift, turn and scale lays the one on the other to a
tenth of a millimetre, not even a minute later. A copy of another size, cropped, turned, recoloured, retouched or taken
as a screenshot, lies on its original to a thirtieth, pore on pore.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.region_pair import RegionPair
from wrinkle_scan.comparison.results import Check
from wrinkle_scan.quality.settings import TEXTURE
from wrinkle_scan.quality.skin_texture import AlignedTexture, band_pass

APART_LIMIT_MM, ALIKE_LIMIT = 0.1, 0.7
"""Copies of 32 people's photos, of other sizes, turned, recoloured, retouched: 0.04 mm apart at the most, skin alike by
0.76 at the least. Two photographs of each, neutral and smiling, and one person taken four times in a minute: 0.23 mm at
the least, 0.71 at the most. Made by `benchmarks/one_photograph.py`."""
LEAST_REGIONS = 2
EVERY = 20
"""One in so many points of the skin is asked where it lies."""


@dataclass(frozen=True)
class ImageMatch:
    """How exactly two pictures of one face coincide.

    Attributes:
        apart_mm: median distance, after the best shift, turn and scale.
        alike: correlation of the skin's fine texture, -1 to 1, median of the regions.
    """

    apart_mm: float
    alike: float

    @property
    def one_photograph(self) -> bool:
        """Whether no two photographs are so alike."""
        return self.apart_mm < APART_LIMIT_MM and self.alike > ALIKE_LIMIT


def check_photographs(before: Analysis, after: Analysis, found: ImageMatch | None) -> list[Check]:
    """Whether there are two photographs; nothing where that cannot be told, or where a picture says it was made."""
    if found is None or any(analysis.simulated or not analysis.photo.sha256 for analysis in (before, after)):
        return []
    (file, crop), *others = ((a.photo.sha256, a.photo.crop) for a in (before, after))
    same_file = others == [(file, crop)]
    return [
        Check(
            "copy", "Two photographs", f"{found.apart_mm:.2f} mm apart, pores alike by {found.alike:.2f}",
            f"{APART_LIMIT_MM:.2f} mm or more, or {ALIKE_LIMIT:.2f} or less", not found.one_photograph,
            "Both photos are the same file: there is no second photograph to compare." if same_file else
            f"Both files were made from one photograph: laid on each other they are {found.apart_mm:.2f} mm apart, "
            f"pore on pore, which two photographs never are. There is no second photograph to compare.",
            forbids=True,
        ),
    ]  # fmt: skip


def match_images(
    pairs: Sequence[RegionPair], textures: Sequence[AlignedTexture], mm_per_px: float
) -> ImageMatch | None:
    """How exactly two pictures lie on each other; None where too few regions can say.

    Args:
        pairs: regions that match in both.
        textures: their skin.
        mm_per_px: of the before photo.
    """
    correlations = [_correlation(texture) for texture in textures if texture.inner.sum() >= TEXTURE.least_points]
    if len(correlations) < LEAST_REGIONS:
        return None
    before = np.concatenate([pair.before.patch.photo_xy[pair.skin][::EVERY] for pair in pairs]).astype(float)
    after = np.concatenate([pair.after_xy[pair.skin][::EVERY] for pair in pairs]).astype(float)
    return ImageMatch(similarity_distance(before, after) * mm_per_px, float(np.median(correlations)))


def similarity_distance(points: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    """Median distance of points (N, 2) from others (N, 2), laid on them by the best shift, turn and scale."""
    fixed, moved = (x + 1j * y for x, y in (points.T, others.T))  # in the complex plane a similarity is linear
    similarity = np.column_stack([moved, np.ones_like(moved)])
    return float(np.median(np.abs(similarity @ np.linalg.lstsq(similarity, fixed, rcond=None)[0] - fixed)))


def _correlation(texture: AlignedTexture) -> float:
    before, after = (band_pass(log, TEXTURE.fine_mm)[texture.inner] for log in (texture.before, texture.after))
    return float(np.corrcoef(before, after)[0, 1])
