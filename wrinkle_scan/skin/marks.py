"""Ink, blood and pencil on the skin: what injectors draw, and what a needle leaves; and moles.

A treatment washes them off: a mark that were measured as a line would come out as an improvement.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.regions.log_luminance import red_burnt_out
from wrinkle_scan.regions.rectified import GRID_MM, dilate_mm, gaussian_mean
from wrinkle_scan.regions.settings import LUMINANCE
from wrinkle_scan.skin.settings import MARKS
from wrinkle_scan.skin.white_marks import white_marks


def marks_and_spots(
    linear_rgb: NDArray[np.float32], skin: NDArray[np.bool_], mm_per_px: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where a region's bare skin (H, W) is marked, and where it has a dark spot, with a margin each, bool (H, W).

    Red that blood is, and the blue that violet, blue, black and white are beside skin, have no place there in such
    strength; freckles, pimples and shade have less. Of a brown pencil's colour a deep fold can be too: its dot is known
    by its shape, and is no other than a dark mole's. A black pen's stroke is as dark as a deep fold, and not as red.

    Args:
        linear_rgb: float32 (H, W, 3), linear light of the region's patch, sRGB primaries.
        skin: bool (H, W), skin that nothing else hides.
        mm_per_px: of the photo.
    """
    if not skin[::2, ::2].any():
        return np.zeros_like(skin), np.zeros_like(skin)
    redder, bluer, brighter = off_skin(linear_rgb, skin)
    darker = np.maximum(-brighter, 0)
    light = linear_rgb[skin].mean(axis=0)
    tells = np.log(light[0] / max(light[1], LUMINANCE.darkest)) > MARKS.least_colour
    dark_spots = dilate_mm(_dark_spots(darker, redder if tells else None, skin), MARKS.margin_mm)
    whiter = bluer - redder
    off = np.maximum.reduce((redder - MARKS.red_in_folds * darker, -redder, bluer, MARKS.grey * whiter))
    # Where red alone is burnt out skin looks less red than it is; white pencil is as bright in blue.
    off[red_burnt_out(linear_rgb) & (linear_rgb[..., 2] < MARKS.white_blue)] = 0
    number, spots = cv2.connectedComponents((skin & (off > MARKS.part_of_it)).astype(np.uint8), connectivity=4)
    cores = np.bincount(spots[off > MARKS.marked], minlength=number) * GRID_MM**2
    kept = cores >= max(MARKS.least_mm2, MARKS.least_px * mm_per_px**2)
    kept[0] = False  # what is no spot
    marked = kept[spots] | white_marks(whiter, brighter, skin)
    return dilate_mm(marked, MARKS.margin_mm), dark_spots


def _dark_spots(
    darker: NDArray[np.float32], redder: NDArray[np.float32] | None, skin: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Round spots and black strokes, darker than any crease is that is as small, or as little red, bool (H, W).

    `redder` is None where colour tells nothing: in a picture in black and white.
    """
    found = np.zeros_like(skin)
    if not (skin & (darker > MARKS.spot_dark)).any():
        return found
    spots, _ = ndimage.label(skin & (darker > MARKS.spot_part))
    for number, place in enumerate(ndimage.find_objects(spots), start=1):
        spot = spots[place] == number
        dark = darker[place][spot]
        if dark.max() > MARKS.spot_dark and (
            _is_round(spot) or (redder is not None and _is_black(dark, redder[place][spot]))
        ):
            found[place] |= spot
    return found


def _is_black(darker: NDArray[np.float32], redder: NDArray[np.float32]) -> bool:
    """Whether a spot's points (N,) are as dark as ink and not as red as light is that skin throws back into a fold."""
    core = darker > MARKS.black_part
    large = core.sum() * GRID_MM**2 >= MARKS.least_mm2
    dark = np.percentile(darker[core], MARKS.black_percentile) > MARKS.spot_dark if large else False
    return bool(dark and np.median(redder[core]) < MARKS.black_red)


def _is_round(spot: NDArray[np.bool_]) -> bool:
    """Whether a spot is a small disk, by the standard deviations of its points along its axes."""
    points = np.argwhere(spot)
    if len(points) * GRID_MM**2 < MARKS.least_mm2:
        return False
    short, long = GRID_MM * np.sqrt(np.maximum(np.linalg.eigvalsh(np.cov(points.T)), 0))
    return bool(long < MARKS.spot_sigma_mm and long < MARKS.spot_oval * short)


def off_skin(
    linear_rgb: NDArray[np.float32], skin: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """How much redder, bluer and brighter than the skin around each grid point is, float32 (H, W) each.

    Natural logarithms of red over green, of blue over green, and of green; see `marks`.
    """
    sigma = MARKS.averaged_mm / GRID_MM
    light = [cv2.GaussianBlur(np.ascontiguousarray(linear_rgb[..., k]), (0, 0), sigma) for k in range(3)]
    red, green, blue = (np.log(np.maximum(channel, LUMINANCE.darkest)) for channel in light)
    return _against_around(red - green, skin), _against_around(blue - green, skin), _against_around(green, skin)


def _against_around(colour: NDArray[np.float32], skin: NDArray[np.bool_]) -> NDArray[np.float32]:
    """A colour (H, W) less that of the skin around, from whose mean what stands out is left out step by step.

    In units of which `MARKS.marked` stands out of the picture's own colour noise too. What is around is smooth: every
    second point of the grid is enough for it.
    """
    some, seen = np.ascontiguousarray(colour[::2, ::2]), skin[::2, ::2]
    usual, sigma = seen, MARKS.around_mm / (2 * GRID_MM)
    for _ in range(MARKS.rounds):
        weight, total = cv2.split(gaussian_mean(np.dstack([usual.astype(np.float32), np.where(usual, some, 0)]), sigma))
        around = total / np.maximum(weight, MARKS.least_weight)
        off = np.abs(some - around)
        spread = 1.4826 * float(np.median(off[seen])) + MARKS.least_spread
        usual = seen & (off < MARKS.outlier * spread)
    noisy = max(MARKS.noisy * spread / MARKS.marked, 1.0)
    everywhere = cv2.resize(around, colour.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray((colour - everywhere) / noisy, np.float32)
