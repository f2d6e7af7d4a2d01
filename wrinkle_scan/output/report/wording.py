"""Results as plain text, for readers who are not used to intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Literal

from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.crease_changes import CreaseChange, CreaseWord
from wrinkle_scan.comparison.detection_limits import shows_a_fall
from wrinkle_scan.comparison.region_comparison import Level, RegionComparison, Verdict
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.creases.settings import SEVERITY
from wrinkle_scan.creases.severity import VisualGrade
from wrinkle_scan.face.expression import Expression, View
from wrinkle_scan.regions.titles import TITLES
from wrinkle_scan.system.messages import Day, Figure, Message, joined, message, plural

Noun = Literal["line", "day", "region", "visit", "photo"]
"""What is counted."""

NBSP = "\u00a0"
"""Keeps a number and its unit on one line."""

REGION_TITLES = {name: titles.heading for name, titles in TITLES.items()}
REGION_TERMS = {name: titles.lines for name, titles in TITLES.items()}
VERDICT_TITLES: dict[Verdict, Message] = {
    "improved": message("Improved"),
    "unchanged": message("Unchanged"),
    "worsened": message("Worsened"),
    "cannot_tell": message("Cannot tell"),
}
VERDICT_WORDS: dict[Verdict, Message] = {
    "improved": message("improved"),
    "unchanged": message("unchanged"),
    "worsened": message("worsened"),
    "cannot_tell": message("cannot tell"),
}
"""The same within a sentence."""
VERDICT_SIGNS: dict[Verdict, str] = {"improved": "\u2193", "unchanged": "=", "worsened": "\u2191", "cannot_tell": "?"}
"""An arrow down for fewer lines, up for more: a shape, so that meaning does not depend on colour."""

CREASE_TITLES: dict[CreaseWord, str] = {
    "vanished": message("vanished"),
    "fainter": message("fainter"),
    "same": message("same"),
    "deeper": message("deeper"),
    "new": message("new"),
}

_CREASES_CHANGED: dict[CreaseWord, Callable[[int], Message]] = {
    "vanished": lambda n: plural("{number} vanished", "{number} vanished", number=n),
    "fainter": lambda n: plural("{number} fainter", "{number} fainter", number=n),
    "same": lambda n: plural("{number} same", "{number} same", number=n),
    "deeper": lambda n: plural("{number} deeper", "{number} deeper", number=n),
    "new": lambda n: plural("{number} new", "{number} new", number=n),
}
"""The same of several creases: other languages decline them by their number."""

LEVEL_TITLES: dict[Level, Message] = {"line": message("line by line"), "region": message("as a whole")}
"""How a region was compared."""
GRADE_MEANS = message(
    "Visual grade: what blinded viewers (AI models, not clinicians) would be expected to say, 0 (none) to 3 (severe), "
    "from a fit to {grades} grades, with its 80 % interval.",
    grades=SEVERITY.graded_regions,
)
"""In one sentence."""
_WIDENING = frozenset({"pose", "light", "texture", "registration"})
"""Checks of differences for which `comparison.uncertainty` has a term."""

_SERIES: dict[Expression | None, Message] = {
    "rest": message("At rest"),
    "frown": message("Frowning"),
    "brow_raise": message("Raising the brows"),
    "smile": message("Smiling"),
    "other": message("Another movement"),
    None: message("Expression not declared"),
}


def count(number: int, noun: Noun) -> str:
    """``1 line``, ``3 lines``."""
    return {
        "line": plural("{number} line", "{number} lines", number),
        "day": plural("{number} day", "{number} days", number),
        "region": plural("{number} region", "{number} regions", number),
        "visit": plural("{number} visit", "{number} visits", number),
        "photo": plural("{number} photo", "{number} photos", number),
    }[noun]


def series_words(expression: Expression | None) -> str:
    """What the face was asked to do."""
    return _SERIES[expression]


def date_words(captured_at: str | None) -> str:
    """An ISO 8601 time as ``30 November 2022, 19:37``: the clock of the place where the photo was taken."""
    if captured_at is None:
        return message("Date of capture not recorded")
    return joined([day_words(captured_at), f"{datetime.fromisoformat(captured_at):%H:%M}"], ", ")


def day_words(when: str) -> str:
    """An ISO 8601 date or time as ``30 November 2022``."""
    return Day(when)


def days_between_words(before: str | None, after: str | None) -> str | None:
    """The time between two photos; None where a date is missing."""
    if before is None or after is None:
        return None
    days = (_day(after) - _day(before)).days
    if days == 0:
        return message("taken on the same day")
    if days > 0:
        return plural("taken {number} day after the first", "taken {number} days after the first", days)
    return plural("taken {number} day BEFORE the first", "taken {number} days BEFORE the first", -days)


def signed(number: float, digits: int = 0) -> str:
    """A number with its sign, a true minus, and no minus before zero."""
    text = f"{number:+.{digits}f}"
    return Figure(text.lstrip("+-") if not float(text) else text.replace("-", "\u2212"))


def change_words(percent: float) -> str:
    """``40 % less``, ``12 % more``, ``no change``."""
    whole = round(abs(percent))
    if whole == 0:
        return message("no change")
    return (
        message("{percent}\u00a0% less", percent=whole)
        if percent < 0
        else message("{percent}\u00a0% more", percent=whole)
    )


def interval_words(low: float, high: float) -> str:
    """``between 28 and 52 % less``, ``between 15 % less and 10 % more``: the smaller amount of one kind first."""
    low_whole, high_whole = round(low), round(high)
    if high_whole <= 0:
        return message("between {low} and {high}\u00a0% less", low=abs(high_whole), high=abs(low_whole))
    if low_whole >= 0:
        return message("between {low} and {high}\u00a0% more", low=low_whole, high=high_whole)
    return message("between {low}\u00a0% less and {high}\u00a0% more", low=abs(low_whole), high=high_whole)


def exposure_words(gain: float) -> str:
    """The exposure gain applied to the second picture, as text."""
    factor = max(gain, 1 / gain)
    if factor < 1.02:
        return message("Both are equally light as photographed.")
    if gain > 1:
        return message(
            "The second is lightened by a factor of {factor:.2f} so that the skin is equally light in both.",
            factor=factor,
        )
    return message(
        "The second is darkened by a factor of {factor:.2f} so that the skin is equally light in both.", factor=factor
    )


def region_sentence(region: RegionComparison) -> str:
    """The change and its interval; for ``cannot_tell`` the reason."""
    if region.reported is None:
        return region.reason or ""
    change, interval = change_words(region.reported.percent), interval_words(*region.reported.ci95_percent)
    if region.verdict == "unchanged":
        measured = message("no difference") if change == "no change" else change
        return message(
            "No change that matters. Measured: {measured} ({interval}).", measured=measured, interval=interval
        )
    return message("Lines about {change} ({interval}).", change=change, interval=interval)


def level_words(region: RegionComparison) -> str | None:
    """``compared as a whole``; None where it was compared line by line or not at all."""
    return message("compared as a whole") if region.level == "region" else None


def verdict_line(name: str, region: RegionComparison) -> str:
    """``Forehead: Improved (compared as a whole)``."""
    level = level_words(region)
    verdict = [VERDICT_TITLES[region.verdict], *([joined(["(", level, ")"], "")] if level else [])]
    return joined([REGION_TITLES[name], joined(verdict)], ": ")


def limit_words(region: RegionComparison) -> str | None:
    """The smallest change that would have been called, ``29 % less``; None where there is no answer."""
    if region.reported is None:
        return None
    sign = -1 if shows_a_fall(region.reported) else 1
    return change_words(sign * region.reported.detectable_percent)


def severities_words(region: RegionComparison) -> str:
    """``severity 23.9 before, 1.2 after``: each photo's own."""
    before, after = (measured(severity) for severity in (region.before, region.after))
    return message("severity {before} before, {after} after", before=before, after=after)


