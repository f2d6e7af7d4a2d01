"""A region of both photos brought to one grid and one sharpness, and its creases measured in both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.region_analysis import RegionAnalysis
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.aligned_region import AlignedRegion, PairedCrease
from wrinkle_scan.comparison.alignment import Alignment, align, drawn_lines
from wrinkle_scan.comparison.pairing import MeasuredCrease, pair_creases
from wrinkle_scan.comparison.settings import ALIGNMENT, REGION_PAIRS
from wrinkle_scan.creases.measuring import Crease, find_creases
from wrinkle_scan.creases.paths import lies_on
from wrinkle_scan.creases.proposals import Skin
from wrinkle_scan.creases.severity import crease_load
from wrinkle_scan.quality.skin_texture import AlignedTexture
from wrinkle_scan.regions.log_luminance import log_luminance, red_burnt_out
from wrinkle_scan.regions.rectified import GRID_MM, dilate_mm, sample_light

Light = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
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
        after_lines: the after photo's creases, their paths on the before photo's grid.
        after_area_cm2: skin measurable in the after photo.
        after_load: the after photo's load by itself, on all of that.
        after_visible: share of the region's skin that the after photo shows, 0 to 1.
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
    after_lines: list[Crease]
    after_area_cm2: float
    after_load: float
    after_visible: float

    @cached_property
    def no_red(self) -> NDArray[np.bool_]:
        """Where either photo's red is burnt out, bool (H, W)."""
        return red_burnt_out(self.before_rgb) | red_burnt_out(self.after_rgb)

    @cached_property
    def logs(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Log-luminance of both photos, float32 (H, W), from the channels that neither has burnt out."""
        one, other = (log_luminance(rgb, self.skin, self.no_red) for rgb in (self.before_rgb, self.after_rgb))
        return one, other

    @property
    def area_cm2(self) -> float:
        """Skin measurable in both."""
        return float(self.skin.sum()) * (GRID_MM / 10) ** 2

    @property
    def visible_fraction(self) -> float:
        """Of the region's skin in the before photo, what both show."""
        expected = float(self.before.skin.expected.sum()) * (GRID_MM / 10) ** 2
        return min(self.area_cm2 / expected, 1.0) if expected > 0 else 0.0

    @property
    def shown_alike(self) -> bool:
        """Whether both photos show most of their region: each by its own outline, which follows the brows."""
        one, other = self.before.skin.visible_fraction, self.after_visible
        return min(one, other) >= REGION_PAIRS.least_alike and abs(one - other) <= REGION_PAIRS.most_unlike

    @property
    def hidden(self) -> float:
        """Share of the region's skin that one photo shows and the other does not."""
        if self.shown_alike:
            return abs(self.before.skin.visible_fraction - self.after_visible)
        either = max(self.before.skin.area_cm2, self.after_area_cm2)
        return max(1 - self.area_cm2 / either, 0.0) if either > 0 else 1.0


def register_region(before: Analysis, after: Analysis, name: str) -> RegionPair:
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
        after_creases=_moved(drawn_lines(other), alignment),
        doublings=abs(float(np.log2(other.patch.mm_per_px / one.patch.mm_per_px))),
        after_lines=[replace(crease, path=alignment.to_before(crease.path)) for crease in other.creases],
        after_area_cm2=other.skin.area_cm2,
        after_load=other.load,
        after_visible=other.skin.visible_fraction,
    )


def measure_lines(pair: RegionPair, blur_difference_mm2: float) -> tuple[AlignedRegion, list[MeasuredCrease]]:
    """Both photos of a region at the less sharp one's sharpness, with the creases of either measured in both."""
    aligned, patch = _at_one_sharpness(pair, blur_difference_mm2), pair.before.patch
    lights = aligned.before_rgb, aligned.after_rgb
    before, after = (
        Skin.of(light, log, pair.skin, pair.hair) for log, light in zip(_logs(pair, *lights), lights, strict=True)
    )
    # Lines found in a photo by itself are found in it again unless it has been blurred much.
    much_mm2 = REGION_PAIRS.searched_again_mm**2
    in_before = find_creases(patch, before) if blur_difference_mm2 >= much_mm2 else pair.before.creases
    in_after = find_creases(patch, after) if blur_difference_mm2 <= -much_mm2 else pair.after_lines
    measured = pair_creases(patch, before, after, in_before, in_after)
    return replace(aligned, creases=[item.crease for item in measured]), measured


