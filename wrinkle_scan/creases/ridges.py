"""Ridge response of a region: where the skin is darker along a line than on both its sides, and how wide that line is.

The response to a dark line is Sato's (1998), as in scikit-image's ``sato``: the second derivative across the line
of the log-luminance, at a Gaussian scale sigma, times sigma squared. Here it is kept for each of a set of
directions rather than for the steepest alone, and each is averaged along its own direction: a crease goes on for
millimetres, a pore does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import fft

from wrinkle_scan.creases.settings import RIDGES
from wrinkle_scan.regions.rectified import GRID_MM, bounds, dilate_mm, gaussian_mean, thinned

COMMON_SIDE = 60
"""Fourier transforms are made on multiples of this, 2^2 3 5: they are fast, and regions of like size share them."""


NOTHING = 1e-9
"""What a Gaussian leaves of a frequency, below which float32 does not show it."""


@dataclass(frozen=True, eq=False)
class RidgeResponse:
    """Ridge response of a patch on every `RIDGES.step`-th grid point.

    Attributes:
        strength: float32 (directions, h, w), the largest over the scales of the response in units of its noise: of its
            own spread over the skin around, at that scale. 0 off the skin.
    """

    strength: NDArray[np.float32]

    @cached_property
    def strongest(self) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """Strength in the direction in which it is largest, and that direction's number, (h, w) each."""
        return strongest(self.strength)


