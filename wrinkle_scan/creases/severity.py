"""One figure for a region's lines: severity, 0 to 100; and the grade, 0 to 3, that a viewer would give it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from wrinkle_scan.creases.evidence import kind_of
from wrinkle_scan.creases.measuring import Crease
from wrinkle_scan.creases.settings import SEVERITY

Z80 = 1.2816


@dataclass(frozen=True)
class VisualGrade:
    """The grade that blinded viewers would give a region, 0 (no lines) to 3 (severe), with its 80 % interval.

    The viewers of the fit are AI models looking at pictures, not clinicians.
    """

    value: float
    low: float
    high: float


def crease_load(region: str, creases: Iterable[Crease], area_cm2: float, visible_fraction: float = 1.0) -> float:
    """Darkening of a region's skin by its creases, %: the mean darkening in a region of the usual size.

    Each crease darkens its depth (%) over its length and width (mm), and counts by its probability: deeper, longer and
    more creases all add to it in proportion, wider ones ever less (`counted_width_mm`).

    Args:
        region: its name.
        creases: the region's.
        area_cm2: its visible skin.
        visible_fraction: of the region's skin.
    """
    darkened = sum(
        c.probability * max(c.depth_percent, 0.0) * counted_width_mm(c.width_mm) * c.length_mm for c in creases
    )
    return darkened / (100 * shared_area_cm2(region, area_cm2, visible_fraction)) if area_cm2 > 0 else 0.0


def counted_width_mm(width_mm: float) -> float:
    """The width that a crease counts by: its own at 1 mm, and ever less of it the wider it is.

    What is 3 mm wide is as often shade as a fold, and viewers grade a fold by its depth and length. Counted in
    proportion, width makes severity agree less with their grades (rank correlation lower by up to 0.03, people held
    out) and with itself at half the photo's size.

    Args:
        width_mm: full width at half depth.
    """
    return width_mm * (SEVERITY.wide_mm + 1) / (SEVERITY.wide_mm + width_mm)


def shared_area_cm2(region: str, area_cm2: float, visible_fraction: float) -> float:
    """The area over which the darkening by a region's visible lines is shared out.

    The geometric mean of the region's own size and the usual one, less what the hidden part is taken to have of lines
    (`hidden_share`). Viewers judge lines and hardly how much smooth skin lies around them: shared out over the region's
    own size alone, severity follows their grades less well on the forehead, whose size differs most (rank correlation
    with people held out lower by 0.01, by 0.02 on the London faces).

    Args:
        region: its name.
        area_cm2: its visible skin, more than 0.
        visible_fraction: of the region's skin, more than 0.
    """
    counted = visible_fraction + SEVERITY.hidden_share * (1 - visible_fraction)
    return math.sqrt(area_cm2 / visible_fraction * SEVERITY.usual_cm2[kind_of(region)]) * visible_fraction / counted


def severity(load: float) -> float:
    """Severity 0 to 100 of a load: 100 (1 - exp(-load / load_scale)), rising and smooth everywhere; below 0 it is 0."""
    return 100 * -math.expm1(-max(load, 0.0) / SEVERITY.load_scale)


def load_of(severity_: float) -> float:
    """The load that has a severity: the inverse of `severity`; very large at 100."""
    return -SEVERITY.load_scale * math.log1p(-min(severity_, SEVERITY.most_severity) / 100)


def visual_grade(region: str, load: float) -> float:
    """The grade 0 to 3 that goes with a load: 3 (1 - (1 + load / a)^-b), steep for the first lines and level at 3."""
    kind = kind_of(region)
    scale, power = SEVERITY.grade_load[kind], SEVERITY.grade_power[kind]
    return SEVERITY.worst_grade * (1 - math.pow(1 + max(load, 0.0) / scale, -power))


def grade_leverage(region: str, grade: float) -> float:
    """How far the grade moves where the load is larger by a factor of e, per unit of its logarithm.

    Light, blur and tracing make lines look deeper by some share. That moves a middling grade most, one without lines or
    with the deepest hardly.
    """
    kind, load = kind_of(region), load_at_grade(region, grade)
    scale, power = SEVERITY.grade_load[kind], SEVERITY.grade_power[kind]
    return SEVERITY.worst_grade * power * load / scale * math.pow(1 + load / scale, -power - 1)


def load_at_grade(region: str, grade: float) -> float:
    """The load that goes with a grade, the inverse of `visual_grade`; 0 below grade 0, very large from grade 3."""
    kind, share = kind_of(region), min(max(grade, 0.0) / SEVERITY.worst_grade, SEVERITY.most_share)
    return SEVERITY.grade_load[kind] * (math.pow(1 - share, -1 / SEVERITY.grade_power[kind]) - 1)


def grade_estimate(region: str, load: float) -> VisualGrade:
    """`visual_grade` with its 80 % interval."""
    value, half = visual_grade(region, load), Z80 * SEVERITY.grade_error[kind_of(region)]
    return VisualGrade(value, max(value - half, 0.0), min(value + half, SEVERITY.worst_grade))
