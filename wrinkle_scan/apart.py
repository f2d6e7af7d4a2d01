"""Photos measured in processes of their own: a file that crashes a decoder costs its photo, and two take one's time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from wrinkle_scan.analysis import Analysis, analyze
from wrinkle_scan.errors import PhotoError, WrinkleScanError
from wrinkle_scan.expression import Expression
from wrinkle_scan.workers import Lost, Workers

LONGEST_SECONDS = 300.0
"""For one photo; the largest that is read, 200 megapixels, takes a tenth of it."""
MOST_PROCESSES = 2
"""A comparison has two photos, and each process takes as much memory as its photo needs."""

Job = tuple[int, Path, Expression | None]
"""Its number in the order in which the photos were asked for, and what `analyze` takes."""


def analyze_apart(path: Path, expression: Expression | None = None) -> Analysis:
    """As `analysis.analyze`, in another process.

    Raises:
        PathError: the path cannot be read.
        PhotoError: the photo cannot be measured, also because reading it crashed that process or would not end.
    """
    return analyze_all_apart([(path, expression)])[0]


def analyze_all_apart(photos: Sequence[tuple[Path, Expression | None]]) -> list[Analysis]:
    """As `analyze_apart`, several photos side by side; in their order, and so is the first error."""
    found: dict[int, Analysis | WrinkleScanError] = {}
    jobs = iter([(number, *photo) for number, photo in enumerate(photos)])
    for (number, path, _), result in _workers().work_off(jobs):
        found[number] = _lost(path, result) if isinstance(result, Lost) else result
    analyses = []
    for _, result in sorted(found.items(), key=lambda item: item[0]):
        if isinstance(result, WrinkleScanError):
            raise result
        analyses.append(result)
    return analyses


@cache
def _workers() -> Workers[Job, Analysis | WrinkleScanError]:
    """Started with the first photo, kept for the next, and ended with the program."""
    return Workers(_measure, min(MOST_PROCESSES, os.cpu_count() or 1), lambda _: LONGEST_SECONDS)


def _measure(job: Job) -> Analysis | WrinkleScanError:
    _, path, expression = job
    try:
        return analyze(path, expression)
    except WrinkleScanError as error:
        return error


def _lost(path: Path, lost: Lost) -> PhotoError:
    problem = {
        "crashed": "reading this photo crashed the process that did it; the file may be damaged, or memory too small",
        "timed_out": f"this photo was not measured within {LONGEST_SECONDS:.0f} seconds; the file may be damaged",
    }[lost.how]
    return PhotoError(path, lost.how, problem, "Save it again as JPEG in another program.")
