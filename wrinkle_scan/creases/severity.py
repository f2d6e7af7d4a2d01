"""One figure for a region's lines: severity, 0 to 100; and the grade, 0 to 3, that a viewer would give it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from wrinkle_scan.creases.evidence import kind_of
from wrinkle_scan.creases.measuring import Crease

LOAD_SCALE = 3.0
"""Load, %, at which severity reaches 63. Loads met with run from 0.05 (a young forehead at rest) to 7 (deep crow's
feet on smiling): nearly in proportion over most of them, so that half the load is about half the severity."""
HIDDEN_SHARE = 0.5
"""What a region's hidden part is taken to have of the lines of its visible part. With 1 two short lines in a region of
which half is hidden would count as much as four in a whole one."""
USUAL_CM2 = {"forehead": 44.0, "glabella": 7.0, "crows_feet": 7.0}
"""Bare skin of a region, median of the London set and the clinics' pairs."""
WORST_GRADE = 3.0
GRADED_REGIONS, GRADED_PEOPLE = 340, 95
GRADE_LOAD = {"forehead": 0.31, "glabella": 0.48, "crows_feet": 0.55}
GRADE_POWER = {"forehead": 0.87, "glabella": 1.19, "crows_feet": 0.84}
"""How the blinded viewers' mean grade follows load: see `visual_grade`. Fitted to
GRADED_REGIONS of GRADED_PEOPLE by `benchmarks/fit_evidence.py`."""
GRADE_ERROR = {"forehead": 0.36, "glabella": 0.44, "crows_feet": 0.38}
"""Standard deviation of that grade about the fit, people held out, same command."""
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

    Each crease darkens its depth (%) over its length and width (mm), and counts by its probability: deeper, longer,
    wider and more creases all add to it in proportion.

    Args:
        region: its name.
        creases: the region's.
        area_cm2: its visible skin.
        visible_fraction: of the region's skin.
    """
    darkened = sum(c.probability * max(c.depth_percent, 0.0) * c.width_mm * c.length_mm for c in creases)
    return darkened / (100 * shared_area_cm2(region, area_cm2, visible_fraction)) if area_cm2 > 0 else 0.0


def shared_area_cm2(region: str, area_cm2: float, visible_fraction: float) -> float:
    """The area over which the darkening by a region's visible lines is shared out.

    The geometric mean of the region's own size and the usual one, less what the hidden part is taken to have of lines
    (HIDDEN_SHARE). Viewers judge lines and hardly how much smooth skin lies around them: shared out over the region's
    own size alone, severity follows their grades less well on the forehead, whose size differs most (rank correlation
    with people held out lower by 0.01, by 0.02 on the London faces).

    Args:
        region: its name.
        area_cm2: its visible skin, more than 0.
        visible_fraction: of the region's skin, more than 0.
    """
    counted = visible_fraction + HIDDEN_SHARE * (1 - visible_fraction)
    return math.sqrt(area_cm2 / visible_fraction * USUAL_CM2[kind_of(region)]) * visible_fraction / counted


def severity(load: float) -> float:
    """Severity 0 to 100 of a load: 100 (1 - exp(-load / LOAD_SCALE)), rising and smooth everywhere; below 0 it is 0."""
    return 100 * -math.expm1(-max(load, 0.0) / LOAD_SCALE)


def load_of(severity_: float) -> float:
    """The load that has a severity: the inverse of `severity`; very large at 100."""
    return -LOAD_SCALE * math.log1p(-min(severity_, 99.999) / 100)


def visual_grade(region: str, load: float) -> float:
    """The grade 0 to 3 that goes with a load: 3 (1 - (1 + load / a)^-b), steep for the first lines and level at 3."""
    kind = kind_of(region)
    return WORST_GRADE * (1 - math.pow(1 + max(load, 0.0) / GRADE_LOAD[kind], -GRADE_POWER[kind]))


def grade_leverage(region: str, grade: float) -> float:
    """How far the grade moves where the load is larger by a factor of e, per unit of its logarithm.

    Light, blur and tracing make lines look deeper by some share. That moves a middling grade most, one without lines or
    with the deepest hardly.
    """
    kind, load = kind_of(region), load_at_grade(region, grade)
    scale, power = GRADE_LOAD[kind], GRADE_POWER[kind]
    return WORST_GRADE * power * load / scale * math.pow(1 + load / scale, -power - 1)


def load_at_grade(region: str, grade: float) -> float:
    """The load that goes with a grade, the inverse of `visual_grade`; 0 below grade 0, very large from grade 3."""
    kind, share = kind_of(region), min(max(grade, 0.0) / WORST_GRADE, 0.999)
    return GRADE_LOAD[kind] * (math.pow(1 - share, -1 / GRADE_POWER[kind]) - 1)


def grade_estimate(region: str, load: float) -> VisualGrade:
    """`visual_grade` with its 80 % interval."""
    value, half = visual_grade(region, load), Z80 * GRADE_ERROR[kind_of(region)]
    return VisualGrade(value, max(value - half, 0.0), min(value + half, WORST_GRADE))
