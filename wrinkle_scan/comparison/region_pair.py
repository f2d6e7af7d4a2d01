"""A region of both photos brought to one grid and one sharpness, and its creases measured in both."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis import Analysis, RegionAnalysis
from wrinkle_scan.comparison.alignment import Alignment, align
from wrinkle_scan.comparison.pairing import Measured, pair_creases
from wrinkle_scan.comparison.results import AlignedRegion
from wrinkle_scan.creases import drawn
from wrinkle_scan.log_luminance import log_luminance, red_burnt_out
from wrinkle_scan.redness import redness
from wrinkle_scan.regions import GRID_MM, grow, sample_light
from wrinkle_scan.skin_texture import AlignedTexture

LEAST_CORRELATION = 0.4
"""Of fine structure after alignment."""
BESIDE_CREASE_MM = 1.5
"""Skin this near a crease is part of it: it tells of the treatment, not of the photos' sharpness."""

Light = NDArray[np.float32]


@dataclass(frozen=True)
class RegionPair:
    """A region of both photos on the before photo's grid, each as sharp as it was taken.

    Attributes:
        before: the region in the before photo.
        alignment: where each of its points lies in the after photo's patch.
        before_rgb: float32 (H, W, 3), linear light.
        after_rgb: the same of the after photo.
        after_xy: float32 (H, W, 2), each grid point's place in the after photo, px.
        skin: bool (H, W), measurable in both.
        hair: bool (H, W), hair in either.
        after_creases: bool (H, W), the creases found in the after photo.
        doublings: of the pixel's size between the two.
    """

    before: RegionAnalysis
    alignment: Alignment
    before_rgb: Light
    after_rgb: Light
    after_xy: NDArray[np.float32]
    skin: NDArray[np.bool_]
    hair: NDArray[np.bool_]
    after_creases: NDArray[np.bool_]
    doublings: float

    @property
    def matches(self) -> bool:
        """Whether the skin is the same skin after alignment."""
        return self.alignment.correlation >= LEAST_CORRELATION


def bring_together(before: Analysis, after: Analysis, name: str) -> RegionPair:
    """Lays the after photo's region on the before photo's grid."""
    one, other = before.regions[name], after.regions[name]
    alignment = align(one, other)
    xy = np.asarray(
        cv2.remap(other.patch.photo_xy, alignment.points, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
        np.float32,
    )
    return RegionPair(
        before=one,
        alignment=alignment,
        before_rgb=one.patch.linear_rgb,
        after_rgb=sample_light(after.photo, xy, after.face.mm_per_px / GRID_MM),
        after_xy=xy,
        skin=one.skin.mask & _moved(other.skin.mask, alignment),
        hair=one.skin.hair | _moved(other.skin.hair, alignment),
        after_creases=_moved(_drawn(other), alignment),
        doublings=abs(float(np.log2(other.patch.mm_per_px / one.patch.mm_per_px))),
    )


def measure(pair: RegionPair, blur_apart_mm2: float) -> tuple[AlignedRegion, list[Measured]]:
    """Both photos of a region at the blunter one's sharpness, with their creases."""
    light_before = _blurred(pair.before_rgb, float(np.sqrt(max(blur_apart_mm2, 0))))
    light_after = _blurred(pair.after_rgb, float(np.sqrt(max(-blur_apart_mm2, 0))))
    patch = pair.before.patch
    red = redness(light_before), redness(light_after)
    measured = pair_creases(patch, *_logs(pair, light_before, light_after), pair.skin, pair.hair, *red)
    correlation, moved_mm = pair.alignment.correlation, pair.alignment.moved_mm
    creases = [item.crease for item in measured]
    aligned = AlignedRegion(patch, light_before, light_after, pair.skin, correlation, moved_mm, creases, blur_apart_mm2)
    return aligned, measured


def plain_texture(pair: RegionPair) -> AlignedTexture:
    """The skin of both photos away from lines, as sharp as it was taken."""
    creases = grow(_drawn(pair.before) | pair.after_creases, BESIDE_CREASE_MM)
    return AlignedTexture(*_logs(pair, pair.before_rgb, pair.after_rgb), pair.skin & ~creases)


def _drawn(region: RegionAnalysis) -> NDArray[np.bool_]:
    return drawn([crease.path for crease in region.creases], region.patch.shape)


def _logs(pair: RegionPair, before: Light, after: Light) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Log-luminance of both photos, blurred or not, from the channels that neither has burnt out."""
    no_red = red_burnt_out(pair.before_rgb) | red_burnt_out(pair.after_rgb)
    return log_luminance(before, pair.skin, no_red), log_luminance(after, pair.skin, no_red)


def _moved(mask: NDArray[np.bool_], alignment: Alignment) -> NDArray[np.bool_]:
    """A mask of the after photo on the before photo's grid; False beyond its own grid."""
    moved = cv2.remap(mask.astype(np.uint8), alignment.points, None, cv2.INTER_NEAREST, borderValue=0)
    return np.asarray(moved, bool)


def _blurred(light: Light, sigma_mm: float) -> Light:
    if sigma_mm < GRID_MM / 4:  # less than a quarter of a grid step changes nothing
        return light
    return np.asarray(cv2.GaussianBlur(light, (0, 0), sigma_mm / GRID_MM), np.float32)
