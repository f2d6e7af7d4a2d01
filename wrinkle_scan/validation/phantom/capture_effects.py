"""Simulates capture and distribution: lamps, motion blur, beauty filters, screens, rescaled copies."""

from __future__ import annotations

import dataclasses
import hashlib

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.photo.color import encode_srgb, linear_light
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.validation.phantom.canvas import Canvas
from wrinkle_scan.validation.phantom.perturb import compressed
from wrinkle_scan.validation.phantom.relighting import light_from

FLASH, RING, SIDE = (0.0, 0.1, 0.9), (0.0, 0.0, 0.15), (0.8, 0.1, 0.35)
"""Where the light comes from and how directed it is; see `Light.direction`."""
SCREEN_PX = (1080, 2340)


def flash(base: Analysis) -> Photo:
    """The photo with a flash on the camera: hard frontal light, half a stop too bright, with specular highlights."""
    canvas = Canvas(base.face_chart)
    photo = light_from(base, FLASH)
    photo = photo.with_pixels(encode_srgb(linear_light(photo.pixels) * np.float32(2**0.5)))
    mirrored = canvas.empty()
    for at, sigma in (((0.0, 45.0), 9.0), ((0.0, 8.0), 3.0), ((-45.0, -18.0), 6.0), ((45.0, -18.0), 6.0)):
        canvas.spot(mirrored, at, sigma, 0.8)
    return canvas.cover(photo, np.clip(mirrored, 0, 1), (1.0, 0.98, 0.95))


def ring_light(base: Analysis) -> Photo:
    """The photo with a ring light around the lens: nearly even light."""
    return light_from(base, RING)


def side_light(base: Analysis) -> Photo:
    """The photo with a window at the patient's left."""
    return light_from(base, SIDE)


def motion_blurred(base: Analysis, mm: float, angle_deg: float) -> Photo:
    """The photo with linear motion blur of this length on the skin, mm; 0 degrees is sideways."""
    long = max(mm / base.face.mm_per_px, 1.0)
    reach = int(np.ceil(long / 2)) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    along = np.array([np.cos(np.radians(angle_deg)), -np.sin(np.radians(angle_deg))]) * long / 2
    ends = [np.round((reach + sign * along) * 16).astype(int).tolist() for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA, 4)
    light = cv2.filter2D(linear_light(base.photo.pixels), -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)
    return base.photo.with_pixels(encode_srgb(np.asarray(light)))


def beautified(base: Analysis, strength: float, keeps_edges: bool) -> Photo:
    """The photo after a beauty filter: skin smoothed, eyes, brows and hair as sharp as before.

    Two kinds of filter of such apps: edge-preserving smoothing (guided filter; He, Sun and Tang 2013), and subtraction
    of the high-pass except a part of its finest grain, as in retouching by hand.

    Args:
        base: the photo, analysed.
        strength: 0 to 1; 0.5 is what phones call natural.
        keeps_edges: which of the two.
    """
    photo, px = base.photo, 1 / base.face.mm_per_px
    image = photo.pixels.astype(np.float32) / 255
    if keeps_edges:
        side = max(round(2.0 * px), 1) | 1
        mean = cv2.blur(image, (side, side))
        variance = cv2.blur(image * image, (side, side)) - mean * mean
        keep = variance / (variance + (0.06 * strength) ** 2)
        smooth = cv2.blur(keep, (side, side)) * image + cv2.blur(mean - keep * mean, (side, side))
    else:
        broad, fine = (cv2.GaussianBlur(image, (0, 0), mm * px) for mm in (1.5, 0.4))
        edges = np.clip(np.abs(image - broad).max(axis=2, keepdims=True) / 0.16, 0, 1)
        smooth = image + strength * (1 - edges) * (broad + 0.3 * (image - fine) - image)
    skin = _skin_of(base)
    mixed = image + (np.asarray(smooth) - image) * skin[..., None]
    return photo.with_pixels(np.clip(mixed * 255 + 0.5, 0, 255).astype(np.uint8))


def screenshot(base: Analysis) -> Photo:
    """A phone's screenshot of the photo: screen width, black above and below, a line of text, slightly sharpened."""
    width, height = SCREEN_PX
    photo = base.photo
    scale = width / photo.width
    shown = cv2.resize(photo.pixels, (width, round(photo.height * scale)), interpolation=cv2.INTER_AREA)
    shown = np.asarray(cv2.addWeighted(shown, 1.3, cv2.GaussianBlur(shown, (0, 0), 1.0), -0.3, 0))[:height]
    screen = np.zeros((height, width, 3), np.uint8)
    top = (height - len(shown)) // 2
    screen[top : top + len(shown)] = shown
    cv2.putText(screen, "09:41", (60, 90), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (255, 255, 255), 3, cv2.LINE_AA)
    return _saved(photo, screen)


def photo_of_a_screen(base: Analysis, rng: np.random.Generator) -> Photo:
    """A photo of a phone's screen that shows the photo, slightly tilted, with pixel grid, glare, blur and noise."""
    shown = screenshot(base).pixels
    height, width = shown.shape[:2]
    light = linear_light(shown)
    columns = np.arange(width)[None, :, None]
    grid = 1 + 0.12 * np.cos(2 * np.pi * (columns / 3.07 + np.arange(3) / 3))  # moire of the screen's red, green, blue
    glare = 0.06 * np.exp(-(((np.arange(height) - 0.3 * height) / (0.2 * height)) ** 2))[:, None, None]
    light = (light * grid + glare).astype(np.float32)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    askew = corners + rng.uniform(-0.02, 0.02, (4, 2)).astype(np.float32) * width
    light = cv2.warpPerspective(light, cv2.getPerspectiveTransform(corners, askew), (width, height))
    light = cv2.GaussianBlur(light, (0, 0), 0.8) + rng.normal(0, 0.004, light.shape).astype(np.float32)
    return base.photo.with_pixels(encode_srgb(np.asarray(light, np.float32)))


def at_another_size(base: Analysis, factor: float, quality: int = 90) -> Photo:
    """The same photo resized by a factor and saved again as JPEG."""
    photo = base.photo
    size = (round(photo.width * factor), round(photo.height * factor))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    resized = np.asarray(cv2.resize(photo.pixels, size, interpolation=how))
    return _saved(photo, compressed(resized, quality))


def _saved(photo: Photo, pixels: NDArray[np.uint8]) -> Photo:
    """The pixels as a new file, with its own SHA-256 and without the description."""
    return dataclasses.replace(
        photo, pixels=pixels, sha256=hashlib.sha256(pixels.tobytes()).hexdigest(), description=None
    )


def _skin_of(base: Analysis) -> NDArray[np.float32]:
    """Mask of facial skin with soft edges, 0 to 1, float32 (H, W)."""
    width, height = base.photo.width, base.photo.height
    x, y = np.meshgrid(np.arange(0, width, 4, dtype=np.float32), np.arange(0, height, 4, dtype=np.float32))
    skin = base.segmentation.is_skin(np.dstack([x, y])).astype(np.float32)
    skin = np.asarray(cv2.resize(skin, (width, height)), np.float32)
    return np.asarray(cv2.GaussianBlur(skin, (0, 0), 1.5 / base.face.mm_per_px), np.float32)
