"""Photos measured in processes of their own: a file that crashes a decoder costs its photo, and two take one's time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from wrinkle_scan.analysis import Analysis, analyze
from wrinkle_scan.catalog.entries import PhotoEntry
from wrinkle_scan.catalog.face_expressions import FaceSigns, signs_of
from wrinkle_scan.crop import Crop
from wrinkle_scan.errors import PhotoError, WrinkleScanError
from wrinkle_scan.expression import Expression
from wrinkle_scan.photo import read_photo
from wrinkle_scan.workers import Lost, Workers

LONGEST_SECONDS = 300.0
"""For one photo; the largest that is read, 200 megapixels, takes a tenth of it."""
MOST_PROCESSES = 2
"""A comparison has two photos, and each process takes as much memory as its photo needs."""

Done = Any
Job = tuple[int, Path, Callable[[], Done], str]
"""Its number in the order in which it was asked for, its photo, what is done with that, and the folder from which paths
are meant."""


def analyze_apart(path: Path, expression: Expression | None = None, crop: Crop | None = None) -> Analysis:
    """As `analysis.analyze`, in another process.

    Raises:
        PathError: the path cannot be read.
        PhotoError: the photo cannot be measured, also because reading it crashed that process or would not end.
    """
    return analyze_all_apart([(path, expression, crop)])[0]


def analyze_entry(entry: PhotoEntry) -> Analysis:
    """As `analyze_apart`, a photo of a folder with what is known of it."""
    analysis = analyze_apart(entry.path, entry.expression)
    return replace(analysis, expression_guessed=entry.origin_of("expression") == "face")


def analyze_all_apart(photos: Sequence[tuple[Path, Expression | None, Crop | None]]) -> list[Analysis]:
    """As `analyze_apart`, several photos side by side; in their order, and so is the first error."""
    return _all_apart([(path, partial(analyze, path, expression, crop)) for path, expression, crop in photos])


def captured_at_apart(path: Path) -> str | None:
    """When the camera says that a photo was taken, as `Photo.captured_at`; raises as `analyze_apart`."""
    return cast("str | None", _all_apart([(path, partial(_captured_at, path))])[0])


def signs_apart(paths: Sequence[Path]) -> list[FaceSigns | None]:
    """What the faces of photos show, as `signs_of`, side by side; None for a photo that cannot be measured."""
    found = _each_apart([(path, partial(_signs, path)) for path in paths])
    return [None if isinstance(signs, WrinkleScanError) else cast("FaceSigns", signs) for signs in found]


def _signs(path: Path) -> FaceSigns:
    return signs_of(analyze(path))


def _captured_at(path: Path) -> str | None:
    return read_photo(path).captured_at


def _all_apart(asked: Sequence[tuple[Path, Callable[[], Done]]]) -> list[Done]:
    results = _each_apart(asked)
    for result in results:
        if isinstance(result, WrinkleScanError):
            raise result
    return results


def _each_apart(asked: Sequence[tuple[Path, Callable[[], Done]]]) -> list[Done]:
    """What each came to, in their order: an error where it failed."""
    found: dict[int, Done] = {}
    here = os.getcwd()
    jobs = iter([(number, path, do, here) for number, (path, do) in enumerate(asked)])
    for (number, path, *_), result in _workers().work_off(jobs):
        found[number] = _lost(path, result) if isinstance(result, Lost) else result
    return [found[number] for number in range(len(asked))]


@cache
def _workers() -> Workers[Job, Done]:
    """Started with the first photo, kept for the next, and ended with the program."""
    return Workers(_perform, min(MOST_PROCESSES, os.cpu_count() or 1), lambda _: LONGEST_SECONDS)


def _perform(job: Job) -> Done:
    _, _, do, folder = job
    os.chdir(folder)
    try:
        return do()
    except WrinkleScanError as error:
        return error


def _lost(path: Path, lost: Lost) -> PhotoError:
    problem = {
        "crashed": "reading this photo crashed the process that did it; the file may be damaged, or memory too small",
        "timed_out": f"this photo was not measured within {LONGEST_SECONDS:.0f} seconds; the file may be damaged",
    }[lost.how]
    return PhotoError(path, lost.how, problem, "Save it again as JPEG in another program.")
