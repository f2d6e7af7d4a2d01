"""One photo measured: its face, its four regions, their creases, and how far each can be trusted."""

from __future__ import annotations

import math

from wrinkle_scan.analysis.results import Analysis, Issue, RegionAnalysis
from wrinkle_scan.creases.measuring import find_creases
from wrinkle_scan.creases.proposals import Skin
from wrinkle_scan.face.expression import Expression, check_expression, expression_from_name
from wrinkle_scan.face.geometry import Face, measure_face
from wrinkle_scan.photo.crop import SIDES, Crop
from wrinkle_scan.photo.cropping import crop_photo
from wrinkle_scan.photo.reading import Photo, PhotoSource, open_photo
from wrinkle_scan.quality.lighting import measure_light
from wrinkle_scan.quality.sharpness import blur_variance_mm2
from wrinkle_scan.quality.skin_texture import fine_texture_left
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.log_luminance import log_luminance
from wrinkle_scan.regions.outlines import REGION_NAMES
from wrinkle_scan.regions.rectified import rectify
from wrinkle_scan.skin.covering import what_covers
from wrinkle_scan.skin.liveness import check_liveness
from wrinkle_scan.skin.redness import redness
from wrinkle_scan.skin.segmentation import Segmentation, segment_head
from wrinkle_scan.skin.visibility import SkinMask, measurable_skin
from wrinkle_scan.system.errors import PhotoError

LEAST_VISIBLE = {"forehead": 0.1, "glabella": 0.35, "crows_feet_right": 0.2, "crows_feet_left": 0.2}
"""Fraction of a region's skin that must be in sight."""
LEAST_CM2 = {"forehead": 4.5, "glabella": 2.0, "crows_feet_right": 1.5, "crows_feet_left": 1.5}
MOSTLY_SEEN = 0.7
"""Fraction in sight above which a region is small by itself, not hidden."""
COARSE_MM_PER_PX, TOO_COARSE_MM_PER_PX = 0.45, 1.0
"""A pixel must not be wider than a fine line (0.4 mm) for that line to be seen, nor than a deep one (1 mm) for any."""
MOST_OF_GLASSES = 0.1
"""Share of a crow's feet region, its edge of 3 mm included, that something worn may hide. 0 in all bare faces of the
London set; with wire frames drawn on five of them 0.05 to 0.12 before that edge is added."""
BEHIND_GLASSES = (
    "glasses: their frame, its shadow and the lens change what is seen of the lines beside the eye; take them off"
)
BLURRED_MM = 0.5
SCALE_ASSUMED = (
    "Neither eye is whole in the photo: its scale is assumed from the brows of an average face, and lengths may be off "
    "by 10 %."
)
MARKED = (
    "The skin is marked with ink or blood: what is marked is left out. Take the photo before anything is drawn and "
    "before the needle."
)
SMOOTHED_BELOW = -0.4
"""Of `fine_texture_left`: a third of the fine texture gone. -0.28 at the least in 32 people of the London set, -0.48 to
-0.76 after filters that keep edges (`benchmarks/skin_texture.py`)."""
SMOOTHED = (
    "The skin has lost its fine texture, the eyes are sharp: a beauty filter, strong noise reduction or thick make-up. "
    "Fine lines go with it, so what is measured may be too little. Use the photo as the camera took it, of a bare face."
)


def analyze(
    photo: PhotoSource, expression: Expression | None = None, crop: Crop | None = None, mm_per_px: float | None = None
) -> Analysis:
    """Measures one photo.

    Args:
        photo: a path, a `Photo`, or pixels, uint8 (height, width, 3), sRGB, upright.
        expression: what the face was asked to do; None takes it from the file's name.
        crop: the part of the photo that is meant, where it holds several.
        mm_per_px: millimetres on the face per pixel, where they are known; None takes them from the irises.

    Raises:
        PathError: the path cannot be read, or the crop is not within the photo.
        PhotoError: the photo cannot be measured.
        ValueError: no such expression or crop, or a scale that is not a number above 0.
    """
    check_expression(expression)
    if isinstance(crop, str) and crop not in SIDES:
        raise ValueError(f"the crop must be one of {', '.join(SIDES)} or a box (x, y, width, height), not {crop!r}")
    if mm_per_px is not None and not 0 < mm_per_px < math.inf:
        raise ValueError(f"mm_per_px must be a number above 0, not {mm_per_px!r}")
    opened = open_photo(photo)
    return analyze_photo(opened if crop is None else crop_photo(opened, crop), expression, mm_per_px)


