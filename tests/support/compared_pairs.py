"""The HEIC sample compared with a follow-up computed from it: as found, forced, refused, and with every verdict."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from pathlib import Path

from follow_up import write_follow_up
from made_answers import answered
from made_observations import perfect, spoilt
from sample_photos import BEFORE, compared
from sharing import once, run_folder

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.movement import Excursion, Movement, MovementPair
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.comparison.verdicts import answer, cannot_tell, region_change
from wrinkle_scan.output.report.html import render_comparison
from wrinkle_scan.output.report.verification import render_verification
from wrinkle_scan.validation.verify.claims import judge_all
from wrinkle_scan.validation.verify.proof import Proof


@once
def follow_up() -> Path:
    return write_follow_up(run_folder() / "after.frown.jpg")


def plain() -> Comparison:
    return compared(BEFORE, follow_up())


@once
def forced() -> Comparison:
    """A pair that must not be compared, at rest against frowning, and was."""
    pair = plain()
    return compare(replace(pair.before, expression="rest"), pair.after, force=True)


def refused() -> Comparison:
    """The same pair, not forced."""
    pair = forced()
    why = pair.obstacles[0].message
    regions = {name: cannot_tell(why, (r.before, r.after), r.aligned) for name, r in pair.regions.items()}
    return replace(pair, forced=False, regions=regions)


def every_verdict() -> Comparison:
    """The same pixels with one region of each verdict, and numbers that are easy to find in a page."""
    regions = dict(plain().regions)

    def put(name: str, region: RegionComparison) -> None:
        regions[name] = replace(region, aligned=regions[name].aligned)

    put("forehead", answered("improved", (41.3, 24.6), -40.4, (-52.2, -28.6), 11.8))
    put("glabella", answered("unchanged", (30.1, 29.2), -3.1, (-15.2, 9.0), 12.1))
    put("crows_feet_right", answered("worsened", (12.7, 19.4), 52.6, (15.9, 89.3), 36.7))
    put("crows_feet_left", cannot_tell("Hidden by a plaster.", (None, 8.4)))
    regions["crows_feet_left"] = replace(regions["crows_feet_left"], aligned=None)
    return replace(plain(), regions=regions)


def as_a_whole() -> Comparison:
    """A forehead whose lines went and whose skin could not be registered: no answer, lines of the first photo alone."""
    forehead = plain().regions["forehead"]
    assert forehead.aligned is not None
    lines = forehead.aligned.creases[:4]
    own = [replace(line, after_percent=nan, traced_in="before", probability=0.9) for line in lines]
    aligned = replace(forehead.aligned, creases=own, registered=False)
    change = region_change("forehead", (31.3, 0.0), -2.4, 1.5, "region")
    return replace(plain(), regions={**plain().regions, "forehead": answer(change, aligned)})


@once
def comparison_pages() -> dict[str, str]:
    """The HTML of each comparison above, of one with movement, and of a proof in which not all holds."""
    pairs = {
        "plain": plain(),
        "verdicts": every_verdict(),
        "refused": refused(),
        "forced": forced(),
        "whole": as_a_whole(),
    }
    side = Excursion(-5.0, 2.2, 0.1, 0.1, 0.1)
    frown = Movement(plain().before, "frown", [Issue("person", "Do both photos show the same?")], side, side)
    moved = render_comparison(every_verdict(), MovementPair(frown, frown))
    seen = spoilt(perfect(), "light 60", 2, verdict="improved")
    proof = render_verification(Proof(seen, judge_all(seen)))
    return {name: render_comparison(pair) for name, pair in pairs.items()} | {"moved": moved, "proof": proof}
