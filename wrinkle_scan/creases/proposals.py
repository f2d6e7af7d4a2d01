"""Lines of a region that may be creases, each measured and described."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.creases.ends import between_ends
from wrinkle_scan.creases.nose_sides import cut_at_nose_side
from wrinkle_scan.creases.paths import path_length_mm
from wrinkle_scan.creases.profiles import (
    MIDDLE,
    Valley,
    across_path,
    darkening,
    deepest,
    find_valley,
    shifted,
    straighten,
)
from wrinkle_scan.creases.red_lines import red_along, redness_along, without_red
from wrinkle_scan.creases.ridges import RidgeResponse, coherence, ridge_response
from wrinkle_scan.creases.settings import PROPOSALS, RIDGES, TRACING
from wrinkle_scan.creases.texture import texture_percent
from wrinkle_scan.creases.tracing import off_usual_squared, trace
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion, distance_px


class Skin(NamedTuple):
    """What a region shows, each (H, W) on the patch's grid.

    Attributes:
        log: float32, log-luminance.
        mask: bool, measurable skin.
        hair: bool, hair in and beside it.
        redness: float32, as from `wrinkle_scan.skin.redness`.
    """

    log: NDArray[np.float32]
    mask: NDArray[np.bool_]
    hair: NDArray[np.bool_]
    redness: NDArray[np.float32]


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
    shading: float
    mm_per_px: float
    across_px: float
    u_mm: float
    v_mm: float
    facing: float


def propose_lines(patch: RectifiedRegion, skin: Skin) -> list[ProposedLine]:
    """The lines traced in a region's measurable skin, longest first; most of them are no creases."""
    response = ridge_response(skin.log, skin.mask)
    found = []
    shortest = TRACING.shortest_mm[patch.name]
    traced = trace(patch.name, response, patch.apex)
    cut = chain.from_iterable(cut_at_nose_side(line, patch, shortest) for line in traced)
    for path in chain.from_iterable(without_red(line, _red(line, skin), shortest) for line in cut):
        strip = straighten(skin.log, path)
        valley = find_valley(strip)
        if valley is not None:
            found.append((path, strip, valley))
    texture = texture_percent(skin.log, skin.mask, [(path, valley) for path, _, valley in found])
    describe = _Describer(patch, skin, response)
    lines = [describe(*line, percent) for line, percent in zip(found, texture, strict=True)]
    return [line for line in lines if line.length_mm >= PROPOSALS.least_left * shortest]


def _red(path: NDArray[np.float64], skin: Skin) -> NDArray[np.bool_]:
    return red_along(path, (skin.log, skin.redness))


class _Describer:
    """Measures lines of one region, whose distance maps are worked out once."""

    def __init__(self, patch: RectifiedRegion, skin: Skin, response: RidgeResponse) -> None:
        self._patch, self._skin = patch, skin
        self._ridges = response.strength.max(axis=0), coherence(response)
        self._from_hair, self._from_edge = distance_px(skin.hair), distance_px(~skin.mask)

    def __call__(
        self, path: NDArray[np.float64], strip: NDArray[np.float64], valley: Valley, texture: float
    ) -> ProposedLine:
        rows = darkening(strip, valley) - texture
        kept = between_ends(rows)
        path, rows = path[kept], rows[kept]
        length, depth = path_length_mm(path), float(rows.mean())
        signal = max(depth + texture, PROPOSALS.least_signal_percent)
        profile = shifted(strip, valley.shift)[kept].mean(axis=0)
        strength, coherent = (
            ndimage.map_coordinates(image, path.T[::-1] / RIDGES.step, order=1, mode="nearest")
            for image in self._ridges
        )
        columns, lines = np.round(path).astype(int).T.clip(0, np.array(self._patch.shape)[::-1, None] - 1)
        (dx, dy), middle = path[-1] - path[0], path.mean(axis=0)
        course = float(np.arctan2(dy, dx))
        off = off_usual_squared(self._patch.name, course, middle[0], middle[1], self._patch.apex)
        u, v = self._patch.on_chart(middle[None])[0]
        from_edge = GRID_MM * self._from_edge[lines, columns]
        return ProposedLine(
            path=path,
            length_mm=length,
            width_mm=valley.width_mm,
            depth_percent=depth,
            max_depth_percent=deepest(rows),
            texture_percent=texture,
            strength=max(float(strength.mean()), PROPOSALS.least_strength),
            peak_strength=max(float(strength.max()), PROPOSALS.least_strength),
            weak_strength=max(float(np.quantile(strength, PROPOSALS.weak_quantile)), PROPOSALS.least_strength),
            coherence=float(coherent.mean()),
            straightness=length / max(float(np.hypot(dx, dy)) * GRID_MM, PROPOSALS.least_chord_mm),
            off_usual=float(np.arcsin(np.sqrt(off))),
            course=course,
            from_hair_mm=GRID_MM * float(np.quantile(self._from_hair[lines, columns], PROPOSALS.near_quantile)),
            from_edge_mm=float(np.quantile(from_edge, PROPOSALS.near_quantile)),
            end_from_edge_mm=float(min(from_edge[0], from_edge[-1])),
            evenness=float(np.mean(rows > PROPOSALS.even_share * np.median(rows))) if depth > 0 else 0.0,
            unevenness=float(rows.std() / max(abs(depth), PROPOSALS.least_depth_percent)),
            step=100 * float(abs(profile[MIDDLE - valley.left] - profile[MIDDLE + valley.right])) / signal,
            redness=float(np.median(redness_along(path, self._skin.redness))),
            reddening=_reddening(path, self._skin.redness),
            shading=_shading(path, self._skin.log),
            mm_per_px=self._patch.mm_per_px,
            across_px=float(self._patch.photo_xy[lines, columns].std(axis=0).min()),
            u_mm=float(u),
            v_mm=float(v),
            facing=float(self._patch.facing[lines, columns].mean()),
        )


def _reddening(path: NDArray[np.float64], redness: NDArray[np.float32]) -> float:
    """Mean redness on a path less that of its two sides."""
    on, beside = (across_path(redness, path, _band(band)).mean() for band in PROPOSALS.reddening_mm)
    return float(on - beside)


def _shading(path: NDArray[np.float64], log: NDArray[np.float32]) -> float:
    """Difference, without its sign, of the mean log-luminance on the two sides of a path."""
    left, right = np.split(across_path(log, path, _band(PROPOSALS.shading_mm)).mean(axis=0), 2)
    return float(abs(left.mean() - right.mean()))


def _band(between_mm: tuple[float, float]) -> NDArray[np.float64]:
    """Offsets across a path, mm, evenly between two distances from it, on its one side and then on the other."""
    one = np.arange(between_mm[0], between_mm[1] + PROPOSALS.band_step_mm / 2, PROPOSALS.band_step_mm)
    return np.concatenate([-one[::-1], one])
