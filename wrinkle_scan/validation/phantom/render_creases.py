"""Renders creases into a photo by physical shading of a valley in the skin, independent of the detection filter.

A crease is a fold: its flanks meet in a narrow floor and level out into the skin beside it. They tilt the surface
relative to the lamp, and occlude part of the ambient light from each other and the floor. Of interreflection and
subsurface scattering, both of which make real creases a little brighter than these, only the colour is rendered: light
that skin has thrown back before is redder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RegularGridInterpolator
from scipy.spatial import cKDTree

from wrinkle_scan.analysis.region_analysis import RegionAnalysis
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.validation.phantom.grooves import Groove
from wrinkle_scan.validation.phantom.painting import paint

OVERSAMPLING = 2
"""The relief is computed on a grid this many times finer than the patch's: 0.075 mm."""
REACH = 6.0
"""Extent of a groove to either side, in lengths of its profile; its depth there is 0.3 %."""
RUN_OUT_MM = 2.0
"""Length at either end over which the depth decreases to 0."""
ROUND = 0.2
"""Of the floor, as a share of the profile's length: a crease 1 mm wide is rounded over 0.1 mm."""
LENGTH_PER_WIDTH = 0.5 / ((ROUND + np.log(2)) ** 2 - ROUND**2) ** 0.5
DEEPEST, STEEP_STEPS = 2.7, 28
"""Depth over the profile's length up to which the sky over a groove is tabulated: 0.6 mm deep, 0.4 wide."""
COLOUR = (0.73, 1.11, 1.37)
"""Logarithms of the gains in red, green and blue over that of the luminance. In 453 real creases, labelled as such by
blinded viewers, red falls by 0.66 and blue by 1.24 of green's logarithm (medians; quartiles 0.55 to 0.76 and 1.13 to
1.36); the luminance of skin, by 0.90 of it."""
MIN_DISTANCE = 1e-6
"""Points closer than this, in profile lengths, count as one: the slope between them would be rounding error."""

Field = NDArray[np.float64]


@dataclass(frozen=True)
class Lamp:
    """The light on the rendered creases.

    Attributes:
        direction: towards the lamp, head axes: x to the patient's left, y up, z forward; of any length.
        ambient: share of the light that comes evenly from everywhere, on skin that faces the lamp.
    """

    direction: tuple[float, float, float]
    ambient: float = 0.5


STUDIO = Lamp((0.0, 0.5, 1.0), 0.6)
"""Large soft lamps in front and above."""


def render_creases(analysis: Analysis, grooves: dict[str, list[Groove]], lamp: Lamp = STUDIO) -> NDArray[np.uint8]:
    """The photo with creases rendered into it.

    Under the studio light a groove on the forehead, 1 mm wide and 0.3 mm deep, is 5 % darker than the skin beside it
    at its floor, and 7 % on its darker flank, 0.3 mm aside; at 0.6 mm it is 16 to 17 % and 20 to 21 % (photos of 0.12
    and 0.29 mm per pixel). Twice as deep is more than twice as dark.

    Args:
        analysis: the photo, analysed.
        grooves: by region.
        lamp: what lights them; the skin beside them stays as it is.

    Returns:
        uint8 (H, W, 3), sRGB; the same to the bit where nothing is rendered.
    """
    pixels = analysis.photo.pixels
    for name, some in grooves.items():
        region, gain = analysis.regions[name], np.ones(analysis.regions[name].patch.shape, np.float32)
        for groove in some:
            if groove.depth_mm > 0:
                _multiply(gain, region, analysis.face_chart, groove, lamp)
        average = _pixel_average(gain, region.patch.mm_per_px)
        pixels = paint(pixels, region.patch, average[..., None] ** np.array(COLOUR, np.float32))
    return pixels


def _multiply(
    gain: NDArray[np.float32], region: RegionAnalysis, face_chart: FaceChart, groove: Groove, lamp: Lamp
) -> None:
    """Multiplies a patch's gain by one groove's, over the part of the grid that it reaches."""
    patch, reach = region.patch, REACH * groove.width_mm * LENGTH_PER_WIDTH
    low, high = groove.path.min(axis=0) - reach, groove.path.max(axis=0) + reach
    columns = np.flatnonzero((patch.u >= low[0]) & (patch.u <= high[0]))
    rows = np.flatnonzero((patch.v >= low[1]) & (patch.v <= high[1]))
    part = (len(rows), len(columns))
    fine = (np.arange(OVERSAMPLING) - (OVERSAMPLING - 1) / 2) * GRID_MM / OVERSAMPLING
    u = (patch.u[columns][:, None] + fine).ravel()
    v = (patch.v[rows][:, None] - fine).ravel()
    shaded = _shading(u, v, face_chart, groove, lamp).astype(np.float32)
    gain[np.ix_(rows, columns)] *= cv2.resize(shaded, part[::-1], interpolation=cv2.INTER_AREA)


