"""The agreement of raters as a text table and as JSON, schema ``wrinkle-scan/agreement/1``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wrinkle_scan.cohort.review.bootstrap import LEAST_ITEMS, LEAST_PATIENTS, BootstrapEstimate
from wrinkle_scan.cohort.review.rater_agreement import Agreement, RaterAgreement
from wrinkle_scan.system.files import json_bytes
from wrinkle_scan.system.messages import Figure, joined, message, plural

SCHEMA = "wrinkle-scan/agreement/1"
MEANING = message("95 % intervals are by bootstrap over patients. Kappa: 1 is full agreement, 0 agreement by chance.")
_INDENT, _WIDTH = "  ", 46


def agreement_table(result: Agreement) -> str:
    """Lines for the terminal."""
    twice = f", {result.repeats} of them shown a second time" if result.repeats else ""
    lines = [f"{result.items} items of {_count(result.patients, 'patient')}{twice}."]
    for rater in result.raters:
        lines += ["", *_rater_lines(rater, result.items)]
    if result.between:
        lines += ["", "Between raters (weighted kappa, 5 grades)"]
        lines += [
            _line(f"{plain(one)} and {plain(other)}", estimate_words(number))
            for (one, other), number in result.between.items()
        ]
    lines += ["", MEANING]
    return "\n".join(lines)


def agreement_bytes(page: str, result: Agreement) -> bytes:
    """The same as a JSON file's content, UTF-8."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "page": page,
        "items": result.items,
        "repeats": result.repeats,
        "patients": result.patients,
        "least_items": LEAST_ITEMS,
        "least_patients": LEAST_PATIENTS,
        "raters": [asdict(rater) for rater in result.raters],
        "between": [{"raters": list(two), **asdict(number)} for two, number in result.between.items()],
    }
    return json_bytes(data)


def rater_rows(rater: RaterAgreement) -> list[tuple[str, str]]:
    """One rater's statistics: title and value of each."""
    return [
        (message("With the tool (weighted kappa, 3 grades)"), estimate_words(rater.rater_vs_tool)),
        (message("Same rater, items shown twice (kappa, 5)"), estimate_words(rater.intra_rater)),
        (message("Mean improvement of regions, -2 to +2"), estimate_words(rater.mean_regions, sign=True)),
        (message("Mean improvement of upper faces, -2 to +2"), estimate_words(rater.mean_faces, sign=True)),
        (
            message("Tool says unchanged, rater saw improvement"),
            estimate_words(rater.improved_where_unchanged, percent=True),
        ),
        (
            message("Tool says unchanged, rater saw worsening"),
            estimate_words(rater.worsened_where_unchanged, percent=True),
        ),
    ]


def estimate_words(number: BootstrapEstimate, sign: bool = False, percent: bool = False) -> str:
    """A statistic with its interval, or why there is none, and the numbers of items and patients."""

    def words(value: float) -> str:
        return Figure(f"{100 * value:.0f} %" if percent else f"{value:{'+' if sign else ''}.2f}")

    parts: list[str] = [Figure(f"{words(number.value):>6}")] if number.value is not None else []
    if number.interval:
        low, high = (words(bound) for bound in number.interval)
        parts.append(message("({low} to {high})", low=low, high=high))
    if number.why_not:
        parts.append(joined(["[", number.why_not, "]"], ""))
    if not number.items:
        return joined(parts)
    counts = message(
        "{items} of {patients}",
        items=plural("{number} item", "{number} items", number.items),
        patients=plural("{number} patient", "{number} patients", number.patients),
    )
    return joined([joined(parts), counts], "; ")


def _rater_lines(rater: RaterAgreement, items: int) -> list[str]:
    return [
        f"{plain(rater.rater)}: {rater.rated} of {items} items rated, {rater.cannot_judge} of them “cannot judge”",
        *(_line(title, words) for title, words in rater_rows(rater)),
    ]


def _line(title: str, words: str) -> str:
    return f"{_INDENT}{title:{_WIDTH}}{words}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def plain(name: str) -> str:
    """A rater's name without control characters, which could alter the terminal."""
    return "".join(c if c.isprintable() else "?" for c in name)
