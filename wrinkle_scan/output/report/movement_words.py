"""Movements as text, for the terminal and the report."""

from __future__ import annotations

from wrinkle_scan.comparison.movement import MOVING, Movement, MovementPair, is_shown, mean_of
from wrinkle_scan.comparison.settings import MOVEMENT
from wrinkle_scan.regions.settings import EXCURSIONS
from wrinkle_scan.system.messages import Figure, joined, message

MEASURE_TITLES = {
    "brow_lift_mm": message("Brows up"),
    "brow_approach_mm": message("Inner ends of the brows inward"),
    "eye_narrowing_mm": message("Eyes narrowed"),
    "canthus_lift_mm": message("Outer corners of the eyes up"),
    "canthus_outward_mm": message("Outer corners of the eyes outward"),
}

_WITHIN = {
    "brow_lift_mm": message("brows up"),
    "brow_approach_mm": message("inner ends of the brows inward"),
    "eye_narrowing_mm": message("eyes narrowed"),
    "canthus_lift_mm": message("outer corners of the eyes up"),
    "canthus_outward_mm": message("outer corners of the eyes outward"),
}
"""The same within a sentence."""


def movement_line(movement: Movement) -> str:
    """``Movement from rest: brows up 6.2 mm.``: the means of both sides that matter in the declared expression."""
    names = MOVING.get(movement.expression, ()) if movement.expression else ()
    if movement.mean is None or not names:
        return message("Movement from rest: not measured.")
    measures = [joined([_WITHIN[name], _measured(name, movement)]) for name in names]
    return message("Movement from rest: {measures}.", measures=joined(measures, "; "))


def movements_line(pair: MovementPair) -> str:
    """The same before and after, with the change: ``brows up 6.2 mm -> 2.1 mm (-66 %)``."""
    measures = []
    for name in pair.shown_measures:
        change = pair.change_percent(name)
        percent = [] if change is None else [f"({change:+.0f} %)"]
        words = [_WITHIN[name], _measured(name, pair.before), "->", _measured(name, pair.after), *percent]
        measures.append(joined(words))
    return message("Movement from rest: {measures}.", measures=joined(measures, "; "))


def least_mm(name: str) -> str:
    """The smallest movement that a pair of photos shows."""
    return Figure(f"{MOVEMENT.shown * EXCURSIONS.repeatability_mm[name]:.1f} mm")


def _measured(name: str, movement: Movement | None) -> str:
    mm = mean_of(movement, name)
    if mm is None:
        return message("not measured")
    if is_shown(name, mm):
        return Figure(f"{mm:.1f} mm")
    return message("{mm:.1f} mm (not above the {least} that may be none)", mm=mm, least=least_mm(name))
