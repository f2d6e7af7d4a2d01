"""From paired creases to an answer: change, 95 % interval, smallest detectable change, verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

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
BLOCK_MM = 3.0
"""Neighbouring points of a crease are not independent; blocks this long nearly are (profiles are evened over 1 mm)."""
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

    The interval adds in quadrature how unevenly the creases changed, block by block, and what two photos of one
    unchanged face still differ by (`systematic_percent`, one standard deviation, and UNSTEADY).

    Args:
        measured: the paired creases.
        area_cm2: skin measurable in both photos.
        systematic_percent: as above, % of severity.
    """
    before, after = _blocks(measured, area_cm2)
    low, high = severity(float(before.sum())), severity(float(after.sum()))
    base = max(low, SMOOTH)
    spread = 100 * (severity(float(after.sum()) + _load_error(before, after)) - high) / base
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


def _load_error(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """Standard error of the after load, %, given the before load and one common ratio between them.

    The ratio estimator's (Cochran, Sampling Techniques, 1977, chapter 6): creases that all change by the same share
    leave no doubt, however different they are; widened as Student's t is where there are few blocks.
    """
    count = len(before)
    if count < 2:
        return float(np.abs(after - before).sum())
    ratio = after.sum() / before.sum() if before.sum() > 0 else 1.0
    residual = after - ratio * before
    few = float(stdtrit(count - 1, 0.975)) / Z95
    return few * float(np.sqrt(count / (count - 1) * (residual**2).sum()))
