"""Courses made by hand, for what is said of them: nothing is measured."""

from __future__ import annotations

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.region_comparison import Change, RegionComparison, Verdict
from wrinkle_scan.comparison.verdicts import cannot_tell
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.curve import fit_course
from wrinkle_scan.visits.course.line_kinds import LineKinds
from wrinkle_scan.visits.course.phases import expected_phase
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Capture, RegionVisit, Series, VisitResult
from wrinkle_scan.visits.course.treatments import Treatment

DATES = {0: "2026-01-12", 7: "2026-01-19", 30: "2026-02-11", 120: "2026-05-12", 165: "2026-06-26"}
NAME = "Zoë Example"


def compared(percent: float | None, half: float = 12.0, reason: str | None = None) -> RegionComparison:
    """A region's answer by its change; None cannot tell."""
    if percent is None:
        return cannot_tell(reason or "Too dark.", (None, None))
    verdict: Verdict = "improved" if percent + half < 0 else "worsened" if percent - half > 0 else "unchanged"
    ends = (max(percent - half, -100.0), percent + half)
    change = Change(20.0, 20.0 * (1 + percent / 100), 2.0, percent / 50, half / 100, 0.0, "line", percent, ends, half)
    return RegionComparison(verdict, reason, change)


def capture(day: int, expression: str) -> Capture:
    return Capture(f"{DATES[day]}_{expression}.jpg", f"{day:064x}", 1350, 1350, 0.3, 1.0, -2.0, 0.1)


def visit(
    day: int,
    changes: dict[str, float | None] | None,
    expression: str = "frown",
    checks: tuple[Check, ...] = (),
    issues: tuple[Issue, ...] = (),
) -> VisitResult:
    """A visit; the baseline where `changes` is None."""
    obstacle = any(check.obstacle for check in checks)
    known = {} if changes is None else {name: None if obstacle else changes.get(name, 0) for name in REGION_NAMES}
    answers = {name: compared(known[name]) if known else None for name in REGION_NAMES}
    regions = {name: RegionVisit(20.0, None, day, expected_phase(day), answer) for name, answer in answers.items()}
    return VisitResult(
        DATES[day], day, changes is None, (capture(day, expression),), (), None if changes is None else not obstacle,
        False, checks, issues, regions,
    )  # fmt: skip


def series(expression: Expression = "frown", kinds: dict[str, LineKinds] | None = None) -> Series:
    """Frown lines that soften and come back; a forehead that does not change."""
    glabella = {7: -40.0, 30: -70.0, 120: -35.0, 165: -8.0}
    visits = [visit(0, None, expression), *(visit(d, {"glabella": c}, expression) for d, c in glabella.items())]
    course = fit_course(0, list(glabella), list(glabella.values()), [12.0] * 4)
    return Series(expression, tuple(visits), {"glabella": course}, kinds or {})


def progress(*all_series: Series, treated: bool = True, left_out: tuple[SkippedPhoto, ...] = ()) -> Progress:
    """A course of a patient with a name, treated once."""
    treatment = Treatment("2026-01-12", ("glabella",), "Brand A", (), 20.0, "C1234", "Dr. Example", None)
    return Progress(
        NAME, (treatment,) if treated else (), (0,) if treated else (), all_series or (series(),), left_out, ()
    )
