"""Compares two analysed photos, region by region."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.region_analysis import RegionAnalysis
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.blur_difference import blur_difference_mm2
from wrinkle_scan.comparison.check import PHOTO_WORDS, BeforeOrAfter, Check
from wrinkle_scan.comparison.checks import check_pair, notes_on_pair
from wrinkle_scan.comparison.effort import effort_note
from wrinkle_scan.comparison.expression_differences import (
    changed_too_fast,
    declared,
    differing_regions,
    one_day,
    smile_at_rest,
)
from wrinkle_scan.comparison.levels import answer_region, conditions_of
from wrinkle_scan.comparison.mirrored import mirrored
from wrinkle_scan.comparison.one_photograph import check_photographs, match_images
from wrinkle_scan.comparison.pairing import MeasuredCrease
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.comparison.region_pair import RegionPair, measure_lines, plain_texture, register_region, show_region
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.comparison.skin_checks import check_registration, check_specular, check_texture
from wrinkle_scan.comparison.verdicts import cannot_tell
from wrinkle_scan.quality.skin_texture import texture_difference
from wrinkle_scan.regions.names import CROWS_FEET, REGION_NAMES
from wrinkle_scan.system.messages import joined, message

THREADS = 2
"""The forehead takes more than half of the time: a third would have nothing to do."""

_OF_PHOTO = {"before": message("Before photo:"), "after": message("After photo:")}

Done = TypeVar("Done")


def compare(before: Analysis, after: Analysis, force: bool = False) -> Comparison:
    """Compares two photos of one person.

    Args:
        before: the photo before treatment.
        after: the follow-up.
        force: compare what is not comparable; the result says so.
    """
    registered = _Registered(before, after)
    pairs, textures = registered.pairs, registered.textures
    eye_blur_difference = after.blur_variance_mm2 - before.blur_variance_mm2
    blur_difference = blur_difference_mm2(
        eye_blur_difference, list(textures.values()), max(before.face.mm_per_px, after.face.mm_per_px)
    )
    checks = [
        *check_photographs(before, after, registered.image_match),
        *check_pair(before, after),
        *check_texture(texture_difference(list(textures.values()), eye_blur_difference)),
    ]
    measurements = _side_by_side(list(pairs), lambda name: _measure(pairs[name], blur_difference))
    for name in pairs:
        checks += [check_registration(name, pairs[name].alignment), check_specular(name, measurements[name][0])]
    forbidding = [check for check in checks if check.obstacle]
    differing_by_face = differing_regions(before, after)
    mirror = mirrored(before, after)
    if mirror:
        differing_by_face = (
            dict.fromkeys(CROWS_FEET, mirror) | differing_by_face
        )  # a mirror image has them on the other side
    within_a_day = not force and not declared(before, after) and one_day(before, after)
    regions = {}
    for name in REGION_NAMES:
        severities = _severity(before.regions[name]), _severity(after.regions[name])
        if name not in pairs:
            regions[name] = cannot_tell(_why_hidden(before, after, name), severities)
        elif forbidding and not force:
            regions[name] = cannot_tell(joined(o.message for o in forbidding), severities, measurements[name][0])
        elif name in differing_by_face and not force:
            regions[name] = cannot_tell(differing_by_face[name], severities, measurements[name][0])
        elif pairs[name].area_cm2 < ANALYSIS.least_cm2[name]:
            regions[name] = cannot_tell(_too_little(pairs[name]), severities, measurements[name][0])
        else:
            conditions = conditions_of(before, after, pairs[name], textures.values(), eye_blur_difference)
            regions[name] = answer_region(pairs[name], *measurements[name], conditions)
            too_fast = changed_too_fast(regions[name]) if within_a_day else None
            if too_fast:
                regions[name] = replace(regions[name], verdict="cannot_tell", reason=too_fast)
    issues = _issues(before, after, checks, regions if not forbidding else {})
    issues += [Issue("mirrored", mirror)] if mirror else []
    forced = force and bool(forbidding or differing_by_face)
    return Comparison(before, after, not forbidding, forced, checks, issues, regions)


def made_from_one_photograph(before: Analysis, after: Analysis) -> bool:
    """Whether two pictures are copies of one photograph, as far as their registered skin can say."""
    found = _Registered(before, after).image_match
    return any(not check.passed for check in check_photographs(before, after, found))


class _Registered:
    """The regions of two photos laid on each other.

    Attributes:
        pairs: the regions measured in both, by name.
        textures: the skin away from lines of those that were registered, by name.
        image_match: how exactly the two pictures coincide; None where too few regions can say.
    """

    def __init__(self, before: Analysis, after: Analysis) -> None:
        in_both = [name for name in REGION_NAMES if _measurable(before, after, name)]
        self.pairs = _side_by_side(in_both, lambda name: register_region(before, after, name))
        registered = {name: pair for name, pair in self.pairs.items() if pair.alignment.registered}
        self.textures = _side_by_side(list(registered), lambda name: plain_texture(registered[name]))
        self.image_match = match_images(list(registered.values()), list(self.textures.values()), before.face.mm_per_px)


def _measure(pair: RegionPair, blur_difference_mm2: float) -> tuple[AlignedRegion, list[MeasuredCrease]]:
    """A region line by line where its skin is registered; else without paired lines."""
    if pair.alignment.registered:
        return measure_lines(pair, blur_difference_mm2)
    return show_region(pair, blur_difference_mm2), []


def _issues(
    before: Analysis, after: Analysis, checks: list[Check], regions: dict[str, RegionComparison]
) -> list[Issue]:
    """What a reader must know: of the pair, of either photo, and of each region that has no answer."""
    issues = [Issue(check.code, check.message, check.region) for check in checks if not check.passed]
    issues += [Issue(code, sentence) for code, sentence in notes_on_pair(before, after)]
    issues += [Issue(*note) for note in (effort_note(before, after), smile_at_rest(before, after)) if note]
    for name, analysis in (("before", before), ("after", after)):
        issues += [
            Issue(
                i.code,
                joined([_OF_PHOTO[name], i.message]),
                i.region,
            )
            for i in analysis.issues
        ]
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
    which: BeforeOrAfter = "after" if before.regions[name].measurable else "before"
    region = {"before": before, "after": after}[which].regions[name]
    return message("In the {which} photo: {why}.", which=PHOTO_WORDS[which], why=region.reason)


def _too_little(pair: RegionPair) -> str:
    least = ANALYSIS.least_cm2[pair.before.patch.name]
    return message(
        "Only {found:.1f} cm2 of its skin are in sight in both photos, {least:.1f} are needed.",
        found=pair.area_cm2,
        least=least,
    )