def _shading(u: Field, v: Field, face_chart: FaceChart, groove: Groove, lamp: Lamp) -> Field:
    """Light on the grooved skin over light on the smooth skin, at the crossings of a grid (H, W)."""
    length = groove.width_mm * LENGTH_PER_WIDTH
    points = np.stack(np.meshgrid(u, v), axis=-1)
    across, outward, depth = _profile(points.reshape(-1, 2), groove, REACH * length)
    slope = (-depth / length * _fold_slope(across / length))[:, None] * outward  # of the height, along u and v
    along_u, along_v, normal = (axis.reshape(-1, 3) for axis in _surface_axes(u, v, face_chart))
    tilted = normal - slope[:, :1] * along_u - slope[:, 1:] * along_v
    tilted /= np.linalg.norm(tilted, axis=1, keepdims=True)
    towards = np.array(lamp.direction) / np.linalg.norm(lamp.direction)
    sky = _sky_table()(np.column_stack([depth / length, np.abs(across) / length]))

    def light(surface: Field, seen: Field | float) -> Field:
        return np.asarray(lamp.ambient * seen + (1 - lamp.ambient) * np.maximum(surface @ towards, 0))

    ratio = light(tilted, sky) / np.maximum(light(normal, 1.0), 1e-6)
    return np.asarray(ratio.reshape(points.shape[:2]))


def _fold(x: Field) -> Field:
    """Depth of a crease at a distance from its floor, in units of its deepest and of its profile's length."""
    return np.asarray(np.exp(ROUND - np.hypot(x, ROUND)))


def _fold_slope(x: Field) -> Field:
    """Its derivative."""
    return -_fold(x) * x / np.hypot(x, ROUND)


def _profile(points: Field, groove: Groove, reach_mm: float) -> tuple[Field, Field, Field]:
    """Of chart points (N, 2): distance across the groove, mm, the direction away from it, and its depth there, mm."""
    steps = np.hypot(*np.diff(groove.path, axis=0).T)
    beyond = reach_mm + float(steps.max())
    distance, nearest = cKDTree(groove.path).query(points, distance_upper_bound=beyond)
    near = np.isfinite(distance)
    nearest = np.where(near, nearest, 0)
    along = np.gradient(groove.path, axis=0)
    along /= np.hypot(*along.T)[:, None]
    unit = np.column_stack([-along[:, 1], along[:, 0]])[nearest]
    away = points - groove.path[nearest]
    signed = np.where(near, (away * unit).sum(axis=1), beyond)
    # Between the path's points too: with the nearest one's depth a groove would run out in stairs.
    from_start = np.append(0.0, np.cumsum(steps))[nearest] + (away * along[nearest]).sum(axis=1)
    from_end = np.minimum(from_start, float(steps.sum()) - from_start)
    run_out = np.sin(np.clip(from_end / RUN_OUT_MM, 0, 1) * np.pi / 2) ** 2
    return signed, unit, np.where(near, groove.depth_mm * run_out, 0.0)


def _surface_axes(u: Field, v: Field, face_chart: FaceChart) -> tuple[Field, Field, Field]:
    """Unit vectors (H, W, 3), head axes, along u, along v and out of the smooth skin."""
    surface = face_chart.surface_mm(u, v)
    along_u, along_v = np.gradient(surface, axis=1), -np.gradient(surface, axis=0)
    out = np.cross(along_u, along_v)
    first, second, third = (axis / np.linalg.norm(axis, axis=2, keepdims=True) for axis in (along_u, along_v, out))
    return first, second, third


@cache
def _sky_table() -> RegularGridInterpolator:
    """Share of even light that reaches a point of a long groove, against (depth, distance across), profile lengths.

    Half the sum of the cosines of the two horizons' heights over the tilted surface: the view factor of the strip of
    sky over an endless valley (Hottel's crossed strings).
    """
    x = np.linspace(0, REACH + 1, 101)
    depths = np.linspace(0, DEEPEST, STEEP_STEPS)
    far = np.linspace(-REACH - 3, REACH + 3, 701)
    table = np.ones((len(depths), len(x)))
    for i, depth in enumerate(depths):
        profile, here = -depth * _fold(far), -depth * _fold(x)
        away = far - x[:, None]
        rise = (profile[None, :] - here[:, None]) / np.maximum(np.abs(away), MIN_DISTANCE)
        tilt = np.arctan(-depth * _fold_slope(x))
        right, left = (
            np.arctan(np.max(np.where(side, rise, 0.0), axis=1)) for side in (away > MIN_DISTANCE, away < -MIN_DISTANCE)
        )
        table[i] = (np.cos(np.maximum(right - tilt, 0)) + np.cos(np.maximum(left + tilt, 0))) / 2
    return RegularGridInterpolator((depths, x), table, bounds_error=False, fill_value=None)


def _pixel_average(gain: NDArray[np.float32], mm_per_px: float) -> NDArray[np.float32]:
    """The gain averaged over a photo pixel where that is wider than the grid."""
    wide = mm_per_px / GRID_MM
    if wide <= 1:
        return gain
    return np.asarray(cv2.GaussianBlur(gain, (0, 0), wide / 12**0.5), np.float32)  # as wide as the pixel's square