def measured(severity: float | None) -> str:
    """A severity with one decimal, or that there is none."""
    return message("not measured") if severity is None else Figure(f"{severity:.1f}")


def grade_words(grade: VisualGrade | None) -> str:
    """``1.7 (1.2 to 2.2)``: a visual grade with its 80 % interval."""
    if grade is None:
        return message("not measured")
    return message("{value:.1f} ({low:.1f}\u00a0to\u00a0{high:.1f})", value=grade.value, low=grade.low, high=grade.high)


def own_lines_words(before: int, after: int) -> str:
    """Which lines the pictures show of a region whose skin could not be registered."""
    return message(
        "The skin of the two photos could not be laid on itself pore by pore: the lines are "
        "each photo’s own, {before} before and {after} after.",
        before=before,
        after=after,
    )


def check_result(check: Check, refused: bool) -> tuple[str, str]:
    """(sign, words) of what a check means for the comparison, which is `refused` if anything forbids it."""
    if check.passed:
        return "\u2713", message("Good")
    if check.obstacle:
        return "\u2717", message("No answer")
    if check.code in _WIDENING and not refused:  # else there is no interval
        return "\u2194", message("Wider interval")
    return "!", message("Note only")


def view_words(view: View, short: bool = False) -> str:
    """``, from the patient's left``, to follow an expression; nothing from the front. Short where room is scarce."""
    if view == "front":
        return ""
    if short:
        return message(", from the left") if view == "left" else message(", from the right")
    return message(", from the patient's left") if view == "left" else message(", from the patient's right")


