"""The standard series of photos, step by step, and which earlier photo each step is to be like."""

from __future__ import annotations

from dataclasses import dataclass

from wrinkle_scan.app.folder.patient_record import EarlierPhoto, Patient
from wrinkle_scan.face.expression import Expression, SeriesKey, View
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.entries import PhotoEntry

MOST_CANDIDATES = 8
"""Earlier photos that are looked at, at the most, to find one of the step's view."""
VIEW_YAW_DEG: dict[View, float] = {"front": 0.0, "right": 45.0, "left": -45.0}
"""How far the face is to be turned to its own left where no earlier photo says."""
INDICATORS = {
    "frame": message("In view"),
    "distance": message("Distance"),
    "turn": message("Turned"),
    "chin": message("Chin"),
    "lean": message("Upright"),
    "light": message("Light"),
    "sharp": message("Sharp"),
    "expression": message("Expression"),
}
"""Code and title of each indicator, in the order in which they are to be seen to."""


@dataclass(frozen=True)
class SeriesStep:
    """One photo of the series.

    Attributes:
        expression: what the face is asked to do.
        view: the side that is seen; the patient's.
        title: of the step.
        say: what is said to the patient.
    """

    expression: Expression
    view: View
    title: str
    say: str

    @property
    def name(self) -> str:
        """In addresses."""
        return str(SeriesKey(self.expression, self.view))


STEPS = (
    SeriesStep("rest", "front", message("At rest"), message("Relax your face, and look at the camera.")),
    SeriesStep("brow_raise", "front", message("Brows raised"), message("Raise your brows as high as you can.")),
    SeriesStep("frown", "front", message("Frown"), message("Frown as hard as you can.")),
    SeriesStep("smile", "front", message("Smile"), message("Smile as broadly as you can.")),
    SeriesStep(
        "rest", "right", message("Right side"), message("Turn your head halfway to your left. Relax your face.")
    ),
    SeriesStep("rest", "left", message("Left side"), message("Turn your head halfway to your right. Relax your face.")),
)


def step_named(name: str) -> SeriesStep | None:
    """The step of this name."""
    return next((step for step in STEPS if step.name == name), None)


def candidates(patient: Patient, step: SeriesStep, today: str) -> list[EarlierPhoto]:
    """Earlier photos that a step's photo may be compared with, the likeliest first.

    The course's baseline is the last visit up to the day of the first treatment, or else the first one
    (`visits.course`); today's own photos are none. Where the view is not known, the face will say.
    """
    first = patient.treatments[0].treatment.date if patient.treatments else ""
    earlier = [visit for visit in patient.visits if visit.date < today]
    before = [visit for visit in earlier if visit.date <= first]
    visits = [*reversed(before), *earlier[len(before) :]]
    found = [
        EarlierPhoto(photo.path, visit.date)
        for visit in visits
        for series in visit.photos.values()
        for photo in series
        if _fits(photo, step)
    ]
    return found[:MOST_CANDIDATES]


def _fits(photo: PhotoEntry, step: SeriesStep) -> bool:
    return photo.expression == step.expression and photo.view in (None, step.view)
