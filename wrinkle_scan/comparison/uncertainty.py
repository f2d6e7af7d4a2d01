"""How far two photos of unchanged skin differ, term by term: the standard deviation of a change between two photos.

Changes are judged on the scale of the visual grade (`wrinkle_scan.severity.visual_grade`, 0 to 3): there a step is
what a viewer would see as one, and nothing falls below 0. What differs between two photos makes lines look deeper or
fainter, so most terms grow with the lines that there are. Each function is one term: one standard deviation, in
grades.

Constants: `benchmarks/fit_uncertainty.py`, on real pairs that did not change (clinics' controls, neutral against
smiling, repeats), and where those are too few, on pairs changed by computation; sources at each constant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.creases import kind_of

SIGMA_FLOOR = 0.06
SIGMA_REPEATABILITY = {"forehead": 0.16, "glabella": 0.16, "crows_feet": 0.16}
SIGMA_LIGHT = 0.45
SIGMA_RESOLUTION = 0.05
SIGMA_TEXTURE = 0.3
SIGMA_POSE_PER_DEG = 0.008
SIGMA_HIDDEN = 0.3
SIGMA_SCALE_ASSUMED = 0.05
SIGMA_REGISTERED, SIGMA_REGISTRATION = 0.03, 0.15
AUTOCORRELATION_INFLATION = 1.5
"""What widens the error that is read off such pieces: noise, a misalignment and a highlight reach over several."""
LEVELS_CORRELATION = 0.5
"""Of the errors of the two levels, which look at the same two photos."""

Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Conditions:
    """How a region's two photos differ in anything but the skin.

    Attributes:
        light: how far the light moved (`wrinkle_scan.light.light_moved`).
        doublings: of the pixel's size.
        texture: of fine texture, natural logarithm of the amplitudes' ratio that focus does not explain.
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


def floor() -> float:
    """What two photos differ by whatever their lines."""
    return SIGMA_FLOOR


def repeatability(region: str, grade: float) -> float:
    """What two measurements of the same lines differ by, each photo by itself."""
    return SIGMA_REPEATABILITY[kind_of(region)] * grade


def light(moved: float, grade: float) -> float:
    """Light from another side, or harder: a valley's contrast follows it."""
    return SIGMA_LIGHT * moved * grade


def resolution(doublings: float, grade: float) -> float:
    """Pixels of another size."""
    return SIGMA_RESOLUTION * doublings * grade


def texture(log_ratio: float, grade: float) -> float:
    """Fine texture that one photo has lost: lines fade with it, and glints make some."""
    return SIGMA_TEXTURE * abs(log_ratio) * grade


def pose(degrees: float, grade: float) -> float:
    """A head turned otherwise: skin is foreshortened, and seen under another angle to the lamp."""
    return SIGMA_POSE_PER_DEG * degrees * grade


def hidden(share: float, grade: float) -> float:
    """Skin that only one of the photos shows."""
    return SIGMA_HIDDEN * share * grade


def assumed_scale(assumed: bool, grade: float) -> float:
    """Millimetres that were assumed."""
    return SIGMA_SCALE_ASSUMED * grade if assumed else 0.0


def registered(grade: float) -> float:
    """What two measurements of the same lines differ by, line by line along one path."""
    return SIGMA_REGISTERED * grade


def registration(correlation: float, grade: float) -> float:
    """Skin that does not lie on itself everywhere."""
    return SIGMA_REGISTRATION * (1 - correlation) * grade


def uneven_lines(lines: Sequence[tuple[Rows, Rows]]) -> float:
    """Load, %: how unevenly creases changed along themselves, which noise and misalignment do.

    That some creases changed more than others is no error: all of them were measured.
    """
    return AUTOCORRELATION_INFLATION * float(np.sqrt(sum(_variance(*pair) for pair in lines)))


def doubtful_lines(loads: Sequence[float]) -> float:
    """Load, %, of lines that may not be there (`pairing.doubtful_load`)."""
    return _quadrature(*loads)


def region_sigma(region: str, grade: float, conditions: Conditions) -> float:
    """Standard deviation of a change measured region by region.

    Args:
        region: its name.
        grade: the larger of both photos' visual grades.
        conditions: how the photos differ.
    """
    return _quadrature(floor(), repeatability(region, grade), *_conditions(grade, conditions))


def line_sigma(grade: float, conditions: Conditions, uneven: float, doubtful: float) -> float:
    """Standard deviation of a change measured line by line.

    Args:
        grade: the larger of both photos' visual grades.
        conditions: how the photos differ.
        uneven: `uneven_lines`, in grades.
        doubtful: `doubtful_lines`, in grades.
    """
    terms = floor(), registered(grade), registration(conditions.correlation or 0.0, grade), uneven, doubtful
    return _quadrature(*terms, *_conditions(grade, conditions))


def combine(changes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """One change and its standard deviation from those of either level, weighed by their precision."""
    values, sigmas = (np.array(column) for column in zip(*changes, strict=True))
    weights = sigmas**-2 / (sigmas**-2).sum()
    correlation = np.where(np.eye(len(sigmas), dtype=bool), 1.0, LEVELS_CORRELATION)
    variance = (weights * sigmas) @ correlation @ (weights * sigmas)
    return float(weights @ values), float(np.sqrt(variance))


def _conditions(grade: float, conditions: Conditions) -> list[float]:
    return [
        light(conditions.light, grade),
        resolution(conditions.doublings, grade),
        texture(conditions.texture, grade),
        pose(conditions.pose_deg, grade),
        hidden(conditions.hidden, grade),
        assumed_scale(conditions.scale_assumed, grade),
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
