"""Results in plain words, for people who do not read intervals every day."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from wrinkle_scan.comparison.crease_changes import CreaseChange, CreaseWord
from wrinkle_scan.comparison.results import Comparison, RegionComparison, Verdict
from wrinkle_scan.expression import Expression

NBSP = "\u00a0"
"""Keeps a number and its unit on one line."""

REGION_TITLES = {
    "forehead": "Forehead",
    "glabella": "Glabella (frown lines)",
    "crows_feet_right": "Crow's feet, right",
    "crows_feet_left": "Crow's feet, left",
}
REGION_TERMS = {
    "forehead": "Forehead lines",
    "glabella": "Glabellar lines, between the brows",
    "crows_feet_right": "Lateral canthal lines, the patient's right",
    "crows_feet_left": "Lateral canthal lines, the patient's left",
}
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

READING = (
    (
        "Severity",
        "0 to 100 for the lines of a region: how deep, wide and long they are, over the skin in sight. 0 is no line "
        "that could be traced.",
    ),
    (
        "Change and its interval",
        "By how many per cent severity went down (−, improved) or up (+, worsened) from the first photo. The true "
        "change lies within the interval in 95 of 100 cases like this one.",
    ),
    (
        "Smallest change this pair could show",
        "What is smaller is lost in the differences between two photos: light, pose, sharpness, and the lines’ own "
        "irregularity. A change within it counts as unchanged.",
    ),
    ("Cannot tell", "The photos do not allow an answer. It does not mean that nothing changed."),
    (
        "Depth",
        "How much darker a line is than the skin beside it, in per cent. Depth from one photo is a measure of "
        "contrast, not a depth in millimetres: light from the side deepens a line, light from the front flattens it.",
    ),
)
"""Terms of the report, with what they mean."""

_SERIES: dict[Expression | None, str] = {
    "rest": "At rest",
    "frown": "Frowning",
    "brow_raise": "Raising the brows",
    "smile": "Smiling",
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
    """How much later the second photo was taken; None where a date is missing."""
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
    # Intervals are symmetric and may reach beyond it, but nothing can become more than 100 % less.
    low_whole, high_whole = (round(max(end, -100.0)) for end in (low, high))
    if high_whole <= 0:
        return f"between {abs(high_whole)} and {abs(low_whole)}{NBSP}% less"
    if low_whole >= 0:
        return f"between {low_whole} and {high_whole}{NBSP}% more"
    return f"between {abs(low_whole)}{NBSP}% less and {high_whole}{NBSP}% more"


def exposure_words(gain: float) -> str:
    """What was done to the second picture's light."""
    factor = max(gain, 1 / gain)
    if factor < 1.02:
        return "Both are equally light as photographed."
    kind = "lightened" if gain > 1 else "darkened"
    return f"The second is {kind} by a factor of {factor:.2f} so that the skin is equally light in both."


def region_sentence(region: RegionComparison) -> str:
    """The change and its interval; for ``cannot_tell`` the reason."""
    if region.verdict == "cannot_tell" or region.change_percent is None or region.ci95_percent is None:
        return region.reason or ""
    change, interval = change_words(region.change_percent), interval_words(*region.ci95_percent)
    if region.verdict == "unchanged":
        measured = "no difference" if change == "no change" else change
        return f"No change beyond what these photos can show. Measured: {measured} ({interval})."
    return f"Lines about {change} ({interval})."


def crease_words(changes: list[CreaseChange]) -> str:
    """``5 lines: 4 fainter, 1 same``."""
    numbers = Counter(change.change for change in changes)
    parts = [f"{numbers[word]} {title}" for word, title in CREASE_TITLES.items() if numbers[word]]
    return f"{count(len(changes), 'line')}: {', '.join(parts)}"


def depth(value: float) -> str:
    """A crease's depth, for tables; what noise made less than nothing is nothing."""
    return f"{max(value, 0.0):.1f}{NBSP}%"


def summary_sentence(comparison: Comparison) -> str:
    """The page's first sentence: how many regions got which verdict."""
    if not comparison.comparable and not comparison.forced:
        return "These two photos cannot be compared."
    numbers = Counter(region.verdict for region in comparison.regions.values())
    told: tuple[Verdict, ...] = ("improved", "worsened", "unchanged")
    parts = [f"{numbers[verdict]} {verdict}" for verdict in told if numbers[verdict]]
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
