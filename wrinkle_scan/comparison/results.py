"""What a comparison of two photos says: data only, from the pixels it was measured on to the verdict."""

from __future__ import annotations

import reprlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.results import Analysis, Issue
from wrinkle_scan.comparison.contract import comparison_json, region_rows
from wrinkle_scan.comparison.notebook import comparison_html
from wrinkle_scan.comparison.uncertainty import Conditions
from wrinkle_scan.creases.settings import MEASURING
from wrinkle_scan.regions.rectified import RectifiedRegion
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.showing import data_frame

if TYPE_CHECKING:
    import pandas

Verdict = Literal["improved", "unchanged", "worsened", "cannot_tell"]
Level = Literal["line", "region"]
"""Line by line where the skin of both photos was registered; else the region as a whole, each photo by itself."""

PHOTO_WORDS = {"before": message("before"), "after": message("after")}
"""Which of the two photos, within a sentence: ``in the after photo``."""


@dataclass(frozen=True)
class Check:
    """One thing that was checked before the photos were compared.

    Attributes:
        code: stable name, e.g. ``"pose"``.
        label: what was checked, in a few plain words.
        found: what was found, with its unit, e.g. ``"yaw differs by 2, pitch by 3 degrees"``.
        limit: what is allowed, e.g. ``"12 degrees"``.
        passed: whether it is within the limit.
        forbids: whether there is no answer where it is not; else it widens the interval and is a note.
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
    forbids: bool = False

    @property
    def obstacle(self) -> bool:
        """Whether it leaves no answer for this pair, unless that is forced."""
        return self.forbids and not self.passed

    @property
    def pair_differs(self) -> bool:
        """Whether it says that the photos as a whole are unlike; what a single region lacks does not."""
        return self.region is None and not self.passed


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


@dataclass(frozen=True)
class LevelChange:
    """A region's change at one level, in visual grades.

    Attributes:
        level: which.
        before: grade of the before photo, on the skin that both show.
        after: the same of the after photo.
        sigma: standard deviation of their difference.
        uneven: of that, how unevenly lines changed along themselves; 0 at the region level.
        doubtful: of that, lines that may not be there; 0 at the region level.
    """

    level: Level
    before: float
    after: float
    sigma: float
    uneven: float = 0.0
    doubtful: float = 0.0


@dataclass(frozen=True)
class Change:
    """A region's change, on the scale of the visual grade and in % of severity.

    Attributes:
        before: severity of the before photo, 0 to 100.
        after: that of the after photo.
        grade_before: visual grade of the before photo, 0 to 3.
        grade_change: by how much it changed; negative is an improvement.
        sigma: standard deviation of that.
        shared_sigma: the part of it that all captures of a visit share, the lamp's.
        level: which level has the larger say.
        percent: change of severity, % of the before photo's (see `verdicts`).
        ci95_percent: its 95 % interval; ends at -100 %.
        detectable_percent: the smallest change that would have been called.
        levels: what it was made of.
        conditions: how the two photos differ in anything but the skin; None where several captures were averaged.
    """

    before: float
    after: float
    grade_before: float
    grade_change: float
    sigma: float
    shared_sigma: float
    level: Level
    percent: float
    ci95_percent: tuple[float, float]
    detectable_percent: float
    levels: tuple[LevelChange, ...] = ()
    conditions: Conditions | None = None


@dataclass(frozen=True)
class RegionComparison:
    """The answer for one region.

    Attributes:
        verdict: one of four.
        reason: a plain sentence; always given for ``"cannot_tell"``.
        change: what was measured, whether or not it was enough for a verdict; None where nothing could be.
        severities: of the before and the after photo, 0 to 100, as `analyze` has them, for a region without a change;
            None where it was not measurable.
        aligned: the pixels behind it, or None where there are none.
    """

    verdict: Verdict
    reason: str | None = None
    change: Change | None = None
    severities: tuple[float | None, float | None] = (None, None)
    aligned: AlignedRegion | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        """One short line: the verdict and its numbers."""
        low, high = self.ci95_percent or (None, None)
        numbers = "" if low is None else f", {self.change_percent:+.0f} % ({low:+.0f} to {high:+.0f})"
        return f"<RegionComparison: {self.verdict}{numbers}>"

    @property
    def before(self) -> float | None:
        """Severity of the before photo, 0 to 100; None where it was not measurable there."""
        return self.change.before if self.change else self.severities[0]

    @property
    def after(self) -> float | None:
        """The same of the after photo."""
        return self.change.after if self.change else self.severities[1]

    @property
    def reported(self) -> Change | None:
        """The change; None where the verdict is ``"cannot_tell"``, so that no number stands beside it."""
        return None if self.verdict == "cannot_tell" else self.change

    @property
    def change_percent(self) -> float | None:
        """Of severity, % of the before photo's (see `verdicts`), if there is an answer; negative is an improvement."""
        return self.reported.percent if self.reported else None

    @property
    def ci95_percent(self) -> tuple[float, float] | None:
        """Its 95 % interval."""
        return self.reported.ci95_percent if self.reported else None

    @property
    def detectable_change_percent(self) -> float | None:
        """The smallest change, %, that this pair of photos could have shown."""
        return self.reported.detectable_percent if self.reported else None

    @property
    def level(self) -> Level | None:
        """At which level it was compared; None where it was not."""
        return self.change.level if self.change else None


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

    def to_dict(self) -> dict[str, Any]:
        """The JSON of ``compare --json`` (schema wrinkle-scan/comparison/1)."""
        return comparison_json(self)

    def to_dataframe(self) -> pandas.DataFrame:
        """A row for each region, with the columns of the tables that ``batch --pairs`` writes; needs pandas."""
        return data_frame(region_rows(self))

    def _repr_html_(self) -> str:
        """The verdicts and the aligned regions, for a notebook."""
        return comparison_html(self)

    @property
    def refused(self) -> bool:
        """Whether there is no answer for the pair as a whole: it is neither comparable nor forced."""
        return not self.comparable and not self.forced

    @property
    def obstacles(self) -> list[Check]:
        """What forbids the comparison, whether or not it was forced."""
        return [check for check in self.checks if check.obstacle]

    def __repr__(self) -> str:
        """One short line: two analyses would fill thousands."""
        before, after = (reprlib.repr(analysis.photo.path.name) for analysis in (self.before, self.after))
        found = (f"{name} {region.verdict}" for name, region in self.regions.items())
        return f"<Comparison of {before} and {after}: {', '.join(found)}>"
