"""The treatment regions, each rectified onto a millimetre grid that follows the face."""

from wrinkle_scan.regions.outlines import REGION_NAMES, brow_outline, eye_outline, region_outline
from wrinkle_scan.regions.patch import (
    GRID_MM,
    STEEPEST,
    Patch,
    distance_px,
    gaussian_mean,
    grow,
    joined_to,
    rectify,
    sample_light,
)
from wrinkle_scan.regions.unrolling import Unrolled

__all__ = [
    "GRID_MM",
    "REGION_NAMES",
    "STEEPEST",
    "Patch",
    "Unrolled",
    "brow_outline",
    "distance_px",
    "eye_outline",
    "gaussian_mean",
    "grow",
    "joined_to",
    "rectify",
    "region_outline",
    "sample_light",
]
