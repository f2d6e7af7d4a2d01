"""The answer for one region of two photos: its change, interval, limit and verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.uncertainty import Conditions

Verdict = Literal["improved", "unchanged", "worsened", "cannot_tell"]
Level = Literal["line", "region"]
"""Line by line where the skin of both photos was registered; else the region as a whole, each photo by itself."""


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
