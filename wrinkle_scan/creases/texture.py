"""How much of a traced line's depth is the skin's own texture.

Lines are traced where skin is dark, and pores, relief and noise make it so as well as creases do: a line's depth, as
measured, is the crease's and that of the texture which helped it to be traced. Treatment takes away the first alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.creases.profiles import OFFSETS_MM, Valley, across_path, depth_weights
from wrinkle_scan.creases.settings import LINE_TEXTURE, PROFILES

Line = tuple[NDArray[np.float64], Valley]


def texture_percent(log: NDArray[np.float32], skin: NDArray[np.bool_], lines: Sequence[Line]) -> list[float]:
    """What texture is likely to have added to each line's depth, points of %.

    Each line's course is laid on the skin beside it, step by step, and measured as if a valley of that line's form were
    there. How much these depths vary says what texture does to that line. By their median absolute deviation: creases
    beside a line are few of its neighbours and hardly count. To leave out all that is traced there instead makes the
    depth hang on which faint lines happen to be traced: a tenth of a pixel's shift of the landmarks then moves
    severities of crow's feet by half as much again.

    Args:
        log: float32 (H, W), log-luminance of the region.
        skin: bool (H, W), measurable skin.
        lines: each line's path and valley.
    """
    both = np.dstack([log, skin.astype(np.float32)])
    found = [_spread(both, *line) for line in lines]
    known = [spread for spread in found if spread is not None]
    typical = float(np.median(known)) if known else 0.0
    return [100 * LINE_TEXTURE.selected * (typical if spread is None else spread) for spread in found]


def _spread(log_and_skin: NDArray[np.float32], path: NDArray[np.float64], valley: Valley) -> float | None:
    """Standard deviation of the depths, natural logarithm, along a line's course on the skin beside it."""
    reached = LINE_TEXTURE.beside_mm[1] + OFFSETS_MM[-1]
    offsets = np.arange(-reached, reached + PROFILES.across_mm / 2, PROFILES.across_mm)
    log, skin = np.moveaxis(across_path(log_and_skin, path, offsets), -1, 0)
    seen = skin > LINE_TEXTURE.seen
    values = np.where(seen, log, 0.0)
    level = values.sum(axis=1, keepdims=True) / np.maximum(seen.sum(axis=1, keepdims=True), 1)
    profile = np.where(seen, values - level, 0.0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    reach = max(valley.left, valley.right) + PROFILES.beyond
    clear = ndimage.minimum_filter1d(seen.mean(axis=0), 2 * reach + 1) >= LINE_TEXTURE.skin_share
    near, far = LINE_TEXTURE.beside_mm
    own = (valley.left + valley.right) * PROFILES.across_mm  # nearer, the line itself is between the shoulders
    beside = clear & (np.abs(offsets) >= max(near, own)) & (np.abs(offsets) <= far)
    if beside.sum() * PROFILES.across_mm < LINE_TEXTURE.least_mm:
        return None
    depths = ndimage.correlate1d(profile, depth_weights(valley))[beside]
    return 1.4826 * float(np.median(np.abs(depths - np.median(depths))))
