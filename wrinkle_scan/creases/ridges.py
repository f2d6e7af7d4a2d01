"""Ridge response of a region: where the skin is darker along a line than on both its sides, and how wide that line is.

The response to a dark line is Sato's (1998), as in scikit-image's ``sato``: the second derivative across the line
of the log-luminance, at a Gaussian scale sigma, times sigma squared. Here it is kept for each of a set of
directions rather than for the steepest alone, and each is averaged along its own direction: a crease goes on for
millimetres, a pore does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import fft

from wrinkle_scan.creases.settings import RIDGES
from wrinkle_scan.regions.rectified import GRID_MM, bounds, dilate_mm, gaussian_mean

COMMON_SIDE = 60
"""Fourier transforms are made on multiples of this, 2^2 3 5: they are fast, and regions of like size share them."""


@dataclass(frozen=True, eq=False)
class RidgeResponse:
    """Ridge response of a patch on every `RIDGES.step`-th grid point.

    Attributes:
        strength: float32 (directions, h, w), the largest over the scales of the response in units of its noise: of its
            own spread over the skin around, at that scale. 0 off the skin.
    """

    strength: NDArray[np.float32]


def directional_response(image: NDArray[np.float32], sigma_px: float, step: int = 1) -> NDArray[np.float32]:
    """Second derivative across each direction, times sigma squared: float32 (directions, h, w), positive on dark lines.

    Its maximum over the directions is scikit-image's ``sato(image, [sigma_px])``, within the directions' coarseness.

    Args:
        image: float32 (H, W).
        sigma_px: scale in pixels.
        step: keep every step-th pixel.
    """
    xx, xy, yy = _hessian(image, sigma_px, step)
    return np.stack([xx * a + xy * b + yy * c for a, b, c in _across()]).astype(np.float32)


def _hessian(image: NDArray[np.float32], sigma_px: float, step: int) -> list[NDArray[np.float32]]:
    """Second derivatives xx, xy and yy at a scale, times sigma squared, at every step-th pixel."""
    radius = int(np.ceil(RIDGES.kernel_sigmas * sigma_px))
    x = np.arange(-radius, radius + 1)
    smooth = np.exp(-(x**2) / (2 * sigma_px**2))
    smooth /= smooth.sum()
    first, second = -x / sigma_px**2 * smooth, (x**2 / sigma_px**4 - 1 / sigma_px**2) * smooth
    second -= second.sum() * smooth  # a sampled second derivative of a constant is to be zero

    def derivative(along_x: NDArray[np.float64], along_y: NDArray[np.float64]) -> NDArray[np.float32]:
        out = cv2.sepFilter2D(image, cv2.CV_32F, along_x[::-1], along_y[::-1], borderType=cv2.BORDER_REFLECT)
        return np.asarray(out[::step, ::step] * np.float32(sigma_px**2), np.float32)

    return [derivative(second, smooth), derivative(first, first), derivative(smooth, second)]


def _across() -> list[tuple[np.float32, np.float32, np.float32]]:
    """What xx, xy and yy add to the second derivative across each direction."""
    angles = line_directions()
    nx, ny = -np.sin(angles), np.cos(angles)
    return [(np.float32(a * a), np.float32(2 * a * b), np.float32(b * b)) for a, b in zip(nx, ny, strict=True)]


def line_directions() -> NDArray[np.float64]:
    """The directions in which lines run, radians from the grid's rows towards its later rows (down), (directions,)."""
    return np.arange(RIDGES.directions) * np.pi / RIDGES.directions


def ridge_response(log: NDArray[np.float32], skin: NDArray[np.bool_]) -> RidgeResponse:
    """Ridge response of a region's log-luminance.

    Args:
        log: float32 (H, W), as from `log_luminance`.
        skin: bool (H, W), measurable skin.
    """
    seen = ~dilate_mm(~skin, RIDGES.edge_mm)[:: RIDGES.step, :: RIDGES.step]
    strength = np.zeros((RIDGES.directions, *seen.shape), np.float32)
    rows, columns = bounds(seen, _reach())
    near = (slice(None), rows, columns)  # nothing is asked of what lies beyond the reach of the averaging
    for scale in RIDGES.scales_mm if seen.any() else ():
        hessian = [part[rows, columns] for part in _hessian(log, scale / GRID_MM, RIDGES.step)]
        response = _averaged_along(hessian)
        np.maximum(strength[near], response / _texture(response, seen[rows, columns]), out=strength[near])
    return RidgeResponse(strength * seen)


