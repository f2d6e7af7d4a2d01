"""One photo measured: its face, its four regions, their creases, and how far each can be trusted."""

from __future__ import annotations

import math
from pathlib import Path

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.region_analysis import RegionAnalysis
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.creases.measuring import find_creases
from wrinkle_scan.creases.proposals import Skin
from wrinkle_scan.face.expression import Expression, check_expression, expression_from_name
from wrinkle_scan.face.geometry import Face, measure_face
from wrinkle_scan.face.working_picture import read_to_measure
from wrinkle_scan.photo.crop import SIDES, Crop, is_crop
from wrinkle_scan.photo.cropping import crop_photo
from wrinkle_scan.photo.reading import Photo, PhotoSource, open_photo
from wrinkle_scan.quality.lighting import measure_light
from wrinkle_scan.quality.sharpness import blur_variance_mm2
from wrinkle_scan.quality.skin_texture import fine_texture_left
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.log_luminance import log_luminance
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.regions.rectified import rectify
from wrinkle_scan.skin.covering import what_covers
from wrinkle_scan.skin.liveness import check_liveness
from wrinkle_scan.skin.segmentation import Segmentation, segment_head
from wrinkle_scan.skin.visibility import SkinMask, measurable_skin
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.system.messages import message, percentage

BEHIND_GLASSES = message(
    "glasses: their frame, its shadow and the lens change what is seen of the lines beside the eye; take them off"
)
SCALE_ASSUMED = message(
    "Neither eye is whole in the photo: its scale is assumed from the brows of an "
    "average face, and lengths may be off by 10 %, in a frown by 18 %."
)
MARKED = message(
    "The skin is marked with ink, pencil or blood: what is marked is left out. Take the photo "
    "before anything is drawn and before the needle."
)
LETTERED = message(
    "Lettering, a watermark or a plaster lies over the skin: a region under it is not measured. "
    "Use the photo without it, as the camera took it."
)
SMOOTHED = message(
    "The skin has lost its fine texture, the eyes are sharp: a beauty filter, strong "
    "noise reduction or thick make-up. Fine lines go with it, so what is measured may be "
    "too little. Use the photo as the camera took it, of a bare face."
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
    if crop is not None and not is_crop(crop):
        raise ValueError(f"the crop must be one of {', '.join(SIDES)} or a box (x, y, width, height), not {crop!r}")
    if mm_per_px is not None and not 0 < mm_per_px < math.inf:
        raise ValueError(f"mm_per_px must be a number above 0, not {mm_per_px!r}")
    if isinstance(photo, str | Path) and crop is None:
        return analyze_photo(read_to_measure(photo), expression, mm_per_px)
    opened = open_photo(photo)  # a crop is in px of the file
    return analyze_photo(opened if crop is None else crop_photo(opened, crop), expression, mm_per_px)


def analyze_photo(photo: Photo, expression: Expression | None = None, mm_per_px: float | None = None) -> Analysis:
    """As `analyze`, of a photo that is open; `mm_per_px` is of its file's pixels.

    Raises:
        PhotoError: the photo cannot be measured.
    """
    face = measure_face(photo, None if mm_per_px is None else mm_per_px * photo.reduced_by)
    if face.mm_per_px > ANALYSIS.too_coarse_mm_per_px:
        raise PhotoError(
            photo.path,
            "too_coarse",
            message(
                "the face is too small in the photo: {mm_per_px:.2f} mm per pixel, at most "
                "{too_coarse_mm_per_px:.2f} can be measured",
                mm_per_px=face.mm_per_px,
                too_coarse_mm_per_px=ANALYSIS.too_coarse_mm_per_px,
            ),
            message("Use a photo of higher resolution, or one taken closer."),
        )
    face_chart, segmentation = FaceChart(face), segment_head(photo, face)
    check_liveness(photo, face, segmentation)
    blur = blur_variance_mm2(photo, face)
    regions = {name: _analyze_region(photo, face_chart, segmentation, name) for name in REGION_NAMES}
    measured = {name: (region.log, region.skin.mask) for name, region in regions.items() if region.measurable}
    left = fine_texture_left(measured, blur, face.mm_per_px)
    smoothed = left is not None and left < ANALYSIS.smoothed_below
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
            *(Issue(code, sentence) for code, sentence in what_covers(photo, face, segmentation)),
            *([Issue("smoothed", SMOOTHED)] if smoothed else []),
            *([Issue("lettering", LETTERED)] if any(r.skin.hidden["lettering"] for r in regions.values()) else []),
            *([Issue("marked", MARKED)] if any(r.skin.hidden["marked"] for r in regions.values()) else []),
        ],
        regions=regions,
    )


