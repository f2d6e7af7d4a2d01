"""Simulated skin marks and surfaces other than lines: freckles, acne, a scar, make-up, water."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.photo.color import luminance
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.regions.rectified import sample_light
from wrinkle_scan.validation.phantom.canvas import STEP_MM, Canvas

MELANIN, BLOOD = (0.35, 0.65, 1.0), (0.05, 1.0, 0.75)
"""Absorption of either in red, green and blue, natural logarithm, relative to the most absorbed channel."""


def freckles(base: Analysis, count: int, rng: np.random.Generator) -> Photo:
    """The photo with brown spots of 0.6 to 2.5 mm all over the upper face."""
    canvas = Canvas(base.face_chart)
    spots = canvas.empty()
    for _ in range(count):
        at = float(rng.uniform(-65, 65)), float(rng.uniform(-30, 70))
        canvas.spot(spots, at, float(rng.uniform(0.15, 0.6)), float(rng.uniform(0.15, 0.5)))
    return canvas.shade(base.photo, -spots[..., None] * np.array(MELANIN, np.float32))


def acne(base: Analysis, count: int, rng: np.random.Generator) -> Photo:
    """The photo with inflamed bumps of 2 to 5 mm: red and raised, brighter above and darker below."""
    canvas = Canvas(base.face_chart)
    redness, height = canvas.empty(), canvas.empty()
    for _ in range(count):
        at, sigma = (float(rng.uniform(-55, 55)), float(rng.uniform(-25, 65))), float(rng.uniform(0.6, 1.3))
        canvas.spot(redness, at, 1.4 * sigma, float(rng.uniform(0.3, 0.6)))
        canvas.spot(height, at, sigma, float(rng.uniform(0.3, 0.7)))
    lit = -np.gradient(height, STEP_MM, axis=0) * -0.35  # rows run down: a slope that faces up is brighter
    shade = lit[..., None] - redness[..., None] * np.array(BLOOD, np.float32)
    return canvas.shade(base.photo, shade.astype(np.float32))


def scar(base: Analysis, fresh: bool) -> Photo:
    """The photo with a scar 22 mm long and 1.5 mm wide across the forehead: pale, or red while it is fresh."""
    canvas, size = Canvas(base.face_chart), base.face.head_size
    line = canvas.empty()
    t = np.linspace(0, 1, 30)
    canvas.draw(line, np.column_stack([-24 + 19 * t, 52 - 10 * t + 1.5 * np.sin(6 * t)]) * size, 1.5)
    line = np.asarray(cv2.GaussianBlur(line, (0, 0), 0.3 / STEP_MM), np.float32)
    color = -0.5 * np.array(BLOOD, np.float32) if fresh else 0.2 * np.array([0.8, 1.0, 1.1], np.float32)
    return canvas.shade(base.photo, line[..., None] * color)


def make_up(base: Analysis) -> Photo:
    """The photo with foundation, which evens colour and half of the finest relief, lid shadow and winged liner."""
    canvas, size = Canvas(base.face_chart), base.face.head_size
    light = sample_light(base.photo, canvas.photo_xy, base.face.mm_per_px / STEP_MM)
    log = np.log(np.maximum(light, 1e-3))
    color = log - np.log(np.maximum(luminance(light), 1e-3))[..., None]
    covered = 0.5 * (_smoothed(log, 0.6) - log) + 0.6 * (_smoothed(color, 6.0) - color)
    skin = _smoothed(base.segmentation.is_skin(canvas.photo_xy).astype(np.float32), 1.0)
    photo = canvas.shade(base.photo, skin[..., None] * covered)
    liner, shadow = canvas.empty(), canvas.empty()
    for side in (-1.0, 1.0):
        wing = np.array([[40.0, 3.0], [47.0, 1.5], [54.0, 6.0]]) * (side, 1.0)
        canvas.draw(liner, wing * size, 0.9)
        canvas.spot(shadow, (side * 32.0 * size, 9.0 * size), 6.0)
    shade = -1.6 * liner[..., None] - 0.5 * np.minimum(shadow, 1)[..., None] * np.array([0.6, 1.0, 0.7], np.float32)
    return canvas.shade(photo, shade.astype(np.float32))


def wet(base: Analysis, rng: np.random.Generator) -> Photo:
    """The photo with a sheen on forehead and temples, and drops with specular highlights."""
    canvas = Canvas(base.face_chart)
    sheen, drops = canvas.empty(), canvas.empty()
    for at, sigma in (((0.0, 48.0), 14.0), ((-50.0, 8.0), 7.0), ((50.0, 8.0), 7.0), ((0.0, 20.0), 4.0)):
        canvas.spot(sheen, at, sigma, 0.30)
    grain = rng.normal(0, 1, sheen.shape).astype(np.float32)
    grain = np.asarray(cv2.GaussianBlur(grain, (0, 0), 0.3 / STEP_MM), np.float32)
    sheen *= np.clip(1 + 0.6 * grain / grain.std(), 0, 3)
    for _ in range(60):
        canvas.spot(
            drops, (float(rng.uniform(-55, 55)), float(rng.uniform(-20, 65))), float(rng.uniform(0.1, 0.3)), 0.9
        )
    photo = canvas.cover(base.photo, np.clip(sheen, 0, 0.9), (0.95, 0.95, 0.95))
    return canvas.cover(photo, np.clip(drops, 0, 1), (1.0, 1.0, 1.0))


def _smoothed(image: NDArray[np.float32], sigma_mm: float) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma_mm / STEP_MM), np.float32)
