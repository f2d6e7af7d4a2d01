"""Classifies lines as static (seen at rest too) or dynamic (seen on movement only).

A dynamic line is the fold of a moving muscle and goes when the muscle rests, so a treatment can remove it; a static
line is engraved in the skin, and a treatment softens it but does not remove it.
"""

from __future__ import annotations

from dataclasses import dataclass

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.regions.names import MOVED_REGIONS
from wrinkle_scan.system.messages import message


@dataclass(frozen=True)
class LineKinds:
    """The lines of one region on movement, weighted by their probability of being a crease.

    Attributes:
        static_lines: number of lines seen at rest too.
        dynamic_lines: number of lines seen on movement only.
        static_mm: length of the static lines.
        dynamic_mm: length of the dynamic lines.
        rest_percent: mean darkening at rest, %, of the static lines; 0 where there is none.
        reason: why the lines cannot be classified, and all numbers are 0; else None.
    """

    static_lines: int
    dynamic_lines: int
    static_mm: float
    dynamic_mm: float
    rest_percent: float
    reason: str | None = None


def classify_lines(rest: Analysis, moved: Analysis) -> dict[str, LineKinds]:
    """The lines of the regions that an expression moves, classified by a photo at rest of the same visit.

    Both photos are registered by the skin; a line of the expression that is traced at rest too is static.

    Args:
        rest: the face at rest.
        moved: the same face frowning, raising its brows or smiling.

    Returns:
        By region; empty for an expression without movement.
    """
    regions = MOVED_REGIONS.get(moved.expression, ()) if moved.expression else ()
    if not regions:
        return {}
    # Forced, since the expression differs; whether the skin could be registered is checked here.
    pair = compare(rest, moved, force=True)
    pose = next((check.message for check in pair.checks if check.code == "pose" and not check.passed), None)
    kinds = {}
    for name in regions:
        aligned = pair.regions[name].aligned
        if aligned is None or pose or not aligned.registered:
            unlike = message("The skin at rest and on movement could not be aligned.")
            missing = pair.regions[name].reason if aligned is None else None
            kinds[name] = LineKinds(0, 0, 0.0, 0.0, 0.0, pose or missing or unlike)
            continue
        on_movement = [crease for crease in aligned.creases if crease.traced_in != "before"]
        static = [crease for crease in on_movement if crease.traced_in == "both"]
        static_mm = sum(crease.probability * crease.length_mm for crease in static)
        dark = sum(crease.probability * crease.length_mm * crease.before_percent for crease in static)
        lines, static_lines = (round(sum(crease.probability for crease in of)) for of in (on_movement, static))
        kinds[name] = LineKinds(
            static_lines=static_lines,
            dynamic_lines=max(lines - static_lines, 0),
            static_mm=static_mm,
            dynamic_mm=sum(crease.probability * crease.length_mm for crease in on_movement) - static_mm,
            rest_percent=dark / static_mm if static_mm else 0.0,
        )
    return kinds
