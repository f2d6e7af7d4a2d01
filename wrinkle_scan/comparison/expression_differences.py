"""Whether two faces whose expression nobody declared do the same.

Phones and clinics' systems name photos by numbers: rest, frown, raised brows and smile lie in one folder. A photo at
rest against one of a frown shows lines that come from the muscle, and neither a treatment nor time.
"""

from __future__ import annotations

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.results import RegionComparison
from wrinkle_scan.comparison.verdicts import judge
from wrinkle_scan.face.expression_signals import movements
from wrinkle_scan.regions.names import BROW_REGIONS, CROWS_FEET

SMILE_APART, BROWS_DOWN_APART, BROWS_UP_APART = 0.45, 0.25, 0.5
"""Differences of MediaPipe's blendshapes, 0 to 1, mean of both sides, at which two faces do not do the same. Of 76
pairs of photos at rest of the clinics' patients 1 % lie beyond any of them; rest against a frown or raised brows, and
these against each other, in all 18 pairs of one person each; rest against a smile in 14 of 16."""
SMILING = 0.5
"""From here on brows may be low for the smile."""
MOST_IN_A_DAY = 1.0
"""Visual grades by which no region changes within a day; what changes by more was made by the face."""
REMEDY = "Say with --expression, or in the files' names, what the face was asked to do."


def regions_apart(before: Analysis, after: Analysis) -> dict[str, str]:
    """The regions whose lines another expression makes in one of two photos, each with the reason as a sentence.

    None where both expressions are declared: what was declared holds, and after a treatment a face that frowns as it
    was asked to looks as at rest. A smile moves the crow's feet only, brows the forehead and the glabella.
    """
    if declared(before, after):
        return {}
    smiles, lowered, raised = zip(movements(before.face.blendshapes), movements(after.face.blendshapes), strict=True)
    frowning = smiles[int(lowered[1] > lowered[0])] < SMILING and _apart(lowered) > BROWS_DOWN_APART
    apart: dict[str, str] = {}
    if _apart(smiles) > SMILE_APART:
        apart |= dict.fromkeys(CROWS_FEET, _sentence("smiles", smiles[1] > smiles[0]))
    if frowning:
        apart |= dict.fromkeys(BROW_REGIONS, _sentence("draws its brows together", lowered[1] > lowered[0]))
    if _apart(raised) > BROWS_UP_APART:
        apart |= dict.fromkeys(BROW_REGIONS, _sentence("raises its brows", raised[1] > raised[0]))
    return apart


def declared(before: Analysis, after: Analysis) -> bool:
    """Whether it is said of both photos what the face was asked to do, and not guessed from the face."""
    return all(one.expression is not None and not one.expression_guessed for one in (before, after))


def one_day(before: Analysis, after: Analysis) -> bool:
    """Whether both cameras say that the photos were taken on one day."""
    days = [(one.photo.captured_at or "")[:10] for one in (before, after)]
    return bool(days[0]) and days[0] == days[1]


def changed_too_fast(region: RegionComparison) -> str | None:
    """Why two undeclared photos of one day do not show one expression, as a sentence; None where they may."""
    change = region.change
    if change is None or judge(change)[0] not in ("improved", "worsened") or abs(change.grade_change) < MOST_IN_A_DAY:
        return None
    return (
        f"The expression is not declared, and the lines of one day differ by {abs(change.grade_change):.1f} grades: no "
        f"treatment does that, another expression does. {REMEDY}"
    )


def _apart(values: tuple[float, ...]) -> float:
    return abs(values[1] - values[0])


def _sentence(does: str, after: bool) -> str:
    which = "after" if after else "before"
    return (
        f"The expression is not declared, and the face {does} in the {which} photo only: lines come and go with it. "
        f"{REMEDY}"
    )
