"""Brings the after photo of a region onto the before photo's grid: by the landmarks first, then by the skin itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.region_analysis import RegionAnalysis
from wrinkle_scan.comparison.enhanced_correlation import IDENTITY, Motion, enhanced_correlation
from wrinkle_scan.comparison.settings import ALIGNMENT
from wrinkle_scan.creases.paths import drawn
from wrinkle_scan.quality.band_pass import Band, band_pass
from wrinkle_scan.regions.rectified import GRID_MM, dilate_mm, gaussian_mean


@dataclass(frozen=True, eq=False)
class Alignment:
    """Where each point of the before patch lies in the after patch.

    Attributes:
        points: float32 (H, W, 2), (column, row) on the after photo's patch grid; by the landmarks alone where the skin
            could not be registered.
        correlation: of the skin's texture away from lines after registration, -1 to 1.
        moved_mm: median distance from where the landmarks alone put it.
        registered: whether it is the same skin, pore on pore.
    """

    points: NDArray[np.float32]
    correlation: float
    moved_mm: float
    registered: bool

    def to_before(self, path: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where a path (N, 2), (column, row), of the after photo's patch lies on the before photo's.

        The inverse of a displacement, by fixed-point iteration: what is displaced smoothly by less than a few
        millimetres converges to within a tenth of a grid point in `ALIGNMENT.inverse_rounds`.
        """
        at = path - self._mean_displacement
        for _ in range(ALIGNMENT.inverse_rounds):
            at = path - _remap(self._displacement, at.astype(np.float32)[None])[0]
        return np.asarray(at, float)

    @cached_property
    def _mean_displacement(self) -> NDArray[np.float32]:
        return np.asarray(self._displacement.reshape(-1, 2).mean(axis=0))

    @cached_property
    def _displacement(self) -> NDArray[np.float32]:
        """Float32 (H, W, 2): how far to the right and down each point of the before patch lies in the after patch."""
        return self.points - _field(IDENTITY, None, self.points.shape[:2])


def align(before: RegionAnalysis, after: RegionAnalysis) -> Alignment:
    """Registers a region of two photos (affine by enhanced correlation, Evangelidis 2008, then smooth optical flow).

    What proves a registration, and chooses among several, is the skin's texture away from lines: those a treatment
    changes.
    """
    start, step = _by_landmarks(before, after), ALIGNMENT.step
    log_after, skin_after, plain_after = _onto(after, start)
    common = before.skin.mask & skin_after
    plain = _plain(before) & plain_after
    fixed = [_band(before.log, band) for band in ALIGNMENT.bands_mm]
    moving = [_band(log_after, band) for band in ALIGNMENT.bands_mm]
    fields = [_field(IDENTITY, None, fixed[-1].shape)]
    for area in (common, plain)[: 1 if (plain == common).all() else 2]:  # of skin without lines both are one
        seen = area[::step, ::step].astype(np.uint8)
        if seen.sum() < ALIGNMENT.least_points:
            continue
        warp = _affine(fixed, moving, seen)
        flow = _flow(fixed[-1], _warped(moving[-1], warp), seen)
        fields += [_field(warp, None, seen.shape), _field(warp, flow, seen.shape)]
    seen = (plain if plain[::step, ::step].sum() >= ALIGNMENT.least_points else common)[::step, ::step].astype(np.uint8)
    proof = _band(before.log, ALIGNMENT.proof_mm), _band(log_after, ALIGNMENT.proof_mm)
    near = [field for field in fields if _median_move_mm(field, seen) <= ALIGNMENT.far_mm]
    scores = [_correlation(proof[0], _remap(proof[1], field), seen) for field in near]
    best = int(np.argmax(scores))
    registered = scores[best] >= ALIGNMENT.least_correlation[before.patch.name]
    field = near[best] if registered else fields[0]
    steps = (np.arange(n, dtype=np.float32) / step for n in start.shape[1::-1])
    every = np.stack(np.meshgrid(*steps), axis=-1, dtype=np.float32)
    # The field is in the landmark-aligned picture; carry it on to the after patch, whose grid differs by a shift.
    points = _remap(field, every) * step + start[0, 0]
    return Alignment(points.astype(np.float32), scores[best], _median_move_mm(field, seen), registered)


def _by_landmarks(before: RegionAnalysis, after: RegionAnalysis) -> NDArray[np.float32]:
    """The same place on both charts: a shift of the grid."""
    columns = (before.patch.u - after.patch.u[0]) / GRID_MM
    rows = (after.patch.v[0] - before.patch.v) / GRID_MM
    return np.stack(np.meshgrid(columns, rows), axis=-1).astype(np.float32)