def analyze_photo(photo: Photo, expression: Expression | None = None, mm_per_px: float | None = None) -> Analysis:
    """As `analyze`, of a photo that is open.

    Raises:
        PhotoError: the photo cannot be measured.
    """
    face = measure_face(photo, mm_per_px)
    if face.mm_per_px > TOO_COARSE_MM_PER_PX:
        raise PhotoError(
            photo.path,
            "too_coarse",
            f"the face is too small in the photo: {face.mm_per_px:.2f} mm per pixel, at most "
            f"{TOO_COARSE_MM_PER_PX:.2f} can be measured",
            "Use a photo of higher resolution, or one taken closer.",
        )
    face_chart, segmentation = FaceChart(face), segment_head(photo, face)
    check_liveness(photo, face, segmentation)
    blur = blur_variance_mm2(photo, face)
    regions = {name: _analyze_region(photo, face_chart, segmentation, name) for name in REGION_NAMES}
    measured = {name: (region.log, region.skin.mask) for name, region in regions.items() if region.measurable}
    left = fine_texture_left(measured, blur, face.mm_per_px)
    smoothed = left is not None and left < SMOOTHED_BELOW
    return Analysis(
        photo=photo,
        face=face,
        face_chart=face_chart,
        segmentation=segmentation,
        light=measure_light(photo, face_chart, segmentation),
        blur_variance_mm2=blur,
        texture_left=left,
        expression=expression or expression_from_name(photo.path),
        issues=[
            *_issues(photo, face, math.sqrt(max(blur, 0))),
            *(Issue(code, message) for code, message in what_covers(photo, face, segmentation)),
            *([Issue("smoothed", SMOOTHED)] if smoothed else []),
            *([Issue("marked", MARKED)] if any(r.skin.hidden["marked"] for r in regions.values()) else []),
        ],
        regions=regions,
    )


def _analyze_region(photo: Photo, face_chart: FaceChart, segmentation: Segmentation, name: str) -> RegionAnalysis:
    patch = rectify(photo, face_chart, name)
    skin = measurable_skin(patch, face_chart, segmentation)
    log = log_luminance(patch.linear_rgb, skin.mask)
    reason = why_not_measurable(name, skin)
    creases = [] if reason else find_creases(patch, Skin(log, skin.mask, skin.hair, redness(patch.linear_rgb)))
    return RegionAnalysis(patch, skin, log, creases, reason)


def why_not_measurable(name: str, skin: SkinMask) -> str | None:
    """One plain sentence, or None where enough skin is in sight."""
    if behind_glasses(name, skin):
        return BEHIND_GLASSES
    if skin.visible_fraction < LEAST_VISIBLE[name]:
        return (
            f"{skin.main_cause}: {skin.visible_fraction:.0%} of its skin can be measured, "
            f"{LEAST_VISIBLE[name]:.0%} are needed"
        )
    if skin.area_cm2 < LEAST_CM2[name]:
        cause = "too little skin in sight" if skin.visible_fraction > MOSTLY_SEEN else skin.main_cause
        return f"{cause}: {skin.area_cm2:.1f} cm2 of its skin can be measured, {LEAST_CM2[name]:.1f} are needed"
    return None


def behind_glasses(name: str, skin: SkinMask) -> bool:
    """Whether a region lies beside an eye and something worn hides much of it."""
    return name.startswith("crows_feet") and skin.hidden["accessory"] > MOST_OF_GLASSES


def _issues(photo: Photo, face: Face, blur: float) -> list[Issue]:
    issues = [Issue("photo", note) for note in photo.notes]
    if photo.description and photo.description.lower().startswith("simulated"):
        issues.append(Issue("simulated", f"This photo is not a real one. {photo.description}"))
    if face.mm_per_px > COARSE_MM_PER_PX:
        issues.append(
            Issue(
                "coarse",
                f"Too coarse for fine lines: a pixel is {face.mm_per_px:.2f} mm on the skin, fine lines need "
                f"{COARSE_MM_PER_PX:.2f} or less.",
            )
        )
    if blur > BLURRED_MM:
        issues.append(
            Issue("blurred", f"Blurred: about {blur:.2f} mm on the skin, fine lines need {BLURRED_MM:.2f} or less.")
        )
    if face.scale_assumed:
        issues.append(Issue("scale_assumed", SCALE_ASSUMED))
    elif face.eyes_closed:
        issues.append(
            Issue("eyes_closed", "The eyes are closed: millimetres come from their distance, not the irises.")
        )
    return issues
