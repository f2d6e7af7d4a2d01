"""Compares two analysed photos, region by region."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from wrinkle_scan.analysis import LEAST_CM2, Analysis, Issue, RegionAnalysis
from wrinkle_scan.comparison.blur_difference import blur_difference_mm2
from wrinkle_scan.comparison.checks import (
    check_pair,
    check_registration,
    check_shine,
    check_texture,
    light_apart,
    notes_on_pair,
)
from wrinkle_scan.comparison.effort import effort_note
from wrinkle_scan.comparison.one_photograph import check_photographs, how_alike
from wrinkle_scan.comparison.pairing import Measured, doubtful_load, paired_loads
from wrinkle_scan.comparison.region_pair import (
    RegionPair,
    bring_together,
    measure_lines,
    plain_texture,
    region_loads,
    show_region,
)
from wrinkle_scan.comparison.results import AlignedRegion, Check, Comparison, LevelChange, RegionComparison
from wrinkle_scan.comparison.uncertainty import (
    Conditions,
    combine,
    doubtful_lines,
    leverage,
    light,
    line_sigma,
    region_sigma,
    uneven_lines,
)
from wrinkle_scan.comparison.verdicts import answer, cannot_tell, region_change
from wrinkle_scan.regions import REGION_NAMES
from wrinkle_scan.severity import severity, visual_grade
from wrinkle_scan.skin_texture import AlignedTexture, texture_apart

STEP_LOAD = 0.01
"""Load, %, over which the slope of the visual grade is taken."""
THREADS = 2
"""The forehead takes more than half of the time: a third would have nothing to do."""

Done = TypeVar("Done")


def compare(before: Analysis, after: Analysis, force: bool = False) -> Comparison:
    """Compares two photos of one person.

    Args:
        before: the photo before treatment.
        after: the follow-up.
        force: compare what is not comparable; the result says so.
    """
    in_both = [name for name in REGION_NAMES if _measurable(before, after, name)]
    pairs = _side_by_side(in_both, lambda name: bring_together(before, after, name))
    registered = [name for name in in_both if pairs[name].alignment.registered]
    textures = _side_by_side(registered, lambda name: plain_texture(pairs[name]))
    by_eyes = after.blur_variance_mm2 - before.blur_variance_mm2
    apart = blur_difference_mm2(by_eyes, list(textures.values()), max(before.face.mm_per_px, after.face.mm_per_px))
    found_alike = how_alike([pairs[name] for name in registered], list(textures.values()), before.face.mm_per_px)
    checks = [
        *check_photographs(before, after, found_alike),
        *check_pair(before, after),
        *check_texture(texture_apart(list(textures.values()), by_eyes)),
    ]
    measurements = _side_by_side(in_both, lambda name: _measure(pairs[name], apart))
    for name in in_both:
        checks += [check_registration(name, pairs[name].alignment), check_shine(name, measurements[name][0])]
    forbidding = [check for check in checks if check.forbids and not check.passed]
    regions = {}
    for name in REGION_NAMES:
        severities = _severity(before.regions[name]), _severity(after.regions[name])
        if name not in pairs:
            regions[name] = cannot_tell(_why_hidden(before, after, name), severities)
        elif forbidding and not force:
            regions[name] = cannot_tell(" ".join(o.message for o in forbidding), severities, measurements[name][0])
        elif pairs[name].area_cm2 < LEAST_CM2[name]:
            regions[name] = cannot_tell(_too_little(pairs[name]), severities, measurements[name][0])
        else:
            conditions = _conditions(before, after, pairs[name], textures.get(name), by_eyes)
            regions[name] = _answer(pairs[name], *measurements[name], conditions)
    issues = _issues(before, after, checks, regions if not forbidding else {})
    return Comparison(before, after, not forbidding, force and bool(forbidding), checks, issues, regions)


def _measure(pair: RegionPair, blur_apart_mm2: float) -> tuple[AlignedRegion, list[Measured]]:
    """A region line by line where its skin is registered; else without paired lines."""
    if pair.alignment.registered:
        return measure_lines(pair, blur_apart_mm2)
    return show_region(pair, blur_apart_mm2), []


def _answer(
    pair: RegionPair, aligned: AlignedRegion, lines: list[Measured], conditions: Conditions
) -> RegionComparison:
    """The region's change at either level, weighed by their precision."""
    name = aligned.patch.name
    levels = [_as_region(name, pair, conditions)]
    if pair.alignment.registered:
        levels.append(_by_lines(name, pair, lines, conditions))
    change, sigma = combine([(level.after - level.before, level.sigma) for level in levels])
    loads = pair.before.load, pair.after_load
    grades = visual_grade(name, loads[0]), visual_grade(name, loads[1])
    shared = min(light(conditions.light, leverage(name, *grades)), sigma)
    most_precise = min(levels, key=lambda level: level.sigma).level
    found = region_change(name, (severity(loads[0]), severity(loads[1])), change, sigma, most_precise, shared)
    return answer(replace(found, levels=tuple(levels), conditions=conditions), aligned)


