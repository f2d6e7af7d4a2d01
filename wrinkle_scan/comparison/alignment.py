"""Brings the after photo of a region onto the before photo's grid: by the landmarks first, then by the skin itself."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.results import RegionAnalysis
from wrinkle_scan.comparison.enhanced_correlation import IDENTITY, Motion, enhanced_correlation
from wrinkle_scan.creases.paths import drawn
from wrinkle_scan.quality.band_pass import Band, band_pass
from wrinkle_scan.regions.rectified import GRID_MM, dilate_mm

STEP = 2
"""Alignment looks at every second grid point, 0.3 mm."""
BANDS_MM = ((1.2, 6.0), (0.6, 4.0))
"""Structure between these two Gaussian scales is matched: folds and moles first, then creases and pores. Coarser
structure is light, finer is noise."""
FAR_MM = 8.0
"""The landmarks are right to 2 or 3 mm and the brows move; a match farther away is not the same skin."""
FLOW_SMOOTH_MM = 6.0
FLOW_MOST_MM = 1.5
PROOF_MM = (0.8, 1.6)
"""Texture between these two scales, away from lines, proves that skin lies on itself: pores, freckles and fine relief,
which no treatment of a muscle changes."""
LEAST_CORRELATION = {"forehead": 0.15, "glabella": 0.45, "crows_feet_right": 0.5, "crows_feet_left": 0.5}
"""Of that texture. Skin of two strangers laid on each other the same way: 0.11, 0.42, 0.50 (95th percentile of 60
regions of clinics' photos); of one person's photos of two visits, median 0.48, 0.78, 0.59."""
BESIDE_LINE_MM = 1.5
"""Skin this near a line is part of it: it tells of the treatment, not of the photos."""
LEAST_POINTS = 300


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


def align(before: RegionAnalysis, after: RegionAnalysis) -> Alignment:
    """Registers a region of two photos (affine by enhanced correlation, Evangelidis 2008, then smooth optical flow).

    What proves a registration, and chooses among several, is the skin's texture away from lines: those a treatment
    takes away.
    """
    start = _by_landmarks(before, after)
    log_after, skin_after, plain_after = _onto(after, start)
    common = before.skin.mask & skin_after
    plain = _plain(before) & plain_after
    fixed = [_band(before.log, band) for band in BANDS_MM]
    moving = [_band(log_after, band) for band in BANDS_MM]
    fields = [_field(IDENTITY, None, fixed[-1].shape)]
    for area in (common, plain):
        seen = area[::STEP, ::STEP].astype(np.uint8)
        if seen.sum() < LEAST_POINTS:
            continue
        warp = _affine(fixed, moving, seen)
        flow = _flow(fixed[-1], _warped(moving[-1], warp), seen)
        fields += [_field(warp, None, seen.shape), _field(warp, flow, seen.shape)]
    seen = (plain if plain[::STEP, ::STEP].sum() >= LEAST_POINTS else common)[::STEP, ::STEP].astype(np.uint8)
    proof = _band(before.log, PROOF_MM), _band(log_after, PROOF_MM)
    near = [field for field in fields if _median_move_mm(field, seen) <= FAR_MM]
    scores = [_correlation(proof[0], _remap(proof[1], field), seen) for field in near]
    best = int(np.argmax(scores))
    registered = scores[best] >= LEAST_CORRELATION[before.patch.name]
    field = near[best] if registered else fields[0]
    every = np.stack(
        np.meshgrid(*(np.arange(n, dtype=np.float32) / STEP for n in start.shape[1::-1])), axis=-1, dtype=np.float32
    )
    # The field is in the landmark-aligned picture; carry it on to the after patch, whose grid differs by a shift.
    points = _remap(field, every) * STEP + start[0, 0]
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
    return np.asarray(region.skin.mask & ~dilate_mm(drawn_lines(region), BESIDE_LINE_MM))


def drawn_lines(region: RegionAnalysis) -> NDArray[np.bool_]:
    """The likely creases of a region, bool (H, W)."""
    return drawn([crease.path for crease in region.likely_creases], region.patch.shape)


def _band(log: NDArray[np.float32], scales_mm: Band) -> NDArray[np.float32]:
    return np.ascontiguousarray(band_pass(log, scales_mm)[::STEP, ::STEP])


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
    """What remains of movement (h, w, 2), smoothed over FLOW_SMOOTH_MM where there is structure to go by."""
    scale = 3 * float(np.std(fixed[seen > 0])) + 1e-6 if seen.any() else 1.0
    a, b = (np.clip(128 + 100 * image / scale, 0, 255).astype(np.uint8) for image in (fixed, moving))
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM).calc(a, b, None)
    weight = cv2.GaussianBlur(fixed**2, (0, 0), 3) * seen
    sigma = FLOW_SMOOTH_MM / (GRID_MM * STEP)
    total = cv2.GaussianBlur(weight, (0, 0), sigma)
    mean = (
        cv2.GaussianBlur(flow * weight[..., None], (0, 0), sigma)
        / (total + 1e-3 * float(total.max()) + 1e-12)[..., None]
    )
    most = FLOW_MOST_MM / (GRID_MM * STEP)
    return np.asarray(np.clip(mean, -most, most), np.float32)


def _field(warp: NDArray[np.float32], flow: NDArray[np.float32] | None, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Positions (h, w, 2) in the moving picture: the affine applied to the grid, displaced by the flow before it."""
    columns, rows = np.meshgrid(np.arange(shape[1], dtype=np.float32), np.arange(shape[0], dtype=np.float32))
    points = np.stack([columns, rows], axis=-1)
    if flow is not None:
        points = points + flow
    return (points @ warp[:, :2].T + warp[:, 2]).astype(np.float32)


def _warped(image: NDArray[np.float32], warp: NDArray[np.float32]) -> NDArray[np.float32]:
    return _remap(image, _field(warp, None, image.shape))


def _remap(image: NDArray[np.float32], field: NDArray[np.float32]) -> NDArray[np.float32]:
    moved = cv2.remap(image, field, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def _correlation(a: NDArray[np.float32], b: NDArray[np.float32], seen: NDArray[np.uint8]) -> float:
    inside = seen > 0
    if inside.sum() < 100:
        return 0.0
    return float(np.corrcoef(a[inside], b[inside])[0, 1])


def _median_move_mm(field: NDArray[np.float32], seen: NDArray[np.uint8]) -> float:
    still = _field(IDENTITY, None, field.shape)
    distance = np.hypot(*np.moveaxis(field - still, -1, 0)) * GRID_MM * STEP
    return float(np.median(distance[seen > 0])) if seen.any() else 0.0
