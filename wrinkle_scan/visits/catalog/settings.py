"""Every setting of classifying undeclared expressions and choosing visit dates, with its unit and its source."""

from __future__ import annotations

from dataclasses import dataclass

from wrinkle_scan.face.expression_signals import Movements


@dataclass(frozen=True)
class FaceExpressionSettings:
    """When an undeclared expression is classified; the fitted coefficients are in `face_expressions.json`."""

    certain: float = 0.8
    """Probability from which an expression is classified. Of 219 photos of people who were held out, weighed together
    with their others, 167 are then classified right, 6 wrong, 46 not at all (`benchmarks/fit_expressions.py`)."""
    as_declared: float = 0.95
    """Probability from which a classified expression is compared as if it were declared. Of the same photos and the 29
    tries after a treatment 69 reach it, and none of them wrong; nor any of 61 where the second visit's order is
    another."""
    usual: Movements = Movements(0.0, 0.02, 0.15)
    """Of a face at rest: medians of the clinics' patients and the London set."""
    shares: tuple[float, float, float, float] = (0.422, 0.145, 0.14, 0.294)
    """What a photo is expected to show before its face is seen: the weights of rest, frown, brow raise and smile in the
    fit, the roots of their numbers."""
    surest: float = 0.99
    """Highest probability of what one photo shows by itself, when others are weighed against it. Chosen by hand."""
    contradicted: float = 0.05
    """Weight of what two photos of a day contradict. From 0.01 to 0.05 the same photos are classified but for two."""
    suppressed: float = 0.3
    """Probability that a frown or raised brows looks as at rest because of a treatment. Half of the clinics' photos
    were taken after one, and 13 of these 29 are classified so or not at all. From 0.15 to 0.3 one photo differs."""
    series: float = 0.1
    """Probability that a day's photos of one view show each another expression other than by chance. At 0 three of 69
    comparisons of the clinics' patients are missing. Of three photos of one face at rest and no other 50 % are
    classified so, at 0 59 % and at 0.3 44 %."""
    in_order: float = 0.5
    """Probability, before the faces are seen, that two visits show the same in the same order. Chosen by hand; at 0.3
    six comparisons of 92 less are found."""
    misleads_again: float = 0.2
    """Correlation between a person's visits of how well the face shows what it does: n visits say as much as
    n / (1 + 0.2 (n - 1)) independent ones. Measured over 92 series of people held out (0.6 at rest, 0.3 of frowns and
    raised brows). At 0 two photos with 95 % and more are wrong where the second visit's order is another."""
    most_together: int = 6
    """Photos of a day and view that are weighed together: all their combinations are, 4096."""


@dataclass(frozen=True)
class DateSettings:
    """Which of the dates in a name, a folder and EXIF is the visit's. All chosen by hand."""

    same_visit_days: int = 2
    """A folder's date and the camera's date in the file's name may differ by a night or a time zone."""
    max_course_years: int = 15
    """A date that is older than the other by more is not a visit of the same course."""
    first_photo_year: int = 2000
    """Earlier dates next to a later one are not those of a digital photo."""
    first_camera_year: int = 1990
    """No visit is older, and one that is gets a warning: the first digital cameras appeared then."""


FACE_EXPRESSIONS = FaceExpressionSettings()
DATES = DateSettings()