def show_region(pair: RegionPair, blur_difference_mm2: float) -> AlignedRegion:
    """The same where the skin is not registered: each photo with its own creases, none of them paired."""
    aligned = _at_one_sharpness(pair, blur_difference_mm2)
    before = [_unpaired(crease, "before") for crease in pair.before.likely_creases]
    after = [_unpaired(crease, "after") for crease in pair.after_lines if crease.likely]
    return replace(aligned, creases=before + after)


def region_loads(pair: RegionPair) -> tuple[float, float]:
    """Load (`wrinkle_scan.creases.severity`) of either photo, each measured by itself.

    On all of the region where both photos show most of it, else on the part that both show.
    """
    if pair.shown_alike:
        return pair.before.load, pair.after_load
    near = dilate_mm(pair.skin, REGION_PAIRS.near_common_mm)
    before, after = (
        [replace(crease, length_mm=crease.length_mm * float(lies_on(crease.path, near).mean())) for crease in creases]
        for creases in (pair.before.creases, pair.after_lines)
    )
    name, visible = pair.before.patch.name, pair.visible_fraction
    return crease_load(name, before, pair.area_cm2, visible), crease_load(name, after, pair.area_cm2, visible)


def _unpaired(crease: Crease, which: Literal["before", "after"]) -> PairedCrease:
    depths = (crease.depth_percent, np.nan) if which == "before" else (np.nan, crease.depth_percent)
    return PairedCrease(crease.path, crease.length_mm, crease.width_mm, *depths, which, crease.probability)


def _at_one_sharpness(pair: RegionPair, blur_difference_mm2: float) -> AlignedRegion:
    """Both photos at the less sharp one's sharpness, without lines."""
    alignment = pair.alignment
    return AlignedRegion(
        patch=pair.before.patch,
        before_rgb=_blurred(pair.before_rgb, float(np.sqrt(max(blur_difference_mm2, 0)))),
        after_rgb=_blurred(pair.after_rgb, float(np.sqrt(max(-blur_difference_mm2, 0)))),
        skin=pair.skin,
        correlation=alignment.correlation,
        moved_mm=alignment.moved_mm,
        creases=[],
        blur_difference_mm2=blur_difference_mm2,
        registered=alignment.registered,
    )


def plain_texture(pair: RegionPair) -> AlignedTexture:
    """The skin of both photos away from lines, as sharp as it was taken."""
    creases = dilate_mm(drawn_lines(pair.before) | pair.after_creases, ALIGNMENT.beside_line_mm)
    return AlignedTexture(*pair.logs, pair.skin & ~creases)


def _logs(pair: RegionPair, before: Light, after: Light) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Log-luminance of both photos, of which the sharper one is blurred: the other's is known."""
    if before is not pair.before_rgb:
        return log_luminance(before, pair.skin, pair.no_red), pair.logs[1]
    if after is not pair.after_rgb:
        return pair.logs[0], log_luminance(after, pair.skin, pair.no_red)
    return pair.logs


def _moved(mask: NDArray[np.bool_], alignment: Alignment) -> NDArray[np.bool_]:
    """A mask of the after photo on the before photo's grid; False beyond its own grid."""
    moved = cv2.remap(mask.astype(np.uint8), alignment.points, None, cv2.INTER_NEAREST, borderValue=0)
    return np.asarray(moved, bool)


def _blurred(light: Light, sigma_mm: float) -> Light:
    if sigma_mm < REGION_PAIRS.least_blur_steps * GRID_MM:
        return light
    return np.asarray(cv2.GaussianBlur(light, (0, 0), sigma_mm / GRID_MM), np.float32)
