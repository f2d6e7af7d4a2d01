"""Pictures to write and read back; everything is made here, in the test's own folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

pillow_heif.register_heif_opener()  # lets Image.save write HEIC; reading must not depend on it

Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write an image or plain bytes to a file of the given name and return its path."""

    def write(content: Image.Image | bytes, name: str, **options: object) -> Path:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            content.save(path, **options)
        return path

    return write


@pytest.fixture
def quadrants() -> Image.Image:
    """96 wide, 128 high: red and green above, blue and white below. Every turn and mirroring looks different."""
    pixels = np.zeros((128, 96, 3), np.uint8)
    pixels[:64, :48] = (200, 30, 30)
    pixels[:64, 48:] = (30, 160, 30)
    pixels[64:, :48] = (30, 30, 180)
    pixels[64:, 48:] = (230, 230, 230)
    return Image.fromarray(pixels)


@pytest.fixture
def gradient() -> Image.Image:
    """A smooth picture in which each pixel shows its place: what lossy formats keep well and shifts would show."""
    y, x = np.mgrid[0:120, 0:160]
    return Image.fromarray(np.stack([x + 40, 2 * y, 220 - x / 2 - y / 2], axis=2).astype(np.uint8))


@pytest.fixture
def shared_photos() -> Path:
    """The real faces beside a checkout, where there are any."""
    folder = Path(os.path.dirname(__file__), "..", "..", "..", "shared", "photos").resolve()
    if not folder.is_dir():
        pytest.skip("no photos beside this checkout")
    return folder