def _as_region(name: str, pair: RegionPair, conditions: Conditions) -> LevelChange:
    """Each photo by itself."""
    before, after = (visual_grade(name, load) for load in region_loads(pair))
    return LevelChange("region", before, after, region_sigma(name, leverage(name, before, after), conditions))


def _by_lines(name: str, pair: RegionPair, lines: list[Measured], conditions: Conditions) -> LevelChange:
    """Every line measured in both photos along one path."""
    blocks = [paired_loads(line, pair.area_cm2) for line in lines]
    loads = [max(float(sum(block[k].sum() for block in blocks)), 0.0) for k in (0, 1)]
    before, after = (visual_grade(name, load) for load in loads)
    slope = (visual_grade(name, min(loads) + STEP_LOAD) - min(before, after)) / STEP_LOAD
    uneven = slope * uneven_lines(blocks)
    doubtful = slope * doubtful_lines([doubtful_load(line, pair.area_cm2) for line in lines])
    sigma = line_sigma(leverage(name, before, after), conditions, uneven, doubtful)
    return LevelChange("line", before, after, sigma, uneven, doubtful)


def _conditions(
    before: Analysis, after: Analysis, pair: RegionPair, texture: AlignedTexture | None, by_eyes_mm2: float
) -> Conditions:
    laid = texture_apart([texture] if texture else [], by_eyes_mm2)
    apart = [] if laid is None else [abs(laid.strength)]
    if before.texture_left is not None and after.texture_left is not None:
        apart.append(abs(before.texture_left - after.texture_left))
    yaw, pitch = before.face.yaw_deg - after.face.yaw_deg, before.face.pitch_deg - after.face.pitch_deg
    return Conditions(
        light=light_apart(before, after),
        doublings=pair.doublings,
        texture=max(apart, default=0.0),
        pose_deg=max(abs(yaw), abs(pitch)),
        hidden=pair.hidden,
        scale_assumed=any(issue.code == "scale_assumed" for issue in (*before.issues, *after.issues)),
        correlation=pair.alignment.correlation if pair.alignment.registered else None,
    )


def _issues(
    before: Analysis, after: Analysis, checks: list[Check], regions: dict[str, RegionComparison]
) -> list[Issue]:
    """What a reader must know: of the pair, of either photo, and of each region that has no answer."""
    issues = [Issue(check.code, check.message, check.region) for check in checks if not check.passed]
    issues += [Issue(code, message) for code, message in notes_on_pair(before, after)]
    effort = effort_note(before, after)
    issues += [Issue(*effort)] if effort else []
    for name, analysis in (("before", before), ("after", after)):
        issues += [Issue(i.code, f"{name.capitalize()} photo: {i.message}", i.region) for i in analysis.issues]
    no_answer = [(name, region) for name, region in regions.items() if region.verdict == "cannot_tell"]
    return issues + [Issue("cannot_tell", region.reason or "", name) for name, region in no_answer]


def _side_by_side(names: list[str], do: Callable[[str], Done]) -> dict[str, Done]:
    """What is done to each region, in THREADS threads: most of it is in libraries that let go of Python's lock."""
    with ThreadPoolExecutor(THREADS) as threads:
        return dict(zip(names, threads.map(do, names), strict=True))


def _severity(region: RegionAnalysis) -> float | None:
    return region.severity if region.measurable else None


def _measurable(before: Analysis, after: Analysis, name: str) -> bool:
    return before.regions[name].measurable and after.regions[name].measurable


def _why_hidden(before: Analysis, after: Analysis, name: str) -> str:
    which, analysis = ("after", after) if before.regions[name].measurable else ("before", before)
    return f"In the {which} photo: {analysis.regions[name].reason}."


def _too_little(pair: RegionPair) -> str:
    name = pair.before.patch.name
    return f"Only {pair.area_cm2:.1f} cm2 of its skin are in sight in both photos, {LEAST_CM2[name]:.1f} are needed."
