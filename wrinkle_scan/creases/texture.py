"""How much of a traced line's depth is the skin's own texture.

Lines are traced where skin is dark, and pores, relief and noise make it so as well as creases do: a line's depth, as
measured, is the crease's and that of the texture which helped it to be traced. Treatment changes the first alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.creases.bundle import Paths
from wrinkle_scan.creases.profiles import OFFSETS_MM, Valley, across
from wrinkle_scan.creases.settings import LINE_TEXTURE, PROFILES

Line = tuple[NDArray[np.float64], Valley]

_REACHED_MM = LINE_TEXTURE.beside_mm[1] + OFFSETS_MM[-1]
_OFFSETS_MM = np.arange(-_REACHED_MM, _REACHED_MM + PROFILES.across_mm / 2, PROFILES.across_mm)
"""To either side of a line: as far as its own profile reaches, laid as far from it as skin is looked at."""


def texture_percent(log: NDArray[np.float32], skin: NDArray[np.bool_], lines: Sequence[Line]) -> list[float]:
    """What texture is likely to have added to each line's depth, points of %.

    Each line's course is laid on the skin beside it, step by step, and measured as if a valley of that line's form were
    there. How much these depths vary says what texture does to that line. By their median absolute deviation: creases
    beside a line are few of its neighbours and hardly count. To leave out all that is traced there instead makes the
    depth depend on which faint lines happen to be traced: a tenth of a pixel's shift of the landmarks then moves
    severities of crow's feet by half as much again.

    Args:
        log: float32 (H, W), log-luminance of the region.
        skin: bool (H, W), measurable skin.
        lines: each line's path and valley.
    """
    if not lines:
        return []
    clear, profiles = _beside(log, skin, [path for path, _ in lines])
    found = [
        _spread(*beside, valley) for beside, (_, valley) in zip(zip(clear, profiles, strict=True), lines, strict=True)
    ]
    known = [spread for spread in found if spread is not None]
    typical = float(np.median(known)) if known else 0.0
    return [100 * LINE_TEXTURE.selected * (typical if spread is None else spread) for spread in found]


def _beside(
    log: NDArray[np.float32], skin: NDArray[np.bool_], paths: Sequence[NDArray[np.float64]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each path laid `_OFFSETS_MM` to its sides: how much of it is skin, and how bright that is, (paths, M) each."""
    bundle = Paths(paths)
    image = np.dstack([log, skin.astype(np.float32)])
    values, share = cv2.split(across(image, bundle, _OFFSETS_MM))
    seen = (share > LINE_TEXTURE.seen).astype(float)
    values = seen * values
    level = values.sum(axis=1, keepdims=True) / np.maximum(seen.sum(axis=1, keepdims=True), 1)
    values -= level * seen
    count = bundle.sums(seen)
    profiles = bundle.sums(values) / np.maximum(count, 1)
    return count / bundle.lengths[:, None], profiles


def _spread(share: NDArray[np.float64], profile: NDArray[np.float64], valley: Valley) -> float | None:
    """Standard deviation of the depths, natural logarithm, along a line's course on the skin beside it."""
    reach = max(valley.left, valley.right) + PROFILES.beyond
    clear = ndimage.minimum_filter1d(share, 2 * reach + 1) >= LINE_TEXTURE.skin_share
    near, far = LINE_TEXTURE.beside_mm
    own = (valley.left + valley.right) * PROFILES.across_mm  # nearer, the line itself is between the shoulders
    beside = clear & (np.abs(_OFFSETS_MM) >= max(near, own)) & (np.abs(_OFFSETS_MM) <= far)
    if beside.sum() * PROFILES.across_mm < LINE_TEXTURE.least_mm:
        return None
    depths = ndimage.correlate1d(profile, valley.weights)[beside]
    return 1.4826 * float(np.median(np.abs(depths - np.median(depths))))
