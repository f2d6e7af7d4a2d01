"""A region of two photos on one grid, with the creases that were measured in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.creases.settings import MEASURING
from wrinkle_scan.regions.rectified import RectifiedRegion


@dataclass(frozen=True, eq=False)
class PairedCrease:
    """One crease measured at the same place in both photos.

    Attributes:
        path: float64 (N, 2), (column, row) on the before photo's patch grid.
        length_mm: its length.
        width_mm: its full width at half depth, mean of both photos.
        before_percent: mean darkening in the before photo, %.
        after_percent: the same in the after photo.
        traced_in: where it stands out by itself: ``"both"``, ``"before"`` or ``"after"``.
        probability: that it is a crease, in the photo in which that is likelier.
    """

    path: NDArray[np.float64]
    length_mm: float
    width_mm: float
    before_percent: float
    after_percent: float
    traced_in: Literal["both", "before", "after"]
    probability: float = 1.0

    @property
    def likely(self) -> bool:
        """Whether it is rather a crease than not."""
        return self.probability >= MEASURING.likely


@dataclass(frozen=True, eq=False)
class AlignedRegion:
    """A region of both photos on one grid, at one sharpness.

    Attributes:
        patch: the before photo's patch, whose grid is used.
        before_rgb: float32 (H, W, 3), linear light, the before photo.
        after_rgb: the same of the after photo, moved onto the before photo's grid.
        skin: bool (H, W), skin that can be measured in both.
        correlation: of the two photos' skin texture after registration, -1 to 1.
        moved_mm: median distance by which the alignment moved the after photo beyond the landmarks.
        creases: those found in either photo, measured in both, longest first; where the skin was not registered, each
            photo's own likely ones, whose depth in the other photo is not known (NaN).
        blur_difference_mm2: how much more blurred the after photo is, variance in mm2; negative where it was sharper.
        registered: whether the skin was registered pore by pore, and not by the landmarks alone.
    """

    patch: RectifiedRegion
    before_rgb: NDArray[np.float32]
    after_rgb: NDArray[np.float32]
    skin: NDArray[np.bool_]
    correlation: float
    moved_mm: float
    creases: list[PairedCrease]
    blur_difference_mm2: float = 0.0
    registered: bool = True
