"""What a number depends on besides the photo: the version, the models, the settings, the libraries and the machine."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version
from typing import Any

from PIL import features

from wrinkle_scan import __version__
from wrinkle_scan.analysis import analyzing as analysis
from wrinkle_scan.comparison import (
    alignment,
    checks,
    crease_changes,
    one_photograph,
    pairing,
    region_pair,
    same_person,
    uncertainty,
    verdicts,
)
from wrinkle_scan.creases.evidence import evidence_sha256
from wrinkle_scan.creases.settings import EXCLUSIONS, LINE_TEXTURE, PROFILES, RIDGES, SEVERITY, TRACING
from wrinkle_scan.face import geometry
from wrinkle_scan.face.inference import LANDMARK_MODEL, SELFIE_MODEL, model_sha256
from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.regions.settings import EXCURSIONS

ANALYSIS_SETTINGS = {
    "iris_mm": geometry.IRIS_MM,
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
    "least_visible": analysis.LEAST_VISIBLE,
    "least_cm2": analysis.LEAST_CM2,
    "coarse_mm_per_px": analysis.COARSE_MM_PER_PX,
    "blurred_mm": analysis.BLURRED_MM,
    "smoothed_below": analysis.SMOOTHED_BELOW,
    "movement_repeatability_mm": EXCURSIONS.repeatability_mm,
}
COMPARISON_SETTINGS = {
    "pose_limit_deg": checks.POSE_LIMIT_DEG,
    "coarse_limit_mm_per_px": checks.COARSE_LIMIT_MM_PER_PX,
    "light_limit": checks.LIGHT_LIMIT,
    "colour_limit": checks.COLOUR_LIMIT,
    "texture_limit": checks.TEXTURE_LIMIT,
    "uneven_limit": checks.UNEVEN_LIMIT,
    "shine_limit": checks.SHINE_LIMIT,
    "likeness_limit": same_person.LIKENESS_LIMIT,
    "copy_apart_limit_mm": one_photograph.APART_LIMIT_MM,
    "copy_alike_limit": one_photograph.ALIKE_LIMIT,
    "least_correlation": alignment.LEAST_CORRELATION,
    "sigma_floor": uncertainty.SIGMA_FLOOR,
    "sigma_repeatability": uncertainty.SIGMA_REPEATABILITY,
    "sigma_light": uncertainty.SIGMA_LIGHT,
    "most_light": uncertainty.MOST_LIGHT,
    "sigma_resolution": uncertainty.SIGMA_RESOLUTION,
    "sigma_texture": uncertainty.SIGMA_TEXTURE,
    "usual_texture": uncertainty.USUAL_TEXTURE,
    "sigma_pose_per_deg": uncertainty.SIGMA_POSE_PER_DEG,
    "sigma_hidden": uncertainty.SIGMA_HIDDEN,
    "sigma_scale_assumed": uncertainty.SIGMA_SCALE_ASSUMED,
    "sigma_line_floor": uncertainty.SIGMA_LINE_FLOOR,
    "sigma_registration": uncertainty.SIGMA_REGISTRATION,
    "sigma_registration_floor": uncertainty.SIGMA_REGISTRATION_FLOOR,
    "autocorrelation_inflation": uncertainty.AUTOCORRELATION_INFLATION,
    "levels_correlation": uncertainty.LEVELS_CORRELATION,
    "least_alike": region_pair.LEAST_ALIKE,
    "most_unlike": region_pair.MOST_UNLIKE,
    "doubtful_percent": pairing.DOUBTFUL_PERCENT,
    "smooth": verdicts.SMOOTH,
    "matters_grades": verdicts.MATTERS,
    "crease_same_share": crease_changes.SAME_SHARE,
    "crease_same_points": crease_changes.SAME_POINTS,
    "crease_gone_share": round(crease_changes.GONE_SHARE, 4),
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
