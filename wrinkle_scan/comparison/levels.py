"""A region's change at two levels, line by line and as a whole, made into one answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from statistics import median

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.checks import light_difference
from wrinkle_scan.comparison.pairing import MeasuredCrease, doubtful_load, paired_loads
from wrinkle_scan.comparison.region_comparison import LevelChange, RegionComparison
from wrinkle_scan.comparison.region_pair import RegionPair, region_loads
from wrinkle_scan.comparison.settings import LEVELS
from wrinkle_scan.comparison.uncertainty import (
    Conditions,
    combine,
    doubtful_lines,
    leverage,
    light,
    line_light,
    line_sigma,
    region_sigma,
    uneven_lines,
)
from wrinkle_scan.comparison.verdicts import answer, region_change
from wrinkle_scan.creases.severity import severity, shared_area_cm2, visual_grade
from wrinkle_scan.quality.skin_texture import AlignedTexture, texture_difference


def answer_region(
    pair: RegionPair, aligned: AlignedRegion, lines: list[MeasuredCrease], conditions: Conditions
) -> RegionComparison:
    """The region's change at either level, weighed by their precision."""
    name = aligned.patch.name
    levels = [_as_region(name, pair, conditions)]
    if pair.alignment.registered:
        levels.append(_by_lines(name, pair, lines, conditions))
    change, sigma = combine([(level.after - level.before, level.sigma) for level in levels])
    loads = pair.before.load, pair.after_load
    grades = visual_grade(name, loads[0]), visual_grade(name, loads[1])
    most_precise = min(levels, key=lambda level: level.sigma).level
    light_term = line_light if most_precise == "line" else light
    shared = min(light_term(conditions.light, leverage(name, *grades)), sigma)
    found = region_change(name, (severity(loads[0]), severity(loads[1])), change, sigma, most_precise, shared)
    return answer(replace(found, levels=tuple(levels), conditions=conditions), aligned)


def _as_region(name: str, pair: RegionPair, conditions: Conditions) -> LevelChange:
    """The change between the two photos' own loads, each measured in its photo alone."""
    before, after = (visual_grade(name, load) for load in region_loads(pair))
    return LevelChange("region", before, after, region_sigma(name, leverage(name, before, after), conditions))


def _by_lines(name: str, pair: RegionPair, lines: list[MeasuredCrease], conditions: Conditions) -> LevelChange:
    """Every line measured in both photos along one path."""
    area = shared_area_cm2(name, pair.area_cm2, pair.visible_fraction)
    blocks = [paired_loads(line, area) for line in lines]
    loads = [max(float(sum(block[k].sum() for block in blocks)), 0.0) for k in (0, 1)]
    before, after = (visual_grade(name, load) for load in loads)
    slope = (visual_grade(name, min(loads) + LEVELS.step_load) - min(before, after)) / LEVELS.step_load
    uneven = slope * uneven_lines(blocks)
    doubtful = slope * doubtful_lines([doubtful_load(line, area) for line in lines])
    sigma = line_sigma(leverage(name, before, after), conditions, uneven, doubtful)
    return LevelChange("line", before, after, sigma, uneven, doubtful)


def conditions_of(
    before: Analysis, after: Analysis, pair: RegionPair, textures: Collection[AlignedTexture], by_eyes_mm2: float
) -> Conditions:
    """How a region's two photos differ in anything but the skin.

    Args:
        before: the first photo.
        after: the second.
        pair: the region.
        textures: of all regions that could be registered. A lens, a filter or a hand removes texture from the whole
            face; what one region alone has lost, it lost with the relief of its lines, as between the folds of raised
            brows: the median of the regions counts, and a single region does not.
        by_eyes_mm2: variance of the after photo's blur less the before photo's, by the eyes.
    """
    differences = [found for texture in textures if (found := texture_difference([texture], by_eyes_mm2))]
    texture_differences = []
    if len(differences) >= LEVELS.least_regions:
        texture_differences = [
            median(abs(found.strength) for found in differences),
            median(found.uneven for found in differences),
        ]
    if before.texture_left is not None and after.texture_left is not None:
        texture_differences.append(abs(before.texture_left - after.texture_left))
    yaw, pitch = before.face.yaw_deg - after.face.yaw_deg, before.face.pitch_deg - after.face.pitch_deg
    return Conditions(
        light=light_difference(before, after),
        doublings=pair.doublings,
        texture=max(texture_differences, default=0.0),
        pose_deg=max(abs(yaw), abs(pitch)),
        hidden=pair.hidden,
        scale_assumed=any(issue.code == "scale_assumed" for issue in (*before.issues, *after.issues)),
        correlation=pair.alignment.correlation if pair.alignment.registered else None,
    )
