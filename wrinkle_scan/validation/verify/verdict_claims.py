"""Claims on what `compare` answers, for photos whose true change is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

import numpy as np

from wrinkle_scan.comparison.settings import VERDICTS
from wrinkle_scan.regions.names import BROW_REGIONS, CROWS_FEET
from wrinkle_scan.validation.verify.claim_statistics import ClaimResult, by_region, grouped, not_tested, percent, share
from wrinkle_scan.validation.verify.observed_cases import ComparedCase, Observations
from wrinkle_scan.validation.verify.scenes import SOFTER, UNTOUCHED

MEDIAN, HIGH, OTHER = 2.0, 8.0, 5.0
FALSE, CANNOT_TELL = 5.0, 30.0
COVERED = (92.0, 98.0)
ABOVE, BELOW = 50.0, 5.0
VARIATION = 6.0
UPPER_UNCHANGED, FEET_DEEPER = 90.0, 85.0

Judge = Callable[[Observations], ClaimResult]


def nuisance(*kinds: str) -> Judge:
    """Change of severity, and verdicts, under one changed condition."""

    def judge(seen: Observations) -> ClaimResult:
        cases = _of(seen, *kinds)
        changes = np.abs([c.change_percent for c in cases if c.change_percent is not None])
        if not cases:
            return not_tested("no creases could be rendered")
        other = share(c.verdict != "unchanged" for c in cases)
        wrong = share(c.called for c in cases)
        words = f"verdict other than unchanged {percent(other)}, improved or worsened {percent(wrong)}"
        if not len(changes):
            return ClaimResult(words, len(cases), False)
        middle, high = np.quantile(changes, [0.5, 0.95])
        words = f"median {percent(middle)}, 95th percentile {percent(high)}; {words}"
        return ClaimResult(words, len(cases), bool(middle <= MEDIAN and high <= HIGH and other <= OTHER))

    return judge


def no_wrong_verdict(*scenes: str) -> Judge:
    """Share of cases without a change in which one is called."""

    def judge(seen: Observations) -> ClaimResult:
        cases = _of(seen, *scenes)
        if not cases:
            return not_tested("no creases could be rendered")
        wrong, unsure = share(c.called for c in cases), share(c.verdict == "cannot_tell" for c in cases)
        words = f"wrong {percent(wrong)}, cannot tell {percent(unsure)}"
        return ClaimResult(words, len(cases), wrong <= FALSE)

    return judge


def untouched(seen: Observations) -> ClaimResult:
    """False calls and refusals where all conditions differ and the skin does not."""
    regions = grouped(_of(seen, UNTOUCHED), lambda c: c.region)
    if not regions:
        return not_tested("no photo could be measured")
    wrong = {r: share(c.called for c in of) for r, of in regions.items()}
    unsure = {r: share(c.verdict == "cannot_tell" for c in of) for r, of in regions.items()}
    words = (
        f"false: {by_region({r: percent(s) for r, s in wrong.items()})}; "
        f"cannot tell: {by_region({r: percent(s) for r, s in unsure.items()})}"
    )
    holds = max(wrong.values()) <= FALSE and max(unsure.values()) <= CANNOT_TELL
    return ClaimResult(words, sum(map(len, regions.values())), holds)


def softer(scene: str, target: float) -> Judge:
    """Share of cases with shallower creases that are called improved."""

    def judge(seen: Observations) -> ClaimResult:
        cases = _of(seen, scene)
        if not cases:
            return not_tested("no creases could be rendered")
        improved = share(c.verdict == "improved" for c in cases)
        regions = grouped(cases, lambda c: c.region)
        each = by_region({r: percent(share(c.verdict == "improved" for c in of)) for r, of in regions.items()})
        unsure = percent(share(c.verdict == "cannot_tell" for c in cases))
        words = f"improved {percent(improved)} ({each}); cannot tell {unsure}"
        return ClaimResult(words, len(cases), improved >= target)

    return judge


def covered(seen: Observations) -> ClaimResult:
    """Share of the intervals that contain the true change."""
    parts = {scene: _with_truth(_of(seen, scene)) for scene in (UNTOUCHED, *SOFTER)}
    inside = {scene: [low <= truth <= high for _, truth, (low, high) in of] for scene, of in parts.items()}
    every = list(chain.from_iterable(inside.values()))
    if not every:
        return not_tested("no pair of photos could be compared")
    words = ", ".join(f"{scene} {percent(share(of))}" for scene, of in inside.items() if of)
    return ClaimResult(f"{percent(share(every))} ({words})", len(every), COVERED[0] <= share(every) <= COVERED[1])


def detection_limit(seen: Observations) -> ClaimResult:
    """Share called of true changes above the stated detection limit, and of those below half of it."""
    cases = _with_truth(_of(seen, UNTOUCHED, *SOFTER))
    limits = [(case, truth, case.detectable_percent) for case, truth, _ in cases if case.detectable_percent is not None]
    above = [_rightly(case, truth) for case, truth, limit in limits if abs(truth) > limit]
    below = [case.called for case, truth, limit in limits if abs(truth) < limit / 2]
    if not above or not below:
        return not_tested("no true change was larger, or none smaller, than the limit")
    words = (
        f"above the limit called rightly {percent(share(above))} of {len(above)}; "
        f"below half of it called {percent(share(below))} of {len(below)}"
    )
    return ClaimResult(words, len(above) + len(below), share(above) >= ABOVE and share(below) <= BELOW)


def repeats(seen: Observations) -> ClaimResult:
    """Coefficient of variation over photos of unchanged skin, and calls among their pairs."""
    if not seen.repeated:
        return not_tested("the folder has no subfolder named repeats")
    spread = {
        (c.series, c.region): 100
        * float(np.std(c.severities, ddof=1))
        / max(float(np.mean(c.severities)), VERDICTS.smooth)
        for c in seen.repeated
    }
    of_series = grouped(spread.items(), lambda item: item[0][0])
    words = "; ".join(
        f"{series}: {by_region({region: percent(value) for (_, region), value in items})}"
        for series, items in of_series.items()
    )
    pairs = _of(seen, "repeats")
    calls = sum(c.called for c in pairs)
    unsure = percent(share(c.verdict == "cannot_tell" for c in pairs))
    words = f"{words}; called {calls} of {len(pairs)}, cannot tell {unsure}"
    return ClaimResult(words, len(spread) + len(pairs), max(spread.values()) <= VARIATION and calls == 0)


def smile_upper(seen: Observations) -> ClaimResult:
    """Forehead and glabella between rest and smile."""
    return _smile(seen, BROW_REGIONS, lambda c: c.verdict == "unchanged", UPPER_UNCHANGED)


def smile_feet(seen: Observations) -> ClaimResult:
    """Crow's feet between rest and smile."""
    return _smile(seen, CROWS_FEET, lambda c: c.change_percent is not None and c.change_percent > 0, FEET_DEEPER)


def _smile(
    seen: Observations, names: tuple[str, ...], right: Callable[[ComparedCase], bool], target: float
) -> ClaimResult:
    regions = grouped((c for c in _of(seen, "smile") if c.region in names), lambda c: c.region)
    if not regions:
        return not_tested("no person is there both neutral (_03) and smiling (_08)")
    shares = {r: share(map(right, of)) for r, of in regions.items()}
    words = by_region({r: percent(s) for r, s in shares.items()})
    return ClaimResult(words, sum(map(len, regions.values())), min(shares.values()) >= target)


def _of(seen: Observations, *scenes: str) -> list[ComparedCase]:
    return [case for case in seen.compared if case.scene in scenes]


def _with_truth(cases: Iterable[ComparedCase]) -> list[tuple[ComparedCase, float, tuple[float, float]]]:
    """The cases with an interval and a known truth, with both."""
    return [
        (c, c.truth_percent, c.interval_percent)
        for c in cases
        if c.truth_percent is not None and c.interval_percent is not None
    ]


def _rightly(case: ComparedCase, truth: float) -> bool:
    return case.verdict == ("improved" if truth < 0 else "worsened")