def _analyze_region(photo: Photo, face_chart: FaceChart, segmentation: Segmentation, name: str) -> RegionAnalysis:
    patch = rectify(photo, face_chart, name)
    skin = measurable_skin(patch, face_chart, segmentation)
    log = log_luminance(patch.linear_rgb, skin.mask)
    reason = why_not_measurable(name, skin)
    creases = [] if reason else find_creases(patch, Skin.of(patch.linear_rgb, log, skin.mask, skin.hair))
    return RegionAnalysis(patch, skin, log, creases, reason)


def why_not_measurable(name: str, skin: SkinMask) -> str | None:
    """One plain sentence, or None where enough skin is in sight."""
    if behind_glasses(name, skin):
        return BEHIND_GLASSES
    if skin.visible_fraction < ANALYSIS.least_visible[name]:
        return message(
            "{cause}: {visible} of its skin can be measured, {least} are needed",
            cause=skin.main_cause,
            visible=percentage(skin.visible_fraction),
            least=percentage(ANALYSIS.least_visible[name]),
        )
    if skin.area_cm2 < ANALYSIS.least_cm2[name]:
        cause = message("too little skin in sight") if skin.visible_fraction > ANALYSIS.mostly_seen else skin.main_cause
        return message(
            "{cause}: {area_cm2:.1f} cm2 of its skin can be measured, {least:.1f} are needed",
            cause=cause,
            area_cm2=skin.area_cm2,
            least=ANALYSIS.least_cm2[name],
        )
    return None


def behind_glasses(name: str, skin: SkinMask) -> bool:
    """Whether a region lies beside an eye and something worn hides much of it."""
    return name.startswith("crows_feet") and skin.hidden["accessory"] > ANALYSIS.most_of_glasses


def _issues(photo: Photo, face: Face, blur: float) -> list[Issue]:
    issues = [Issue("photo", note) for note in photo.notes]
    if photo.description and photo.description.lower().startswith("simulated"):
        issues.append(
            Issue("simulated", message("This photo is not a real one. {description}", description=photo.description))
        )
    if face.mm_per_px > ANALYSIS.coarse_mm_per_px:
        issues.append(
            Issue(
                "coarse",
                message(
                    "Too coarse for fine lines: a pixel is {mm_per_px:.2f} mm on the skin, fine lines "
                    "need {coarse_mm_per_px:.2f} or less.",
                    mm_per_px=face.mm_per_px,
                    coarse_mm_per_px=ANALYSIS.coarse_mm_per_px,
                ),
            )
        )
    if blur > (most := ANALYSIS.blurred_mm):
        issues.append(
            Issue(
                "blurred",
                message(
                    "Blurred: about {blur:.2f} mm on the skin, fine lines need {most:.2f} or less.",
                    blur=blur,
                    most=most,
                ),
            )
        )
    if face.scale_assumed:
        issues.append(Issue("scale_assumed", SCALE_ASSUMED))
    elif face.eyes_closed:
        issues.append(
            Issue("eyes_closed", message("The eyes are closed: millimetres come from their distance, not the irises."))
        )
    return issues