def crease_words(changes: list[CreaseChange]) -> str:
    """``5 lines: 4 fainter, 1 same``."""
    numbers = Counter(change.change for change in changes)
    parts = [in_words(numbers[word]) for word, in_words in _CREASES_CHANGED.items() if numbers[word]]
    return joined([count(len(changes), "line"), joined(parts, ", ")], ": ")


def depth(value: float) -> str:
    """A crease's depth, for tables; values below zero, due to noise, are given as zero."""
    return Figure(f"{max(value, 0.0):.1f}{NBSP}%")


def summary_sentence(comparison: Comparison) -> str:
    """The page's first sentence: number of regions by verdict."""
    if comparison.refused:
        return message("These two photos cannot be compared.")
    numbers = Counter(region.verdict for region in comparison.regions.values())
    said: dict[Verdict, Message] = {
        "improved": plural("{number} improved", "{number} improved", numbers["improved"]),
        "worsened": plural("{number} worsened", "{number} worsened", numbers["worsened"]),
        "unchanged": plural("{number} unchanged", "{number} unchanged", numbers["unchanged"]),
        "cannot_tell": plural(
            "{number} that these photos cannot tell", "{number} that these photos cannot tell", numbers["cannot_tell"]
        ),
    }
    found = joined((words for verdict, words in said.items() if numbers[verdict]), ", ")
    regions = count(len(comparison.regions), "region")
    if comparison.forced:
        return message("Forced, not proven: of {regions}, {found}.", regions=regions, found=found)
    return message("Of {regions}, {found}.", regions=regions, found=found)


def _day(captured_at: str) -> date:
    return datetime.fromisoformat(captured_at).date()


def percent(value: float | None) -> str:
    """A signed change with one decimal, for tables."""
    return "\u2013" if value is None else Figure(f"{signed(value, 1)}{NBSP}%")


def percent_range(interval: tuple[float, float] | None) -> str:
    """Both ends of an interval, for tables."""
    if interval is None:
        return "\u2013"
    return message("{low} to {high}\u00a0%", low=signed(interval[0], 1), high=signed(interval[1], 1))
