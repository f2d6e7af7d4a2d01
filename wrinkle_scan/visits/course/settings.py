"""Every setting of estimating a course and its phases, with its unit and its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CurveSettings:
    """The curve through the visits after a treatment, and the grid on which its posterior is computed."""

    onset_days: tuple[float, float] = (1.0, 21.0)
    onset_steps: int = 31
    """Grid of the days until half of the effect is reached, in equal ratios of 11 %: the trials' first effects are on
    days 1 to 5 (Beer 2011), the full one by day 30 at the latest."""
    half_days: tuple[float, float] = (30.0, 365.0)
    half_steps: int = 61
    """Grid of the days until half of it is lost again, in equal ratios of 4 %: the median duration is 120 days at
    maximum frown and 131 at rest (Glogau 2012)."""
    heights_percent: tuple[float, float] = (-40.0, 100.0)
    height_steps: int = 71
    """Grid of the curve's height, % of the baseline's severity, in steps of 2: from below zero, so that no effect lies
    within it and not at its end."""
    onset_power: float = 2.0
    half_power: float = 3.0
    """Exponents of rise and fall: with an onset of 4 and a half of 120 days the curve is within 5 % of its height from
    day 9 to day 50, as in the trials."""
    degrees_of_freedom: float = 4.0
    """Of the likelihood, Student's t: one outlying visit does not bend the curve. Chosen by hand."""
    latest_peak_day: int = 180
    """Last day on which the largest effect is searched for. Chosen by hand."""
    least_visits: int = 2
    """With fewer visits no curve is fitted. Chosen by hand."""
    onset_by_day: int = 14
    full_by_day: int = 60
    waning_from_day: int = 75
    waning_visits: int = 2
    """Days after the treatment: an onset needs a visit in the first two weeks and one at full effect; a duration needs
    one at full effect and two on days on which the effect wanes. Chosen by hand."""
    open_share: float = 0.98
    """Share of the last day of the grid: an interval that reaches it is open-ended. Chosen by hand."""


@dataclass(frozen=True)
class PhaseSettings:
    """Days after a treatment with botulinum toxin type A from which a phase is expected."""

    full_from_day: int = 14
    """Full effect by about day 14 to 30."""
    wearing_off_from_day: int = 90
    """New nerve endings restore the muscle over 3 to 5 months."""
    returned_from_day: int = 150
    """The end of these 5 months; the median duration is 120 days at maximum frown and 131 at rest (Glogau 2012)."""
    earliest_next_days: int = 90
    """From one treatment to the next, at least (label)."""


@dataclass(frozen=True)
class InjectionSettings:
    """Where a muscle's usual injection point is drawn, and the limit of the units."""

    frontalis_mm: float = 20.0
    """The label's lowest row of frontalis points lies about 2 cm above the brow (onabotulinumtoxinA, forehead
    lines)."""
    corrugator_mm: float = 5.0
    """Its medial point lies over the inner end of the brow, about half a centimetre above it."""
    orbicularis_mm: float = 17.0
    """Its middle point lies 1.5 to 2 cm temporal to the lateral canthus (the same label, lateral canthal lines)."""
    most_units: float = 1000.0
    """Of one treatment; more than any label allows in one session for all areas, so it is refused as a typing error."""


CURVE = CurveSettings()
PHASES = PhaseSettings()
INJECTIONS = InjectionSettings()


@dataclass(frozen=True)
class CourseSettings:
    """All settings of the course."""

    curve: CurveSettings = CURVE
    phases: PhaseSettings = PHASES
    injections: InjectionSettings = INJECTIONS


COURSE = CourseSettings()
