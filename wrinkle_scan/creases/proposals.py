"""Lines of a region that may be creases, each measured and described."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.creases.bundle import Paths
from wrinkle_scan.creases.ends import between_ends
from wrinkle_scan.creases.nose_sides import cut_at_nose_side
from wrinkle_scan.creases.paths import Polyline, path_length_mm
from wrinkle_scan.creases.profiles import MIDDLE, OFFSETS_MM, Strips, across, deepest
from wrinkle_scan.creases.red_lines import red_along, redness_along, without_red
from wrinkle_scan.creases.ridges import RidgeResponse, coherence, ridge_response
from wrinkle_scan.creases.settings import PROPOSALS, RIDGES, TRACING
from wrinkle_scan.creases.texture import texture_percent
from wrinkle_scan.creases.tracing import off_usual_squared, trace
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion, distance_px
from wrinkle_scan.skin.redness import redness_and_blueness, tint


@dataclass(frozen=True, eq=False)
class Skin:
    """What a region shows, each (H, W) on the patch's grid.

    Attributes:
        log: float32, log-luminance.
        mask: bool, measurable skin.
        hair: bool, hair in and beside it.
        redness: float32, as from `wrinkle_scan.skin.redness`.
        blueness: float32, likewise.
        tint: of its skin, natural logarithm of red over blue; 0 where the photo is grey.
    """

    log: NDArray[np.float32]
    mask: NDArray[np.bool_]
    hair: NDArray[np.bool_]
    redness: NDArray[np.float32]
    blueness: NDArray[np.float32]
    tint: float = 0.0

    @classmethod
    def of(
        cls,
        linear_rgb: NDArray[np.float32],
        log: NDArray[np.float32],
        mask: NDArray[np.bool_],
        hair: NDArray[np.bool_],
    ) -> Skin:
        """By the linear light of the patch, float32 (H, W, 3)."""
        return cls(log, mask, hair, *redness_and_blueness(linear_rgb), tint(linear_rgb, mask))


@dataclass(frozen=True, eq=False)
class Line:
    """A traced line, measured.

    Attributes:
        path: float64 (N, 2), (column, row) on the patch's grid, spaced by 0.3 mm.
        length_mm: along the skin.
        width_mm: full width at half depth.
        depth_percent: mean darkening of the valley against its shoulders, less texture's part.
        max_depth_percent: the same at its deepest 3 mm.
        texture_percent: the part of the darkening that is the skin's own texture, as likely as not.
    """

    path: NDArray[np.float64]
    length_mm: float
    width_mm: float
    depth_percent: float
    max_depth_percent: float
    texture_percent: float


@dataclass(frozen=True, eq=False)
class ProposedLine(Line):
    """A line that may be a crease, with what speaks for or against it.

    Attributes:
        strength: mean ridge response along it, in units of the texture's spread.
        peak_strength: its largest.
        weak_strength: its lower quartile.
        coherence: how much the ridges around it run in one direction, 0..1.
        straightness: length over the distance of its ends, 1 for a straight line.
        off_usual: angle from the direction in which the region's creases run, radians, 0 to pi / 2.
        course: direction from end to end, radians.
        from_hair_mm: distance from hair that a fifth of it keeps.
        from_edge_mm: the same from skin that cannot be measured.
        end_from_edge_mm: distance of the nearer end from such skin: what ends there may go on beyond.
        evenness: share of its points that are nearly as dark as the median of them.
        unevenness: standard deviation of the darkening along it over its mean.
        step: difference of its two shoulders over its depth: an edge of shadow has one.
        redness: median along it.
        reddening: how much redder it is than the skin close beside it: shade reddens, hair and noise do not.
        blueing: how much bluer: shade is less blue.
        tint: of the region's skin, natural logarithm of red over blue.
        shading: difference of log-luminance between the skin on its two sides, well away from it.
        mm_per_px: of the photo.
        across_px: standard deviation of its points across the photo's rows or its columns, the smaller, px.
        u_mm: its middle on the chart, to the patient's left of the midline.
        v_mm: above the line of the eyes' corners.
        facing: how squarely its skin faces the camera, 0..1.
    """

    strength: float
    peak_strength: float
    weak_strength: float
    coherence: float
    straightness: float
    off_usual: float
    course: float
    from_hair_mm: float
    from_edge_mm: float
    end_from_edge_mm: float
    evenness: float
    unevenness: float
    step: float
    redness: float
    reddening: float
    blueing: float
    tint: float
    shading: float
    mm_per_px: float
    across_px: float
    u_mm: float
    v_mm: float
    facing: float


def propose_lines(patch: RectifiedRegion, skin: Skin) -> list[ProposedLine]:
    """The lines traced in a region's measurable skin, longest first; most of them are no creases."""
    response = ridge_response(skin.log, skin.mask)
    shortest = TRACING.shortest_mm[patch.name]
    traced = trace(patch.name, response, patch.apex)
    cut = list(chain.from_iterable(cut_at_nose_side(line, patch, shortest) for line in traced))
    reds = red_along(cut, (skin.log, skin.redness))
    found = _measured(list(chain.from_iterable(map(without_red, cut, reds, repeat(shortest)))), skin)
    lines = _described(found, patch, skin, response) if found else []
    return [line for line in lines if line.length_mm >= PROPOSALS.least_left * shortest]


@dataclass(frozen=True, eq=False)
class _Found:
    """A line between its ends.

    Attributes:
        path: float64 (N, 2).
        rows: float64 (N,), darkening at each point, less texture's part, %.
        texture: that part.
        width_mm: full width at half depth.
        shoulders: difference of log-luminance between its two shoulders.
    """

    path: NDArray[np.float64]
    rows: NDArray[np.float64]
    texture: float
    width_mm: float
    shoulders: float


