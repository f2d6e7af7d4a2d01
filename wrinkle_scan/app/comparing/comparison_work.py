"""What the processes do for a comparison: measure a photo, compare what was measured, draw the reports.

The server imports this module, and loads nothing by it. What has pixels goes from call to call in files of the server's
own temporary folder.
"""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wrinkle_scan.app.comparing.remedies import SIMULATED
from wrinkle_scan.app.small_jpeg import small_jpeg
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.system.messages import Day

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.analysis.issue import Issue
    from wrinkle_scan.analysis.results import Analysis
    from wrinkle_scan.app.comparing.answers import Answer
    from wrinkle_scan.face.expression import Expression
    from wrinkle_scan.photo.crop import Crop

THUMBNAIL_PX = 480
"""Longer side."""
THUMBNAIL_QUALITY = 82


@dataclass(frozen=True)
class MeasuredPhoto:
    """What the page says of one photo.

    Attributes:
        thumbnail: the upright photo as a small JPEG; None where it could not be read.
        taken: the day, as ``30 November 2022``; None where the file does not say.
        captured_at: ISO 8601, the same.
        notes: sentences of what is not as it should be.
        error: why it cannot be measured.
    """

    thumbnail: bytes | None = None
    taken: str | None = None
    captured_at: str | None = None
    notes: tuple[str, ...] = ()
    error: PhotoError | None = None


def warm_up() -> None:
    """Loads what measuring and comparing need, before the first photo comes."""
    from wrinkle_scan.analysis import analyzing  # noqa: F401
    from wrinkle_scan.app.comparing import answers  # noqa: F401
    from wrinkle_scan.app.folder import photo_filing  # noqa: F401
    from wrinkle_scan.comparison import captures, compact, contract  # noqa: F401
    from wrinkle_scan.face.inference import load_models
    from wrinkle_scan.output.report import html  # noqa: F401

    load_models()


def measure(file: Path, name: str, crop: Crop | None, into: Path) -> MeasuredPhoto:
    """Measures one photo and keeps its analysis in a file.

    Args:
        file: the uploaded photo.
        name: what it is called, in messages and reports.
        crop: the part of it that is meant.
        into: the file for its analysis, if there is one.
    """
    from wrinkle_scan.analysis.analyzing import analyze_photo
    from wrinkle_scan.comparison.compact import compact
    from wrinkle_scan.face.working_picture import decode_to_measure
    from wrinkle_scan.photo.cropping import crop_photo
    from wrinkle_scan.photo.reading import decode_photo

    try:
        if crop is None:
            photo = decode_to_measure(Path(name), file.read_bytes())
        else:
            photo = crop_photo(decode_photo(Path(name), file.read_bytes()), crop)
    except PhotoError as error:
        return MeasuredPhoto(error=error)
    taken = Day(photo.captured_at) if photo.captured_at else None
    seen = MeasuredPhoto(small_jpeg(photo, THUMBNAIL_PX, THUMBNAIL_QUALITY), taken, photo.captured_at)
    try:
        analysis = analyze_photo(photo)
    except PhotoError as error:
        return replace(seen, error=error)
    into.write_bytes(pickle.dumps(compact(analysis), protocol=pickle.HIGHEST_PROTOCOL))
    return replace(seen, notes=tuple(map(_note, analysis.issues)))


def small_picture(file: Path) -> bytes:
    """A photo as a small upright JPEG.

    Raises:
        WrinkleScanError: it cannot be read.
    """
    from wrinkle_scan.photo.reading import read_photo

    return small_jpeg(read_photo(file), THUMBNAIL_PX, THUMBNAIL_QUALITY)


def compare(
    before: tuple[Path, ...], after: tuple[Path, ...], expression: Expression | None, json_file: Path, into: Path
) -> Answer:
    """Compares two visits.

    Args:
        before: analyses of the captures, as `measure` kept them.
        after: the same of the follow-up.
        expression: what the face was asked to do; None where that is not known.
        json_file: is given the comparison as JSON.
        into: is given the comparison, for the reports.
    """
    from wrinkle_scan.app.comparing.answers import answer_of
    from wrinkle_scan.comparison.captures import compare_visits
    from wrinkle_scan.comparison.comparing import THREADS
    from wrinkle_scan.system.files import json_bytes

    def analysis_of(file: Path) -> Analysis:
        analysis: Analysis = _loaded(file).restored()
        return replace(analysis, expression=expression)

    with ThreadPoolExecutor(THREADS) as threads:
        analyses = list(threads.map(analysis_of, [*before, *after]))
    comparison = compare_visits(analyses[: len(before)], analyses[len(before) :])
    json_file.write_bytes(json_bytes(comparison.to_dict()))
    into.write_bytes(pickle.dumps(comparison, protocol=pickle.HIGHEST_PROTOCOL))
    return answer_of(comparison)


def write_html(comparison: Path, language: str, into: Path) -> None:
    """Draws the report as a page, in a language of `system.languages.codes()`."""
    from wrinkle_scan.output.report.html import render_comparison

    into.write_text(
        render_comparison(_loaded(comparison), language=language), encoding="utf-8", errors="backslashreplace"
    )


def write_pdf(comparison: Path, language: str, into: Path) -> None:
    """Draws the report for the printer, in a language."""
    import warnings

    from wrinkle_scan.output.report.pdf.comparison_pdf import comparison_pdf
    from wrinkle_scan.output.report.typefaces import MissingGlyphWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MissingGlyphWarning)
        into.write_bytes(comparison_pdf(_loaded(comparison), None, "a4", language))


def _loaded(file: Path) -> Any:
    """What another call kept: a file of the server's own folder, in which nobody else may write."""
    return pickle.loads(file.read_bytes())


def _note(issue: Issue) -> str:
    """What is to be said of a photo beside its picture; a description that was written into it may be long."""
    return SIMULATED if issue.code == "simulated" else issue.message
