"""Photos measured in processes of their own: a file that crashes a decoder costs its photo, and two take one's time.

Importing this module loads nothing that measures, so that the processes can load it while the calling one does.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.photo.crop import Crop
from wrinkle_scan.system.errors import PhotoError, WrinkleScanError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.workers import JobFailure, Workers

if TYPE_CHECKING:
    from wrinkle_scan.analysis.results import Analysis

MOST_PROCESSES = 2
"""A comparison has two photos, and each process takes as much memory as its photo needs."""

Done = Any
Job = tuple[int, Path, Callable[[], Done], str]
"""Its number in the order in which it was asked for, its photo, what is done with that, and the folder from which paths
are meant."""


def start_loading(photos: int) -> None:
    """Starts the processes for so many photos, which load what measures while the caller does something else."""
    _workers().start(photos)


def analyze_in_subprocess(path: Path, expression: Expression | None = None, crop: Crop | None = None) -> Analysis:
    """As `analyzing.analyze`, in another process.

    Raises:
        PathError: the path cannot be read.
        PhotoError: the photo cannot be measured, also because reading it crashed that process or would not end.
    """
    return analyze_all_in_subprocesses([(path, expression, crop)])[0]


def analyze_all_in_subprocesses(photos: Sequence[tuple[Path, Expression | None, Crop | None]]) -> list[Analysis]:
    """As `analyze_in_subprocess`, several photos side by side; in their order, and so is the first error."""
    return all_in_subprocesses([(path, partial(_analyze, path, expression, crop)) for path, expression, crop in photos])


def analyze_each_in_subprocess(
    photos: Sequence[tuple[Path, Expression | None, Crop | None]],
) -> list[Analysis | WrinkleScanError]:
    """As `analyze_all_in_subprocesses`, with the error in place of the analysis of a photo that cannot be measured."""
    return each_in_subprocess([(path, partial(_analyze, path, expression, crop)) for path, expression, crop in photos])


def all_in_subprocesses(asked: Sequence[tuple[Path, Callable[[], Done]]]) -> list[Done]:
    """What each call returns, in their order; raises the first one's error.

    Args:
        asked: photos, each with what is called for it in another process.
    """
    results = each_in_subprocess(asked)
    for result in results:
        if isinstance(result, WrinkleScanError):
            raise result
    return results


def each_in_subprocess(asked: Sequence[tuple[Path, Callable[[], Done]]]) -> list[Done]:
    """As `all_in_subprocesses`, with the error in place of the result where a call failed."""
    found: dict[int, Done] = {}
    here = os.getcwd()
    jobs = iter([(number, path, do, here) for number, (path, do) in enumerate(asked)])
    for (number, path, *_), result in _workers().map_unordered(jobs):
        found[number] = _failed(path, result) if isinstance(result, JobFailure) else result
    return [found[number] for number in range(len(asked))]


@cache
def _workers() -> Workers[Job, Done]:
    """Started with the first photo, kept for the next, and ended with the program."""
    count = min(MOST_PROCESSES, os.cpu_count() or 1)
    return Workers(_perform, count, lambda _: ANALYSIS.longest_seconds, ["wrinkle_scan.analysis.analyzing"])


def _analyze(path: Path, expression: Expression | None, crop: Crop | None) -> Analysis:
    from wrinkle_scan.analysis.analyzing import analyze

    return analyze(path, expression, crop)


def _perform(job: Job) -> Done:
    _, _, do, folder = job
    os.chdir(folder)
    try:
        return do()
    except WrinkleScanError as error:
        return error


def _failed(path: Path, failure: JobFailure) -> PhotoError:
    most = ANALYSIS.longest_seconds
    problem = {
        "crashed": message(
            "reading this photo crashed the process that did it; the file may be damaged, or memory too small"
        ),
        "timed_out": message(
            "this photo was not measured within {most:.0f} seconds; the file may be damaged", most=most
        ),
    }[failure.how]
    return PhotoError(path, failure.how, problem, message("Save it again as JPEG in another program."))
