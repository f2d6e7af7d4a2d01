"""95 % percentile bootstrap intervals (Efron 1979), resampling patients, since a patient's items are not independent.

`scipy.stats.bootstrap` gives other draws for the same seed, which would change published intervals, and does not allow
resamples in which the statistic is undefined.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.system.messages import message

Float = NDArray[np.float64]
Statistic = Callable[[Float], Float]

DRAWS = 5000
SEED = 20210301
"""Fixed, so that the same ratings always give the same interval."""
LEAST_ITEMS, LEAST_PATIENTS = 10, 5
"""With fewer no interval is given: the percentile interval of a handful of patients is far too narrow."""
LEAST_DEFINED = 0.95
"""Least share of the draws in which the statistic must be defined."""


@dataclass(frozen=True)
class BootstrapEstimate:
    """A statistic with its 95 % interval.

    Attributes:
        value: None where it is undefined.
        interval: (low, high), or None.
        items: number of items it was computed from.
        patients: number of their patients.
        why_not: why there is no value or no interval, in a few words; None where there are both.
    """

    value: float | None
    interval: tuple[float, float] | None
    items: int
    patients: int
    why_not: str | None = None


def estimate(per_patient: Float, statistic: Statistic, items: int) -> BootstrapEstimate:
    """A statistic of sums over patients, with its bootstrap interval over patients.

    Args:
        per_patient: float64 (P, ...), each patient's summand.
        statistic: from sums (D, ...) to values (D,); NaN where it is undefined.
        items: number of items.
    """
    patients = len(per_patient)
    if items == 0:
        return BootstrapEstimate(None, None, 0, 0, message("no items"))
    value = float(statistic(per_patient.sum(axis=0)[None])[0])
    if np.isnan(value):
        return BootstrapEstimate(None, None, items, patients, message("every answer is the same"))
    if items < LEAST_ITEMS or patients < LEAST_PATIENTS:
        needed = message(
            "no interval: it needs {items} items of {patients} patients", items=LEAST_ITEMS, patients=LEAST_PATIENTS
        )
        return BootstrapEstimate(value, None, items, patients, needed)
    drawn = np.random.default_rng(SEED).multinomial(patients, np.full(patients, 1 / patients), DRAWS)
    values = statistic(np.tensordot(drawn.astype(float), per_patient, axes=1))
    values = values[~np.isnan(values)]
    if len(values) < LEAST_DEFINED * DRAWS:
        return BootstrapEstimate(value, None, items, patients, message("no interval: too few answers differ"))
    low, high = np.percentile(values, [2.5, 97.5])
    return BootstrapEstimate(value, (float(low), float(high)), items, patients)
