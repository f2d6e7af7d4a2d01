"""Measures how much of the skin's fine texture a photo shows, and in which directions.

All skin has pores and fine relief. Defocus removes the finest of it and blurs the eyes as much; a beauty filter, noise
reduction or foundation removes texture and leaves the eyes sharp; motion blur removes what runs across the movement and
leaves what runs along it. Each removes fine lines too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.quality.band_pass import Band, band_pass
from wrinkle_scan.quality.settings import TEXTURE
from wrinkle_scan.regions.rectified import dilate_mm, thinned

Skin = tuple[NDArray[np.float32], NDArray[np.bool_]]
"""Log-luminance (H, W) of a region, and where it is skin without lines, bool (H, W)."""


@dataclass(frozen=True, eq=False)
class AlignedTexture:
    """One region of two photos on one grid.

    Attributes:
        before: float32 (H, W), log-luminance.
        after: float32 (H, W), log-luminance.
        smooth: bool (H, W), skin seen in both without creases, which a treatment changes.
    """

    before: NDArray[np.float32]
    after: NDArray[np.float32]
    smooth: NDArray[np.bool_]

    @cached_property
    def inner(self) -> NDArray[np.bool_]:
        """The smooth skin without its edges, where filter windows overlap other things; a sample of its points."""
        return _without_edge(self.smooth)

    def between(self, band: Band) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Both log-luminances between the two scales of a band, float32 (H, W) each; each band is worked out once."""
        if band not in self._bands:
            self._bands[band] = band_pass(self.before, band), band_pass(self.after, band)
        return self._bands[band]

    @cached_property
    def _bands(self) -> dict[Band, tuple[NDArray[np.float32], NDArray[np.float32]]]:
        return {}

    @cached_property
    def log_ratios(self) -> NDArray[np.float64] | None:
        """Natural logarithms of the amplitudes of `_by_direction`, after over before; None with too little skin."""
        if self.inner.sum() < TEXTURE.least_points:
            return None
        before, after = (_by_direction(fine, self.inner) for fine in self.between(TEXTURE.fine_mm))
        return np.asarray(np.log(after / before))


def fine_texture_left(regions: Mapping[str, Skin], blur_mm2: float, mm_per_px: float) -> float | None:
    """How much of the skin's fine texture a photo shows, natural logarithm: 0 as usual, negative for less.

    The amplitude of fine texture relative to coarse, so that light and the skin's own relief cancel, plus the loss that
    the blur of the eyes explains. None with too little skin, or pixels too coarse for fine texture.

    Args:
        regions: by name, each its skin.
        blur_mm2: variance of the photo's blur, as from `sharpness.blur_variance_mm2`.
        mm_per_px: of the photo.
    """
    if mm_per_px > TEXTURE.coarsest_px_mm:
        return None
    blurred = (TEXTURE.fine_lost_to_blur - TEXTURE.coarse_lost_to_blur) * max(blur_mm2, 0.0)
    found = []
    for name, (log, skin) in regions.items():
        inner = _without_edge(skin)
        if inner.sum() >= TEXTURE.least_points:
            bands = TEXTURE.fine_mm, TEXTURE.coarse_mm
            fine, coarse = (np.log(_spread(band_pass(log, band)[inner])) for band in bands)
            found.append(float(fine - coarse) + blurred - TEXTURE.usual[name])
    return float(np.mean(found)) if found else None


@dataclass(frozen=True)
class TextureDifference:
    """How the fine texture of one skin differs between two photos: natural logarithms of amplitudes, after over before.

    Attributes:
        strength: of all directions, plus the loss that the difference of the eyes' blur explains.
        uneven: the largest difference between two directions, which defocus does not make.
    """

    strength: float
    uneven: float


def texture_difference(regions: Sequence[AlignedTexture], blur_difference_mm2: float) -> TextureDifference | None:
    """How fine texture differs between two photos of one skin, the mean over regions; None with too little skin.

    Args:
        regions: those that match in both photos.
        blur_difference_mm2: variance of the after photo's blur less the before photo's, by the eyes.
    """
    ratios = [region.log_ratios for region in regions if region.log_ratios is not None]
    if not ratios:
        return None
    strength, *slopes = np.mean(ratios, axis=0)
    return TextureDifference(float(strength + TEXTURE.fine_lost_to_blur * blur_difference_mm2), float(np.ptp(slopes)))


def _without_edge(skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return thinned(~dilate_mm(~skin, TEXTURE.edge_mm))


def _by_direction(fine: NDArray[np.float32], inner: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Amplitude of fine texture (H, W), and of its slope in each direction, float64 (1 + `TEXTURE.directions`,)."""
    right, down = cv2.Scharr(fine, cv2.CV_32F, 1, 0)[inner], cv2.Scharr(fine, cv2.CV_32F, 0, 1)[inner]
    angles = np.pi * np.arange(TEXTURE.directions) / TEXTURE.directions
    slopes = [np.cos(angle) * right + np.sin(angle) * down for angle in angles]
    return np.array([_spread(values) for values in (fine[inner], *slopes)])


def _spread(values: NDArray[np.float32]) -> float:
    """Robust standard deviation, from the interquartile range: lines and spots hardly count."""
    return max(float(np.subtract(*np.percentile(values, (75, 25)))) / 1.349, 1e-6)
