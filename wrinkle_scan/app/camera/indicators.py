"""What the camera sees against what is asked for: an indicator each, in words that say what to do.

The limits are those by which two photos are compared (`comparison.settings`) and one is measured
(`analysis.settings`). Left and right are the patient's; what stands in quotation marks is said to the patient.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.app.camera.seeing import Seen
from wrinkle_scan.app.camera.standard_series import VIEW_YAW_DEG, SeriesStep
from wrinkle_scan.comparison.settings import CHECKS, EXPRESSION_LIMITS
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.face.expression_signals import Movements
from wrinkle_scan.face.geometry import BROWS, EYES
from wrinkle_scan.face.settings import VIEWING
from wrinkle_scan.quality.lighting import Light, light_moved
from wrinkle_scan.system.messages import Day, joined, message
from wrinkle_scan.visits.catalog.settings import FACE_EXPRESSIONS

IndicatorState = Literal["good", "note", "mend"]
FOREHEAD = (10, 338, 297, 332, 284, 109, 67, 103, 54)
"""MediaPipe's landmarks along the upper edge of the forehead, to the temples."""
MARGIN = 0.01
"""Of width and height: what is so near the frame's edge counts as cut off."""
ALIKE_SIZE = 1.2
"""Factor by which the face may be larger or smaller in the picture than in the earlier one. What differs in resolution
hardly widens an interval, but a camera that is nearer sees the face in another perspective."""
SAME_SIDE = 0.9
"""Cosine: light that turned by less than 25 degrees comes from where it came."""
ALIKE_SHAPE = 0.02
"""Natural logarithm of width over height: pictures of one shape are held to be of one camera, or of one like it."""


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Attributes:
        state: good; or a note, which does not keep from taking the photo; or what to mend first.
        words: what is seen, or what to do.
    """

    state: IndicatorState
    words: str


@dataclass(frozen=True, eq=False)
class Like:
    """The earlier photo that is to be matched, and its day, ISO 8601."""

    seen: Seen
    date: str

    @property
    def day(self) -> str:
        """In words."""
        return Day(self.date)


def indicators(seen: Seen, step: SeriesStep, like: Like | None) -> dict[str, Indicator]:
    """All indicators that can be judged, by `series.INDICATORS`: light and sharpness only where they were measured."""
    found = {
        "frame": _frame(seen, like),
        "distance": _distance(seen, like),
        "turn": _turn(seen, step, like),
        "chin": _chin(seen, like),
        "lean": _lean(seen, like),
        "expression": _expression(seen, step.expression, like),
    }
    if seen.light is not None:
        found["light"] = _light(seen.light, like)
    if seen.blur_mm is not None:
        found["sharp"] = _sharp(seen.blur_mm)
    return found


def _frame(seen: Seen, like: Like | None) -> Indicator:
    cut = next(_cut_off(seen), None)
    if cut:
        return Indicator("mend", cut)
    if seen.eyes_closed and not (like and like.seen.eyes_closed):
        return Indicator("mend", message("Ask: “Open your eyes.”"))
    return Indicator("good", message("Eyes, brows and forehead"))


def _cut_off(seen: Seen) -> Iterator[str]:
    """What to do for each edge of the picture that cuts off eyes, brows or forehead; two opposite ones first."""
    points = seen.points[[*EYES, *BROWS, *FOREHEAD]]
    left, top = points.min(axis=0) < MARGIN
    right, bottom = points.max(axis=0) > 1 - MARGIN
    if (left and right) or (top and bottom):
        yield message("Too close: go back until the whole forehead is in the picture.")
    for is_cut, words in (
        (top, message("Point the camera higher ↑")),
        (left, message("Point the camera more to the left ←")),
        (right, message("Point the camera more to the right →")),
        (bottom, message("Point the camera lower ↓")),
    ):
        if is_cut:
            yield words


def _distance(seen: Seen, like: Like | None) -> Indicator:
    if like and _alike_shaped(seen, like.seen):
        times = seen.mm_per_px * seen.width / (like.seen.mm_per_px * like.seen.width)
        if times > ALIKE_SIZE:
            return Indicator("mend", message("Come closer: the face is smaller than on {day}.", day=like.day))
        if times < 1 / ALIKE_SIZE:
            return Indicator("mend", message("Go back: the face is larger than on {day}.", day=like.day))
    if seen.mm_per_px > ANALYSIS.coarse_mm_per_px:
        return Indicator("mend", message("Come closer: fine lines are not seen from there."))
    return Indicator("good", message("Near enough"))


def _alike_shaped(one: Seen, other: Seen) -> bool:
    return abs(math.log(one.width / one.height * other.height / other.width)) < ALIKE_SHAPE


def _turn(seen: Seen, step: SeriesStep, like: Like | None) -> Indicator:
    target = like.seen.yaw_deg if like else VIEW_YAW_DEG[step.view]
    most = CHECKS.pose_limit_deg if like or step.view == "front" else VIEWING.one_view_deg
    off = seen.yaw_deg - target
    if abs(off) <= most:
        return Indicator("good", _aside(seen.yaw_deg))
    if off > 0:
        little, much = message("Ask: “Turn a little to your right.” ←"), message("Ask: “Turn to your right.” ←")
    else:
        little, much = message("Ask: “Turn a little to your left.” →"), message("Ask: “Turn to your left.” →")
    return Indicator("mend", little if _is_little(off, most) else much)


def _chin(seen: Seen, like: Like | None) -> Indicator:
    off = seen.pitch_deg - (like.seen.pitch_deg if like else 0.0)
    if abs(off) <= CHECKS.pose_limit_deg:
        degrees = abs(seen.pitch_deg)
        up = seen.pitch_deg > 0
        return Indicator(
            "good",
            message("{degrees:.0f}° up", degrees=degrees) if up else message("{degrees:.0f}° down", degrees=degrees),
        )
    if off > 0:
        little, much = message("Ask: “Lower your chin a little.” ↓"), message("Ask: “Lower your chin.” ↓")
    else:
        little, much = message("Ask: “Raise your chin a little.” ↑"), message("Ask: “Raise your chin.” ↑")
    return Indicator("mend", little if _is_little(off, CHECKS.pose_limit_deg) else much)


def _lean(seen: Seen, like: Like | None) -> Indicator:
    off = seen.roll_deg - (like.seen.roll_deg if like else 0.0)
    if abs(off) <= CHECKS.pose_limit_deg:
        return Indicator("good", _aside(seen.roll_deg))
    if off > 0:
        little = message("Ask: “Tilt your head a little to your right.” ↶")
        much = message("Ask: “Tilt your head to your right.” ↶")
    else:
        little = message("Ask: “Tilt your head a little to your left.” ↷")
        much = message("Ask: “Tilt your head to your left.” ↷")
    return Indicator("mend", little if _is_little(off, CHECKS.pose_limit_deg) else much)


def _aside(degrees: float) -> str:
    if abs(degrees) < 0.5:
        return message("Straight")
    if degrees > 0:
        return message("{degrees:.0f}° to their left", degrees=degrees)
    return message("{degrees:.0f}° to their right", degrees=-degrees)


def _is_little(off: float, most: float) -> bool:
    return abs(off) < 2 * most


def _light(light: Light, like: Like | None) -> Indicator:
    if like is None:
        aside = light.direction[0]
        if aside > CHECKS.light_limit:
            return Indicator(
                "note", message("It comes from the patient’s left. From the front, both sides are lit alike.")
            )
        if aside < -CHECKS.light_limit:
            return Indicator(
                "note", message("It comes from the patient’s right. From the front, both sides are lit alike.")
            )
        return Indicator("good", message("From the front"))
    before = like.seen.light
    moved = light_moved(before, light) if before else None
    if before is None or moved is None:
        return Indicator("note", message("How it was on {day} cannot be seen.", day=like.day))
    if float(np.linalg.norm(moved)) > CHECKS.light_limit:
        what = _how_moved(before.direction, moved, like.day)
        return Indicator("mend", joined([what, message("Move the lamp or the chair.")]))
    if float(np.max(np.abs(before.colour - light.colour))) > CHECKS.colour_limit:
        return Indicator(
            "mend", message("Light of another colour than on {day}: another lamp, or a filter.", day=like.day)
        )
    return Indicator("good", message("As on {day}", day=like.day))


def _how_moved(before: NDArray[np.float64], moved: NDArray[np.float64], day: str) -> str:
    """Harder or softer from where it came, or more from another side."""
    after = before + moved
    strengths = float(np.linalg.norm(before)), float(np.linalg.norm(after))
    if before @ after > SAME_SIDE * strengths[0] * strengths[1]:
        if strengths[1] > strengths[0]:
            return message("Light is harder than on {day}.", day=day)
        return message("Light is softer than on {day}.", day=day)
    axis = int(np.argmax(np.abs(moved)))
    ways = (
        (
            message("Light comes more from the patient’s left than on {day}.", day=day),
            message("Light comes more from the patient’s right than on {day}.", day=day),
        ),
        (
            message("Light comes more from above than on {day}.", day=day),
            message("Light comes more from below than on {day}.", day=day),
        ),
        (
            message("Light comes more from the front than on {day}.", day=day),
            message("Light comes more from the side than on {day}.", day=day),
        ),
    )
    return ways[axis][0 if moved[axis] > 0 else 1]


def _sharp(blur_mm: float) -> Indicator:
    if blur_mm > ANALYSIS.blurred_mm:
        return Indicator("mend", message("Blurred. Hold still, focus on the eyes, or give more light."))
    return Indicator("good", message("Fine lines are seen"))


def _expression(seen: Seen, asked: Expression, like: Like | None) -> Indicator:
    """A frown or raised brows that are hardly seen may be what a treatment does: that does not keep from the photo."""
    shown, usual = seen.movements, like.seen.movements if like else FACE_EXPRESSIONS.usual
    if asked == "rest":
        return _at_rest(shown, usual, like is not None)
    if asked == "smile":
        least = max(usual.smile - EXPRESSION_LIMITS.smile_difference, EXPRESSION_LIMITS.smiling)
        return (
            Indicator("good", message("Smiles"))
            if shown.smile >= least
            else Indicator("mend", message("Ask: “Smile as broadly as you can.”"))
        )
    if asked == "frown":
        more, limit, words = (
            shown.brows_down - usual.brows_down,
            EXPRESSION_LIMITS.brows_down_difference,
            message("Frowns"),
        )
    else:
        more, limit, words = (
            shown.brows_up - usual.brows_up,
            EXPRESSION_LIMITS.brows_up_difference,
            message("Brows raised"),
        )
    if more >= (-limit if like else limit):
        return Indicator("good", words)
    if like:
        words = message("Weaker than on {day}: ask once more, or take the photo as it is.", day=like.day)
    else:
        words = message("Hardly seen: ask once more, or take the photo as it is.")
    return Indicator("note", words)


def _at_rest(shown: Movements, usual: Movements, known: bool) -> Indicator:
    """Where it is not known how this face rests, low or high brows may be its own."""
    limits = EXPRESSION_LIMITS
    if shown.smile - usual.smile > limits.smile_difference:
        return Indicator("mend", message("Smiles. Ask: “Relax your mouth.”"))
    state: IndicatorState = "mend" if known else "note"
    if shown.brows_down - usual.brows_down > limits.brows_down_difference and shown.smile < limits.smiling:
        return Indicator(state, message("Brows drawn together. Ask: “Relax your brows.”"))
    if shown.brows_up - usual.brows_up > limits.brows_up_difference:
        return Indicator(state, message("Brows raised. Ask: “Let your brows down.”"))
    return Indicator("good", message("At rest"))
