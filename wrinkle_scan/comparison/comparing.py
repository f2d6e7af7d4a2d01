"""Compares two analysed photos, region by region."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis import LEAST_CM2, Analysis, Issue, RegionAnalysis
from wrinkle_scan.comparison.alignment import Alignment, align
from wrinkle_scan.comparison.blur_difference import blur_difference_mm2
from wrinkle_scan.comparison.checks import check_pair, check_texture, light_apart, notes_on_pair
from wrinkle_scan.comparison.pairing import Measured, pair_creases
from wrinkle_scan.comparison.results import AlignedRegion, Check, Comparison, RegionComparison
from wrinkle_scan.comparison.verdicts import answer, cannot_tell, measure_change
from wrinkle_scan.creases import drawn
from wrinkle_scan.log_luminance import log_luminance, red_burnt_out
from wrinkle_scan.redness import redness
from wrinkle_scan.regions import GRID_MM, REGION_NAMES, grow, sample_light
from wrinkle_scan.skin_texture import AlignedTexture, texture_apart

LEAST_CORRELATION = 0.4
"""Of fine structure after alignment."""
ALIKE_PERCENT = 2.0
"""Two photos of one face still differ by this much in severity, one standard deviation, however alike they are ..."""
UNLIKE_PERCENT, LIGHT_PERCENT = 70.0, 90.0
"""... and by so much more for a correlation of 0 instead of 1 after alignment (pose, blur, noise, what is not the same
skin), and for light that moved by 1. Calibrated with the other parts of the error (`verdicts`) on 27 people of the
London set, taken again by computation and neutral against smiling, and on the camera distances; the light's part on
lamps moved by 15 to 60 degrees. `wrinkle-scan verify` prints how often the intervals then hold the truth."""
FADED_PERCENT = 50.0
"""For fine texture that is a natural logarithm of 1 weaker in one photo than in the other: lines fade with it."""
COARSER_PERCENT = 4.4
"""For each doubling of the pixel's size between the two: half the resolution moved the severity of 126 regions of the
London set by up to 8.8 % (95th percentile; docs/VALIDATION.md)."""
TURNED_AWAY = {"crows_feet_right": 1.3, "crows_feet_left": 1.3}
"""Where the skin turns from the camera and the lines are few and short, all of it is wider: with 1, one in ten 95 %
intervals of unchanged crow's feet left out zero."""
BESIDE_CREASE_MM = 1.5
"""Skin this near a crease is part of it: it tells of the treatment, not of the photos' sharpness."""

Light = NDArray[np.float32]


def compare(before: Analysis, after: Analysis, force: bool = False) -> Comparison:
    """Compares two photos of one person.

    Args:
        before: the photo before treatment.
        after: the follow-up.
        force: compare what is not comparable; the result says so.
    """
    pairs = {name: _bring_together(before, after, name) for name in REGION_NAMES if _measurable(before, after, name)}
    textures = [_texture(pair) for pair in pairs.values() if pair.matches]
    by_eyes = after.blur_variance_mm2 - before.blur_variance_mm2
    texture = texture_apart(textures, by_eyes)
    checks = [*check_pair(before, after), *check_texture(texture)]
    failed = [check for check in checks if not check.passed]
    issues = [Issue(check.code, check.message) for check in failed]
    issues += [Issue(code, message) for code, message in notes_on_pair(before, after)]
    for name, analysis in (("before", before), ("after", after)):
        issues += [Issue(i.code, f"{name.capitalize()} photo: {i.message}", i.region) for i in analysis.issues]
    apart = blur_difference_mm2(by_eyes, textures, max(before.face.mm_per_px, after.face.mm_per_px))
    faded = abs(texture.strength) if texture else 0.0
    photos = float(np.linalg.norm([ALIKE_PERCENT, LIGHT_PERCENT * light_apart(before, after), FADED_PERCENT * faded]))
    regions = {}
    for name in REGION_NAMES:
        if name not in pairs:
            regions[name] = cannot_tell(_why_hidden(before, after, name))
        else:
            check = _alignment_check(name, pairs[name].alignment)
            checks.append(check)
            obstacles = [] if force else [*failed, *([] if check.passed else [check])]
            regions[name] = _compare_region(pairs[name], obstacles, apart, photos)
        if regions[name].verdict == "cannot_tell" and not failed:
            issues.append(Issue("cannot_tell", regions[name].reason or "", name))
    return Comparison(before, after, not failed, force and bool(failed), checks, issues, regions)


@dataclass(frozen=True)
class _Pair:
    """A region of both photos on the before photo's grid, each as sharp as it was taken."""

    before: RegionAnalysis
    alignment: Alignment
    before_rgb: Light
    after_rgb: Light
    skin: NDArray[np.bool_]
    hair: NDArray[np.bool_]
    after_creases: NDArray[np.bool_]
    doublings: float

    @property
    def matches(self) -> bool:
        return self.alignment.correlation >= LEAST_CORRELATION


