"""Simulates another visit with unchanged skin: framing, exposure, colour, blur, size, compression."""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.photo.color import encode_srgb, linear_light
from wrinkle_scan.photo.reading import Photo


@dataclass(frozen=True)
class Nuisance:
    """The capture conditions of one visit; the defaults change nothing.

    Attributes:
        roll_deg: rotation of the camera, degrees.
        nearer: magnification of the face, a factor.
        shift_px: translation of the face, px right and down.
        stops: exposure, in powers of two of light.
        tint: factors on red, green and blue light.
        blur_px: sigma of the Gaussian blur, px.
        size: reduction of the pixels along a side, a factor below one.
        noise: standard deviation of the sensor's noise, as a share of full light, before encoding.
        jpeg_quality: of the compression; None leaves the pixels unchanged.
    """

    roll_deg: float = 0.0
    nearer: float = 1.0
    shift_px: tuple[float, float] = (0.0, 0.0)
    stops: float = 0.0
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    blur_px: float = 0.0
    size: float = 1.0
    noise: float = 0.0
    jpeg_quality: int | None = None


def perturb(photo: Photo, nuisance: Nuisance, seed: int = 0) -> Photo:
    """The same skin photographed under other conditions; reproducible by the seed."""
    light = linear_light(photo.pixels)
    if (nuisance.roll_deg, nuisance.nearer, nuisance.shift_px) != (0.0, 1.0, (0.0, 0.0)):
        middle = (photo.width / 2, photo.height / 2)
        framing = cv2.getRotationMatrix2D(middle, -nuisance.roll_deg, nuisance.nearer)
        framing[:, 2] += nuisance.shift_px
        size = (photo.width, photo.height)
        light = cv2.warpAffine(light, framing, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    if nuisance.blur_px:
        light = cv2.GaussianBlur(light, (0, 0), nuisance.blur_px)
    if nuisance.size != 1.0:
        size = (round(photo.width * nuisance.size), round(photo.height * nuisance.size))
        light = cv2.resize(light, size, interpolation=cv2.INTER_AREA)
    light = np.asarray(light) * np.float32(2.0**nuisance.stops) * np.array(nuisance.tint, np.float32)
    if nuisance.noise:
        light = light + np.random.default_rng(seed).normal(0, nuisance.noise, light.shape).astype(np.float32)
    return photo.with_pixels(compressed(encode_srgb(light), nuisance.jpeg_quality))


def random_nuisance(rng: np.random.Generator) -> Nuisance:
    """All conditions at random, within the limits of a careful photographer."""
    return Nuisance(
        roll_deg=float(rng.uniform(-15, 15)),
        nearer=float(rng.uniform(0.9, 1.1)),
        shift_px=(float(rng.uniform(-60, 60)), float(rng.uniform(-60, 60))),
        stops=float(rng.uniform(-1, 0.5)),
        tint=(float(rng.uniform(0.9, 1.1)), 1.0, float(rng.uniform(0.85, 1.15))),
        blur_px=float(rng.uniform(0.3, 1.0)),
        noise=0.002,
        jpeg_quality=int(rng.integers(60, 96)),
    )


def compressed(pixels: NDArray[np.uint8], quality: int | None) -> NDArray[np.uint8]:
    """A picture, uint8 (H, W, 3), after JPEG compression; unchanged without a quality."""
    if quality is None:
        return pixels
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer))
