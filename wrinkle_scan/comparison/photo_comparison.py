"""Two photos in, a comparison out: the comparison as a program that imports this package calls it."""

from __future__ import annotations

from typing import TypeAlias

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.captures import compare_visits
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.photo.reading import PhotoSource

OnePhoto: TypeAlias = Analysis | PhotoSource
OneVisit: TypeAlias = OnePhoto | list[OnePhoto] | tuple[OnePhoto, ...]


def compare_photos(
    before: OneVisit, after: OneVisit, expression: Expression | None = None, force: bool = False
) -> Comparison:
    """Compares a photo of a face, or several captures of one visit, with those of a follow-up.

    Args:
        before: the photo before treatment: an `Analysis`, a path, a `Photo` or pixels; or a list of captures of one
            visit, whose errors even out.
        after: the follow-up, likewise.
        expression: what the face was asked to do in photos that are not analysed yet; None takes it from their names.
        force: compare what is not comparable; the result says so.

    Raises:
        PathError: a path cannot be read.
        PhotoError: a photo cannot be measured.
        ValueError: a list without captures, or no such expression.
    """
    return compare_visits(_analyses(before, expression), _analyses(after, expression), force)


def _analyses(visit: OneVisit, expression: Expression | None) -> list[Analysis]:
    captures = visit if isinstance(visit, (list, tuple)) else [visit]
    if not captures:
        raise ValueError("a visit needs at least one photo, and this list is empty")
    return [one if isinstance(one, Analysis) else analyze(one, expression) for one in captures]
