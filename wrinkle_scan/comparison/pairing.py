"""Measures every crease of either photo at the same place, by the same rules, in both.

A line that noise made in one photo would, measured in that photo alone, look like a change. Here each line that
stands out in either photo is measured in both, along one path, from one floor to one pair of shoulders. The path is
that in the mean of both photos where it stands out there: a path traced in one follows that photo's noise into its
valleys, and would find the other photo's lines shallower by a tenth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from wrinkle_scan.comparison.aligned_region import PairedCrease
from wrinkle_scan.comparison.settings import PAIRING
from wrinkle_scan.creases.bundle import Paths
from wrinkle_scan.creases.exclusions import shading_probability
from wrinkle_scan.creases.measuring import Crease, find_creases
from wrinkle_scan.creases.paths import lies_on, path_length_mm, stretches
from wrinkle_scan.creases.profiles import OFFSETS_MM, Strips, across
from wrinkle_scan.creases.proposals import Skin
from wrinkle_scan.creases.red_lines import red_along, redness_along, without_red
from wrinkle_scan.creases.settings import TRACING
from wrinkle_scan.creases.severity import counted_width_mm
from wrinkle_scan.creases.texture import texture_percent
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion

Polyline = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MeasuredCrease:
    """A paired crease and its darkening point by point, %, float64 (N,) each."""

    crease: PairedCrease
    before_rows: NDArray[np.float64]
    after_rows: NDArray[np.float64]


def pair_creases(
    patch: RectifiedRegion, before: Skin, after: Skin, in_before: Sequence[Crease], in_after: Sequence[Crease]
) -> list[MeasuredCrease]:
    """The creases of both photos, longest first.

    Args:
        patch: the region on the before photo's grid.
        before: what the before photo shows of it; skin that is measurable in both, hair in either.
        after: the same of the after photo on the same grid, at the same sharpness.
        in_before: the creases found in the before photo, on that grid.
        in_after: those found in the after photo.
    """
    mean = replace(
        before,
        log=np.asarray((before.log + after.log) / 2, np.float32),
        redness=np.asarray((before.redness + after.redness) / 2, np.float32),
        blueness=np.asarray((before.blueness + after.blueness) / 2, np.float32),
    )
    shortest = TRACING.shortest_mm[patch.name]
    in_before, in_after = (_on_skin(found, mean.mask, shortest) for found in (in_before, in_after))
    in_mean = find_creases(patch, mean)
    candidates = _candidates(patch.name, in_mean, in_before, in_after)
    reds = red_along([path for path, _ in candidates], (before.log, before.redness), (after.log, after.redness))
    parts = [
        (part, probability)
        for (path, probability), red in zip(candidates, reds, strict=True)
        for part in without_red(path, red, shortest)
    ]
    paths = Paths([path for path, _ in parts])
    strips = [Strips(across(skin.log, paths, OFFSETS_MM).astype(float), paths) for skin in (before, after)]
    valleys = Strips((strips[0].rows + strips[1].rows) / 2, paths).valleys
    darkening = zip(*(of.darkening(valleys) for of in strips), strict=True)
    redness = zip(*(paths.split(redness_along(paths, skin.redness)) for skin in (before, after)), strict=True)
    along = zip(parts, valleys, darkening, redness, strict=True)
    lines = [(*part, valley, dark, red) for part, valley, dark, red in along if valley]
    texture = texture_percent(mean.log, mean.mask, [(path, valley) for path, _, valley, *_ in lines])
    seen = [[crease.path for crease in found if crease.likely] for found in (in_before, in_after)]
    measured = []
    for (path, probability, valley, dark, both_red), from_texture in zip(lines, texture, strict=True):
        rows = [row - from_texture for row in dark]
        depths = [float(row.mean()) for row in rows]
        red = float(np.median(both_red[0 if depths[0] >= depths[1] else 1]))  # in their mean it may be half as red
        crease = PairedCrease(
            path=path,
            length_mm=path_length_mm(path),
            width_mm=valley.width_mm,
            before_percent=depths[0],
            after_percent=depths[1],
            traced_in=_traced_in(path, *seen),
            probability=probability * shading_probability(max(depths), valley.width_mm, red),
        )
        measured.append(MeasuredCrease(crease, rows[0], rows[1]))
    return sorted(measured, key=lambda m: -m.crease.length_mm)


def paired_loads(item: MeasuredCrease, shared_cm2: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What each `block_mm` of a crease adds to the load, %, before and after: float64 (B,) each.

    Args:
        item: the crease.
        shared_cm2: the area over which its darkening is shared out (`wrinkle_scan.creases.severity.shared_area_cm2`).
    """
    count = max(round(item.crease.length_mm / PAIRING.block_mm), 1)
    weight = _load_per_percent(item.crease, shared_cm2) / len(item.before_rows)
    before, after = (
        np.array([float(block.sum()) * weight for block in np.array_split(rows, count)])
        for rows in (item.before_rows, item.after_rows)
    )
    return before, after


