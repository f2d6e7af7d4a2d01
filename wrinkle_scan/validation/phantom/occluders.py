"""Simulated occluders: glasses, a headband, a fringe, a beard."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.photo.color import encode_srgb, linear_light
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.validation.phantom.canvas import STEP_MM, Canvas, Mask

BLACK_PLASTIC, GOLD = (0.012, 0.011, 0.012), (0.30, 0.21, 0.09)
HAIR = (0.022, 0.014, 0.010)
LENS_MM, LENS_OFFSET_MM = (25.0, 19.0), 32.0
"""Semi-axes of a lens, and distance of its centre from the midline."""
SHADOW = 0.35
"""Darkening of the skin in an object's shadow, natural logarithm."""
JAW = (234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454)
MOUTH_MIDDLE, NOSE_TIP = 13, 2
HAIRS_PER_CM2 = 60
HEADBAND_FROM_MM, HAIR_DOWN_TO_MM = 45.0, 22.0
"""Lower edge of the headband, and lowest end of a strand, above the corners of the eyes."""


def glasses(base: Analysis, thick_mm: float, color: tuple[float, float, float], reflection: float = 0.0) -> Photo:
    """The photo with glasses: frame, bridge, arms, their shadow, and a window reflected in the lenses.

    Args:
        base: the photo, analysed.
        thick_mm: thickness of the frame; a metal wire has 1, plastic 4.
        color: of the frame, linear RGB light.
        reflection: share of the reflected window in the lens's light, 0 to 1.
    """
    canvas, size = Canvas(base.face_chart), base.face.head_size
    frame, lenses = canvas.empty(), canvas.empty()
    angle = np.linspace(0, 2 * np.pi, 90)
    for side in (-1.0, 1.0):
        rim = np.column_stack([side * LENS_OFFSET_MM + LENS_MM[0] * np.cos(angle), -3 + LENS_MM[1] * np.sin(angle)])
        canvas.draw(frame, rim * size, thick_mm, closed=True)
        canvas.fill(lenses, rim * size)
        arm = np.array([[side * (LENS_OFFSET_MM + LENS_MM[0]), 4.0], [side * 78.0, 6.0]])
        canvas.draw(frame, arm * size, thick_mm)
    canvas.draw(frame, np.array([[-8.0, 2.0], [0.0, 5.0], [8.0, 2.0]]) * size, thick_mm)
    photo = canvas.shade(base.photo, -SHADOW * _moved_down(frame, 2.0))
    if reflection:
        slant = np.sin((canvas.u[None] + 1.5 * canvas.v[:, None]) / 9.0) > 0.4
        window = cv2.GaussianBlur(lenses * slant.astype(np.float32), (0, 0), 3.0)
        photo = canvas.cover(photo, np.asarray(window, np.float32) * reflection, (0.75, 0.8, 0.85))
    return canvas.cover(photo, frame, color)


def headband(base: Analysis) -> Photo:
    """The photo with a striped cloth around the head."""
    canvas, size = Canvas(base.face_chart), base.face.head_size
    band = canvas.empty()
    canvas.fill(
        band,
        np.array(
            [[-78, HEADBAND_FROM_MM - 8], [0, HEADBAND_FROM_MM], [78, HEADBAND_FROM_MM - 8], [78, 78], [-78, 78]], float
        )
        * size,
    )
    photo = canvas.shade(base.photo, -SHADOW * _moved_down(band, 1.5))
    photo = canvas.cover(photo, band, (0.05, 0.09, 0.22))
    stripes = band * (np.sin(canvas.v[:, None] / 0.9) > 0.6).astype(np.float32)
    return canvas.cover(photo, stripes, (0.5, 0.5, 0.45))


def fringe(base: Analysis, strands: int, rng: np.random.Generator) -> Photo:
    """The photo with strands of dark hair, from single hairs to locks, over the forehead."""
    canvas, size = Canvas(base.face_chart), base.face.head_size
    hair = canvas.empty()
    for _ in range(strands):
        start = rng.uniform(-45, 45)
        end, bend = start + rng.uniform(-14, 14), rng.uniform(-6, 6)
        t = np.linspace(0, 1, 40)
        low = rng.uniform(HAIR_DOWN_TO_MM, HAIR_DOWN_TO_MM + 12)
        path = np.column_stack([start + (end - start) * t + bend * np.sin(np.pi * t), 92 + (low - 92) * t])
        canvas.draw(hair, path * size, float(rng.choice([0.15, 0.3, 0.6])))
    photo = canvas.shade(base.photo, -SHADOW * _moved_down(hair, 0.6))
    return canvas.cover(photo, hair, HAIR, seen_through=0.1)


def beard(base: Analysis, long_mm: float, rng: np.random.Generator) -> Photo:
    """The photo with a dark beard on jaw, chin and upper lip, its hairs `long_mm` long; stubble has 1."""
    photo, face = base.photo, base.face
    points = face.landmarks[:, :2]
    outline = points[list(JAW)]
    upper = points[NOSE_TIP] + (points[MOUTH_MIDDLE] - points[NOSE_TIP]) * 0.3
    outline = np.vstack([outline, [upper]]).astype(np.float32)
    low, high = outline.min(axis=0), outline.max(axis=0)
    area_cm2 = float(np.prod(high - low)) * (face.mm_per_px / 10) ** 2
    roots = rng.uniform(low, high, (int(HAIRS_PER_CM2 * area_cm2), 2))
    hair = np.zeros(photo.pixels.shape[:2], np.float32)
    down = long_mm / face.mm_per_px
    for root in roots:
        if cv2.pointPolygonTest(outline, (float(root[0]), float(root[1])), False) > 0:
            tip = root + down * np.array([rng.normal(0, 0.35), rng.uniform(0.6, 1.2)])
            ends = [np.round(end * 16).astype(int) for end in (root, tip)]
            thick = max(round(0.12 / face.mm_per_px), 1)
            cv2.line(hair, ends[0].tolist(), ends[1].tolist(), 1.0, thick, cv2.LINE_AA, 4)
    share = (hair * 0.85)[..., None]
    light = linear_light(photo.pixels) * (1 - share) + np.array(HAIR, np.float32) * share
    return photo.with_pixels(encode_srgb(light))


def _moved_down(mask: Mask, mm: float) -> NDArray[np.float32]:
    """The soft shadow of an object at this distance from the skin, lit from above."""
    down = np.roll(mask, round(mm / STEP_MM), axis=0)
    return np.asarray(cv2.GaussianBlur(down, (0, 0), 0.5 * mm / STEP_MM), np.float32)
