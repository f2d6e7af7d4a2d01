"""Results as plain text, for readers who do not read intervals every day."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from wrinkle_scan.comparison.crease_changes import CreaseChange, CreaseWord
from wrinkle_scan.comparison.limits import shows_a_fall
from wrinkle_scan.comparison.results import Check, Comparison, Level, RegionComparison, Verdict
from wrinkle_scan.creases.settings import SEVERITY
from wrinkle_scan.creases.severity import VisualGrade
from wrinkle_scan.face.expression import Expression, View
from wrinkle_scan.regions.titles import TITLES

NBSP = "\u00a0"
"""Keeps a number and its unit on one line."""

REGION_TITLES = {name: titles.heading for name, titles in TITLES.items()}
REGION_TERMS = {name: titles.lines for name, titles in TITLES.items()}
VERDICT_TITLES: dict[Verdict, str] = {
    "improved": "Improved",
    "unchanged": "Unchanged",
    "worsened": "Worsened",
    "cannot_tell": "Cannot tell",
}
VERDICT_SIGNS: dict[Verdict, str] = {"improved": "\u2193", "unchanged": "=", "worsened": "\u2191", "cannot_tell": "?"}
"""An arrow for lines that went down or up: a shape, so that nothing hangs on colour."""

CREASE_TITLES: dict[CreaseWord, str] = {
    "vanished": "vanished",
    "fainter": "fainter",
    "same": "same",
    "deeper": "deeper",
    "new": "new",
}

LEVEL_TITLES: dict[Level, str] = {"line": "line by line", "region": "as a whole"}
"""How a region was compared."""
GRADE_MEANS = (
    "Visual grade: what blinded viewers (AI models, not clinicians) would be expected to say, 0 (none) to 3 "
    f"(severe), from a fit to {SEVERITY.graded_regions} grades, with its 80 % interval."
)
"""In one sentence."""
VISUAL_GRADE = (
    "Visual grade",
    "What blinded viewers who look at the photo would be expected to say of a region’s lines: 0 none, 1 mild, 2 "
    f"moderate, 3 severe. It is fitted to {SEVERITY.graded_regions} grades; the viewers are AI models, not clinicians. "
    "In brackets its 80 % interval: one grade in five lies outside.",
)
UNCHANGED = (
    "Unchanged",
    "A finding too: the interval leaves out a change that matters, which is one step of the visual grade. A smaller "
    "change may be there.",
)
CANNOT_TELL = (
    "Cannot tell",
    "The interval holds both no change and a change that matters, or a photo does not show the region. It does not "
    "mean that nothing changed. Each photo’s own severity and visual grade stand all the same: they may differ by "
    "the photos’ differences alone.",
)
LEVELS = (
    "Line by line, or as a whole",
    "Where the skin of both photos could be laid on itself pore by pore, each line is measured at the same place in "
    "both. Where it could not, because the lines are gone, the face moves otherwise or the photos differ, the region "
    "is compared as a whole, each photo measured by itself: less fine, so the interval is wider. Where both were "
    "done, the surer one is named.",
)
WIDER = (
    "What differs between the photos",
    "Light, texture, pose and the skin in sight are never quite the same. What differs widens the interval, by as "
    "much as it was measured to matter. An answer is ruled out only where one photo was given twice or two "
    "expressions were declared.",
)
READING = (
    (
        "Severity",
        "0 to 100 for the lines of a region in one photo: how deep, wide and long they are, over the skin in sight. "
        "0 is no line that could be traced. It is given for each photo by itself, whatever the answer on the change.",
    ),
    VISUAL_GRADE,
    (
        "Change and its interval",
        "By how many per cent severity went down (−, improved) or up (+, worsened) from the first photo; of hardly "
        "any lines, in per cent of a severity of 2. The true change lies within the interval in 95 of 100 cases like "
        "this one. It ends at −100 %, no line left, and mostly reaches farther to one side than to the other.",
    ),
    (
        "Smallest change this pair could show",
        "The smallest fall that would have been called improved. Where so few lines are there that not even their "
        "disappearance would have been, the smallest rise that would have been called worsened.",
    ),
    UNCHANGED,
    CANNOT_TELL,
    LEVELS,
    WIDER,
    (
        "Depth",
        "How much darker a line is than the skin beside it, in per cent. Depth from one photo is a measure of "
        "contrast, not a depth in millimetres: light from the side deepens a line, light from the front flattens it.",
    ),
)
"""Terms of the report, with what they mean."""
_WIDENING = frozenset({"pose", "light", "texture", "registration"})
"""Checks on what `comparison.uncertainty` has a term for."""

_SERIES: dict[Expression | None, str] = {
    "rest": "At rest",
    "frown": "Frowning",
    "brow_raise": "Raising the brows",
    "smile": "Smiling",
    "other": "Another movement",
    None: "Expression not declared",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def count(number: int, noun: str) -> str:
    """``1 line``, ``3 lines``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def series_words(expression: Expression | None) -> str:
    """What the face was asked to do."""
    return _SERIES[expression]


