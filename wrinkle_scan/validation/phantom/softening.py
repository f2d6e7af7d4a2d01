"""Softens the creases of a photo by a known share, as a treatment would: a follow-up whose true change is known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

from wrinkle_scan.analysis.region_analysis import RegionAnalysis
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.creases.bundle import Paths
from wrinkle_scan.creases.measuring import Crease, find_creases
from wrinkle_scan.creases.profiles import (
    MIDDLE,
    Valley,
    below_shoulders,
    find_valley,
    shifted,
    straighten,
)
from wrinkle_scan.creases.proposals import Skin
from wrinkle_scan.creases.settings import PROFILES
from wrinkle_scan.regions.log_luminance import log_luminance
from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.regions.settings import LUMINANCE
from wrinkle_scan.validation.phantom.painting import paint

ROUNDS = 3
ALONG_SMOOTH_MM = 1.0
"""Sigma along a crease over which its valley is averaged: pores and noise in it stay as they are."""


def soften(analysis: Analysis, shares: dict[str, float]) -> NDArray[np.uint8]:
    """The photo with the creases of some regions made shallower.

    Args:
        analysis: the photo, analysed.
        shares: by region, how much of each crease's depth is taken away, 0 (nothing) to 1 (all of it).

    Returns:
        uint8 (H, W, 3), sRGB.
    """
    pixels = analysis.photo.pixels
    for name, share in shares.items():
        region = analysis.regions[name]
        pixels = paint(pixels, region.patch, np.exp(_rise(region, share)).astype(np.float32))
    return pixels


def _rise(region: RegionAnalysis, share: float) -> NDArray[np.float64]:
    """How much brighter, in natural log, each channel of each grid point becomes: (H, W, 3), 0 outside the creases.

    Each channel loses the share of its own valley: interreflected light in a deep crease is red, and a line that lost
    its shade but kept its colour would look like a scar. A line beside a deeper one may be found only once that one is
    softened, and is softened then.
    """
    light, creases = region.patch.linear_rgb, region.creases
    channels = np.log(np.maximum(light, LUMINANCE.darkest))
    rise = np.zeros(light.shape)
    for _ in range(ROUNDS):
        valleys = _valleys(region, creases, channels)
        shallower = -np.log1p((1 - share) * np.expm1(-valleys))  # of the darkening, 1 - exp(-valleys)
        rise = np.maximum(rise, valleys - shallower)
        softened = (light * np.exp(rise)).astype(np.float32)
        log = log_luminance(softened, region.skin.mask)
        found = find_creases(region.patch, Skin.of(softened, log, region.skin.mask, region.skin.hair))
        creases = [crease for crease in found if not _raised_already(crease, rise)]
    return rise


def _raised_already(crease: Crease, rise: NDArray[np.float64]) -> bool:
    columns, rows = np.round(crease.path).astype(int).T
    return bool((rise[rows, columns] > 0).any(axis=1).mean() > 0.5)


def _valleys(region: RegionAnalysis, creases: list[Crease], channels: NDArray[np.float32]) -> NDArray[np.float64]:
    """How much darker, in natural log, a crease makes each channel at each grid point: (H, W, 3), 0 outside creases.

    Without texture's part of the valleys: a treatment leaves it where it is.
    """
    deepest = np.zeros(channels.shape)
    planes = [np.ascontiguousarray(channels[..., channel]) for channel in range(3)]
    for crease in creases:
        strip = straighten(region.log, crease.path)
        valley = find_valley(strip)
        if valley is not None and crease.depth_percent > 0:
            own = crease.depth_percent / (crease.depth_percent + crease.texture_percent)
            below = [own * _below_shoulders(straighten(plane, crease.path), valley) for plane in planes]
            _lay_along(crease, below, deepest)
    return deepest


def _below_shoulders(strip: NDArray[np.float64], valley: Valley) -> NDArray[np.float64]:
    """How far each point of a straightened crease lies below the straight line between its shoulders, (N, M), >= 0."""
    sigma = ALONG_SMOOTH_MM / PROFILES.along_mm
    even = shifted(ndimage.gaussian_filter1d(strip, sigma, axis=0, mode="nearest"), valley.shift)
    return shifted(np.maximum(below_shoulders(even, valley.left, valley.right), 0), -valley.shift)


def _lay_along(crease: Crease, below: list[NDArray[np.float64]], deepest: NDArray[np.float64]) -> None:
    """Lays each channel's profiles (N, M) back along a crease's path onto the grid (H, W, 3), where they are deeper."""
    height, width, _ = deepest.shape
    low = np.maximum((crease.path.min(axis=0) - PROFILES.reach_mm / GRID_MM).astype(int), 0)
    high = np.minimum((crease.path.max(axis=0) + PROFILES.reach_mm / GRID_MM).astype(int) + 1, (width, height))
    columns, lines = np.meshgrid(np.arange(low[0], high[0]), np.arange(low[1], high[1]))
    points = np.column_stack([columns.ravel(), lines.ravel()]).astype(float)
    distance, nearest = cKDTree(crease.path).query(points, distance_upper_bound=PROFILES.reach_mm / GRID_MM)
    near = np.isfinite(distance)
    away = points[near] - crease.path[nearest[near]]
    across = (away * Paths([crease.path]).normals[nearest[near]]).sum(axis=1) * GRID_MM / PROFILES.across_mm + MIDDLE
    from_path = np.abs(across - MIDDLE) * PROFILES.across_mm
    beyond = np.abs(from_path - distance[near] * GRID_MM) > GRID_MM  # past the path's ends
    at = lines.ravel()[near], columns.ravel()[near]
    for channel, rows in enumerate(below):
        values = ndimage.map_coordinates(rows, [nearest[near], across], order=1, mode="constant")
        deepest[(*at, channel)] = np.maximum(deepest[(*at, channel)], np.where(beyond, 0, values))
