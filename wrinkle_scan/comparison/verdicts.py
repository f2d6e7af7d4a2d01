"""From a change of the visual grade to an answer: change in %, 95 % interval, smallest detectable change, verdict."""

from __future__ import annotations

from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.region_comparison import Change, Level, RegionComparison, Verdict
from wrinkle_scan.comparison.settings import VERDICTS
from wrinkle_scan.comparison.statistics import Z95
from wrinkle_scan.creases.severity import load_at_grade, load_of, severity, visual_grade
from wrinkle_scan.system.messages import message


def region_change(
    region: str,
    severities: tuple[float, float],
    grade_change: float,
    sigma: float,
    level: Level,
    shared_sigma: float = 0.0,
) -> Change:
    """A region's change in % of severity, from that of its visual grade.

    Args:
        region: its name.
        severities: of the before and the after photo, each by itself.
        grade_change: of the visual grade.
        sigma: its standard deviation.
        level: which level has the larger say.
        shared_sigma: what of `sigma` all captures of a visit share.
    """
    before = visual_grade(region, load_of(severities[0]))

    def percent(change: float) -> float:
        """Of severity, where the grade changes by so much; no less than -100."""
        moved = severity(load_at_grade(region, before + change)) - severities[0]
        return max(100 * moved / max(severities[0], VERDICTS.smooth), -100.0)

    half = Z95 * sigma
    return Change(
        before=severities[0],
        after=severities[1],
        grade_before=before,
        grade_change=grade_change,
        sigma=sigma,
        shared_sigma=shared_sigma,
        level=level,
        percent=percent(grade_change),
        ci95_percent=(percent(grade_change - half), percent(grade_change + half)),
        detectable_percent=abs(percent(-half)) if before > half else percent(half),
    )


def judge(change: Change) -> tuple[Verdict, str | None]:
    """The verdict on a change, with a reason where one is needed."""
    low, high = (change.grade_change + sign * Z95 * change.sigma for sign in (-1, 1))
    if high < 0:
        return "improved", None
    if low > 0:
        return "worsened", None
    if low > -VERDICTS.matters_grades and high < VERDICTS.matters_grades:
        smooth = max(change.before, change.after) < VERDICTS.smooth
        return "unchanged", message("There are hardly any lines in either photo.") if smooth else None
    least, most = (f"{end:+.0f}".replace("-", "\u2212") for end in change.ci95_percent)
    return "cannot_tell", message(
        "The change lies between {least} and {most} %: the photos are too unlike to distinguish a change from none.",
        least=least,
        most=most,
    )


def answer(change: Change, aligned: AlignedRegion | None) -> RegionComparison:
    """The region's answer to a measured change."""
    return RegionComparison(*judge(change), change, aligned=aligned)


def cannot_tell(
    reason: str, severities: tuple[float | None, float | None], aligned: AlignedRegion | None = None
) -> RegionComparison:
    """No change could be measured in a region, and why; with each photo's own severity where it was measured."""
    return RegionComparison("cannot_tell", reason, None, severities, aligned)
