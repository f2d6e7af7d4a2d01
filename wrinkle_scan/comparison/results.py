"""What a comparison of two photos says: data only, from the pixels it was measured on to the verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis import Analysis, Issue
from wrinkle_scan.regions import Patch

Verdict = Literal["improved", "unchanged", "worsened", "cannot_tell"]


@dataclass(frozen=True)
class Check:
    """One thing that was checked before the photos were compared.

    Attributes:
        code: stable name, e.g. ``"pose"``.
        label: what was checked, in a few plain words.
        found: what was found, with its unit, e.g. ``"yaw 2, pitch 3 degrees apart"``.
        limit: what is allowed, e.g. ``"12 degrees"``.
        passed: whether it is within the limit.
        message: the plain sentence for a reader where it did not pass, else empty.
        region: the region it is about, or None for the whole pair.
    """

    code: str
    label: str
    found: str
    limit: str
    passed: bool
    message: str = ""
    region: str | None = None


@dataclass(frozen=True)
class PairedCrease:
    """One crease measured at the same place in both photos.

    Attributes:
        path: float64 (N, 2), (column, row) on the before photo's patch grid.
        length_mm: its length.
        width_mm: its full width at half depth, mean of both photos.
        before_percent: mean darkening in the before photo, %.
        after_percent: the same in the after photo.
        traced_in: where it stands out by itself: ``"both"``, ``"before"`` or ``"after"``.
    """

    path: NDArray[np.float64]
    length_mm: float
    width_mm: float
    before_percent: float
    after_percent: float
    traced_in: Literal["both", "before", "after"]


@dataclass(frozen=True)
class AlignedRegion:
    """A region of both photos on one grid, at one sharpness.

    Attributes:
        patch: the before photo's patch, whose grid is used.
        before_rgb: float32 (H, W, 3), linear light, the before photo.
        after_rgb: the same of the after photo, moved onto the before photo's grid.
        skin: bool (H, W), skin that can be measured in both.
        correlation: of the two photos' fine structure after alignment, -1 to 1.
        moved_mm: median distance by which the alignment moved the after photo beyond the landmarks.
        creases: those found in either photo, measured in both, longest first.
        blur_apart_mm2: how much blunter the after photo was taken, variance in mm2; negative where it was sharper.
    """

    patch: Patch
    before_rgb: NDArray[np.float32]
    after_rgb: NDArray[np.float32]
    skin: NDArray[np.bool_]
    correlation: float
    moved_mm: float
    creases: list[PairedCrease]
    blur_apart_mm2: float = 0.0


@dataclass(frozen=True)
class Change:
    """Severity before and after, 0 to 100, and the change between them, % of the before one."""

    before: float
    after: float
    percent: float
    ci95_percent: tuple[float, float]
    detectable_percent: float


@dataclass(frozen=True)
class RegionComparison:
    """The answer for one region; the five numbers are None where the verdict is ``"cannot_tell"``.

    Attributes:
        before: severity, 0 to 100, under equal conditions.
        after: the same.
        change_percent: of severity, % of the before photo's (see `verdicts`); negative is an improvement.
        ci95_percent: its 95 % interval.
        detectable_change_percent: the smallest change, %, that this pair of photos could have shown.
        verdict: one of four.
        reason: a plain sentence; always given for ``"cannot_tell"``.
        aligned: the pixels behind it, or None where the region could not be aligned.
        change: what was measured, whether or not it was enough to tell; None where nothing could be.
    """

    before: float | None
    after: float | None
    change_percent: float | None
    ci95_percent: tuple[float, float] | None
    detectable_change_percent: float | None
    verdict: Verdict
    reason: str | None
    aligned: AlignedRegion | None = field(default=None, repr=False)
    change: Change | None = None


@dataclass(frozen=True)
class Comparison:
    """Two photos compared.

    Attributes:
        before: the analysis of the first photo.
        after: the analysis of the second.
        comparable: whether nothing about the pair as a whole forbids the comparison.
        forced: whether it was made although something did.
        checks: all that was checked, passed or not.
        issues: what a reader must know.
        regions: by region name.
        captures: all photos of either visit, where several were averaged; the first of each are `before` and `after`.
    """

    before: Analysis
    after: Analysis
    comparable: bool
    forced: bool
    checks: list[Check]
    issues: list[Issue]
    regions: dict[str, RegionComparison]
    captures: tuple[tuple[Analysis, ...], tuple[Analysis, ...]] | None = None
