"""Several captures of each visit, averaged: what differs from capture to capture evens out.

Every capture of the one visit is compared with every one of the other. Focus, noise, framing and the face's small
movements are another capture's own; the lamp is the visit's, and no number of captures removes that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.choosing import Chosen, choose_captures, without_photographs_of
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.region_comparison import Change, Level
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.comparison.verdicts import answer, cannot_tell, region_change
from wrinkle_scan.system.messages import message

Captures = Sequence[Analysis]
ABOUT_CAPTURES = frozenset({"person", "eyes", "mirrored", "sunglasses", "mask", "lettering", "marked", "smoothed"})
"""Codes of the issues that are named for any pair of captures, not for the one that is shown alone: each capture counts
in the mean."""


def compare_visits(before: Captures, after: Captures, force: bool = False) -> Comparison:
    """Compares two visits, each of one or several captures of one face with one expression.

    Copies of a photograph, and more captures than are needed, take no part; the result says so (`choosing`).

    Args:
        before: captures of the visit before treatment; pictures are of the first.
        after: captures of the follow-up.
        force: compare what is not comparable; the result says so.
    """
    return compare_chosen(choose_captures(before), choose_captures(after), force)


def compare_chosen(before: Chosen, after: Chosen, force: bool = False) -> Comparison:
    """As `compare_visits`, of captures that are chosen already."""
    after = without_photographs_of(after, before)
    left_out = [
        Issue("left_out", message("{name} is left out. {why}", name=analysis.photo.path.name, why=why))
        for analysis, why in (*before.left_out, *after.left_out)
    ]
    captures = before.captures, after.captures
    unlike = None if force else before.mismatch or after.mismatch
    if unlike:
        return _not_compared(compare(before.captures[0], after.captures[0]), unlike, captures, left_out)
    pairs = [[compare(b, a, force) for a in after.captures] for b in before.captures]
    first = pairs[0][0]
    if len(before.captures) == len(after.captures) == 1:
        return dataclasses.replace(first, issues=[*left_out, *first.issues])
    flat = [pair for row in pairs for pair in row]
    shown = next((pair for pair in flat if pair.comparable and _measured(pair)), first)
    regions = {}
    for name, region in shown.regions.items():
        changes = [[pair.regions[name].change for pair in row] for row in pairs]
        averaged = _averaged(name, changes)
        regions[name] = answer(averaged, region.aligned) if averaged else region
    used = sum(pair.comparable for pair in flat)
    note = Issue(
        "captures",
        message(
            "Averaged over {first} captures before and {second} after; {used} of {pairs} pairs of them can "
            "be compared.",
            first=len(before.captures),
            second=len(after.captures),
            used=used,
            pairs=len(flat),
        ),
    )
    kept = [issue for issue in shown.issues if issue.code != "cannot_tell"]
    kept += _doubts_of_others([pair for pair in flat if pair is not shown], {issue.code for issue in kept})
    kept += [Issue("cannot_tell", r.reason or "", n) for n, r in regions.items() if r.verdict == "cannot_tell"]
    return dataclasses.replace(shown, issues=[note, *left_out, *kept], regions=regions, captures=captures)


def _not_compared(
    first: Comparison, why: str, captures: tuple[tuple[Analysis, ...], tuple[Analysis, ...]], left_out: list[Issue]
) -> Comparison:
    """No answer for any region of two visits of which one has photos that do not show the same; the first are shown."""
    regions = {name: cannot_tell(why, (r.before, r.after), r.aligned) for name, r in first.regions.items()}
    issues = [Issue("inconsistent_captures", why), *left_out]
    return dataclasses.replace(first, comparable=False, issues=issues, regions=regions, captures=captures)


def _doubts_of_others(others: Sequence[Comparison], said: set[str]) -> list[Issue]:
    """What is said of other pairs of the captures and not of the one that is shown: one issue for each code."""
    doubts: dict[str, Issue] = {}
    for pair in others:
        names = [analysis.photo.path.name for analysis in (pair.before, pair.after)]
        for issue in pair.issues:
            if issue.code in ABOUT_CAPTURES - said and issue.code not in doubts:
                about = message("{before} and {after}: {what}", before=names[0], after=names[1], what=issue.message)
                doubts[issue.code] = Issue(issue.code, about)
    return list(doubts.values())


def _measured(pair: Comparison) -> bool:
    return any(region.change for region in pair.regions.values())


def _averaged(region: str, changes: list[list[Change | None]]) -> Change | None:
    """The mean change over the pairs that were measured, rows the before captures and columns the after ones.

    The two captures of a pair give half of its error's variance each, but for the part that all share: with n and m
    captures the rest shrinks by (1 / n + 1 / m) / 2.
    """
    found = [change for row in changes for change in row if change]
    if not found:
        return None
    n = sum(any(row) for row in changes)
    m = sum(any(column) for column in zip(*changes, strict=True))
    before, after, change = (
        float(np.mean([getattr(one, name) for one in found])) for name in ("before", "after", "grade_change")
    )
    own, shared = (float(np.mean([getattr(one, name) ** 2 for one in found])) for name in ("sigma", "shared_sigma"))
    sigma = float(np.sqrt(max(own - shared, 0.0) * (1 / n + 1 / m) / 2 + shared))
    level: Level = "line" if all(one.level == "line" for one in found) else "region"
    return region_change(region, (before, after), change, sigma, level, float(np.sqrt(shared)))
