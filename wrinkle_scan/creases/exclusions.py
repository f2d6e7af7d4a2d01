"""What is no fold of skin whatever else speaks for it: hairs, scars, veins, ink, the shade on the sides of the nose.

Hairs are too dark, scars and veins are red, ink is bluer or less red than the light that skin throws back into a fold,
or dark without its colour, the nose's sides are upright where folds run across, and broader or fainter
than a frown line that goes on there. Such lines are rare among those that were labelled, so that no fit would learn
them. Each limit is passed gradually.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from wrinkle_scan.creases.settings import EXCLUSIONS


def shading_probability(depth_percent: float, width_mm: float, redness: float) -> float:
    """The probability that a line is shade, and neither a hair nor colour.

    Args:
        depth_percent: its darkening.
        width_mm: its full width at half depth.
        redness: median along it.
    """
    darkness = depth_percent / width_mm**EXCLUSIONS.darkest_power
    not_hair = expit((EXCLUSIONS.darkest_at_1_mm - darkness) / EXCLUSIONS.darkest_spread)
    not_red = expit((redness_limit(depth_percent) - redness) / EXCLUSIONS.reddest_spread)
    return float(not_hair * not_red)


def redness_limit(depth_percent: ArrayLike) -> NDArray[np.float64]:
    """Redness at which lines of some darkening are as likely colour as shade; the argument's shape."""
    return np.asarray(np.maximum(EXCLUSIONS.reddest, EXCLUSIONS.reddest_per_darkening * _darkening(depth_percent)))


def _darkening(depth_percent: ArrayLike) -> NDArray[np.float64]:
    """In natural logarithm; the argument's shape."""
    return np.asarray(-np.log1p(-np.clip(depth_percent, 0, EXCLUSIONS.darkest_percent) / 100))


def no_ink_probability(depth_percent: float, reddening: float, blueing: float, tint: float) -> float:
    """The probability that a line is no stroke of blue, violet, green, black or grey ink.

    Args:
        depth_percent: its darkening.
        reddening: how much redder it is than the skin beside it.
        blueing: how much bluer.
        tint: of that skin, natural logarithm of red over blue: where it has none, in a grey photo, nor have folds.
    """
    darker = float(_darkening(depth_percent))
    expected = EXCLUSIONS.colour_per_darkening * darker * min(max(tint / EXCLUSIONS.full_tint, 0.0), 1.0)
    too_grey = min(expected - EXCLUSIONS.colour_margin, EXCLUSIONS.most_colour_expected)
    too_blue = max(EXCLUSIONS.bluest, EXCLUSIONS.bluest_per_darkening * darker)
    too_green = max(EXCLUSIONS.least_red, EXCLUSIONS.least_red_per_darkening * darker)
    not_blue = expit((too_blue - blueing) / EXCLUSIONS.ink_spread)
    not_green = expit((too_green + reddening) / EXCLUSIONS.ink_spread)
    not_grey = expit((reddening - blueing - too_grey) / EXCLUSIONS.ink_spread)
    return float(not_blue * not_green * not_grey)


def attached_probability(off_usual: float, from_hair_mm: float) -> float:
    """The probability that a line is no loose strand of hair.

    Args:
        off_usual: its angle from the direction in which the region's creases run, radians.
        from_hair_mm: its distance from hair.
    """
    limit = EXCLUSIONS.aslant_deg + EXCLUSIONS.aslant_deg_per_mm * from_hair_mm
    return float(expit((limit - np.degrees(off_usual)) / EXCLUSIONS.aslant_spread_deg))


def across_root_probability(course: ArrayLike, u_mm: ArrayLike, v_mm: ArrayLike) -> NDArray[np.float64]:
    """The probability that a line is not the shade on a side of the nose: folds of the nasal root run across it.

    Args:
        course: its direction, radians from the horizontal.
        u_mm: its middle on the chart, from the midline; the same shape.
        v_mm: likewise, above the eyes' inner corners.
    """
    above = np.interp(np.asarray(v_mm), EXCLUSIONS.root_mm, (0.0, 1.0))
    above = np.where(np.abs(u_mm) < EXCLUSIONS.root_half_width_mm, above, 1.0)
    upright = np.degrees(np.arcsin(np.abs(np.sin(course))))
    across = expit((EXCLUSIONS.upright_deg - upright) / EXCLUSIONS.upright_spread_deg)
    return np.asarray(above + (1 - above) * across)


def deep_fold_probability(depth_percent: float, width_mm: float) -> float:
    """The probability that an upright line at the nasal root is a frown line that goes on there, and no shade.

    Args:
        depth_percent: its darkening.
        width_mm: its full width at half depth.
    """
    narrow = expit(np.log(EXCLUSIONS.shade_width_mm / width_mm) / EXCLUSIONS.shade_width_spread)
    deep = expit(
        np.log(max(depth_percent, EXCLUSIONS.least_percent) / EXCLUSIONS.shade_percent)
        / EXCLUSIONS.shade_percent_spread
    )
    return float(narrow * deep)