def date_words(captured_at: str | None) -> str:
    """An ISO 8601 time as ``30 November 2022, 19:37``: the clock of the place where the photo was taken."""
    if captured_at is None:
        return "Date of capture not recorded"
    return f"{day_words(captured_at)}, {datetime.fromisoformat(captured_at):%H:%M}"


def day_words(when: str) -> str:
    """An ISO 8601 date or time as ``30 November 2022``."""
    day = _day(when)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_between_words(before: str | None, after: str | None) -> str | None:
    """The time between two photos; None where a date is missing."""
    if before is None or after is None:
        return None
    days = (_day(after) - _day(before)).days
    if days == 0:
        return "taken on the same day"
    return f"taken {count(abs(days), 'day')} {'after' if days > 0 else 'BEFORE'} the first"


def signed(number: float, digits: int = 0) -> str:
    """A number with its sign, a true minus, and no minus before zero."""
    text = f"{number:+.{digits}f}"
    return text.lstrip("+-") if not float(text) else text.replace("-", "\u2212")


def change_words(percent: float) -> str:
    """``40 % less``, ``12 % more``, ``no change``."""
    whole = round(abs(percent))
    return "no change" if whole == 0 else f"{whole}{NBSP}% {'less' if percent < 0 else 'more'}"


def interval_words(low: float, high: float) -> str:
    """``between 28 and 52 % less``, ``between 15 % less and 10 % more``: the smaller amount of one kind first."""
    low_whole, high_whole = round(low), round(high)
    if high_whole <= 0:
        return f"between {abs(high_whole)} and {abs(low_whole)}{NBSP}% less"
    if low_whole >= 0:
        return f"between {low_whole} and {high_whole}{NBSP}% more"
    return f"between {abs(low_whole)}{NBSP}% less and {high_whole}{NBSP}% more"


def exposure_words(gain: float) -> str:
    """The exposure gain applied to the second picture, as text."""
    factor = max(gain, 1 / gain)
    if factor < 1.02:
        return "Both are equally light as photographed."
    kind = "lightened" if gain > 1 else "darkened"
    return f"The second is {kind} by a factor of {factor:.2f} so that the skin is equally light in both."


def region_sentence(region: RegionComparison) -> str:
    """The change and its interval; for ``cannot_tell`` the reason."""
    if region.reported is None:
        return region.reason or ""
    change, interval = change_words(region.reported.percent), interval_words(*region.reported.ci95_percent)
    if region.verdict == "unchanged":
        measured = "no difference" if change == "no change" else change
        return f"No change that matters. Measured: {measured} ({interval})."
    return f"Lines about {change} ({interval})."