def _onto(
    after: RegionAnalysis, points: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.bool_]]:
    """Log-luminance, skin and skin away from lines of the after photo on the before photo's grid."""
    log = cv2.remap(after.log, points, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    skin, plain = (
        np.asarray(cv2.remap(mask.astype(np.uint8), points, None, cv2.INTER_NEAREST, borderValue=0), bool)
        for mask in (after.skin.mask, _plain(after))
    )
    return np.asarray(log, np.float32), skin, plain


def _plain(region: RegionAnalysis) -> NDArray[np.bool_]:
    """A region's skin away from its lines."""
    return np.asarray(region.skin.mask & ~dilate_mm(drawn_lines(region), ALIGNMENT.beside_line_mm))


def drawn_lines(region: RegionAnalysis) -> NDArray[np.bool_]:
    """The likely creases of a region, bool (H, W)."""
    return drawn([crease.path for crease in region.likely_creases], region.patch.shape)


def _band(log: NDArray[np.float32], scales_mm: Band) -> NDArray[np.float32]:
    return np.ascontiguousarray(band_pass(log, scales_mm)[:: ALIGNMENT.step, :: ALIGNMENT.step])


def _affine(
    fixed: list[NDArray[np.float32]], moving: list[NDArray[np.float32]], seen: NDArray[np.uint8]
) -> NDArray[np.float32]:
    """Affine (2, 3) from the before to the after picture; as far as it converges."""
    warp = IDENTITY
    motions: tuple[Motion, ...] = ("euclidean", "affine")
    for a, b, motion in zip(fixed, moving, motions, strict=True):
        found, converged = enhanced_correlation(a, b, warp, motion, seen)
        if not converged:  # the checks on the correlation decide
            break
        warp = found
    return warp


def _flow(fixed: NDArray[np.float32], moving: NDArray[np.float32], seen: NDArray[np.uint8]) -> NDArray[np.float32]:
    """What remains of movement (h, w, 2), smoothed over `flow_smooth_mm` where there is structure to go by."""
    scale = ALIGNMENT.flow_clip * float(np.std(fixed[seen > 0])) + 1e-6 if seen.any() else 1.0
    a, b = (np.clip(128 + ALIGNMENT.flow_grey * image / scale, 0, 255).astype(np.uint8) for image in (fixed, moving))
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM).calc(a, b, None)
    weight = cv2.GaussianBlur(fixed**2, (0, 0), ALIGNMENT.flow_structure_steps) * seen
    sigma = ALIGNMENT.flow_smooth_mm / (GRID_MM * ALIGNMENT.step)
    total, *moved = (gaussian_mean(of, sigma) for of in (weight, *np.moveaxis(flow * weight[..., None], -1, 0)))
    mean = np.dstack(moved) / (total + ALIGNMENT.flow_least_weight * float(total.max()) + 1e-12)[..., None]
    limit = ALIGNMENT.flow_most_mm / (GRID_MM * ALIGNMENT.step)
    return np.asarray(np.clip(mean, -limit, limit), np.float32)


def _field(warp: NDArray[np.float32], flow: NDArray[np.float32] | None, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Positions (h, w, 2) in the moving picture: the affine applied to the grid, displaced by the flow before it."""
    columns, rows = np.meshgrid(np.arange(shape[1], dtype=np.float32), np.arange(shape[0], dtype=np.float32))
    points = np.stack([columns, rows], axis=-1)
    if flow is not None:
        points = points + flow
    return np.asarray(cv2.transform(points, warp), np.float32)


def _warped(image: NDArray[np.float32], warp: NDArray[np.float32]) -> NDArray[np.float32]:
    return _remap(image, _field(warp, None, image.shape))


def _remap(image: NDArray[np.float32], field: NDArray[np.float32]) -> NDArray[np.float32]:
    moved = cv2.remap(image, field, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def _correlation(a: NDArray[np.float32], b: NDArray[np.float32], seen: NDArray[np.uint8]) -> float:
    inside = seen > 0
    if inside.sum() < ALIGNMENT.least_proof_points:
        return 0.0
    return float(np.corrcoef(a[inside], b[inside])[0, 1])


def _median_move_mm(field: NDArray[np.float32], seen: NDArray[np.uint8]) -> float:
    if not seen.any():
        return 0.0
    rows, columns = np.nonzero(seen)
    right, down = field[rows, columns].T
    return float(np.median(np.hypot(right - columns, down - rows))) * GRID_MM * ALIGNMENT.step
