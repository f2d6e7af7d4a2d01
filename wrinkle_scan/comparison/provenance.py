"""What a number depends on besides the photo: the version, the models, the settings, the libraries and the machine."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version
from typing import Any

from PIL import features

from wrinkle_scan import __version__
from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.comparison.settings import (
    ALIGNMENT,
    CHANGES,
    CHECKS,
    PAIRING,
    PERSON,
    PHOTOGRAPHS,
    REGION_PAIRS,
    UNCERTAINTY,
    VERDICTS,
)
from wrinkle_scan.creases.evidence import evidence_sha256
from wrinkle_scan.creases.settings import EXCLUSIONS, LINE_TEXTURE, PROFILES, RIDGES, SEVERITY, TRACING
from wrinkle_scan.face.inference import LANDMARK_MODEL, SELFIE_MODEL, model_sha256
from wrinkle_scan.face.settings import GEOMETRY
from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.regions.settings import EXCURSIONS

ANALYSIS_SETTINGS = {
    "iris_mm": GEOMETRY.iris_mm,
    "grid_mm": GRID_MM,
    "ridge_scales_mm": list(RIDGES.scales_mm),
    "ridge_directions": RIDGES.directions,
    "ridge_along_mm": RIDGES.along_mm,
    "seed_strength": TRACING.seed_strength,
    "high_strength": TRACING.high_strength,
    "low_strength": TRACING.low_strength,
    "shortest_mm": TRACING.shortest_mm,
    "evidence_sha256": evidence_sha256(),
    "darkest_percent_per_mm": EXCLUSIONS.darkest_per_mm,
    "reddest": EXCLUSIONS.reddest,
    "reddest_per_darkening": EXCLUSIONS.reddest_per_darkening,
    "strand_aslant_deg": EXCLUSIONS.aslant_deg,
    "strand_aslant_deg_per_mm": EXCLUSIONS.aslant_deg_per_mm,
    "shoulder_mm": list(PROFILES.shoulder_mm),
    "texture_share": LINE_TEXTURE.selected,
    "load_scale": SEVERITY.load_scale,
    "hidden_share": SEVERITY.hidden_share,
    "usual_cm2": SEVERITY.usual_cm2,
    "graded_regions": SEVERITY.graded_regions,
    "grade_load": SEVERITY.grade_load,
    "grade_power": SEVERITY.grade_power,
    "grade_error": SEVERITY.grade_error,
    "least_visible": ANALYSIS.least_visible,
    "least_cm2": ANALYSIS.least_cm2,
    "coarse_mm_per_px": ANALYSIS.coarse_mm_per_px,
    "blurred_mm": ANALYSIS.blurred_mm,
    "smoothed_below": ANALYSIS.smoothed_below,
    "movement_repeatability_mm": EXCURSIONS.repeatability_mm,
}
COMPARISON_SETTINGS = {
    "pose_limit_deg": CHECKS.pose_limit_deg,
    "coarse_limit_mm_per_px": CHECKS.coarse_limit_mm_per_px,
    "light_limit": CHECKS.light_limit,
    "colour_limit": CHECKS.colour_limit,
    "texture_limit": CHECKS.texture_limit,
    "uneven_limit": CHECKS.uneven_limit,
    "shine_limit": CHECKS.shine_limit,
    "likeness_limit": PERSON.likeness_limit,
    "copy_apart_limit_mm": PHOTOGRAPHS.apart_limit_mm,
    "copy_alike_limit": PHOTOGRAPHS.alike_limit,
    "least_correlation": ALIGNMENT.least_correlation,
    "sigma_floor": UNCERTAINTY.sigma_floor,
    "sigma_repeatability": UNCERTAINTY.sigma_repeatability,
    "sigma_light": UNCERTAINTY.sigma_light,
    "most_light": UNCERTAINTY.most_light,
    "sigma_resolution": UNCERTAINTY.sigma_resolution,
    "sigma_texture": UNCERTAINTY.sigma_texture,
    "usual_texture": UNCERTAINTY.usual_texture,
    "sigma_pose_per_deg": UNCERTAINTY.sigma_pose_per_deg,
    "sigma_hidden": UNCERTAINTY.sigma_hidden,
    "sigma_scale_assumed": UNCERTAINTY.sigma_scale_assumed,
    "sigma_line_floor": UNCERTAINTY.sigma_line_floor,
    "sigma_registration": UNCERTAINTY.sigma_registration,
    "sigma_registration_floor": UNCERTAINTY.sigma_registration_floor,
    "autocorrelation_inflation": UNCERTAINTY.autocorrelation_inflation,
    "levels_correlation": UNCERTAINTY.levels_correlation,
    "least_alike": REGION_PAIRS.least_alike,
    "most_unlike": REGION_PAIRS.most_unlike,
    "doubtful_percent": PAIRING.doubtful_percent,
    "smooth": VERDICTS.smooth,
    "matters_grades": VERDICTS.matters_grades,
    "crease_same_share": CHANGES.same_share,
    "crease_same_points": CHANGES.same_points,
    "crease_gone_share": round(CHANGES.gone_share, 4),
}


LIBRARIES = ("mediapipe", "numpy", "opencv-python-headless", "pillow", "pillow-heif", "scikit-image", "scipy")
"""That decode a photo or calculate with it."""
WITHIN_PILLOW = ("libjpeg_turbo", "littlecms2", "webp", "avif")
"""Its decoders, which come with it or, where Pillow was built on the spot, with the system."""


def provenance(compared: bool = False) -> dict[str, Any]:
    """What numbers depend on as it goes into results; with the comparison's settings if asked."""
    return {
        "version": __version__,
        "settings": {**ANALYSIS_SETTINGS, **(COMPARISON_SETTINGS if compared else {})},
        "model_sha256": {name: model_sha256(name) for name in (LANDMARK_MODEL, SELFIE_MODEL)},
        "libraries": dict(libraries()),
        "machine": platform.machine(),
    }


def program(facts: dict[str, Any]) -> str:
    """What made a result, in words, of what `provenance` says."""
    known = ", ".join(f"{name} {number}" for name, number in facts["libraries"].items() if number)
    return f"wrinkle-scan {facts['version']} with {known}, on {facts['machine']}"


@cache
def libraries() -> dict[str, str | None]:
    """The version of each library; None of a decoder that Pillow lacks, or does not tell of."""
    of_pillow = {name: features.version(name) for name in WITHIN_PILLOW}
    return {**{name: version(name) for name in LIBRARIES}, **of_pillow}
