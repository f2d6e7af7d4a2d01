"""A photo to score, and what is known of it before it is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from wrinkle_scan.expression import Expression

Origin = Literal["manifest", "name", "exif", "option"]
ABOUT = ("patient", "visit_date", "side", "expression")
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
        origins: for each of ABOUT that is known, what says so.
    """

    source: str
    patient: str | None = None
    visit_date: str | None = None
    side: str | None = None
    expression: Expression | None = None
    origins: tuple[tuple[str, Origin], ...] = ()

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

    def told(self, origin: Origin, **about: str | None) -> PhotoEntry:
        """With what is told of it, where nothing was before."""
        new = {key: value for key, value in about.items() if value is not None and getattr(self, key) is None}
        if not new:
            return self
        return replace(self, **new, origins=(*self.origins, *((key, origin) for key in new)))  # type: ignore[arg-type]

    def origin_of(self, about: str) -> Origin | None:
        """What says so; None where it is not known."""
        return dict(self.origins).get(about)


def is_uri(source: str) -> bool:
    """Whether this is a URI, as ``s3://bucket/photo.jpg``, and not a path."""
    return re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE) is not None
