"""Distinguishes two files made from one photograph, whose skin cannot have changed, from two photographs of one face.

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
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.region_pair import RegionPair
from wrinkle_scan.comparison.settings import PHOTOGRAPHS
from wrinkle_scan.face.similarity import fit_similarity
from wrinkle_scan.quality.settings import TEXTURE
from wrinkle_scan.quality.skin_texture import AlignedTexture
from wrinkle_scan.system.messages import message


@dataclass(frozen=True)
class ImageMatch:
    """How exactly two pictures of one face coincide.

    Attributes:
        distance_mm: median distance, after the best shift, turn and scale.
        alike: correlation of the skin's fine texture, -1 to 1, median of the regions.
    """

    distance_mm: float
    alike: float

    @property
    def one_photograph(self) -> bool:
        """Whether no two photographs are so alike."""
        return self.distance_mm < PHOTOGRAPHS.distance_limit_mm and self.alike > PHOTOGRAPHS.alike_limit


def check_photographs(before: Analysis, after: Analysis, found: ImageMatch | None) -> list[Check]:
    """Whether there are two photographs; none where that is unknown, or where a picture says it was made."""
    if found is None or any(analysis.simulated or not analysis.photo.sha256 for analysis in (before, after)):
        return []
    (file, crop), *others = ((a.photo.sha256, a.photo.crop) for a in (before, after))
    same_file = others == [(file, crop)]
    return [
        Check(
            "copy",
            message("Two photographs"),
            message(
                "distance {distance_mm:.2f} mm, pores alike by {alike:.2f}",
                distance_mm=found.distance_mm,
                alike=found.alike,
            ),
            message(
                "{distance_limit_mm:.2f} mm or more, or {alike_limit:.2f} or less",
                distance_limit_mm=PHOTOGRAPHS.distance_limit_mm,
                alike_limit=PHOTOGRAPHS.alike_limit,
            ),
            not found.one_photograph,
            message("Both photos are the same file: there is no second photograph to compare.")
            if same_file
            else message(
                "Both files were made from one photograph: registered, they coincide to "
                "{distance_mm:.2f} mm, pore on pore, which two photographs never do. There is no "
                "second photograph to compare.",
                distance_mm=found.distance_mm,
            ),
            forbids=True,
        ),
    ]


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
    if len(correlations) < PHOTOGRAPHS.least_regions:
        return None
    every = PHOTOGRAPHS.every
    before = np.concatenate([pair.before.patch.photo_xy[pair.skin][::every] for pair in pairs]).astype(float)
    after = np.concatenate([pair.after_xy[pair.skin][::every] for pair in pairs]).astype(float)
    return ImageMatch(similarity_distance(before, after) * mm_per_px, float(np.median(correlations)))


def similarity_distance(points: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    """Median distance of points (N, 2) from others (N, 2), laid on them by the best shift, turn and scale."""
    laid = fit_similarity(others, points)(others)
    return float(np.median(np.hypot(*(laid - points).T)))


def _correlation(texture: AlignedTexture) -> float:
    before, after = (fine[texture.inner] for fine in texture.between(TEXTURE.fine_mm))
    return float(np.corrcoef(before, after)[0, 1])
