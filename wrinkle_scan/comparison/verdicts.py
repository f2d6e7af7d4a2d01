"""From paired creases to an answer: change, 95 % interval, smallest detectable change, verdict."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.comparison.pairing import Measured
from wrinkle_scan.comparison.results import AlignedRegion, Change, RegionComparison, Verdict
from wrinkle_scan.severity import severity

SMOOTH = 2.0
"""Severity below which skin counts as free of lines: changes are given in % of the before photo's severity, but of no
less than this, since a percentage of nothing means nothing."""
WORST_DETECTABLE_PERCENT = 60.0
"""A pair that could only have shown larger changes than this cannot tell."""
UNSTEADY = 0.12
"""Severity by which two photos of one unchanged face differ whatever its lines, one standard deviation."""
BLOCK_MM = 3.0
"""Length of the pieces of a crease that are looked at one by one."""
NOT_INDEPENDENT = 1.5
"""What widens the error that is read off such pieces: noise, a misalignment and a highlight reach over several."""
DOUBTFUL_PERCENT = 6.0
"""Depth of what one photo alone may show as a line though the skin has none: a shadow, an edge of colour, a trace of
compression. Two photos of 16 people of the London set without a change had such lines of up to 6 points, one of 14."""
Z95 = 1.96


def measure_change(
    measured: Sequence[Measured], area_cm2: float, systematic_percent: float, widened: float = 1.0
) -> Change:
    """Change of severity with its interval.

    The interval adds in quadrature how unevenly each crease changed along itself, which is what noise and misalignment
    do, what lines that the other photo does not show may owe to the photo and not to the skin (DOUBTFUL_PERCENT), and
    what two photos of one unchanged face still differ by (`systematic_percent`, one standard deviation, and UNSTEADY).
    That some creases changed more than others is no error: all of them were measured.

    Args:
        measured: the paired creases.
        area_cm2: skin measurable in both photos.
        systematic_percent: as above, % of severity.
        widened: what the region's errors are larger by than those of other regions.
    """
    blocks = [_blocks(item, area_cm2) for item in measured]
    load_before, load_after = (float(sum(pair[k].sum() for pair in blocks)) for k in (0, 1))
    low, high = severity(load_before), severity(load_after)
    base = max(low, SMOOTH)
    uneven = NOT_INDEPENDENT * float(np.sqrt(sum(_variance(*pair) for pair in blocks)))
    load_error = float(np.linalg.norm([uneven, *(_doubtful(item, area_cm2) for item in measured)]))
    spread = 100 * (severity(load_after + load_error) - high) / base
    error = float(np.linalg.norm([spread, systematic_percent * max(low, high) / base, 100 * UNSTEADY / base]))
    percent = 100 * (high - low) / base
    half = Z95 * widened * error
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


def answer(change: Change, aligned: AlignedRegion | None) -> RegionComparison:
    """The region's answer to a measured change."""
    verdict, reason = judge(change)
    if verdict == "cannot_tell":
        return cannot_tell(reason, aligned, change)
    numbers = (change.before, change.after, change.percent, change.ci95_percent, change.detectable_percent)
    return RegionComparison(*numbers, verdict, reason, aligned, change)


def cannot_tell(
    reason: str | None, aligned: AlignedRegion | None = None, change: Change | None = None
) -> RegionComparison:
    """No answer for a region, and why."""
    return RegionComparison(None, None, None, None, None, "cannot_tell", reason, aligned, change)


def _blocks(item: Measured, area_cm2: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What each block of a crease adds to the load, %, before and after: two float64 (B,)."""
    count = max(round(item.crease.length_mm / BLOCK_MM), 1)
    weight = item.crease.width_mm * item.crease.length_mm / len(item.before_rows) / (100 * area_cm2)
    before, after = (
        np.array([float(block.sum()) * weight for block in np.array_split(rows, count)])
        for rows in (item.before_rows, item.after_rows)
    )
    return before, after


def _doubtful(item: Measured, area_cm2: float) -> float:
    """Load, %, of a line that may not be there: one traced in one photo of which the other has less than half."""
    if item.crease.traced_in == "both":
        return 0.0
    weaker, stronger = sorted((item.crease.before_percent, item.crease.after_percent))
    depth = float(np.clip(stronger - 2 * max(weaker, 0.0), 0, DOUBTFUL_PERCENT))
    return depth * item.crease.width_mm * item.crease.length_mm / (100 * area_cm2)


def _variance(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """Variance of the weaker one of a crease's two loads, %2, given the stronger and one ratio between them all along.

    The ratio estimator's (Cochran, Sampling Techniques, 1977, chapter 6); the same whichever photo comes first. A
    crease of one block has nothing to compare with: all of its change may be error.
    """
    count = len(before)
    if count < 2:
        return float(((after - before) ** 2).sum())
    weaker, stronger = sorted((before, after), key=lambda blocks: float(blocks.sum()))
    ratio = max(float(weaker.sum() / stronger.sum()), 0.0) if stronger.sum() > 0 else 1.0
    residual = weaker - ratio * stronger
    return float(count / (count - 1) * (residual**2).sum())
