"""95 % intervals by drawing patients again and again (Efron 1979), since a patient's items are not independent.

`scipy.stats.bootstrap` draws otherwise from the same seed, which would change every interval given before, and knows no
draw in which the statistic does not exist.
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
"""With fewer, an interval would promise more than it can hold: the percentile interval of a handful of patients is far
too narrow."""
LEAST_DEFINED = 0.95
"""Of the draws, in so many the statistic must exist at all."""


@dataclass(frozen=True)
class KappaEstimate:
    """A statistic with its 95 % interval.

    Attributes:
        value: None where it does not exist.
        interval: (low, high), or None.
        items: how many it was made from.
        patients: whose faces they show.
        why_not: why there is no value or no interval, in a few words; None where there are both.
    """

    value: float | None
    interval: tuple[float, float] | None
    items: int
    patients: int
    why_not: str | None = None


def estimate(per_patient: Float, statistic: Statistic, items: int) -> KappaEstimate:
    """A statistic of sums over patients, with the interval of its values over draws of as many patients.

    Args:
        per_patient: float64 (P, ...), what each patient adds.
        statistic: from sums (D, ...) to values (D,); NaN where it does not exist.
        items: how many items these are.
    """
    patients = len(per_patient)
    if items == 0:
        return KappaEstimate(None, None, 0, 0, message("no items"))
    value = float(statistic(per_patient.sum(axis=0)[None])[0])
    if np.isnan(value):
        return KappaEstimate(None, None, items, patients, message("every answer is the same"))
    if items < LEAST_ITEMS or patients < LEAST_PATIENTS:
        needed = message(
            "no interval: that takes {items} items of {patients} patients", items=LEAST_ITEMS, patients=LEAST_PATIENTS
        )
        return KappaEstimate(value, None, items, patients, needed)
    drawn = np.random.default_rng(SEED).multinomial(patients, np.full(patients, 1 / patients), DRAWS)
    values = statistic(np.tensordot(drawn.astype(float), per_patient, axes=1))
    values = values[~np.isnan(values)]
    if len(values) < LEAST_DEFINED * DRAWS:
        return KappaEstimate(value, None, items, patients, message("no interval: the answers differ too seldom"))
    low, high = np.percentile(values, [2.5, 97.5])
    return KappaEstimate(value, (float(low), float(high)), items, patients)
