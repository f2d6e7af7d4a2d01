"""Faces that are nobody's, which the landmark model finds all the same: drawings, and people turned to stone."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from wrinkle_scan.face.geometry import Face
from wrinkle_scan.photo.color import encode_srgb, linear_light
from wrinkle_scan.photo.reading import Photo

EYES = (
    [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246],
    [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466],
)
BROWS = ([70, 63, 105, 66, 107, 55, 65, 52, 53, 46], [300, 293, 334, 296, 336, 285, 295, 282, 283, 276])
OUTLINE = (60, 35, 25)

Colour = tuple[int, int, int]


def smiley(size: int = 800) -> Image.Image:
    image = Image.new("RGB", (size, size), "white")
    pen, unit = ImageDraw.Draw(image), size / 100
    pen.ellipse(_box(50, 50, 40, 40, unit), fill=(255, 215, 40), outline=OUTLINE, width=8)
    for x in (36, 64):
        pen.ellipse(_box(x, 41, 5, 9, unit), fill=OUTLINE)
    pen.arc(_box(50, 56, 22, 20, unit), 20, 160, fill=OUTLINE, width=16)
    return image


def drawn_face(
    skin: Colour = (236, 190, 160), hair: Colour = (70, 40, 25), iris: Colour = (70, 110, 60)
) -> Image.Image:
    """A face with brows, lidded eyes, nose, mouth, ears and hair, in flat colours."""
    unit = 14.0
    image = Image.new("RGB", (1400, 1400), (205, 215, 225))
    pen = ImageDraw.Draw(image)
    across = np.linspace(-1, 1, 30)
    dark = tuple(int(0.82 * c) for c in skin)

    def shape(points: NDArray[np.float64], fill: object, outline: object = None) -> None:
        pen.polygon([tuple(p) for p in points * unit], fill=fill, outline=outline, width=5)

    def line(points: NDArray[np.float64], width: int, fill: object) -> None:
        pen.line([tuple(p) for p in points * unit], fill=fill, width=width, joint="curve")

    shape(np.array([[10, 100], [20, 88], [38, 80], [62, 80], [80, 88], [90, 100]]), (60, 80, 140))
    shape(np.array([[40, 70], [60, 70], [63, 86], [37, 86]]), dark)
    pen.ellipse(_box(50, 42, 30, 35, unit), fill=hair)
    for x in (24, 76):
        pen.ellipse(_box(x, 50, 4, 7, unit), fill=skin, outline=OUTLINE)
    around = np.linspace(0, 2 * np.pi, 200)
    jaw = 1 - 0.16 * np.clip(np.sin(around), 0, 1) ** 2
    shape(np.column_stack([50 + 25.5 * np.cos(around) * jaw, 48 + 31 * np.sin(around)]), skin, OUTLINE)
    arch = np.linspace(1.08 * np.pi, 1.92 * np.pi, 60)
    low, high = (
        np.column_stack([50 + w * np.cos(arch), y + h * np.sin(arch)]) for w, h, y in ((22, 20, 48), (27, 31, 46))
    )
    shape(np.vstack([high, low[::-1]]), hair)
    for side in (-1, 1):
        middle = 50 + 11.2 * side
        lid = np.column_stack([middle + 5.6 * across, 45.5 - 2.9 * (1 - across**2)])
        lower = np.column_stack([middle + 5.6 * across, 45.5 + 2.1 * (1 - across**2)])
        shape(np.vstack([lid, lower[::-1]]), (245, 243, 240))
        for radius, colour in ((2.3, iris), (1.1, (15, 12, 10))):
            pen.ellipse(_box(middle, 45.2, radius, radius, unit), fill=colour)
        line(lid, 11, OUTLINE)
        line(lower, 5, OUTLINE)
        brow = np.column_stack([middle + 6.5 * across, 37.2 - 1.9 * (1 - across**2) - 0.6 * side * across])
        shape(np.vstack([brow, brow[::-1] + (0, 1.5)]), hair)
    line(np.array([[48.2, 44], [47.6, 50], [46.2, 57]]), 4, dark)
    line(np.array([[45, 58], [45.5, 60], [48.3, 59.6], [50, 60.4], [51.7, 59.6], [54.5, 60], [55, 58]]), 7, OUTLINE)
    lips = [np.column_stack([50 + 8 * across, 68 + h * (1 - across**2)]) for h in (-1.6, 3)]
    shape(np.vstack([lips[0], lips[1][::-1]]), (190, 85, 85), OUTLINE)
    return image


def turned_to_stone(
    photo: Photo,
    face: Face,
    *,
    iris: float = 0.0,
    tone: tuple[float, float, float] = (1.0, 0.98, 0.94),
    grain: float = 0.03,
) -> NDArray[np.uint8]:
    """The photo's person as a statue, uint8 (H, W, 3): one colour, brows and hair as light as skin, blank eyes.

    Args:
        photo: the photo.
        face: its face.
        iris: fraction of the eyes' contrast that is left, as if it were carved.
        tone: the stone's colour, linear light.
        grain: strength of the stone's texture, natural logarithm.
    """
    green, mm = linear_light(photo.pixels)[..., 1].copy(), face.mm_per_px
    landmarks = face.landmarks
    skin = float(np.median([green[int(y), int(x)] for x, y in landmarks[[50, 280, 9, 117, 346], :2]]))
    for ids in EYES:
        green = _flattened(green, skin, landmarks[ids, :2], 0.5, iris, mm)
    for ids in BROWS:
        green = _flattened(green, skin, landmarks[ids, :2], 3.0, 0.25, mm)
    brightness = np.clip(cv2.GaussianBlur(green, (0, 0), 6 / mm) / skin, 0.02, None)
    green *= np.where(brightness < 0.8, 0.8 * (brightness / 0.8) ** 0.35, brightness) / brightness
    green = 0.7 * cv2.GaussianBlur(green, (0, 0), 1.5 / mm) + 0.3 * green
    noise = np.random.default_rng(0)
    texture = sum(
        s * cv2.GaussianBlur(noise.normal(size=green.shape).astype(np.float32), (0, 0), s) for s in (0.7, 1.5, 4)
    )
    stone = green * (0.55 / skin) * np.exp(grain * texture)
    return encode_srgb(np.clip(stone[..., None] * np.array(tone), 0, 1).astype(np.float32))


def _flattened(
    light: NDArray[np.float32], skin: float, around: NDArray[np.float64], margin_mm: float, keep: float, mm: float
) -> NDArray[np.float32]:
    """Light with what lies within the points filled in from outside; of its contrast the fraction `keep` stays."""
    inside = np.zeros(light.shape, np.uint8)
    cv2.fillConvexPoly(inside, cv2.convexHull(around.astype(np.float32)).astype(np.int32), 1)
    inside = cv2.dilate(inside, np.ones((int(margin_mm / mm) | 1,) * 2, np.uint8))
    small = cv2.resize(light, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    hole = cv2.resize(inside, small.shape[::-1], interpolation=cv2.INTER_NEAREST)
    filled = cv2.inpaint((np.clip(small / (4 * skin), 0, 1) * 255).astype(np.uint8), hole, 5, cv2.INPAINT_TELEA)
    smooth = cv2.resize(filled.astype(np.float32) / 255 * 4 * skin, light.shape[::-1], interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 1.0 / mm)
    contrast = np.log(np.maximum(light, 1e-3) / np.maximum(smooth, 1e-3))
    return (light * (1 - soft) + soft * smooth * np.exp(keep * contrast)).astype(np.float32)


def _box(x: float, y: float, rx: float, ry: float, unit: float) -> tuple[float, float, float, float]:
    return (x - rx) * unit, (y - ry) * unit, (x + rx) * unit, (y + ry) * unit