def level_words(region: RegionComparison) -> str | None:
    """``compared as a whole``; None where it was compared line by line or not at all."""
    return f"compared {LEVEL_TITLES[region.level]}" if region.level == "region" else None


def limit_words(region: RegionComparison) -> str | None:
    """The smallest change that would have been called, ``29 % less``; None where there is no answer."""
    if region.reported is None:
        return None
    sign = -1 if shows_a_fall(region.reported) else 1
    return change_words(sign * region.reported.detectable_percent)


def severities_words(region: RegionComparison) -> str:
    """``severity 23.9 before, 1.2 after``: each photo's own."""
    before, after = (measured(severity) for severity in (region.before, region.after))
    return f"severity {before} before, {after} after"


def measured(severity: float | None) -> str:
    """A severity with one decimal, or that there is none."""
    return "not measured" if severity is None else f"{severity:.1f}"


def grade_words(grade: VisualGrade | None) -> str:
    """``1.7 (1.2 to 2.2)``: a visual grade with its 80 % interval."""
    return "not measured" if grade is None else f"{grade.value:.1f} ({grade.low:.1f}{NBSP}to{NBSP}{grade.high:.1f})"


def own_lines_words(before: int, after: int) -> str:
    """Which lines the pictures show of a region whose skin could not be registered."""
    return (
        "The skin of the two photos could not be laid on itself pore by pore: the region is compared as a whole, "
        f"and the lines are each photo’s own, {before} before and {after} after."
    )


def check_result(check: Check) -> tuple[str, str]:
    """(sign, words) of what a check means for the comparison."""
    if check.passed:
        return "\u2713", "Good"
    if check.obstacle:
        return "\u2717", "No answer"
    return ("\u2194", "Wider interval") if check.code in _WIDENING else ("!", "To know")


def view_words(view: View, short: bool = False) -> str:
    """``, from the patient's left``, to follow an expression; nothing from the front. Short where room is scarce."""
    whose = "the" if short else "the patient's"
    return "" if view == "front" else f", from {whose} {view}"


def crease_words(changes: list[CreaseChange]) -> str:
    """``5 lines: 4 fainter, 1 same``."""
    numbers = Counter(change.change for change in changes)
    parts = [f"{numbers[word]} {title}" for word, title in CREASE_TITLES.items() if numbers[word]]
    return f"{count(len(changes), 'line')}: {', '.join(parts)}"


def depth(value: float) -> str:
    """A crease's depth, for tables; values below zero, due to noise, are given as zero."""
    return f"{max(value, 0.0):.1f}{NBSP}%"


def summary_sentence(comparison: Comparison) -> str:
    """The page's first sentence: how many regions got which verdict."""
    if comparison.refused:
        return "These two photos cannot be compared."
    numbers = Counter(region.verdict for region in comparison.regions.values())
    verdicts: tuple[Verdict, ...] = ("improved", "worsened", "unchanged")
    parts = [f"{numbers[verdict]} {verdict}" for verdict in verdicts if numbers[verdict]]
    if numbers["cannot_tell"]:
        parts.append(f"{numbers['cannot_tell']} that these photos cannot tell")
    opening = "Forced, not proven: of" if comparison.forced else "Of"
    return f"{opening} {count(len(comparison.regions), 'region')}, {', '.join(parts)}."


def _day(captured_at: str) -> date:
    return datetime.fromisoformat(captured_at).date()


def number(value: float | None, unit: str = "") -> str:
    """With one decimal, for tables; a dash where there is none."""
    return "\u2013" if value is None else f"{value:.1f}{unit}"


def percent(value: float | None) -> str:
    """A signed change with one decimal, for tables."""
    return "\u2013" if value is None else f"{signed(value, 1)}{NBSP}%"


def percent_range(interval: tuple[float, float] | None) -> str:
    """Both ends of an interval, for tables."""
    return "\u2013" if interval is None else f"{signed(interval[0], 1)} to {signed(interval[1], 1)}{NBSP}%"