def _measurable(before: Analysis, after: Analysis, name: str) -> bool:
    return before.regions[name].measurable and after.regions[name].measurable


def _why_hidden(before: Analysis, after: Analysis, name: str) -> str:
    which, analysis = ("after", after) if before.regions[name].measurable else ("before", before)
    return f"In the {which} photo: {analysis.regions[name].reason}."


def _bring_together(before: Analysis, after: Analysis, name: str) -> _Pair:
    one, other = before.regions[name], after.regions[name]
    alignment = align(one, other)
    xy = cv2.remap(other.patch.photo_xy, alignment.points, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return _Pair(
        before=one,
        alignment=alignment,
        before_rgb=one.patch.linear_rgb,
        after_rgb=sample_light(after.photo, np.asarray(xy, np.float32), after.face.mm_per_px / GRID_MM),
        skin=one.skin.mask & _moved(other.skin.mask, alignment),
        hair=one.skin.hair | _moved(other.skin.hair, alignment),
        after_creases=_moved(_drawn(other), alignment),
        doublings=abs(float(np.log2(other.patch.mm_per_px / one.patch.mm_per_px))),
    )


def _texture(pair: _Pair) -> AlignedTexture:
    creases = grow(_drawn(pair.before) | pair.after_creases, BESIDE_CREASE_MM)
    return AlignedTexture(*_logs(pair, pair.before_rgb, pair.after_rgb), pair.skin & ~creases)


def _drawn(region: RegionAnalysis) -> NDArray[np.bool_]:
    return drawn([crease.path for crease in region.creases], region.patch.shape)


def _compare_region(
    pair: _Pair, obstacles: list[Check], blur_apart_mm2: float, photos_percent: float
) -> RegionComparison:
    aligned, measured = _measure(pair, blur_apart_mm2)
    if obstacles:
        return cannot_tell(" ".join(o.message for o in obstacles), aligned)
    name, area = pair.before.patch.name, float(pair.skin.sum()) * (GRID_MM / 10) ** 2
    if area < LEAST_CM2[name]:
        too_little = f"Only {area:.1f} cm2 of its skin are in sight in both photos, {LEAST_CM2[name]:.1f} are needed."
        return cannot_tell(too_little, aligned)
    unlike = UNLIKE_PERCENT * (1 - pair.alignment.correlation)
    coarser = COARSER_PERCENT * pair.doublings
    systematic = float(np.linalg.norm([photos_percent, unlike, coarser]))
    return answer(measure_change(measured, area, systematic, TURNED_AWAY.get(name, 1.0)), aligned)


def _measure(pair: _Pair, blur_apart_mm2: float) -> tuple[AlignedRegion, list[Measured]]:
    """Both photos of a region at the blunter one's sharpness, with their creases."""
    light_before = _blurred(pair.before_rgb, float(np.sqrt(max(blur_apart_mm2, 0))))
    light_after = _blurred(pair.after_rgb, float(np.sqrt(max(-blur_apart_mm2, 0))))
    patch = pair.before.patch
    reddest = np.maximum(redness(light_before), redness(light_after))
    measured = pair_creases(patch, *_logs(pair, light_before, light_after), pair.skin, pair.hair, reddest)
    correlation, moved_mm = pair.alignment.correlation, pair.alignment.moved_mm
    creases = [item.crease for item in measured]
    aligned = AlignedRegion(patch, light_before, light_after, pair.skin, correlation, moved_mm, creases, blur_apart_mm2)
    return aligned, measured


def _logs(pair: _Pair, before: Light, after: Light) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Log-luminance of both photos, blurred or not, from the channels that neither has burnt out."""
    no_red = red_burnt_out(pair.before_rgb) | red_burnt_out(pair.after_rgb)
    return log_luminance(before, pair.skin, no_red), log_luminance(after, pair.skin, no_red)


def _alignment_check(name: str, alignment: Alignment) -> Check:
    found = alignment.correlation
    return Check(
        "alignment", "Skin matches after alignment", f"correlation {found:.2f}", f"at least {LEAST_CORRELATION:.2f}",
        found >= LEAST_CORRELATION,
        f"The skin of the two photos does not match after alignment: correlation {found:.2f}, at least "
        f"{LEAST_CORRELATION:.2f} is needed.",
        name,
    )  # fmt: skip


def _moved(mask: NDArray[np.bool_], alignment: Alignment) -> NDArray[np.bool_]:
    """A mask of the after photo on the before photo's grid; False beyond its own grid."""
    moved = cv2.remap(mask.astype(np.uint8), alignment.points, None, cv2.INTER_NEAREST, borderValue=0)
    return np.asarray(moved, bool)


def _blurred(light: Light, sigma_mm: float) -> Light:
    if sigma_mm < GRID_MM / 4:  # less than a quarter of a grid step changes nothing
        return light
    return np.asarray(cv2.GaussianBlur(light, (0, 0), sigma_mm / GRID_MM), np.float32)