def _texture(response: NDArray[np.float32], seen: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Spread of the response over the skin around each point, float32 (h, w): what pores, stubble and noise give.

    Gloss makes texture stronger in one place than in another. Lines are few among all places and directions, and what
    is far above the region's spread is clipped, so that they hardly count.
    """
    magnitudes = np.abs(response)
    typical = 1.4826 * float(np.median(magnitudes[:, seen])) + 1e-9
    magnitude = np.minimum(magnitudes, RIDGES.clip * typical, out=magnitudes).mean(axis=0)
    sigma = RIDGES.texture_mm / (GRID_MM * RIDGES.step)
    weight = gaussian_mean(seen.astype(np.float32), sigma)
    mean = gaussian_mean(np.where(seen, magnitude, 0).astype(np.float32), sigma)
    mean /= np.maximum(weight, RIDGES.least_weight)
    spread = 1.2533 * mean  # mean magnitude to sigma of a Gaussian
    return np.asarray(np.maximum(spread, RIDGES.least_texture * typical), np.float32)


def _averaged_along(hessian: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The second derivative across each direction, averaged along it: float32 (directions, h, w).

    By Fourier transforms, of which the three derivatives need one each and the directions one each back: half the time
    of filtering them one by one.
    """
    (height, width), reach = hessian[0].shape, _reach()
    size = tuple(-(-(side + 2 * reach) // COMMON_SIDE) * COMMON_SIDE for side in (height, width))
    below, right = size[0] - height - reach, size[1] - width - reach
    xx, xy, yy = (
        fft.rfft2(cv2.copyMakeBorder(part, reach, below, reach, right, cv2.BORDER_REFLECT)) for part in hessian
    )
    averaged = np.empty((RIDGES.directions, height, width), np.float32)
    inner = slice(reach, reach + height), slice(reach, reach + width)
    for k, (a, b, c) in enumerate(_across()):
        averaged[k] = fft.irfft2((a * xx + b * xy + c * yy) * _line_spectra(size)[k], s=size)[inner]
    return averaged


@lru_cache(maxsize=8)
def _line_spectra(size: tuple[int, int]) -> NDArray[np.float32]:
    """The Fourier transform of the Gaussian mean along each direction, on pictures of a size (height, width).

    It is real, since the mean reaches as far to one side as to the other: float32 (directions, height, width // 2 + 1).
    """
    spectra = np.empty((RIDGES.directions, size[0], size[1] // 2 + 1), np.float32)
    for k in range(RIDGES.directions):
        kernel, reach = _line_kernel(k), _reach()
        placed = np.zeros(size, np.float32)
        placed[: len(kernel), : len(kernel)] = kernel
        spectra[k] = fft.rfft2(np.roll(placed, (-reach, -reach), (0, 1))).real
    return spectra


def _reach() -> int:
    """Steps that the mean along a direction reaches to either side."""
    return int(np.ceil(RIDGES.averaged_to * RIDGES.along_mm / (GRID_MM * RIDGES.step)))


@cache
def _line_kernel(direction: int) -> NDArray[np.float32]:
    """Gaussian mean along a direction, one step wide."""
    sigma = RIDGES.along_mm / (GRID_MM * RIDGES.step)
    radius = _reach()
    angle = float(line_directions()[direction])
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1].astype(float)
    along, across = x * np.cos(angle) + y * np.sin(angle), -x * np.sin(angle) + y * np.cos(angle)
    kernel = np.exp(-(along**2) / (2 * sigma**2)) * np.clip(1 - np.abs(across), 0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)
