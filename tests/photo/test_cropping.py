"""Parts of a photo: what may be written, and which pixels it names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wrinkle_scan.photo.cropping import crop_photo
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.system.errors import PathError


def numbered(width: int, height: int) -> Photo:
    """A photo each of whose pixels is another."""
    values = np.arange(width * height, dtype=np.uint32)
    pixels = np.stack([values % 256, values // 256, values * 0], axis=-1).reshape(height, width, 3).astype(np.uint8)
    return Photo(Path("pair.jpg"), "0" * 64, pixels, None, None)


@pytest.mark.parametrize("box", [(0, 0, 31, 20), (0, 0, 30, 21), (30, 0, 1, 1), (5, 19, 1, 2)])
def test_a_box_beyond_the_photo_is_refused_with_its_size(box: tuple[int, int, int, int]) -> None:
    with pytest.raises(PathError, match="30 x 20 pixels"):
        crop_photo(numbered(30, 20), box)
