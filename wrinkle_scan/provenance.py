"""What a number depends on besides the photo: the version, the models, the settings, the libraries and the machine."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version
from typing import Any

from PIL import features

from wrinkle_scan import __version__, analysis, movement, ridges, severity
from wrinkle_scan.comparison import (
    checks,
    comparing,
    crease_changes,
    one_photograph,
    region_pair,
    same_person,
    verdicts,
)
from wrinkle_scan.creases import measuring, profiles, red_lines, texture, tracing
from wrinkle_scan.face import geometry
from wrinkle_scan.inference import LANDMARK_MODEL, SELFIE_MODEL, model_sha256
from wrinkle_scan.regions import GRID_MM

ANALYSIS_SETTINGS = {
    "iris_mm": geometry.IRIS_MM,
    "grid_mm": GRID_MM,
    "ridge_scales_mm": list(ridges.SCALES_MM),
    "ridge_directions": ridges.DIRECTIONS,
    "ridge_along_mm": ridges.ALONG_MM,
    "certain": tracing.CERTAIN,
    "likely": tracing.LIKELY,
    "possible": tracing.POSSIBLE,
    "shortest_mm": tracing.SHORTEST_MM,
    "shallowest_percent": measuring.SHALLOWEST_PERCENT,
    "widest_mm": measuring.WIDEST_MM,
    "darkest_percent_per_mm": measuring.DARKEST_PER_MM,
    "reddest": red_lines.REDDEST,
    "reddest_per_darkening": red_lines.REDDEST_PER_DARKENING,
    "shoulder_mm": list(profiles.SHOULDER_MM),
    "texture_share": texture.SELECTED,
    "load_scale": severity.LOAD_SCALE,
    "least_visible": analysis.LEAST_VISIBLE,
    "least_cm2": analysis.LEAST_CM2,
    "coarse_mm_per_px": analysis.COARSE_MM_PER_PX,
    "blurred_mm": analysis.BLURRED_MM,
    "smoothed_below": analysis.SMOOTHED_BELOW,
    "movement_repeatability_mm": movement.REPEATABILITY_MM,
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
    "least_correlation": region_pair.LEAST_CORRELATION,
    "alike_percent": comparing.ALIKE_PERCENT,
    "unlike_percent": comparing.UNLIKE_PERCENT,
    "light_percent": comparing.LIGHT_PERCENT,
    "faded_percent": comparing.FADED_PERCENT,
    "coarser_percent": comparing.COARSER_PERCENT,
    "turned_away": comparing.TURNED_AWAY,
    "unsteady": verdicts.UNSTEADY,
    "not_independent": verdicts.NOT_INDEPENDENT,
    "doubtful_percent": verdicts.DOUBTFUL_PERCENT,
    "smooth": verdicts.SMOOTH,
    "worst_detectable_percent": verdicts.WORST_DETECTABLE_PERCENT,
    "crease_same_share": crease_changes.SAME_SHARE,
    "crease_same_points": crease_changes.SAME_POINTS,
    "crease_gone_share": round(crease_changes.GONE_SHARE, 4),
}


LIBRARIES = ("mediapipe", "numpy", "opencv-python-headless", "pillow", "pillow-heif", "scikit-image", "scipy")
"""That decode a photo or calculate with it."""
WITHIN_PILLOW = ("libjpeg_turbo", "littlecms2", "webp")
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
