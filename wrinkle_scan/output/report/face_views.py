"""Resamples both upper faces onto one upright grid: the map from each photo, its light and its skin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.enhanced_correlation import IDENTITY, enhanced_correlation
from wrinkle_scan.output.report.affine import (
    Affine,
    Size,
    compose,
    inverse,
    pixel_centers,
    scale_of,
    similarity,
    transformed,
)
from wrinkle_scan.output.report.exposure import Light
from wrinkle_scan.quality.band_pass import log_band_pass
from wrinkle_scan.regions.rectified import sample_light

MARGIN_MM = 8.0
EYE_ENDS = (33, 263)
ANCHORS = (33, 133, 362, 263, 168, 6, 197, 9, 151, 10, 127, 356, 54, 284, 21, 251)
"""Landmarks that expressions move least: eye corners, bridge of the nose, midline of the forehead, temples."""
MATCHED_MM = 0.5
BAND_MM = (1.0, 6.0)
"""The skin is registered on a grid of MATCHED_MM by its structure between these two Gaussian scales."""
FAR_MM = 8.0
"""Landmarks are accurate to a few mm; a registration that moves the skin farther is rejected."""


@dataclass(frozen=True, eq=False)
class FaceView:
    """One photo on a grid.

    Attributes:
        analysis: of the photo.
        from_photo: affine from the photo's px to the grid's.
        size: of the grid.
    """

    analysis: Analysis
    from_photo: Affine
    size: Size

    @cached_property
    def photo_xy(self) -> NDArray[np.float32]:
        """Where each pixel lies in the photo, float32 (H, W, 2), px."""
        return transformed(inverse(self.from_photo), pixel_centers(self.size)).astype(np.float32)

    @cached_property
    def light(self) -> Light:
        """Linear light, float32 (H, W, 3); beyond the photo's edge it repeats that edge."""
        return sample_light(self.analysis.photo, self.photo_xy, scale_of(self.from_photo))

    @cached_property
    def in_frame(self) -> NDArray[np.bool_]:
        """Pixels within the photo, bool (H, W)."""
        photo = self.analysis.photo
        return np.asarray(((self.photo_xy > 0) & (self.photo_xy < (photo.width, photo.height))).all(axis=-1))

    @cached_property
    def skin(self) -> NDArray[np.bool_]:
        """Pixels of facial skin within the photo, bool (H, W)."""
        return self.in_frame & self.analysis.segmentation.is_skin(self.photo_xy)

    def rescaled(self, factor: float) -> FaceView:
        """The same view with the pixels of each side multiplied by a factor."""
        width, height = (max(round(side * factor), 1) for side in self.size)
        return FaceView(self.analysis, self.from_photo * factor, (width, height))


def upper_face(analysis: Analysis, width_px: int) -> FaceView:
    """The view of all regions with a margin, eyes level; at most `width_px` wide and no finer than the photo."""
    right, left = (analysis.face.landmarks[i, :2] for i in EYE_ENDS)
    across = (left - right) / np.hypot(*(left - right))
    turn = np.array([across, [-across[1], across[0]]])
    points = np.vstack([r.patch.photo_xy[r.patch.inside] for r in analysis.regions.values()]) @ turn.T
    margin = MARGIN_MM / analysis.face.mm_per_px
    low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
    scale = min(width_px / (high[0] - low[0]), 1.0)
    width, height = (round(float(side)) for side in (high - low) * scale)
    return FaceView(analysis, np.column_stack([turn * scale, -low * scale]), (width, height))


def on_the_same_grid(view: FaceView, other: Analysis) -> FaceView:
    """Another photo of the same face on a view's grid: aligned by the landmarks, then registered by the skin."""
    target, source = (a.face.landmarks[list(ANCHORS), :2] for a in (view.analysis, other))
    laid = FaceView(other, compose(view.from_photo, similarity(source, target)), view.size)
    coarse = view.analysis.face.mm_per_px / scale_of(view.from_photo) / MATCHED_MM
    match = _match(view.rescaled(coarse), laid.rescaled(coarse))
    match[:, 2] /= coarse
    return FaceView(other, compose(inverse(match), laid.from_photo), view.size)


def _match(fixed: FaceView, moving: FaceView) -> Affine:
    """Affine map from the fixed view's points to the moving view's, by the skin.

    The identity, i.e. the alignment by landmarks, if the registration does not converge or moves by over FAR_MM.
    """
    still = IDENTITY.astype(float)
    skin = (fixed.skin & moving.skin).astype(np.uint8)
    one, other = (log_band_pass(view.light, BAND_MM, MATCHED_MM) for view in (fixed, moving))
    warp, converged = enhanced_correlation(one, other, seen=skin)
    if not converged:
        return still
    found = np.asarray(warp, float)
    found[:, 2] += 0.5 - found[:, :2] @ (0.5, 0.5)  # OpenCV counts from the centre of the first pixel
    corners = np.array([(0, 0), (fixed.size[0], 0), (0, fixed.size[1]), fixed.size], float)
    far = np.hypot(*(transformed(found, corners) - corners).T).max() * MATCHED_MM > FAR_MM
    return still if far else found
