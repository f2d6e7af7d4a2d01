"""From paired creases to an answer: change, 95 % interval, smallest detectable change, verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.comparison.pairing import Measured
from wrinkle_scan.comparison.results import Verdict
from wrinkle_scan.severity import severity

SMOOTH = 2.0
"""Severity below which skin counts as free of lines: changes are given in % of the before photo's severity, but of no
less than this, since a percentage of nothing means nothing."""
WORST_DETECTABLE_PERCENT = 60.0
"""A pair that could only have shown larger changes than this cannot tell."""
UNSTEADY = 0.4
"""Severity by which two photos of one unchanged face differ whatever its lines, one standard deviation."""
BLOCK_MM = 6.0
"""Neighbouring points of a crease are not independent; blocks this long nearly are."""
RESAMPLES = 400
Z95 = 1.96


@dataclass(frozen=True)
class Change:
    """Severity before and after, 0 to 100, and the change between them, % of the before one."""

    before: float
    after: float
    percent: float
    ci95_percent: tuple[float, float]
    detectable_percent: float


def measure_change(measured: Sequence[Measured], area_cm2: float, systematic_percent: float) -> Change:
    """Change of severity with its interval.

    The interval adds in quadrature what the creases themselves say (bootstrap over blocks of BLOCK_MM) and what two
    photos of one unchanged face still differ by (`systematic_percent`, one standard deviation).

    Args:
        measured: the paired creases.
        area_cm2: skin measurable in both photos.
        systematic_percent: as above, % of severity.
    """
    before, after = _blocks(measured, area_cm2)
    low, high = severity(float(before.sum())), severity(float(after.sum()))
    base = max(low, SMOOTH)
    spread = 100 * _bootstrap(before, after) / base
    error = float(np.linalg.norm([spread, systematic_percent * max(low, high) / base, 100 * UNSTEADY / base]))
    percent = 100 * (high - low) / base
    half = Z95 * error
    return Change(low, high, percent, (percent - half, percent + half), half)


def judge(change: Change) -> tuple[Verdict, str | None]:
    """The verdict on a change, with a reason where one is needed."""
    low, high = change.ci95_percent
    if high < 0:
        return "improved", None
    if low > 0:
        return "worsened", None
    if change.detectable_percent > WORST_DETECTABLE_PERCENT:
        return "cannot_tell", (
            f"These two photos could only have shown a change of {change.detectable_percent:.0f} % or more; what was "
            f"found is smaller."
        )
    smooth = max(change.before, change.after) < SMOOTH
    return "unchanged", "There are hardly any lines in either photo." if smooth else None


def _blocks(measured: Sequence[Measured], area_cm2: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each block's share of the load, %, before and after: two float64 (B,)."""
    shares: tuple[list[float], list[float]] = ([], [])
    for item in measured:
        count = max(round(item.crease.length_mm / BLOCK_MM), 1)
        weight = item.crease.width_mm * item.crease.length_mm / len(item.before_rows) / (100 * area_cm2)
        for share, rows in zip(shares, (item.before_rows, item.after_rows), strict=True):
            share.extend(float(block.sum()) * weight for block in np.array_split(rows, count))
    return np.array(shares[0]), np.array(shares[1])


def _bootstrap(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """Standard deviation of the change of severity over resampled blocks."""
    if len(before) == 0:
        return 0.0
    picks = np.random.default_rng(0).integers(0, len(before), (RESAMPLES, len(before)))
    # Resampled differences are laid on the true before load: what varies is the change, not how lined the face is.
    changes = (after - before)[picks].sum(axis=1)
    base = float(before.sum())
    return float(np.std([severity(base + change) - severity(base) for change in changes]))
