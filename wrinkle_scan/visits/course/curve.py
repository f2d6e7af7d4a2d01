"""Fits a curve to the visits after a treatment: onset, size and half-life of the effect.

Softening on day t is ``A * rise(t) * fall(t)`` with ``rise = 1 - 2 ** -((t / onset) ** 2)`` and
``fall = 2 ** -((t / half) ** 3)``: half of the effect is reached on the day `onset`, and half of it is lost again on
the day `half`. The exponents give the course of the trials (Beer 2011: nearly all patients by day 4; full by day 14 to
30; Glogau 2012: half gone by day 120): with an onset of 4 and a half of 120 days the curve is within 5 % of its height
from day 9 to day 50.

The posterior is computed on a grid of curves: Student's t likelihood with 4 degrees of freedom on each visit's own
error, so that one outlying visit does not bend the curve, and a log-uniform prior on onset and half. Reported are the
posterior median and the central 95 % interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.comparison.statistics import Z95
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.course.settings import CURVE

ONSET_DAYS = np.geomspace(*CURVE.onset_days, CURVE.onset_steps)
HALF_DAYS = np.geomspace(*CURVE.half_days, CURVE.half_steps)
HEIGHTS_PERCENT = np.linspace(*CURVE.heights_percent, CURVE.height_steps)
"""The grid of curves."""


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class MissingVisits:
    """Visits that an estimate still needs: how many, and between which days (None: no end)."""

    visits: int
    from_day: int
    to_day: int | None


@dataclass(frozen=True)
class Course:
    """The course of one region after one treatment.

    Attributes:
        treated_day: the treatment's day, counted as the visits' are.
        visits: number of measured visits used.
        effect_percent: largest softening, % of the baseline's severity.
        effect_day: the day on which it is reached.
        onset_days: days from the treatment until half of it is reached.
        half_days: days from the treatment until half of it is lost again.
        missing: the visits that are needed for the estimates that are None.
        reason: why nothing is estimated although there are visits, e.g. no effect; else None.
    """

    treated_day: int
    visits: int
    effect_percent: Estimate | None
    effect_day: Estimate | None
    onset_days: Estimate | None
    half_days: Estimate | None
    missing: tuple[MissingVisits, ...]
    reason: str | None = None


def softening(day: NDArray[np.float64], onset: NDArray[np.float64], half: NDArray[np.float64]) -> NDArray[np.float64]:
    """The curve, as a fraction of its height, on days after a treatment; arrays broadcast."""
    rise, fall = (day / onset) ** CURVE.onset_power, (day / half) ** CURVE.half_power
    return np.asarray((1 - 2.0**-rise) * 2.0**-fall)


def missing_visits(days: Sequence[int]) -> tuple[MissingVisits, ...]:
    """The visits that are still needed for all estimates, given the days after a treatment of the existing ones."""

    def between(low: int, high: float) -> int:
        return sum(low <= day < high for day in days)

    wanted = (
        MissingVisits(1 - between(1, CURVE.onset_by_day), 1, CURVE.onset_by_day),
        MissingVisits(1 - between(CURVE.onset_by_day, CURVE.full_by_day), CURVE.onset_by_day, CURVE.full_by_day),
        MissingVisits(CURVE.waning_visits - between(CURVE.waning_from_day, np.inf), CURVE.waning_from_day, None),
    )
    return tuple(item for item in wanted if item.visits > 0)


def fit_course(
    treated_day: int, days: Sequence[int], change_percent: Sequence[float], error_percent: Sequence[float]
) -> Course:
    """The course of a region from its visits after a treatment.

    Args:
        treated_day: the treatment's day.
        days: days of each visit since the treatment, at least 1.
        change_percent: change of severity from the baseline, %; negative is softer.
        error_percent: half-width of each change's 95 % interval.
    """
    missing = missing_visits(days)
    windows = {item.from_day for item in missing}
    if len(days) < CURVE.least_visits:
        return Course(treated_day, len(days), None, None, None, None, missing)
    weights = _weights(np.asarray(days, float), -np.asarray(change_percent), np.asarray(error_percent) / Z95)
    heights = HEIGHTS_PERCENT[:, None, None]
    fine = np.arange(1.0, CURVE.latest_peak_day + 1.0)
    shapes = softening(fine, ONSET_DAYS[:, None, None], HALF_DAYS[None, :, None])
    peaks, peak_days = shapes.max(axis=2), fine[shapes.argmax(axis=2)]
    effect = _summary(heights * peaks, weights)
    if effect.low <= 0:
        reason = message("No effect could be shown that is larger than what these photos may show by chance.")
        return Course(treated_day, len(days), effect, None, None, None, (), reason)
    full = np.broadcast_to(peak_days, weights.shape)
    onset = _summary(np.broadcast_to(ONSET_DAYS[:, None], weights.shape), weights)
    half = _summary(np.broadcast_to(HALF_DAYS, weights.shape), weights)
    return Course(
        treated_day,
        len(days),
        effect if CURVE.onset_by_day not in windows else None,
        _summary(full, weights) if not missing else None,
        onset if not windows & {1, CURVE.onset_by_day} else None,
        half if not windows & {CURVE.onset_by_day, CURVE.waning_from_day} else None,
        missing,
    )


def open_ended(estimate: Estimate, tried: NDArray[np.float64]) -> bool:
    """Whether an interval reaches the end of the grid of days `tried`, so that the visits do not bound it."""
    return estimate.high > CURVE.open_share * float(tried[-1])


def _weights(days: NDArray[np.float64], softer: NDArray[np.float64], sigma: NDArray[np.float64]) -> NDArray[np.float64]:
    """Posterior probability of each curve, (heights, onsets, halves), with sum 1."""
    shapes = softening(days, ONSET_DAYS[:, None, None], HALF_DAYS[None, :, None])
    log = np.zeros((len(HEIGHTS_PERCENT), len(ONSET_DAYS), len(HALF_DAYS)))
    for i, (found, error) in enumerate(zip(softer, sigma, strict=True)):
        off = (HEIGHTS_PERCENT[:, None, None] * shapes[..., i] - found) / error
        log -= (CURVE.degrees_of_freedom + 1) / 2 * np.log1p(off**2 / CURVE.degrees_of_freedom)
    weights = np.exp(log - log.max())
    return np.asarray(weights / weights.sum())


def _summary(values: NDArray[np.float64], weights: NDArray[np.float64]) -> Estimate:
    order = np.argsort(values, axis=None)
    rising, below = values.ravel()[order], np.cumsum(weights.ravel()[order])
    low, middle, high = (
        float(rising[min(int(np.searchsorted(below, p)), len(rising) - 1)]) for p in (0.025, 0.5, 0.975)
    )
    return Estimate(middle, low, high)
