"""A photo to score, and what is known of it before it is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from wrinkle_scan.face.expression import Expression, SeriesKey, View
from wrinkle_scan.visits.catalog.name_dates import SAME_VISIT_DAYS, days_between, years_before

Origin = Literal["manifest", "name", "exif", "option", "face"]
ABOUT = ("patient", "visit_date", "side", "expression", "view")
"""What may be known of a photo besides its pixels."""


@dataclass(frozen=True)
class PhotoEntry:
    """A photo to score.

    Attributes:
        source: where it is, as it was given: a path, or a URI as ``s3://bucket/photo.jpg``.
        patient: whose face it is; any text.
        visit_date: ISO 8601 date, e.g. ``"2026-01-05"``.
        side: the treated side: ``"left"``, ``"right"`` or ``"both"``, the patient's.
        expression: what the face was asked to do.
        view: from where it was taken.
        expression_certainty: where the face tells the expression, how likely that is, 0 to 1.
        origins: for each of ABOUT that is known, what says so.
        possible_dates: where `visit_date` is not known, those that its name leaves open.
        doubts: what is to be said of the dates in its name, each a sentence without its full stop.
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
    doubts: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Its path; of a URI, something that looks like one."""
        return Path(self.source)

    @property
    def remote(self) -> bool:
        """Whether it is a URI."""
        return is_uri(self.source)

    @property
    def name(self) -> str:
        """The source as text that any file can hold; bytes that are no text are escaped."""
        return self.source.encode(errors="backslashreplace").decode()

    @property
    def series(self) -> SeriesKey:
        """The series it belongs to; a view that nobody told is the front's."""
        return SeriesKey(self.expression, self.view or "front")

    def told(self, origin: Origin, **about: str | None) -> PhotoEntry:
        """With what is told of it, where nothing was before."""
        new = {key: value for key, value in about.items() if value is not None and getattr(self, key) is None}
        if not new:
            return self
        return replace(self, **new, origins=(*self.origins, *((key, origin) for key in new)))  # type: ignore[arg-type]

    def dated_by(self, captured_at: str | None) -> PhotoEntry:
        """With the visit's date, if nothing said it before and the camera does, or settles it.

        Args:
            captured_at: when the camera says that the photo was taken, ISO 8601; None where it does not.
        """
        camera = captured_at[:10] if captured_at else None
        near = [day for day in self.possible_dates if camera and days_between(day, camera) <= SAME_VISIT_DAYS]
        if len(near) == 1:
            return self.told("name", visit_date=near[0])
        if len(self.possible_dates) == 1 and not (camera and years_before(self.possible_dates[0], camera)):
            return self.told("name", visit_date=self.possible_dates[0])
        return self if len(self.possible_dates) > 1 else self.told("exif", visit_date=camera)

    def origin_of(self, about: str) -> Origin | None:
        """What says so; None where it is not known."""
        return dict(self.origins).get(about)


def is_uri(source: str) -> bool:
    """Whether this is a URI, as ``s3://bucket/photo.jpg``, and not a path."""
    return re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE) is not None
