"""How far two photos of unchanged skin differ, term by term: the standard deviation of a change between two photos.

Changes are judged on the scale of the visual grade (`creases.severity.visual_grade`, 0 to 3): there a step is what a
viewer would see as one, and nothing falls below 0. What differs between two photos makes lines look deeper or fainter
by some share, and so moves the grade in proportion to its leverage (`creases.severity.grade_leverage`). Each function
is one term: one standard deviation, in grades.

The constants (`UNCERTAINTY`) are chosen by hand, guided by what `benchmarks/fit_uncertainty.py` fits to 244 regions of
pairs without change (43 clinics' controls, 32 London people neutral against smiling, 9 repeats). All of these pairs
were used: none is held out. For what hardly differs among them, pairs changed by computation were used, as stated at
each constant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.comparison.settings import UNCERTAINTY
from wrinkle_scan.comparison.statistics import Z95
from wrinkle_scan.creases.evidence import kind_of
from wrinkle_scan.creases.severity import grade_leverage

Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Conditions:
    """How a region's two photos differ in anything but the skin.

    Attributes:
        light: how far the light moved (`wrinkle_scan.quality.lighting.light_moved`).
        doublings: of the pixel's size.
        texture: of fine texture, natural logarithm of the amplitudes' ratio that focus does not explain; the largest of
            what either photo by itself, the registered regions, and two directions of those say.
        pose_deg: how far the head turned, the larger of yaw and pitch.
        hidden: share of the region's skin that only one of the photos shows, 0 to 1.
        scale_assumed: whether a photo's scale was assumed rather than measured.
        correlation: of the skin's texture after registration; None where it could not be registered.
    """

    light: float
    doublings: float
    texture: float
    pose_deg: float
    hidden: float
    scale_assumed: bool
    correlation: float | None


def leverage(region: str, before: float, after: float) -> float:
    """How far the difference of two visual grades moves where each photo's load is off by a factor of e."""
    return float(np.hypot(grade_leverage(region, before), grade_leverage(region, after)))


def floor() -> float:
    """What two photos differ by whatever their lines, each by itself."""
    return UNCERTAINTY.sigma_floor


def line_floor(correlation: float) -> float:
    """The same line by line: the less, the more exactly the skin is registered."""
    return _quadrature(UNCERTAINTY.sigma_line_floor, UNCERTAINTY.sigma_registration_floor * (1 - correlation))


def repeatability(region: str, leverage: float) -> float:
    """What two measurements of the same lines differ by, each photo by itself."""
    return UNCERTAINTY.sigma_repeatability[kind_of(region)] * leverage


def light(moved: float, leverage: float) -> float:
    """Light from another side, or harder: a valley's contrast follows it."""
    return UNCERTAINTY.sigma_light * min(moved, UNCERTAINTY.most_light) * leverage


def line_light(moved: float, leverage: float) -> float:
    """The same line by line: the contrast of a line that is registered exactly still follows the light."""
    return UNCERTAINTY.sigma_light_line * min(moved, UNCERTAINTY.most_light) * leverage


def resolution(doublings: float, leverage: float) -> float:
    """Pixels of another size."""
    return UNCERTAINTY.sigma_resolution * doublings * leverage


def texture(log_ratio: float, leverage: float) -> float:
    """Fine texture that one photo has lost: lines fade with it, and glints make some."""
    return UNCERTAINTY.sigma_texture * max(abs(log_ratio) - UNCERTAINTY.usual_texture, 0.0) * leverage


def pose(degrees: float, leverage: float) -> float:
    """A head turned otherwise: skin is foreshortened, and seen under another angle to the lamp."""
    return UNCERTAINTY.sigma_pose_per_deg * degrees * leverage


def hidden(share: float, leverage: float) -> float:
    """Skin that only one of the photos shows."""
    return UNCERTAINTY.sigma_hidden * share * leverage


def assumed_scale(assumed: bool, leverage: float) -> float:
    """Millimetres that were assumed."""
    return UNCERTAINTY.sigma_scale_assumed * leverage if assumed else 0.0


