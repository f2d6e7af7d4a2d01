"""Movements as text, for the terminal and the report."""

from __future__ import annotations

from wrinkle_scan.comparison.movement import MOVING, Movement, MovementPair, is_shown, mean_of
from wrinkle_scan.regions.settings import EXCURSIONS

MEASURE_TITLES = {
    "brow_lift_mm": "Brows up",
    "brow_approach_mm": "Inner ends of the brows inward",
    "eye_narrowing_mm": "Eyes narrowed",
    "canthus_lift_mm": "Outer corners of the eyes up",
    "canthus_outward_mm": "Outer corners of the eyes outward",
}


def movement_line(movement: Movement) -> str:
    """``Movement from rest: brows up 6.2 mm.``: the means of both sides that matter in the declared expression."""
    names = MOVING.get(movement.expression, ()) if movement.expression else ()
    if movement.mean is None or not names:
        return "Movement from rest: not measured."
    measures = [f"{_lower(name)} {_measured(name, movement)}" for name in names]
    return f"Movement from rest: {'; '.join(measures)}."


def movements_line(pair: MovementPair) -> str:
    """The same before and after, with the change: ``brows up 6.2 mm -> 2.1 mm (-66 %)``."""
    measures = []
    for name in pair.shown_measures:
        change = pair.change_percent(name)
        percent = "" if change is None else f" ({change:+.0f} %)"
        measures.append(f"{_lower(name)} {_measured(name, pair.before)} -> {_measured(name, pair.after)}{percent}")
    return f"Movement from rest: {'; '.join(measures)}."


def least_mm(name: str) -> str:
    """The smallest movement that a pair of photos shows."""
    return f"{2 * EXCURSIONS.repeatability_mm[name]:.1f} mm"


def _measured(name: str, movement: Movement | None) -> str:
    mm = mean_of(movement, name)
    if mm is None:
        return "not measured"
    return f"{mm:.1f} mm" + ("" if is_shown(name, mm) else f" (not above the {least_mm(name)} that may be none)")


def _lower(name: str) -> str:
    return MEASURE_TITLES[name].lower()