def doubtful_load(item: MeasuredCrease, shared_cm2: float) -> float:
    """Load, %, of a line that may not be there: one traced in one photo of which the other has little or nothing."""
    if item.crease.traced_in == "both":
        return 0.0
    weaker, stronger = sorted((item.crease.before_percent, item.crease.after_percent))
    depth = float(np.clip(stronger - PAIRING.doubtful_times * max(weaker, 0.0), 0, PAIRING.doubtful_percent))
    return depth * _load_per_percent(item.crease, shared_cm2)


def _load_per_percent(crease: PairedCrease, shared_cm2: float) -> float:
    """Load, %, of a crease that is 1 % deep all along."""
    return crease.probability * counted_width_mm(crease.width_mm) * crease.length_mm / (100 * shared_cm2)


def _candidates(
    region: str, in_mean: Sequence[Crease], in_before: Sequence[Crease], in_after: Sequence[Crease]
) -> list[tuple[Polyline, float]]:
    """Paths to measure, each once, with the largest probability that the line has in either photo or their mean."""
    either = [*in_before, *in_after]
    beside = _of_the_same_lines([crease.path for crease in in_mean], either)
    paths = [(crease.path, max([crease.probability, *some])) for crease, some in zip(in_mean, beside, strict=True)]
    for crease in either:
        known = [path for path, _ in paths]
        paths += [(part, crease.probability) for part in _away_from(crease.path, known, TRACING.shortest_mm[region])]
    return paths


def _on_skin(creases: Sequence[Crease], skin: NDArray[np.bool_], shortest_mm: float) -> list[Crease]:
    """The parts of creases, at least so long, that lie on skin (H, W)."""
    return [
        replace(crease, path=stretch)
        for crease in creases
        for stretch in _parts(crease.path, lies_on(crease.path, skin), shortest_mm)
    ]


def _of_the_same_lines(paths: Sequence[Polyline], others: Sequence[Crease]) -> list[list[float]]:
    """For each path, the probabilities of those creases that run within `same_mm` of it for most of it."""
    if not others:
        return [[] for _ in paths]
    owners = np.repeat(np.arange(len(others)), [len(other.path) for other in others])
    tree = cKDTree(np.vstack([other.path for other in others]))
    found = []
    for path in paths:
        near = tree.query_ball_point(path, PAIRING.same_mm / GRID_MM)
        beside = Counter(owner for points in near for owner in set(owners[points].tolist()))
        found.append(
            [others[owner].probability for owner, count in beside.items() if count > PAIRING.same_share * len(path)]
        )
    return found


def _traced_in(path: Polyline, before: list[Polyline], after: list[Polyline]) -> Literal["both", "before", "after"]:
    in_before, in_after = (_near(path, paths).mean() > PAIRING.same_share for paths in (before, after))
    return "both" if in_before == in_after else "before" if in_before else "after"


def _near(path: Polyline, others: list[Polyline]) -> NDArray[np.bool_]:
    """Which points of a path have another path within `same_mm`, bool (N,)."""
    if not others:
        return np.zeros(len(path), bool)
    distance, _ = cKDTree(np.vstack(others)).query(path, distance_upper_bound=PAIRING.same_mm / GRID_MM)
    return np.asarray(np.isfinite(distance))


def _away_from(path: Polyline, others: list[Polyline], shortest_mm: float) -> list[Polyline]:
    """The stretches of a path, at least so long, that are not near any other path."""
    return _parts(path, ~_near(path, others), shortest_mm)


def _parts(path: Polyline, kept: NDArray[np.bool_], shortest_mm: float) -> list[Polyline]:
    """The parts of a path (N, 2), at least so long, whose points are kept (N,)."""
    parts = [path[start:stop] for start, stop in stretches(kept) if stop - start >= PAIRING.least_points]
    return [part for part in parts if path_length_mm(part) >= shortest_mm]
