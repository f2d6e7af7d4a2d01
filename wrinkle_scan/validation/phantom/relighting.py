"""Simulates another direction of light: the same skin, brighter on one side of the head and darker on the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.face.canonical_face import average_normals
from wrinkle_scan.photo.color import encode_srgb, linear_light
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.validation.phantom.fields import interpolate_landmarks

EVEN = 0.15
FRONTAL = np.array([0.0, 0.0, 0.4])
"""Where the light is nearly even (below EVEN), a frontal lamp of this strength is moved instead."""
SMOOTH_MM = 8.0
"""Sigma of the smoothing, so that no edge of a feature shows as shading."""
FADES_MM = 50.0
"""Beyond the landmarks the change fades: by a sixth 20 mm up a bare forehead, and to nothing in the background."""
DARKEST, BRIGHTEST = 0.3, 2.5


def relight(analysis: Analysis, degrees: float, azimuth_deg: float = 0.0) -> Photo:
    """The photo with its lamp moved about the head.

    The face's form is shaded again to first order (Basri and Jacobs 2003), the relief of its creases is not: the effect
    of a lamp from the side on fine lines is simulated by `render_creases` with a `Lamp` of another direction.

    Args:
        analysis: the photo, analysed; its measured light is moved.
        degrees: rotation about the axis across the line of sight and the azimuth; a lamp on that axis does not move.
        azimuth_deg: direction of the movement: 0 to the patient's left, 90 up.
    """
    light = analysis.light
    before = light.direction if light is not None and light.strength >= EVEN else FRONTAL
    azimuth = np.radians(azimuth_deg)
    axis = np.cross([0.0, 0.0, 1.0], [np.cos(azimuth), np.sin(azimuth), 0.0])
    return _shaded_anew(analysis, before, Rotation.from_rotvec(np.radians(degrees) * axis).apply(before))


def light_from(analysis: Analysis, direction: tuple[float, float, float]) -> Photo:
    """The photo with a given light, as in `relight`.

    Args:
        analysis: the photo, analysed.
        direction: of the light, as in `Light.direction`.
    """
    before = analysis.light.direction if analysis.light is not None else np.zeros(3)
    return _shaded_anew(analysis, before, np.array(direction))


def _shaded_anew(analysis: Analysis, before: NDArray[np.float64], after: NDArray[np.float64]) -> Photo:
    change = np.clip(_shading(after) / _shading(before), DARKEST, BRIGHTEST)
    gain = interpolate_landmarks(analysis.photo, analysis.face, change, SMOOTH_MM, _fading)
    return analysis.photo.with_pixels(encode_srgb(linear_light(analysis.photo.pixels) * gain[..., None]))


def _fading(change: NDArray[np.float64], away_mm: NDArray[np.float64]) -> NDArray[np.float64]:
    """The change at a distance from the nearest landmark, mm; far away 1, no change."""
    return np.asarray(1 + (change - 1) * np.exp(-((away_mm / FADES_MM) ** 2)))


def _shading(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Brightness at the landmarks relative to the mean of those that face forward, float64 (468,)."""
    normals = average_normals()
    towards = normals @ light
    return np.asarray(np.maximum(1 + towards - towards[normals[:, 2] > 0.3].mean(), 0.1))
