"""Ridge response of a region: where the skin is darker along a line than on both its sides, and how wide that line is.

The response to a dark line is Sato's (1998), as in scikit-image's ``sato``: the second derivative across the line
of the log-luminance, at a Gaussian scale sigma, times sigma squared. Here it is kept for each of a set of
directions rather than for the steepest alone, and each is averaged along its own direction: a crease goes on for
millimetres, a pore does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.regions import GRID_MM, gaussian_mean, grow

SCALES_MM = (0.35, 0.55, 0.85)
"""Gaussian sigma; a line of that sigma has 2.4 times the full width at half depth: 0.4 to 2 mm creases, blur
included."""
DIRECTIONS = 18
"""Evenly over half a turn: 10 degrees apart, so that no line is seen more than 5 degrees aslant (0.8 % too weak)."""
ALONG_MM, AVERAGED_TO = 3.0, 2.5
"""Sigma of the averaging along a line, and how many of them it reaches to either side."""
STEP = 2
"""The response is kept at every second grid point, 0.3 mm: its finest Gaussian has a sigma of 0.35 mm."""
EDGE_MM = 1.0
"""No response this close to what is not skin."""
TEXTURE_MM = 8.0
"""Sigma of the surroundings against which a line has to stand out."""
CLIP = 3.0


@dataclass(frozen=True)
class RidgeResponse:
    """Ridge response of a patch on every STEP-th grid point.

    Attributes:
        strength: float32 (DIRECTIONS, h, w), the largest over the scales of the response in units of its noise: of its
            own spread over the skin around, at that scale. 0 off the skin.
    """

    strength: NDArray[np.float32]


def directional_response(image: NDArray[np.float32], sigma_px: float, step: int = 1) -> NDArray[np.float32]:
    """Second derivative across each direction, times sigma squared: float32 (DIRECTIONS, h, w), positive on dark lines.

    Its maximum over the directions is scikit-image's ``sato(image, [sigma_px])``, within the directions' coarseness.

    Args:
        image: float32 (H, W).
        sigma_px: scale in pixels.
        step: keep every step-th pixel.
    """
    radius = int(np.ceil(4 * sigma_px))
    x = np.arange(-radius, radius + 1)
    smooth = np.exp(-(x**2) / (2 * sigma_px**2))
    smooth /= smooth.sum()
    first, second = -x / sigma_px**2 * smooth, (x**2 / sigma_px**4 - 1 / sigma_px**2) * smooth
    second -= second.sum() * smooth  # a sampled second derivative of a constant is to be zero

    def derivative(along_x: NDArray[np.float64], along_y: NDArray[np.float64]) -> NDArray[np.float32]:
        out = cv2.sepFilter2D(image, cv2.CV_32F, along_x[::-1], along_y[::-1], borderType=cv2.BORDER_REFLECT)
        return np.asarray(out[::step, ::step] * np.float32(sigma_px**2), np.float32)

    xx, xy, yy = derivative(second, smooth), derivative(first, first), derivative(smooth, second)
    angles = line_directions()
    nx, ny = -np.sin(angles), np.cos(angles)
    return np.stack([xx * a * a + 2 * xy * a * b + yy * b * b for a, b in zip(nx, ny, strict=True)]).astype(np.float32)


def line_directions() -> NDArray[np.float64]:
    """The directions in which lines run, radians from the grid's rows towards its later rows (down), (DIRECTIONS,)."""
    return np.arange(DIRECTIONS) * np.pi / DIRECTIONS


def ridge_response(log: NDArray[np.float32], skin: NDArray[np.bool_]) -> RidgeResponse:
    """Ridge response of a region's log-luminance.

    Args:
        log: float32 (H, W), as from `log_luminance`.
        skin: bool (H, W), measurable skin.
    """
    seen = ~grow(~skin, EDGE_MM)[::STEP, ::STEP]
    strength = np.zeros((DIRECTIONS, *seen.shape), np.float32)
    if not seen.any():
        return RidgeResponse(strength)
    for scale in SCALES_MM:
        response = directional_response(log, scale / GRID_MM, STEP)
        for k in range(DIRECTIONS):
            response[k] = cv2.filter2D(response[k], cv2.CV_32F, _line_kernel(k), borderType=cv2.BORDER_REFLECT)
        np.maximum(strength, response / _texture(response, seen), out=strength)
    return RidgeResponse(strength * seen)


def _texture(response: NDArray[np.float32], seen: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Spread of the response over the skin around each point, float32 (h, w): what pores, stubble and noise give.

    Gloss makes texture stronger in one place than in another. Lines are few among all places and directions, and what
    is far above the region's spread is clipped, so that they hardly count.
    """
    typical = 1.4826 * float(np.median(np.abs(response[:, seen]))) + 1e-9
    magnitude = np.minimum(np.abs(response), CLIP * typical).mean(axis=0)
    sigma = TEXTURE_MM / (GRID_MM * STEP)
    weight = gaussian_mean(seen.astype(np.float32), sigma)
    mean = gaussian_mean(np.where(seen, magnitude, 0).astype(np.float32), sigma) / np.maximum(weight, 1e-3)
    return np.maximum(1.2533 * mean, 0.5 * typical).astype(np.float32)  # mean magnitude to sigma of a Gaussian


@cache
def _line_kernel(direction: int) -> NDArray[np.float32]:
    """Gaussian mean along a direction, one step wide."""
    sigma = ALONG_MM / (GRID_MM * STEP)
    radius = int(np.ceil(AVERAGED_TO * sigma))
    angle = float(line_directions()[direction])
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1].astype(float)
    along, across = x * np.cos(angle) + y * np.sin(angle), -x * np.sin(angle) + y * np.cos(angle)
    kernel = np.exp(-(along**2) / (2 * sigma**2)) * np.clip(1 - np.abs(across), 0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)