def _measured(paths: list[Polyline], skin: Skin) -> list[_Found]:
    """Those of some paths that are valleys, each cut to where it is one."""
    bundle = Paths(paths)
    strips = Strips(across(skin.log, bundle, OFFSETS_MM).astype(float), bundle)
    along = zip(paths, strips.valleys, strips.darkening(strips.valleys), bundle.split(strips.on_floor), strict=True)
    valleys = [(path, valley, rows, on_floor) for path, valley, rows, on_floor in along if valley]
    texture = texture_percent(skin.log, skin.mask, [(path, valley) for path, valley, *_ in valleys])
    found = []
    for (path, valley, rows, on_floor), percent in zip(valleys, texture, strict=True):
        kept = between_ends(rows - percent)
        left, right = on_floor[kept][:, [MIDDLE - valley.left, MIDDLE + valley.right]].mean(axis=0)
        found.append(_Found(path[kept], rows[kept] - percent, percent, valley.width_mm, float(abs(left - right))))
    return found


def _described(found: list[_Found], patch: RectifiedRegion, skin: Skin, response: RidgeResponse) -> list[ProposedLine]:
    """What is known of each line."""
    paths = Paths([line.path for line in found])
    rows, points = np.concatenate([line.rows for line in found]), paths.points
    columns, lines = np.round(points).astype(int).T.clip(0, np.array(patch.shape)[::-1, None] - 1)
    depth, first, last = paths.means(rows), points[paths.starts], points[paths.stops - 1]
    strength, coherent = (
        ndimage.map_coordinates(image, points.T[::-1] / RIDGES.step, order=1, mode="nearest").astype(float)
        for image in (response.strongest[0], coherence(response))
    )
    from_hair, from_edge = (GRID_MM * distance_px(of)[lines, columns] for of in (skin.hair, ~skin.mask))
    reddening, blueing = (_against_beside(colour, paths) for colour in (skin.redness, skin.blueness))
    sides = np.split(across(skin.log, paths, _band(PROPOSALS.shading_mm)), 2, axis=1)
    darker = rows > (PROPOSALS.even_share * paths.quantiles(rows, 0.5))[paths.run]
    spread = np.sqrt(paths.means((rows - depth[paths.run]) ** 2))
    middle, (dx, dy) = paths.means(points), (last - first).T
    course = np.arctan2(dy, dx)
    off = off_usual_squared(patch.name, course, middle[:, 0], middle[:, 1], patch.apex)
    on_photo = patch.photo_xy[lines, columns].astype(float)
    length = np.array([path_length_mm(line.path) for line in found])
    signal = np.maximum(depth + [line.texture for line in found], PROPOSALS.least_signal_percent)
    u, v = patch.on_chart(middle).T
    across_px = np.sqrt(paths.means((on_photo - paths.means(on_photo)[paths.run]) ** 2)).min(axis=1)
    of_each = dict(
        length_mm=length,
        depth_percent=depth,
        strength=np.maximum(paths.means(strength), PROPOSALS.least_strength),
        peak_strength=np.maximum(np.maximum.reduceat(strength, paths.starts), PROPOSALS.least_strength),
        weak_strength=np.maximum(paths.quantiles(strength, PROPOSALS.weak_quantile), PROPOSALS.least_strength),
        coherence=paths.means(coherent),
        straightness=length / np.maximum(np.hypot(dx, dy) * GRID_MM, PROPOSALS.least_chord_mm),
        off_usual=np.arcsin(np.sqrt(off)),
        course=course,
        from_hair_mm=paths.quantiles(from_hair, PROPOSALS.near_quantile),
        from_edge_mm=paths.quantiles(from_edge, PROPOSALS.near_quantile),
        end_from_edge_mm=np.minimum(from_edge[paths.starts], from_edge[paths.stops - 1]),
        evenness=np.where(depth > 0, paths.means(darker.astype(float)), 0.0),
        unevenness=spread / np.maximum(np.abs(depth), PROPOSALS.least_depth_percent),
        step=100 * np.array([line.shoulders for line in found]) / signal,
        redness=paths.quantiles(redness_along(paths, skin.redness), 0.5),
        reddening=reddening,
        blueing=blueing,
        shading=np.abs(np.subtract(*(paths.means(side.mean(axis=1, dtype=float)) for side in sides))),
        across_px=across_px,
        u_mm=u,
        v_mm=v,
        facing=paths.means(patch.facing[lines, columns].astype(float)),
    )
    described = (dict(zip(of_each, values, strict=True)) for values in np.column_stack(list(of_each.values())).tolist())
    return [
        ProposedLine(
            path=line.path,
            width_mm=line.width_mm,
            max_depth_percent=deepest(line.rows),
            texture_percent=line.texture,
            mm_per_px=patch.mm_per_px,
            tint=skin.tint,
            **known,
        )
        for line, known in zip(found, described, strict=True)
    ]


def _against_beside(colour: NDArray[np.float32], paths: Paths) -> NDArray[np.float64]:
    """A colour (H, W) along each path, less that close beside it, float64 (paths,)."""
    on, beside = (across(colour, paths, _band(band)).mean(axis=1, dtype=float) for band in PROPOSALS.reddening_mm)
    return paths.means(on - beside)


def _band(between_mm: tuple[float, float]) -> NDArray[np.float64]:
    """Offsets across a path, mm, evenly between two distances from it, on its one side and then on the other."""
    one = np.arange(between_mm[0], between_mm[1] + PROPOSALS.band_step_mm / 2, PROPOSALS.band_step_mm)
    return np.concatenate([-one[::-1], one])
