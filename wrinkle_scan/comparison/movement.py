"""How far brows and eyes move from rest to an expression: weakened movement is what the treatment does.

Both faces are laid on each other by the middles of their eyes (for turn and size) and by the inner corners of the eyes
(for place), so that the head's position drops out.

Repeatability, by ``python benchmarks/movement.py ../shared/photos`` (mean of both sides, standard deviation about no
movement over pairs of photos between which nothing moved, mm). The four photos of `repeats/lisa1-4` differ in head
position by up to 11 degrees of pitch: brow lift 1.64, brow approach 0.18, eye narrowing 0.79, canthus lift 0.76,
canthus outward 0.22. Three distances of the camera, `repeats/30-60cm`: 0.64, 0.06, 0.42, 0.31, 0.17. Over the 32 people
of `london`, neutral against smiling, the brows, which then have little to do: 1.04 and 0.17.

The landmarks follow a movement only in part. Brows pushed in photos by computation (`tests/support/moved_faces.py`; two
faces): 5 mm up were found as 4.2 to 5.2 mm, 8 mm as 4.0 to 5.6, and 3 mm together as 0 to 0.7 a side. Figures are thus
a lower bound, the approach of the brows most of all, and hold from visit to visit of one person.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.checks import check_pair
from wrinkle_scan.comparison.settings import MOVEMENT
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.regions.excursions import Excursion, excursions
from wrinkle_scan.regions.settings import EXCURSIONS
from wrinkle_scan.system.messages import joined, message

MOVING: dict[Expression, tuple[str, ...]] = {
    "frown": ("brow_approach_mm", "brow_lift_mm"),
    "brow_raise": ("brow_lift_mm",),
    "smile": ("eye_narrowing_mm", "canthus_lift_mm", "canthus_outward_mm"),
}
"""The expressions that are movements, and what moves in each."""


@dataclass(frozen=True)
class Movement:
    """From a photo at rest to one of an expression.

    Attributes:
        rest: the photo at rest.
        expression: of the other photo, as declared.
        issues: what a reader must know.
        right: the patient's right side; None where the two photos cannot be laid on each other.
        left: the patient's left side.
    """

    rest: Analysis
    expression: Expression | None
    issues: list[Issue]
    right: Excursion | None
    left: Excursion | None

    @property
    def mean(self) -> Excursion | None:
        """Of both sides."""
        if self.right is None or self.left is None:
            return None
        right, left = asdict(self.right), asdict(self.left)
        return Excursion(**{name: (right[name] + left[name]) / 2 for name in right})


@dataclass(frozen=True)
class MovementPair:
    """The movement before treatment and after; None where no photo at rest was given."""

    before: Movement | None
    after: Movement | None

    def change_percent(self, measure: str) -> float | None:
        """Change of one measure, % of the first; None where the first is none that shows (`is_shown`)."""
        before, after = mean_of(self.before, measure), mean_of(self.after, measure)
        if before is None or after is None or not is_shown(measure, before):
            return None
        return 100 * (after - before) / before

    @property
    def shown_measures(self) -> tuple[str, ...]:
        """What moves in the declared expression."""
        either = self.before or self.after
        return MOVING.get(either.expression, ()) if either and either.expression else ()


def mean_of(movement: Movement | None, measure: str) -> float | None:
    """One measure's mean of both sides, mm; None where there is none."""
    return None if movement is None or movement.mean is None else float(getattr(movement.mean, measure))


def is_shown(measure: str, mm: float) -> bool:
    """Whether a movement, mean of both sides, is larger than what unmoved faces may show."""
    return abs(mm) > MOVEMENT.shown * EXCURSIONS.repeatability_mm[measure]


def measure_movement(rest: Analysis, moved: Analysis) -> Movement:
    """Measures the movement between two photos of one visit.

    Args:
        rest: the face at rest.
        moved: the same face frowning, raising its brows or smiling.
    """
    failed = {check.code: check for check in check_pair(rest, moved) if not check.passed}
    issues = []
    if "person" in failed:  # raised brows alone may do that: no refusal
        found = failed["person"].found
        issues.append(
            Issue("person", message("Do both photos show the same person? To the photo at rest: {found}.", found=found))
        )
    if "pose" in failed:
        issues.append(Issue("pose", joined([message("No movement can be measured."), failed["pose"].message])))
        return Movement(rest, moved.expression, issues, None, None)
    return Movement(rest, moved.expression, issues, *excursions(rest.face_chart, moved.face_chart))
