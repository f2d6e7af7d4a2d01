"""The terms of a report with their meanings, for its section on how to read it."""

from __future__ import annotations

from wrinkle_scan.creases.settings import SEVERITY
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.course.settings import CURVE

_VISUAL_GRADE = (
    message("Visual grade"),
    message(
        "The grade that blinded viewers of the photo would be expected to give to a region’s lines: 0 none, 1 mild, 2 "
        "moderate, 3 severe. It is fitted to {grades} grades; the viewers are AI models, not clinicians. In brackets "
        "its 80 % interval: one grade in five lies outside.",
        grades=SEVERITY.graded_regions,
    ),
)
_UNCHANGED = (
    message("Unchanged"),
    message(
        "Also a result: the interval excludes a change that matters, which is one step of the visual grade. A smaller "
        "change is possible."
    ),
)
_CANNOT_TELL = (
    message("Cannot tell"),
    message(
        "The interval contains both no change and a change that matters, or a photo does not show the region. It does "
        "not mean that nothing changed. Each photo’s own severity and visual grade are given all the same: they may "
        "differ only because the photos differ."
    ),
)
_LEVELS = (
    message("Line by line, or as a whole"),
    message(
        "Where the skin of both photos could be aligned pore by pore, each line is measured at the same place in both. "
        "Where it could not, because the lines are gone or the expression or the photos differ, the region is compared "
        "as a whole, each photo measured by itself: this is less precise, so the interval is wider. Where both were "
        "done, the more precise one is named."
    ),
)
_DIFFERENCES = (
    message("What differs between the photos"),
    message(
        "Light, texture, pose and the visible skin are never exactly the same. Each difference widens the interval by "
        "its measured effect. Only one photo given twice, or two declared expressions, rule out every answer."
    ),
)
COMPARISON_TERMS = (
    (
        message("Severity"),
        message(
            "0 to 100 for the lines of a region in one photo: how deep, wide and long they are, over the visible skin. "
            "0 is no line that could be traced. It is given for each photo by itself, whatever the answer on the "
            "change."
        ),
    ),
    _VISUAL_GRADE,
    (
        message("Change and its interval"),
        message(
            "By how many per cent severity went down (−, improved) or up (+, worsened) from the first photo; where "
            "there are hardly any lines, in per cent of a severity of 2. It is measured on the skin that both photos "
            "show, so the two severities given need not differ by as much. The true change lies within the interval "
            "in 95 of 100 cases like this one. It ends at −100 %, no line left, and is mostly not symmetric."
        ),
    ),
    (
        message("Smallest change this pair could show"),
        message(
            "The smallest fall that would have been called improved. Where so few lines are there that not even the "
            "loss of all would have been, the smallest rise that would have been called worsened."
        ),
    ),
    _UNCHANGED,
    _CANNOT_TELL,
    _LEVELS,
    _DIFFERENCES,
    (
        message("Depth"),
        message(
            "How much darker a line is than the skin beside it, in per cent. Depth from one photo is a measure of "
            "contrast, not a depth in millimetres: light from the side deepens a line, light from the front "
            "flattens it."
        ),
    ),
)
"""(term, meaning), for the comparison of two photos."""
COURSE_TERMS = (
    (
        message("Severity"),
        message(
            "0 to 100 for the lines of a region at one visit, from its own photos, whatever the answer on the change."
        ),
    ),
    _VISUAL_GRADE,
    (
        message("Change and its interval"),
        message(
            "By how many per cent severity went down (−, improved) or up (+, worsened) from the baseline. It is "
            "measured on the skin that both visits’ photos show, so the two severities given need not differ by as "
            "much. The true change lies within the interval in 95 of 100 cases like this one. It ends at −100 %, no "
            "line left, and is mostly not symmetric. “Could show”: the smallest fall that would have been called "
            "improved, or, where not even the loss of all lines would have been, the smallest rise called worsened."
        ),
    ),
    _UNCHANGED,
    _CANNOT_TELL,
    _DIFFERENCES,
    (
        message("Expected phase"),
        message(
            "From the days since the treatment alone, by published trials: first effect on days 1 to 5, full by day 14 "
            "to 30, median duration 120 days on movement and 131 at rest (Glogau 2012), return over 3 to 5 months. It "
            "is not measured in these photos."
        ),
    ),
    (
        message("Onset and duration"),
        message(
            "The days on which half of the largest effect had come and was gone again, by a simple curve through all "
            "visits, with 95 % intervals. The curve does not include a touch-up that is not recorded."
        ),
    ),
)
"""(term, meaning), for a course."""
COURSE_METHODS = (
    "Every visit was compared with the baseline of the same expression, the last visit until the day of the first "
    f"treatment. The course was described by A (1 - 2^-(t/a)^{CURVE.onset_power:g}) 2^-(t/b)^{CURVE.half_power:g}, t "
    "days after the treatment, with the height A, the day a on which half of the effect has come and the day b on "
    "which half of it is gone; medians and central 95 % intervals are over a grid of A, a and b, each curve weighted "
    f"by Student’s t ({CURVE.degrees_of_freedom:g} degrees of freedom) of the visits’ changes on their own errors, "
    "with equal prior weight on the logarithms of a and b."
)
