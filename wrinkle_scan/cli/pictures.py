"""Pictures as files."""

from __future__ import annotations

import io

from PIL import Image


def png_bytes(image: Image.Image) -> bytes:
    """A picture as PNG, pixels only: no metadata, whatever the image carries."""
    plain = Image.new(image.mode, image.size)
    plain.paste(image)
    content = io.BytesIO()
    plain.save(content, "PNG")
    return content.getvalue()
