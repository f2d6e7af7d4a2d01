"""Before and after pictures for a page: on one grid, at one scale, upright and at one exposure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.affine import Affine
from wrinkle_scan.output.report.exposure import Light, Picture, encode, exposure_gain
from wrinkle_scan.output.report.face_views import FaceView, on_the_same_grid, upper_face

FACE_WIDTH_PX = 900
"""Of a finer photo; a coarser one is shown with the pixels it has."""
REGION_WIDTH_PX = 960
"""A region has 7 grid points to the mm; only an uncommonly wide forehead is reduced to this."""
METERING_SCALE = 0.3
"""The face's exposure is measured on pictures reduced by this factor: the median is the same, and faster."""
BAR_MM = 10.0
"""Length of the scale bar in a picture, on the skin."""
BEYOND = 0.18
"""Grey, linear light, where a photo ends."""


@dataclass(frozen=True, eq=False)
class PicturePair:
    """Two pictures of the same size that show the same skin at the same place.

    Attributes:
        before: as photographed.
        after: moved onto the first, its light multiplied by `gain`.
        gain: see `exposure_gain`.
    """

    before: Picture
    after: Picture
    gain: float


@dataclass(frozen=True, eq=False)
class FacePair(PicturePair):
    """The upper face in both photos.

    Attributes:
        from_before: affine from the before photo's px to the pictures'.
        from_after: the same from the after photo's.
    """

    from_before: Affine
    from_after: Affine


def face_pair(comparison: Comparison) -> FacePair:
    """Both upper faces, as large as the before photo's regions with a margin, its eyes level."""
    before = upper_face(comparison.before, FACE_WIDTH_PX)
    after = on_the_same_grid(before, comparison.after)
    small = [view.rescaled(METERING_SCALE) for view in (before, after)]
    gain = exposure_gain(small[0].light, small[1].light, small[0].skin & small[1].skin)
    return FacePair(
        encode(framed(before, 1.0), FACE_WIDTH_PX),
        encode(framed(after, gain), FACE_WIDTH_PX),
        gain,
        before.from_photo,
        after.from_photo,
    )


def region_pair(aligned: AlignedRegion) -> PicturePair:
    """A region in both photos, on the before photo's grid and at one sharpness."""
    gain = exposure_gain(aligned.before_rgb, aligned.after_rgb, aligned.skin)
    before, after = aligned.before_rgb, np.float32(gain) * aligned.after_rgb
    return PicturePair(encode(before, REGION_WIDTH_PX), encode(after, REGION_WIDTH_PX), gain)


def framed(view: FaceView, gain: float) -> Light:
    """The view's light times a gain, plain grey beyond the photo's edge."""
    return np.where(view.in_frame[..., None], np.float32(gain) * view.light, np.float32(BEYOND)).astype(np.float32)
