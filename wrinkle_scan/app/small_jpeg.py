"""A photo as a small picture for a page; in a worker process, which has the pixels."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wrinkle_scan.photo.reading import Photo


def small_jpeg(photo: Photo, longer_px: int, quality: int) -> bytes:
    """A photo as an upright JPEG whose longer side has at most so many pixels."""
    from PIL import Image

    small = Image.fromarray(photo.pixels)
    small.thumbnail((longer_px, longer_px))
    content = io.BytesIO()
    small.save(content, "JPEG", quality=quality)
    return content.getvalue()
