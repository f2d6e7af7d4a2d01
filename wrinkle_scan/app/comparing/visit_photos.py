"""A photo of one of two visits: where its bytes are, and what was measured of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.app.comparing.comparison_work import MeasuredPhoto
from wrinkle_scan.app.server.background_jobs import Job
from wrinkle_scan.comparison.check import BeforeOrAfter
from wrinkle_scan.photo.crop import Crop
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.system.messages import message

CUTS: dict[str, tuple[Crop, Crop]] = {"side_by_side": ("left", "right"), "stacked": ("top", "bottom")}
"""How a picture that holds before and after is cut in two."""


def new_id() -> str:
    """An id that nobody can guess, good for an address and a file's name."""
    return secrets.token_urlsafe(12).replace("_", "-").lstrip("-")


@dataclass
class OnePhoto:
    """A photo of a comparison.

    Attributes:
        id: in addresses.
        name: what its file was called, without a folder.
        visit: which visit it is of.
        file: where its bytes are.
        crop: the part of it that is meant.
        analysis: where its analysis is kept.
        job: the measuring.
    """

    id: str
    name: str
    visit: BeforeOrAfter
    file: Path
    crop: Crop | None
    analysis: Path
    job: Job

    @property
    def measured(self) -> MeasuredPhoto | None:
        """What was found, once it was measured, or why it cannot be; None until then."""
        if self.job.state == "running":
            return None
        if isinstance(self.job.result, MeasuredPhoto):
            return self.job.result
        error = self.job.error
        problem, remedy = (
            (error.problem, error.remedy)
            if error
            else (
                message("it was not measured"),
                message("Choose it again."),
            )
        )
        return MeasuredPhoto(error=PhotoError(self.name, "crashed", problem, remedy))
