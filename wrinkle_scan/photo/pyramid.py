"""A photo reduced by two, by four and so on, for the models: a detection uses no more pixels than it needs.

These are means of encoded pixels, as viewers make them, which are not encoded means of light: light is therefore
measured on the photo itself.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.photo.reading import Photo

_levels: WeakKeyDictionary[Photo, list[NDArray[np.uint8]]] = WeakKeyDictionary()


def reduced(photo: Photo, at_most: float) -> tuple[NDArray[np.uint8], int]:
    """A photo's pixels, (h, w, 3), reduced by the largest power of two of at most `at_most`, and that power.

    Each pixel is the mean of those it stands for (a pyramid of box means, Williams 1983), so that nothing aliases.
    Rows and columns left over at the lower and right edge are dropped: what lies at (x, y) in the photo lies at (x, y)
    over the power in what is returned.

    Args:
        photo: the photo; its reductions are kept as long as it is.
        at_most: largest reduction along each side, a factor; below 2 the photo's own pixels are returned.
    """
    levels = _levels.setdefault(photo, [photo.pixels])
    wanted = max(int(np.log2(max(at_most, 1.0))), 0)
    while len(levels) <= wanted and min(levels[-1].shape[:2]) >= 2:
        finest = levels[-1]
        height, width = finest.shape[0] // 2, finest.shape[1] // 2
        half = cv2.resize(finest[: 2 * height, : 2 * width], (width, height), interpolation=cv2.INTER_AREA)
        levels.append(np.asarray(half, np.uint8))
    level = min(wanted, len(levels) - 1)
    return levels[level], 2**level