def strongest(strength: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """The largest of some strengths (directions, h, w), and the number of its direction, the first of those as large.

    In a third of the time that it takes NumPy to look for the place of a largest value along a first axis.
    """
    largest, number = strength[0].copy(), np.zeros(strength.shape[1:], np.uint8)
    for k, one in enumerate(strength[1:], start=1):
        np.copyto(number, np.uint8(k), where=one > largest)
        np.maximum(largest, one, out=largest)
    return largest, number


def directional_response(image: NDArray[np.float32], sigma_px: float) -> NDArray[np.float32]:
    """Second derivative across each direction, times sigma squared: float32 (directions, H, W), positive on dark lines.

    Its maximum over the directions is scikit-image's ``sato(image, [sigma_px])``, within the directions' coarseness.

    Args:
        image: float32 (H, W).
        sigma_px: scale in pixels.
    """
    picture = _Picture(image, 1)
    return picture.response(sigma_px, _second_derivatives(picture.size, 1))


class _Picture:
    """An image's Fourier transform, from which the response at any scale takes one transform back a direction.

    Derivative, Gaussian and mean along a direction are products of the transform, so that one transform of the image
    serves all scales and directions. The image goes on beyond its edges as its mirror image.
    """

    def __init__(self, image: NDArray[np.float32], step: int) -> None:
        """Transforms an image, float32 (H, W), of which every step-th pixel is to be answered for.

        Frequencies that those cannot hold are left out; the finest scale has a thousandth of a line's there.
        """
        self._shape = tuple(-(-side // step) for side in image.shape)
        beyond = _reach() + int(np.ceil(RIDGES.beyond_sigmas * max(RIDGES.scales_mm) / (GRID_MM * RIDGES.step)))
        height, width = (-(-(side + 2 * beyond) // COMMON_SIDE) * COMMON_SIDE for side in self._shape)
        self.size, self._step = (height, width), step
        self._inner = tuple(slice(beyond, beyond + side) for side in self._shape)
        first = beyond * step
        below, right = (step * side - length - first for side, length in zip(self.size, image.shape, strict=True))
        level = np.float32(image.mean())  # so that float32 need not carry it
        whole = fft.rfft2(
            cv2.copyMakeBorder(image - level, first, below, first, right, cv2.BORDER_REFLECT), overwrite_x=True
        )
        rows = np.r_[: height // 2, whole.shape[0] - height // 2 : whole.shape[0]]
        self._spectrum = whole[rows, : width // 2 + 1] / np.float32(step**2)

    def response(self, sigma_px: float, operators: NDArray[np.float32]) -> NDArray[np.float32]:
        """The image at a Gaussian scale, times sigma squared, after operators (directions, h, w // 2 + 1) on it."""
        down, right = (
            np.exp(-((sigma_px * of) ** 2) / 2).astype(np.float32) for of in _frequencies(self.size, self._step)
        )
        held = int((right > NOTHING).sum())  # a wide Gaussian leaves nothing of the fine structure
        smooth = self._spectrum[:, :held] * (np.float32(sigma_px**2) * down[:, None] * right[:held])
        found = np.empty((len(operators), *self._shape), np.float32)
        (rows, columns), width = self._inner, self.size[1]
        for k, operator in enumerate(operators):
            by_rows = fft.ifft(smooth * operator[:, :held], axis=0, overwrite_x=True)[rows]
            found[k] = fft.irfft(by_rows, n=width, axis=1)[:, columns]
        return found


def _frequencies(size: tuple[int, int], step: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of the rows and the columns of a real picture's transform, radians per pixel of the image."""
    height, width = size
    return 2 * np.pi / step * fft.fftfreq(height), 2 * np.pi / step * fft.rfftfreq(width)


def _second_derivatives(size: tuple[int, int], step: int) -> NDArray[np.float32]:
    """The second derivative across each direction as it acts on a transform, (directions, height, width // 2 + 1)."""
    angles, (down, right) = line_directions()[:, None, None], _frequencies(size, step)
    return np.asarray(-((np.cos(angles) * down[:, None] - np.sin(angles) * right) ** 2), np.float32)


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
    if not seen.any():
        return RidgeResponse(strength)
    rows, columns = bounds(seen, _reach())
    near = (slice(None), rows, columns)  # nothing is asked of what lies beyond the reach of the averaging
    finer = (slice(RIDGES.step * part.start, RIDGES.step * part.stop) for part in (rows, columns))
    picture = _Picture(log[tuple(finer)], RIDGES.step)
    operators = _averaged_derivatives(picture.size)
    texture = _Texture(seen[rows, columns])
    for scale in RIDGES.scales_mm:
        response = picture.response(scale / GRID_MM, operators)
        response /= texture.spread(response)
        np.maximum(strength[near], response, out=strength[near])
    return RidgeResponse(strength * seen)


def coherence(response: RidgeResponse) -> NDArray[np.float32]:
    """How much the ridges around each point run in one direction, float32 (h, w): 1 if all do, 0 if in any.

    Length of the mean of their doubled directions, each with its strength: pores and noise make ridges every way.
    """
    strength, direction = response.strongest
    twice = 2 * line_directions().astype(np.float32)
    sigma = RIDGES.coherence_mm / (GRID_MM * RIDGES.step)
    cos, sin = np.cos(twice)[direction], np.sin(twice)[direction]
    along, across, total = (gaussian_mean(strength * of, sigma) for of in (cos, sin, 1.0))
    return np.asarray(np.hypot(along, across) / np.maximum(total, RIDGES.least_weight), np.float32)


class _Texture:
    """Spread of responses over the skin around each point: what pores, stubble and noise give.

    Gloss makes texture stronger in one place than in another. Lines are few among all places and directions, and what
    is far above the region's spread is clipped, so that they hardly count.
    """

    def __init__(self, seen: NDArray[np.bool_]) -> None:
        """Of responses on the same skin, bool (h, w)."""
        self._seen, self._some, self._sigma = seen, thinned(seen), RIDGES.texture_mm / (GRID_MM * RIDGES.step)
        self._weight = np.maximum(gaussian_mean(seen.astype(np.float32), self._sigma), RIDGES.least_weight)

    def spread(self, response: NDArray[np.float32]) -> NDArray[np.float32]:
        """Of a response (directions, h, w), float32 (h, w)."""
        magnitudes = np.abs(response)
        typical = 1.4826 * float(np.median(magnitudes[:, self._some])) + 1e-9
        magnitude = np.minimum(magnitudes, RIDGES.clip * typical, out=magnitudes).mean(axis=0)
        mean = gaussian_mean(np.where(self._seen, magnitude, 0).astype(np.float32), self._sigma)
        spread = 1.2533 * (mean / self._weight)  # mean magnitude to sigma of a Gaussian
        return np.asarray(np.maximum(spread, RIDGES.least_texture * typical), np.float32)


@lru_cache(maxsize=8)
def _averaged_derivatives(size: tuple[int, int]) -> NDArray[np.float32]:
    """`_second_derivatives` on every `RIDGES.step`-th grid point, averaged along each direction.

    The mean's own transform is real, since it reaches as far to one side as to the other.
    """
    operators, reach = _second_derivatives(size, RIDGES.step), _reach()
    for k, operator in enumerate(operators):
        kernel = _line_kernel(k)
        placed = np.zeros(size, np.float32)
        placed[: len(kernel), : len(kernel)] = kernel
        operator *= fft.rfft2(np.roll(placed, (-reach, -reach), (0, 1))).real
    return operators


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
