"""Matches the exposure of two pictures, and encodes linear light as a JPEG without metadata."""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.photo.color import encode_srgb, luminance
from wrinkle_scan.system.showing import jpeg_uri

JPEG_QUALITY = 88

Light = NDArray[np.float32]


@dataclass(frozen=True)
class Picture:
    """A picture ready for a page.

    Attributes:
        jpeg: the file's bytes, sRGB, without EXIF or any other metadata.
        width: px.
        height: px.
    """

    jpeg: bytes
    width: int
    height: int

    @property
    def uri(self) -> str:
        """The picture as a data URI."""
        return jpeg_uri(self.jpeg)


def exposure_gain(before: Light, after: Light, skin: NDArray[np.bool_]) -> float:
    """The gain that gives the after picture's skin the median luminance of the before picture's.

    Args:
        before: linear light (H, W, 3).
        after: the same of the other photo, on the same grid.
        skin: bool (H, W), skin in both; where there is none, the gain is 1.
    """
    if not skin.any():
        return 1.0
    one, other = (float(np.median(luminance(light[skin]))) for light in (before, after))
    return one / max(other, 1e-4)


def encode(light: Light, widest_px: int) -> Picture:
    """Linear light (H, W, 3) as a JPEG of at most `widest_px` width; light above 1 is clipped."""
    height, width = light.shape[:2]
    if width > widest_px:
        size = (widest_px, round(height * widest_px / width))
        light = np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_AREA), np.float32)
    buffer = io.BytesIO()
    image = Image.fromarray(encode_srgb(light))
    image.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return Picture(buffer.getvalue(), image.width, image.height)
