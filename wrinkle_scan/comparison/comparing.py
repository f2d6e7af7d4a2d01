"""Compares two analysed photos, region by region."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from wrinkle_scan.analysis import LEAST_CM2, Analysis, Issue
from wrinkle_scan.comparison.blur_difference import blur_difference_mm2
from wrinkle_scan.comparison.checks import (
    check_alignment,
    check_pair,
    check_shine,
    check_texture,
    light_apart,
    notes_on_pair,
)
from wrinkle_scan.comparison.one_photograph import check_photographs, how_alike
from wrinkle_scan.comparison.pairing import Measured
from wrinkle_scan.comparison.region_pair import RegionPair, bring_together, measure, plain_texture
from wrinkle_scan.comparison.results import AlignedRegion, Check, Comparison, RegionComparison
from wrinkle_scan.comparison.verdicts import answer, cannot_tell, measure_change
from wrinkle_scan.regions import GRID_MM, REGION_NAMES
from wrinkle_scan.skin_texture import AlignedTexture, texture_apart

ALIKE_PERCENT = 2.0
"""Two photos of one face still differ by this much in severity, one standard deviation, however alike they are ..."""
UNLIKE_PERCENT, LIGHT_PERCENT = 70.0, 90.0
"""... and by so much more for a correlation of 0 instead of 1 after alignment (pose, blur, noise, what is not the same
skin), and for light that moved by 1. Calibrated with the other parts of the error (`verdicts`) on 27 people of the
London set, taken again by computation and neutral against smiling, and on the camera distances; the light's part on
lamps moved by 15 to 60 degrees. `wrinkle-scan verify` prints how often the intervals then hold the truth."""
FADED_PERCENT, FADED_SURE = 50.0, 0.1
"""For a region's fine texture that is a natural logarithm of 1 weaker in one photo than in the other, beyond what that
itself errs by in unchanged skin: lines fade with it, and glints make some."""
COARSER_PERCENT = 4.4
"""For each doubling of the pixel's size between the two: half the resolution moved the severity of 126 regions of the
London set by up to 8.8 % (95th percentile; docs/VALIDATION.md)."""
TURNED_AWAY = {"crows_feet_right": 1.3, "crows_feet_left": 1.3}
"""Where the skin turns from the camera and the lines are few and short, all of it is wider: with 1, one in ten 95 %
intervals of unchanged crow's feet left out zero."""

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
    match = [name for name in in_both if pairs[name].matches]
    textures = _side_by_side(match, lambda name: plain_texture(pairs[name]))
    by_eyes = after.blur_variance_mm2 - before.blur_variance_mm2
    apart = blur_difference_mm2(by_eyes, list(textures.values()), max(before.face.mm_per_px, after.face.mm_per_px))
    found_alike = how_alike([pairs[name] for name in match], list(textures.values()), before.face.mm_per_px)
    textured = check_texture(texture_apart(list(textures.values()), by_eyes))
    checks = [*check_photographs(before, after, found_alike), *check_pair(before, after), *textured]
    failed = [check for check in checks if not check.passed]
    issues = [Issue(check.code, check.message) for check in failed]
    issues += [Issue(code, message) for code, message in notes_on_pair(before, after)]
    for name, analysis in (("before", before), ("after", after)):
        issues += [Issue(i.code, f"{name.capitalize()} photo: {i.message}", i.region) for i in analysis.issues]
    light = light_apart(before, after)
    measurements = _side_by_side(in_both, lambda name: measure(pairs[name], apart))
    regions = {}
    for name in REGION_NAMES:
        if name not in pairs:
            regions[name] = cannot_tell(_why_hidden(before, after, name))
        else:
            aligned, measured = measurements[name]
            found = [check_alignment(name, aligned)]
            if all(check.passed for check in textured):  # else what took the texture took its specks of light as well
                found.append(check_shine(name, aligned))
            checks += found
            obstacles = [] if force else [*failed, *(check for check in found if not check.passed)]
            unlike = _unlike_percent(pairs[name], light, _faded(textures.get(name), by_eyes))
            regions[name] = _answer(aligned, measured, obstacles, unlike)
        if regions[name].verdict == "cannot_tell" and not failed:
            issues.append(Issue("cannot_tell", regions[name].reason or "", name))
    return Comparison(before, after, not failed, force and bool(failed), checks, issues, regions)


def _side_by_side(names: list[str], do: Callable[[str], Done]) -> dict[str, Done]:
    """What is done to each region, in THREADS threads: most of it is in libraries that let go of Python's lock."""
    with ThreadPoolExecutor(THREADS) as threads:
        return dict(zip(names, threads.map(do, names), strict=True))


def _unlike_percent(pair: RegionPair, light_moved: float, faded: float) -> float:
    """One standard deviation, % of severity, of what two photos that are not alike make of the same skin."""
    return float(
        np.linalg.norm([
            ALIKE_PERCENT,
            UNLIKE_PERCENT * (1 - pair.alignment.correlation),
            COARSER_PERCENT * pair.doublings,
            LIGHT_PERCENT * light_moved,
            FADED_PERCENT * faded,
        ])
    )  # fmt: skip


def _answer(
    aligned: AlignedRegion, measured: list[Measured], obstacles: list[Check], unlike_percent: float
) -> RegionComparison:
    if obstacles:
        return cannot_tell(" ".join(o.message for o in obstacles), aligned)
    name, area = aligned.patch.name, float(aligned.skin.sum()) * (GRID_MM / 10) ** 2
    if area < LEAST_CM2[name]:
        too_little = f"Only {area:.1f} cm2 of its skin are in sight in both photos, {LEAST_CM2[name]:.1f} are needed."
        return cannot_tell(too_little, aligned)
    return answer(measure_change(measured, area, unlike_percent, TURNED_AWAY.get(name, 1.0)), aligned)


def _faded(texture: AlignedTexture | None, by_eyes_mm2: float) -> float:
    """How much weaker a region's fine texture is in one photo, natural logarithm, less its error in quadrature."""
    found = texture_apart([texture] if texture else [], by_eyes_mm2)
    return 0.0 if found is None else float(np.sqrt(max(found.strength**2 - FADED_SURE**2, 0.0)))


def _measurable(before: Analysis, after: Analysis, name: str) -> bool:
    return before.regions[name].measurable and after.regions[name].measurable


def _why_hidden(before: Analysis, after: Analysis, name: str) -> str:
    which, analysis = ("after", after) if before.regions[name].measurable else ("before", before)
    return f"In the {which} photo: {analysis.regions[name].reason}."
