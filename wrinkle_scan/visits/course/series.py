"""One patient's visits of one expression and view, without pixels: their comparisons, and the estimates over them."""

from __future__ import annotations

from dataclasses import dataclass

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.movement import Movement
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.face.expression import Expression, SeriesKey, View
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.curve import Course
from wrinkle_scan.visits.course.line_kinds import LineKinds
from wrinkle_scan.visits.course.phases import Phase


@dataclass(frozen=True)
class Capture:
    """One photo of a visit, by its file's name without folders."""

    name: str
    sha256: str
    width: int
    height: int
    mm_per_px: float
    yaw_deg: float
    pitch_deg: float
    blur_mm: float


@dataclass(frozen=True)
class RegionVisit:
    """One region at one visit.

    Attributes:
        severity: of the visit's own photos, 0 to 100, mean of the captures; None where not measurable.
        reason: why it is not measurable, or None.
        days_since: days since the region's last treatment, negative before its first; None where it was never treated.
        phase: the expected phase of the effect at that time; None where the region was never treated.
        compared: comparison with the baseline, without pixels; None at the baseline itself.
    """

    severity: float | None
    reason: str | None
    days_since: int | None
    phase: Phase | None
    compared: RegionComparison | None


@dataclass(frozen=True)
class VisitResult:
    """One visit of one expression.

    Attributes:
        date: ISO 8601; None in a report that names no date.
        day: days since the first treatment, or since the first visit where there is none.
        baseline: whether the others are compared with this one.
        captures: the photos that could be measured.
        failed: those that could not, and copies and surplus photos, which are not used.
        comparable: whether the photos as a whole may be compared; None at the baseline and where no photo could be
            measured.
        forced: whether they were compared although they may not be.
        checks: the checks of capture conditions made before the comparison.
        issues: notes on the photos and the comparison.
        regions: by name; empty where no photo could be measured.
        movement: from the visit's photo at rest to this expression, where there are both.
    """

    date: str | None
    day: int
    baseline: bool
    captures: tuple[Capture, ...]
    failed: tuple[SkippedPhoto, ...]
    comparable: bool | None
    forced: bool
    checks: tuple[Check, ...]
    issues: tuple[Issue, ...]
    regions: dict[str, RegionVisit]
    movement: Movement | None = None

    @property
    def obstacles(self) -> list[Check]:
        """What speaks against comparing the visit with the baseline; empty where nothing does."""
        return [check for check in self.checks if check.obstacle]


@dataclass(frozen=True)
class Series:
    """All visits of one expression and view, in order, with the estimates over them.

    Attributes:
        expression: None where it was neither declared nor classified.
        visits: in the order of their days.
        courses: by treated region, the course after its last treatment that a visit followed.
        kinds: by region, static and dynamic lines of the baseline; only regions for which there is a photo at rest of
            the same day.
        view: the side of the face that the camera sees.
        certainty: probability of the expression in the least certain photo, 0 to 1, where it was classified.
    """

    expression: Expression | None
    visits: tuple[VisitResult, ...]
    courses: dict[str, Course]
    kinds: dict[str, LineKinds]
    view: View = "front"
    certainty: float | None = None

    @property
    def key(self) -> SeriesKey:
        """Expression and view of the photos."""
        return SeriesKey(self.expression, self.view)

    @property
    def baseline(self) -> VisitResult | None:
        """The visit that the others are compared with; None where no visit could be measured."""
        return next((visit for visit in self.visits if visit.baseline), None)

    def compared_visits(self, region: str) -> list[tuple[VisitResult, RegionComparison]]:
        """The visits at which a region was compared with the baseline, each with the comparison, by day."""
        found = [(visit, visit.regions[region].compared) for visit in self.visits if region in visit.regions]
        return [(visit, compared) for visit, compared in found if compared is not None]
