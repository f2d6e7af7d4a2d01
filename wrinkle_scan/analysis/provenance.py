"""What a figure depends on besides the photo: the version, the models, the settings, the libraries and the machine."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from typing import Any

from PIL import features

from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.creases.evidence import evidence_sha256
from wrinkle_scan.creases.settings import CREASES
from wrinkle_scan.face.inference import LANDMARK_MODEL, SELFIE_MODEL, model_sha256
from wrinkle_scan.face.settings import FACE
from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.quality.settings import QUALITY
from wrinkle_scan.regions.settings import REGIONS
from wrinkle_scan.skin.settings import SKIN
from wrinkle_scan.system.version import VERSION

ANALYSIS_ROOMS: dict[str, Any] = {
    "photo": PHOTO,
    "face": FACE,
    "regions": REGIONS,
    "skin": SKIN,
    "quality": QUALITY,
    "creases": CREASES,
    "analysis": ANALYSIS,
}
"""The settings of each room on which one photo's figures depend."""

LIBRARIES = ("mediapipe", "numpy", "opencv-python-headless", "pillow", "pillow-heif", "scipy")
"""That decode a photo or calculate with it."""
WITHIN_PILLOW = ("libjpeg_turbo", "littlecms2", "webp", "avif")
"""Its decoders, which come with it or, where Pillow was built on the spot, with the system."""


def analysis_provenance() -> dict[str, Any]:
    """What the figures of one photo depend on, as it goes into results."""
    return {
        "version": VERSION,
        "settings": collected(ANALYSIS_ROOMS),
        "model_sha256": {name: model_sha256(name) for name in (LANDMARK_MODEL, SELFIE_MODEL)},
        "libraries": dict(libraries()),
        "machine": platform.machine(),
    }


def collected(rooms: dict[str, Any]) -> dict[str, Any]:
    """The settings of each room, a frozen dataclass of dataclasses, by the names in it and as JSON has them.

    The coefficients by which lines are judged are too many to be listed: their SHA-256 stands for them.
    """
    values = {room: asdict(settings) for room, settings in rooms.items()}
    if "creases" in values:
        values["creases"]["evidence"]["coefficients_sha256"] = evidence_sha256()
    found: dict[str, Any] = json.loads(json.dumps(values))
    return found


def program(facts: dict[str, Any]) -> str:
    """What made a result, in words, of what `analysis_provenance` says."""
    known = ", ".join(f"{name} {number}" for name, number in facts["libraries"].items() if number)
    return f"wrinkle-scan {facts['version']} with {known}, on {facts['machine']}"


@cache
def libraries() -> dict[str, str | None]:
    """The version of each library; None of a decoder that Pillow lacks, or whose version it does not report."""
    of_pillow = {name: features.version(name) for name in WITHIN_PILLOW}
    return {**{name: version(name) for name in LIBRARIES}, **of_pillow}
