"""How alike two faces are: whether both photos show one person."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import procrustes

from wrinkle_scan.analysis.analyzing import behind_glasses
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.enhanced_correlation import enhanced_correlation
from wrinkle_scan.comparison.settings import PERSON
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.quality.band_pass import log_band_pass
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.rectified import sample_light
from wrinkle_scan.system.messages import joined, message

RIGID = (33, 133, 362, 263, 168, 6, 197, 195, 5, 4, 1, 2, 98, 327, 129, 358, 9, 8, 10, 151, 127, 356, 234, 454, 93, 323)
"""Landmarks that an expression moves least: eye corners, nose, midline, sides of the face."""


def check_person(before: Analysis, after: Analysis) -> Check:
    """Whether both photos show one person, as far as eyes, brows and the face's form show."""
    found = likeness(before, after)
    regions = [*before.regions.items(), *after.regions.items()]
    behind = any(behind_glasses(name, region.skin) for name, region in regions)
    return Check(
        "person",
        message("Same person"),
        message("likeness {found:.2f}", found=found),
        message("at least {likeness_limit:.2f}", likeness_limit=PERSON.likeness_limit),
        found >= PERSON.likeness_limit,
        joined(
            [
                message(
                    "The patient seems to be someone else, unless it is the glasses, which hide the eyes by "
                    "which a face is "
                    "known: take them off: make sure."
                )
                if behind
                else message("The patient seems to be someone else: make sure."),
                message(
                    "The likeness of eyes, brows and face is {found:.2f}, and {least:.2f} or more in most "
                    "pairs of one person.",
                    found=found,
                    least=PERSON.likeness_limit,
                ),
            ]
        ),
    )


def likeness(before: Analysis, after: Analysis) -> float:
    """How alike two faces are, 1 for one photo and itself."""
    return alike(*(features_of(analysis.photo, analysis.face_chart) for analysis in (before, after)))


@dataclass(frozen=True, eq=False)
class FaceFeatures:
    """By what a face is known.

    Attributes:
        band: eyes and brows, as `face_band`.
        form: the landmarks that an expression moves least, float64 (26, 3), photo px.
    """

    band: NDArray[np.float32]
    form: NDArray[np.float64]


def features_of(photo: Photo, face_chart: FaceChart) -> FaceFeatures:
    """By what the face of a photo is known."""
    return FaceFeatures(face_band(photo, face_chart, PERSON.eye_band_mm), face_chart.face.landmarks[list(RIGID)])


def alike(one: FaceFeatures, other: FaceFeatures) -> float:
    """How alike two faces are, 1 for one photo and itself; nan where one shows too little.

    Correlation of the aligned eyes and brows, less the weighted distance of the faces' forms (Procrustes). Registration
    may converge from one side alone: the better of both counts. Of 102 clinics' pairs of one person 7 lie below
    `PERSON.likeness_limit` from the one side and 4 from both, of 202 pairs of strangers 69 and 67 %.
    """
    band = np.fmax(fit(one.band, other.band), fit(other.band, one.band))
    return float(band) - PERSON.form_weight * _form_distance(one.form, other.form)


def fit(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Correlation of two bands of the same shape, the other laid on the one as well as it will; nan if one is empty."""
    # That of strangers does not converge, mostly, and is taken as far as it came.
    warp, _ = enhanced_correlation(one, other, search=PERSON.search)
    moved = cv2.warpAffine(other, warp, one.shape[::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    if not one.std() or not moved.std():
        return float("nan")
    return float(np.corrcoef(one.ravel(), moved.ravel())[0, 1])


def face_band(photo: Photo, face_chart: FaceChart, area_mm: tuple[float, float, float, float]) -> NDArray[np.float32]:
    """What a face shows within `face_band_mm`, at `eye_grid_mm`, without its broad light and shade.

    Args:
        photo: the photo.
        face_chart: of its face.
        area_mm: from and to along the chart to the patient's left, from and to upwards.
    """
    low_u, high_u, low_v, high_v = area_mm
    u, v = np.arange(low_u, high_u, PERSON.eye_grid_mm), np.arange(high_v, low_v, -PERSON.eye_grid_mm)
    rgb = sample_light(photo, face_chart.to_photo(u, v), face_chart.face.mm_per_px / PERSON.eye_grid_mm)
    return log_band_pass(rgb, PERSON.face_band_mm, PERSON.eye_grid_mm)


def _form_distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Distance of two forms, both of unit size, after the best turn and scale."""
    _, _, squared = procrustes(one, other)
    return float(np.sqrt(squared))
