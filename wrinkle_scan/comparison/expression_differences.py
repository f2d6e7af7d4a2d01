"""Whether two faces whose expression nobody declared do the same.

Phones and clinics' systems name photos by numbers: rest, frown, raised brows and smile lie in one folder. A photo at
rest against one of a frown shows lines that come from the muscle, and neither a treatment nor time.
"""

from __future__ import annotations

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.check import PHOTO_WORDS
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.comparison.settings import EXPRESSION_LIMITS
from wrinkle_scan.comparison.verdicts import judge
from wrinkle_scan.face.expression_signals import movements
from wrinkle_scan.regions.names import BROW_REGIONS, CROWS_FEET
from wrinkle_scan.system.messages import Message, joined, message

REMEDY = message("Say in the files' names, or with the option expression, what the face was asked to do.")


def differing_regions(before: Analysis, after: Analysis) -> dict[str, str]:
    """The regions whose lines another expression makes in one of two photos, each with the reason as a sentence.

    None where both expressions are declared: what was declared holds, and after a treatment a face that frowns as it
    was asked to looks as at rest. A smile moves the crow's feet only, brows the forehead and the glabella.
    """
    if declared(before, after):
        return {}
    smiles, lowered, raised = zip(movements(before.face.blendshapes), movements(after.face.blendshapes), strict=True)
    smiling = smiles[int(lowered[1] > lowered[0])] >= EXPRESSION_LIMITS.smiling
    frowning = not smiling and _difference(lowered) > EXPRESSION_LIMITS.brows_down_difference
    differences: dict[str, str] = {}
    if _difference(smiles) > EXPRESSION_LIMITS.smile_difference:
        differences |= dict.fromkeys(CROWS_FEET, _sentence(message("smiles"), smiles[1] > smiles[0]))
    if frowning:
        differences |= dict.fromkeys(
            BROW_REGIONS, _sentence(message("draws its brows together"), lowered[1] > lowered[0])
        )
    if _difference(raised) > EXPRESSION_LIMITS.brows_up_difference:
        differences |= dict.fromkeys(BROW_REGIONS, _sentence(message("raises its brows"), raised[1] > raised[0]))
    return differences


def smile_at_rest(before: Analysis, after: Analysis) -> tuple[str, str] | None:
    """(code, sentence) where both photos are declared at rest and the face smiles in one only; None where not.

    What is declared holds, so the regions keep their answers; but no treatment makes a face at rest smile.
    """
    if not (before.expression == after.expression == "rest" and declared(before, after)):
        return None
    smiles = [movements(one.face.blendshapes).smile for one in (before, after)]
    if _difference(tuple(smiles)) <= EXPRESSION_LIMITS.smile_difference:
        return None
    return "smile_at_rest", message(
        "Both photos are declared at rest, but the face smiles in the {which} photo only: a smile makes lines beside "
        "the eyes.",
        which=PHOTO_WORDS["after" if smiles[1] > smiles[0] else "before"],
    )


def declared(before: Analysis, after: Analysis) -> bool:
    """Whether it is said of both photos what the face was asked to do, and not guessed from the face."""
    return all(one.expression is not None and not one.expression_guessed for one in (before, after))


def one_day(before: Analysis, after: Analysis) -> bool:
    """Whether both cameras say that the photos were taken on one day."""
    days = [(one.photo.taken_at or "")[:10] for one in (before, after)]
    return bool(days[0]) and days[0] == days[1]


def changed_too_fast(region: RegionComparison) -> str | None:
    """Why two undeclared photos of one day do not show one expression, as a sentence; None where they may."""
    change = region.change
    if change is None or judge(change)[0] not in ("improved", "worsened"):
        return None
    if abs(change.grade_change) < EXPRESSION_LIMITS.most_in_a_day:
        return None
    return joined(
        [
            message(
                "The expression is not declared, and the lines of one day differ by {grades:.1f} grades: no "
                "treatment does "
                "that, another expression does.",
                grades=abs(change.grade_change),
            ),
            REMEDY,
        ]
    )


def _difference(values: tuple[float, ...]) -> float:
    return abs(values[1] - values[0])


def _sentence(does: Message, after: bool) -> str:
    only = message(
        "The expression is not declared, and the face {does} in the {which} photo only: lines come and go with it.",
        does=does,
        which=PHOTO_WORDS["after" if after else "before"],
    )
    return joined([only, REMEDY])
