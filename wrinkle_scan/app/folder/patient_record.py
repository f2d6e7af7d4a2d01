"""A patient of the folder: visits with their photos, and treatments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from wrinkle_scan.app.folder.treatments_file import WrittenTreatment
from wrinkle_scan.app.server.server_limits import MOST_FACES_COMPARED
from wrinkle_scan.face.expression import SERIES_ORDER, Expression, SeriesKey, View
from wrinkle_scan.visits.catalog.entries import PhotoEntry


class KnownPhoto(NamedTuple):
    """What is known of a photo since it was opened: the camera's capture time, and the view."""

    captured_at: str | None = None
    view: View | None = None


@dataclass(frozen=True)
class EarlierPhoto:
    """A photo of the folder that a new one is compared with: its file, and its day, ISO 8601."""

    path: Path
    date: str


@dataclass(frozen=True)
class Visit:
    """The photos of a patient's day by expression and view; the captures of one series in the order of their names."""

    date: str
    photos: dict[SeriesKey, tuple[PhotoEntry, ...]]

    @property
    def expressions(self) -> set[Expression]:
        """Those that are photographed, as far as they are declared."""
        return {key.expression for key in self.photos if key.expression}


@dataclass(frozen=True)
class Patient:
    """One patient of the folder.

    Attributes:
        name: as it is spelt in the folder.
        visits: in the order of their days.
        undated: photos of which neither name nor camera says the day, as far as is known yet.
        treatments: in the order of their dates, each with its line.
        treatments_file: the file that they are in, or that they will be in.
        treatments_revision: of that file, for changing it.
        problem: why the treatments cannot be read, as a sentence; else None.
    """

    name: str
    visits: tuple[Visit, ...]
    undated: tuple[PhotoEntry, ...]
    treatments: tuple[WrittenTreatment, ...]
    treatments_file: str
    treatments_revision: str
    problem: str | None = None

    @property
    def last_visit(self) -> str | None:
        """Its day."""
        return self.visits[-1].date if self.visits else None

    @property
    def series(self) -> list[SeriesKey]:
        """Those of all visits, in the order in which they are shown."""
        return [key for key in SERIES_ORDER if any(key in visit.photos for visit in self.visits)]

    @property
    def photos(self) -> list[PhotoEntry]:
        """All of them, those without a date last."""
        return [p for visit in self.visits for key in visit.photos.values() for p in key] + [*self.undated]

    def known_by(self, expression: Expression | None, today: str | None = None) -> tuple[EarlierPhoto, ...]:
        """The photos from the front that a new one is compared with, the likeliest to match first.

        The latest of that expression come first, then those at rest, then the others. More than one, since no face
        may be found in the first.

        Args:
            expression: of the new one.
            today: the day whose own photos come last, ISO 8601, since they may be of the same wrong patient.
        """
        front = [
            (visit.date, key.expression, captures[0])
            for visit in reversed(self.visits)
            for key, captures in visit.photos.items()
            if key.view == "front"
        ]
        front.sort(key=lambda found: (found[0] == today, *likest(found[1], expression)))
        return tuple(EarlierPhoto(photo.path, day) for day, _, photo in front[:MOST_FACES_COMPARED])

    @property
    def lots(self) -> set[str]:
        """Of the products that were given."""
        return {written.treatment.batch for written in self.treatments if written.treatment.batch}


def likest(said: Expression | None, wanted: Expression | None) -> tuple[bool, bool]:
    """For sorting: photos of the wanted expression first, then those at rest."""
    return said != wanted, said != "rest"