def registration(correlation: float, leverage: float) -> float:
    """Skin that is not registered exactly everywhere."""
    return UNCERTAINTY.sigma_registration * (1 - correlation) * leverage


def uneven_lines(lines: Sequence[tuple[Rows, Rows]]) -> float:
    """Load, %: how unevenly creases changed along themselves, which noise and misalignment do.

    That some creases changed more than others is no error: all of them were measured.
    """
    return UNCERTAINTY.autocorrelation_inflation * float(np.sqrt(sum(_variance(*pair) for pair in lines)))


def doubtful_lines(loads: Sequence[float]) -> float:
    """Load, %, of lines that may not be there (`pairing.doubtful_load`)."""
    return _quadrature(*loads)


def region_sigma(region: str, leverage: float, conditions: Conditions) -> float:
    """Standard deviation of a change measured region by region.

    Args:
        region: its name.
        leverage: as from `leverage`.
        conditions: how the photos differ.
    """
    terms = floor(), repeatability(region, leverage), light(conditions.light, leverage)
    return _quadrature(*terms, *_conditions(leverage, conditions))


def line_sigma(leverage: float, conditions: Conditions, uneven: float, doubtful: float) -> float:
    """Standard deviation of a change measured line by line.

    Args:
        leverage: as from `leverage`.
        conditions: how the photos differ.
        uneven: `uneven_lines`, in grades.
        doubtful: `doubtful_lines`, in grades.
    """
    match = conditions.correlation or 0.0
    terms = line_floor(match), registration(match, leverage), line_light(conditions.light, leverage)
    return _quadrature(*terms, uneven, doubtful, *_conditions(leverage, conditions))


def combine(changes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """One change and its standard deviation from those of either level, weighed by their precision.

    Where the levels differ by more than their standard deviations explain, something is wrong that no term knows of:
    the variance between them is added (the moment estimate of a random-effects mean, DerSimonian and Laird 1986). Of
    two levels that both see a rise, or both a fall, it brings the interval no nearer to no change than the less sure
    one's own.
    """
    values, sigmas = (np.array(column) for column in zip(*changes, strict=True))
    weights = sigmas**-2 / (sigmas**-2).sum()
    correlation = np.where(np.eye(len(sigmas), dtype=bool), 1.0, UNCERTAINTY.levels_correlation)
    covariance = sigmas[:, None] * correlation * sigmas
    value, variance = float(weights @ values), float(weights @ covariance @ weights)
    if len(values) < 2:
        return value, variance**0.5
    contrast = np.array([1.0, -1.0])
    between = float(weights.prod() * max((contrast @ values) ** 2 - contrast @ covariance @ contrast, 0.0))
    sigma = (variance + between) ** 0.5
    if values.prod() > 0:
        nearest = float((np.abs(values) - Z95 * sigmas).min())
        sigma = max(min(sigma, (abs(value) - nearest) / Z95), variance**0.5)
    return value, sigma


def _conditions(leverage: float, conditions: Conditions) -> list[float]:
    return [
        resolution(conditions.doublings, leverage),
        texture(conditions.texture, leverage),
        pose(conditions.pose_deg, leverage),
        hidden(conditions.hidden, leverage),
        assumed_scale(conditions.scale_assumed, leverage),
    ]


def _quadrature(*terms: float) -> float:
    return float(np.linalg.norm(terms))


def _variance(before: Rows, after: Rows) -> float:
    """Variance of the weaker one of a crease's two loads, %2, given the stronger and one ratio between them all along.

    The ratio estimator's (Cochran, Sampling Techniques, 1977, chapter 6); the same whichever photo comes first. A
    crease of one block has nothing to compare with: all of its change may be error.
    """
    count = len(before)
    if count < 2:
        return float(((after - before) ** 2).sum())
    weaker, stronger = sorted((before, after), key=lambda some: float(some.sum()))
    ratio = max(float(weaker.sum() / stronger.sum()), 0.0) if stronger.sum() > 0 else 1.0
    residual = weaker - ratio * stronger
    return float(count / (count - 1) * (residual**2).sum())
