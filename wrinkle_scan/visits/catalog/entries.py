"""A photo to score, with what is known about it before it is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from wrinkle_scan.face.expression import Expression, SeriesKey, View
from wrinkle_scan.visits.catalog.name_dates import distance_days, years_before
from wrinkle_scan.visits.catalog.settings import DATES, FACE_EXPRESSIONS

Origin = Literal["manifest", "name", "exif", "option", "face"]
ATTRIBUTES = ("patient", "visit_date", "side", "expression", "view")
"""What is known of a photo besides its pixels; `view` and `expression` can be classified from the face."""


@dataclass(frozen=True)
class PhotoEntry:
    """A photo to score.

    Attributes:
        source: where it is, as it was given: a path, or a URI as ``s3://bucket/photo.jpg``.
        patient: whose face it is; any text.
        visit_date: ISO 8601 date, e.g. ``"2026-01-05"``.
        side: the treated side: ``"left"``, ``"right"`` or ``"both"``, the patient's.
        expression: the expression that the photo was taken for.
        view: the side of the face that the camera sees.
        expression_certainty: probability of the expression, 0 to 1, where it was classified from the face.
        origins: for each known one of ATTRIBUTES, its source.
        possible_dates: where `visit_date` is not known, the dates that its name leaves open.
        short_years: whether their years have two digits; the camera's date counts more than they.
        in_utc: whether they are days by the world's clock (UTC); the camera's, a day beside them, counts more.
        doubts: warnings about the dates in its name, each a sentence without its full stop.
    """

    source: str
    patient: str | None = None
    visit_date: str | None = None
    side: str | None = None
    expression: Expression | None = None
    view: View | None = None
    expression_certainty: float | None = None
    origins: tuple[tuple[str, Origin], ...] = ()
    possible_dates: tuple[str, ...] = ()
    short_years: bool = False
    in_utc: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Its path; for a URI, the URI as a path object, which cannot be opened."""
        return Path(self.source)

    @property
    def remote(self) -> bool:
        """Whether it is a URI."""
        return is_uri(self.source)

    @property
    def name(self) -> str:
        """The source as valid Unicode; bytes that cannot be decoded are escaped."""
        return self.source.encode(errors="backslashreplace").decode()

    @property
    def series(self) -> SeriesKey:
        """The series it belongs to; an unknown view counts as frontal."""
        return SeriesKey(self.expression, self.view or "front")

    def with_known(self, origin: Origin, **attributes: str | None) -> PhotoEntry:
        """A copy with the given attributes filled in; those that are known already are kept."""
        new = {key: value for key, value in attributes.items() if value is not None and getattr(self, key) is None}
        if not new:
            return self
        return replace(self, **new, origins=(*self.origins, *((key, origin) for key in new)))  # type: ignore[arg-type]

    def dated_by(self, captured_at: str | None) -> PhotoEntry:
        """A copy with the visit's date, if it was not known and the camera's date gives it or decides between several.

        Args:
            captured_at: the camera's capture time, ISO 8601; None where it recorded none.
        """
        camera = captured_at[:10] if captured_at else None
        beside = camera and self.in_utc and any(distance_days(day, camera) == 1 for day in self.possible_dates)
        if beside:
            return self.with_known("exif", visit_date=camera)
        near = [day for day in self.possible_dates if camera and distance_days(day, camera) <= DATES.same_visit_days]
        if len(near) == 1:
            return self.with_known("name", visit_date=near[0])
        if camera and self.short_years:
            return self.with_known("exif", visit_date=camera)
        if len(self.possible_dates) == 1 and not (camera and years_before(self.possible_dates[0], camera)):
            return self.with_known("name", visit_date=self.possible_dates[0])
        return self if len(self.possible_dates) > 1 else self.with_known("exif", visit_date=camera)

    def origin_of(self, attribute: str) -> Origin | None:
        """The source of an attribute; None where the attribute is not known."""
        return dict(self.origins).get(attribute)


def is_guessed(origin: Origin | None, certainty: float | None) -> bool:
    """Whether an expression was classified from the face, and not so surely that it counts as declared."""
    return origin == "face" and (certainty or 0.0) < FACE_EXPRESSIONS.as_declared


def is_uri(source: str) -> bool:
    """Whether this is a URI, as ``s3://bucket/photo.jpg``, and not a path."""
    return re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE) is not None
