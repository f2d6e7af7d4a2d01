"""Whether the face tried as hard in both photos.

After treatment a patient who tries to frown cannot; one who does not try looks the same.
"""

from __future__ import annotations

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.settings import CHECKS, EFFORT
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.regions.excursions import excursions
from wrinkle_scan.regions.settings import EXCURSIONS
from wrinkle_scan.system.messages import Message, marked, message

LESS: dict[Expression, tuple[str, float, str]] = {
    "frown": ("brow_lift_mm", 1.0, marked("brows {mm:.0f} mm higher")),
    "brow_raise": ("brow_lift_mm", -1.0, marked("brows {mm:.0f} mm lower")),
    "smile": ("eye_narrowing_mm", -1.0, marked("eyes {mm:.0f} mm wider open")),
}
"""What relaxes where less is tried: the measure, its sign and its words."""


def effort_note(before: Analysis, after: Analysis) -> tuple[str, str] | None:
    """(code, sentence) where the after photo of a declared expression shows far less of it; None where not."""
    expression = before.expression
    turned = abs(before.face.yaw_deg - after.face.yaw_deg) > CHECKS.pose_limit_deg
    if expression is None or expression not in LESS or turned:
        return None
    measure, sign, words = LESS[expression]
    relaxed = sign * sum(getattr(side, measure) for side in excursions(before.face_chart, after.face_chart)) / 2
    if relaxed < EFFORT.sure * EXCURSIONS.repeatability_mm[measure]:
        return None
    return "effort", message(
        "The after photo shows far less effort ({words}): lines gone by treatment or by a weaker try look the same.",
        words=Message(words, None, {"mm": relaxed}),
    )
