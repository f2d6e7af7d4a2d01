"""Whether one of two photos is a mirror image, as some phones' front cameras save it: left then meets right."""

from __future__ import annotations

import numpy as np

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.same_person import face_band, fit
from wrinkle_scan.comparison.settings import MIRRORED
from wrinkle_scan.system.messages import message


def mirrored(before: Analysis, after: Analysis) -> str | None:
    """What to say where one of the photos seems to be mirrored; None else, and where the faces do not show it."""
    if before.face.scale_assumed or after.face.scale_assumed:
        return None
    if abs(before.face.yaw_deg - after.face.yaw_deg) > MIRRORED.most_yaw_difference_deg:
        return None
    as_it_is, turned = fits(before, after)
    if not turned - as_it_is >= MIRRORED.mirrored_from:  # nan: too little of a face is in sight
        return None
    return message(
        "One of the photos seems to be a mirror image, as some phones' front cameras save "
        "it: the faces fit by {turned:.2f} with one of them mirrored, and by {as_it_is:.2f} "
        "as they are. Left and right are not compared. Mirror that photo back and start "
        "again.",
        turned=turned,
        as_it_is=as_it_is,
    )


def fits(before: Analysis, after: Analysis) -> tuple[float, float]:
    """How well the second face fits the first, and how well its mirror image does: two correlations."""
    one, other = (face_band(seen.photo, seen.face_chart, MIRRORED.face_mm) for seen in (before, after))
    return fit(one, other), fit(one, np.ascontiguousarray(other[:, ::-1]))
