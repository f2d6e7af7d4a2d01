"""Several captures of each visit, averaged: what differs from capture to capture evens out.

Every capture of the one visit is compared with every one of the other. Focus, noise, framing and the face's small
movements are another capture's own; the lamp is the visit's, and no number of captures takes that away.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from wrinkle_scan.analysis import Analysis, Issue
from wrinkle_scan.comparison.checks import light_apart
from wrinkle_scan.comparison.comparing import LIGHT_PERCENT, TURNED_AWAY, compare
from wrinkle_scan.comparison.results import Change, Comparison
from wrinkle_scan.comparison.verdicts import SMOOTH, Z95, answer

Visit = Sequence[Analysis]


def compare_visits(before: Visit, after: Visit, force: bool = False) -> Comparison:
    """Compares two visits, each of one or several captures of one face with one expression.

    Args:
        before: captures of the visit before treatment; pictures are of the first.
        after: captures of the follow-up.
        force: compare what is not comparable; the result says so.
    """
    pairs = [[compare(b, a, force) for a in after] for b in before]
    first = pairs[0][0]
    if len(before) == len(after) == 1:
        return first
    flat = [pair for row in pairs for pair in row]
    shown = next((pair for pair in flat if pair.comparable and _measured(pair)), first)
    regions = {}
    for name, region in shown.regions.items():
        changes = [[pair.regions[name].change for pair in row] for row in pairs]
        light = float(
            np.mean([light_apart(pair.before, pair.after) for pair in flat if pair.regions[name].change] or [0])
        )
        averaged = _averaged(changes, light * TURNED_AWAY.get(name, 1.0))
        regions[name] = answer(averaged, region.aligned) if averaged else region
    used = sum(pair.comparable for pair in flat)
    note = Issue(
        "captures",
        f"Averaged over {len(before)} captures before and {len(after)} after; {used} of {len(flat)} pairs of them can "
        f"be compared.",
    )
    told = [issue for issue in shown.issues if issue.code != "cannot_tell"]
    told += [Issue("cannot_tell", r.reason or "", n) for n, r in regions.items() if r.verdict == "cannot_tell"]
    captures = (tuple(before), tuple(after))
    return dataclasses.replace(shown, issues=[note, *told], regions=regions, captures=captures)


def _measured(pair: Comparison) -> bool:
    return any(region.change for region in pair.regions.values())


def _averaged(changes: list[list[Change | None]], light: float) -> Change | None:
    """The mean change over the pairs that were measured, rows the before captures and columns the after ones.

    The two captures of a pair give half of its error's variance each, but for the light's part (`light` apart), which
    all share: with n and m captures the rest shrinks by (1 / n + 1 / m) / 2.
    """
    found = [change for row in changes for change in row if change]
    if not found:
        return None
    n = sum(any(row) for row in changes)
    m = sum(any(column) for column in zip(*changes, strict=True))
    low, high = (float(np.mean([getattr(change, name) for change in found])) for name in ("before", "after"))
    base = max(low, SMOOTH)
    one = float(np.sqrt(np.mean([(c.detectable_percent * max(c.before, SMOOTH) / base) ** 2 for c in found])))
    shared = min(Z95 * LIGHT_PERCENT * light * max(low, high) / base, one)
    half = float(np.sqrt((one**2 - shared**2) * (1 / n + 1 / m) / 2 + shared**2))
    percent = 100 * (high - low) / base
    return Change(low, high, percent, (percent - half, percent + half), half)
