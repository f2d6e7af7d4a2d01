"""Compares two analysed photos, region by region."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis import LEAST_CM2, Analysis, Issue
from wrinkle_scan.comparison.alignment import Alignment, align
from wrinkle_scan.comparison.checks import check_pair, notes_on_pair
from wrinkle_scan.comparison.pairing import Measured, pair_creases
from wrinkle_scan.comparison.results import AlignedRegion, Check, Comparison, RegionComparison
from wrinkle_scan.comparison.verdicts import judge, measure_change
from wrinkle_scan.regions import GRID_MM, REGION_NAMES, sample_light
from wrinkle_scan.ridges import log_luminance

LEAST_CORRELATION = 0.4
"""Of fine structure after alignment."""
BASE_PERCENT = 4.0
"""Two photos of one face at one sitting still differ by this much, one standard deviation (VISIA, the best rig: 3.4
%)."""
LIGHT_PERCENT, POSE_PERCENT, BLUR_PERCENT = 30.0, 0.6, 15.0
"""What a light vector 1 apart, a degree of pose, and a mm of blur difference add to it."""

Light = NDArray[np.float32]


def compare(before: Analysis, after: Analysis, force: bool = False) -> Comparison:
    """Compares two photos of one person.

    Args:
        before: the photo before treatment.
        after: the follow-up.
        force: compare what is not comparable; the result says so.
    """
    checks = check_pair(before, after)
    failed = [check for check in checks if not check.passed]
    issues = [Issue(check.code, check.message) for check in failed]
    issues += [Issue(code, message) for code, message in notes_on_pair(before, after)]
    for name, analysis in (("before", before), ("after", after)):
        issues += [Issue(i.code, f"{name.capitalize()} photo: {i.message}", i.region) for i in analysis.issues]
    systematic = _systematic_percent(before, after)
    regions = {}
    for region in REGION_NAMES:
        compared, check = _compare_region(before, after, region, failed, force, systematic)
        regions[region] = compared
        checks += [check] if check else []
        if compared.verdict == "cannot_tell" and not failed:
            issues.append(Issue("cannot_tell", compared.reason or "", region))
    return Comparison(before, after, not failed, force and bool(failed), checks, issues, regions)


def _compare_region(
    before: Analysis, after: Analysis, name: str, failed: list[Check], force: bool, systematic_percent: float
) -> tuple[RegionComparison, Check | None]:
    for which, analysis in (("before", before), ("after", after)):
        if not analysis.regions[name].measurable:
            return _cannot_tell(f"In the {which} photo: {analysis.regions[name].reason}."), None
    alignment = align(before.regions[name], after.regions[name])
    aligned, measured = _measure(before, after, name, alignment)
    area = float(aligned.skin.sum()) * (GRID_MM / 10) ** 2
    check = _alignment_check(name, alignment)
    obstacles = [*failed, *([] if check.passed else [check])]
    if obstacles and not force:
        return _cannot_tell(" ".join(o.message for o in obstacles), aligned), check
    if area < LEAST_CM2[name]:
        too_little = f"Only {area:.1f} cm2 of its skin are in sight in both photos, {LEAST_CM2[name]:.1f} are needed."
        return _cannot_tell(too_little, aligned), check
    change = measure_change(measured, area, systematic_percent)
    verdict, reason = judge(change)
    if verdict == "cannot_tell":
        return _cannot_tell(reason, aligned), check
    numbers = (change.before, change.after, change.percent, change.ci95_percent, change.detectable_percent)
    return RegionComparison(*numbers, verdict, reason, aligned), check


def _measure(
    before: Analysis, after: Analysis, name: str, alignment: Alignment
) -> tuple[AlignedRegion, list[Measured]]:
    """Both photos of a region on the before photo's grid and at the blunter photo's sharpness, with their creases."""
    one, other = before.regions[name], after.regions[name]
    xy = cv2.remap(other.patch.photo_xy, alignment.points, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    moved = sample_light(after.photo, np.asarray(xy, np.float32), after.face.mm_per_px / GRID_MM)
    skin = one.skin.mask & _moved(other.skin.mask, alignment)
    hair = one.skin.hair | _moved(other.skin.hair, alignment)
    apart = before.blur_variance_mm2 - after.blur_variance_mm2
    light_before = _blurred(one.patch.linear_rgb, float(np.sqrt(max(-apart, 0))))
    light_after = _blurred(moved, float(np.sqrt(max(apart, 0))))
    logs = [log_luminance(light, skin) for light in (light_before, light_after)]
    measured = pair_creases(one.patch, logs[0], logs[1], skin, hair)
    creases = [item.crease for item in measured]
    return (
        AlignedRegion(one.patch, light_before, light_after, skin, alignment.correlation, alignment.moved_mm, creases),
        measured,
    )


def _cannot_tell(reason: str | None, aligned: AlignedRegion | None = None) -> RegionComparison:
    return RegionComparison(None, None, None, None, None, "cannot_tell", reason, aligned)


def _alignment_check(name: str, alignment: Alignment) -> Check:
    found = alignment.correlation
    return Check(
        "alignment", "Skin matches after alignment", f"correlation {found:.2f}", f"at least {LEAST_CORRELATION:.2f}",
        found >= LEAST_CORRELATION,
        f"The skin of the two photos does not match after alignment: correlation {found:.2f}, at least "
        f"{LEAST_CORRELATION:.2f} is needed.",
        name,
    )  # fmt: skip


def _systematic_percent(before: Analysis, after: Analysis) -> float:
    """What two photos of one unchanged face taken like these two would differ by, one standard deviation, %."""
    light = 1.0
    if before.light and after.light:
        light = float(np.linalg.norm(before.light.direction - after.light.direction))
    pose = float(np.hypot(before.face.yaw_deg - after.face.yaw_deg, before.face.pitch_deg - after.face.pitch_deg))
    blur = float(np.sqrt(abs(before.blur_variance_mm2 - after.blur_variance_mm2)))
    parts = (BASE_PERCENT, LIGHT_PERCENT * light, POSE_PERCENT * pose, BLUR_PERCENT * blur)
    return float(np.sqrt(sum(part**2 for part in parts)))


def _moved(mask: NDArray[np.bool_], alignment: Alignment) -> NDArray[np.bool_]:
    """A mask of the after photo on the before photo's grid; False beyond its own grid."""
    moved = cv2.remap(mask.astype(np.uint8), alignment.points, None, cv2.INTER_NEAREST, borderValue=0)
    return np.asarray(moved, bool)


def _blurred(light: Light, sigma_mm: float) -> Light:
    if sigma_mm < GRID_MM / 4:  # less than a quarter of a grid step changes nothing
        return light
    return np.asarray(cv2.GaussianBlur(light, (0, 0), sigma_mm / GRID_MM), np.float32)
