"""The comparisons of one start of the program: their photos, measured as soon as they are there, and their answers."""

from __future__ import annotations

import secrets
import shutil
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, Literal, get_args

from wrinkle_scan.app import measuring
from wrinkle_scan.app.answers import Answer
from wrinkle_scan.app.jobs import Job, Jobs
from wrinkle_scan.app.limits import MOST_COMPARISONS, MOST_PHOTOS_OF_A_VISIT
from wrinkle_scan.app.measuring import Measured
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.photo.crop import Crop
from wrinkle_scan.system.errors import PathError, PhotoError

Visit = Literal["before", "after"]
VISITS: tuple[Visit, ...] = get_args(Visit)
Cut = Literal["side_by_side", "stacked"]
CUTS: dict[str, tuple[Crop, Crop]] = {"side_by_side": ("left", "right"), "stacked": ("top", "bottom")}
"""How a picture that holds before and after is cut in two."""
BEFORE_AND_AFTER = "several_faces"
"""The code of the error by which such a picture is known."""


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
    visit: Visit
    file: Path
    crop: Crop | None
    analysis: Path
    job: Job

    @property
    def measured(self) -> Measured | None:
        """What was found, once it was measured, or why it cannot be; None until then."""
        if self.job.state == "running":
            return None
        if isinstance(self.job.result, Measured):
            return self.job.result
        error = self.job.error
        problem, remedy = (error.problem, error.remedy) if error else ("it was not measured", "Choose it again.")
        return Measured(error=PhotoError(self.name, "crashed", problem, remedy))

    @property
    def usable(self) -> bool:
        """Whether it was measured."""
        return self.measured is not None and self.measured.error is None


@dataclass
class Asked:
    """A question: these photos, this expression; and its answer.

    Attributes:
        id: in addresses.
        photos: by visit.
        compared: the job whose result is the `Answer`.
        page: the job that draws the report; begun with the answer.
        paper: the job that draws it for the printer.
        place: the files, without their endings.
    """

    id: str
    photos: dict[Visit, list[OnePhoto]]
    expression: Expression | None
    place: Path
    compared: Job | None = None
    page: Job | None = None
    paper: Job | None = None

    @property
    def answer(self) -> Answer | None:
        """What was found; None until then, and where it could not be."""
        result = self.compared.result if self.compared else None
        return result if isinstance(result, Answer) else None

    def file(self, ending: str) -> Path:
        """One of its files: ``.json``, ``.html``, ``.pdf``, and the comparison itself."""
        return self.place.with_name(self.place.name + ending)


class OneComparison:
    """Photos of two visits, and what was asked of them."""

    def __init__(self, place: Path, jobs: Jobs) -> None:
        """An empty one.

        Args:
            place: a folder for its files alone, which is made.
            jobs: which measure and compare.
        """
        self.id = place.name
        place.mkdir(mode=0o700)
        self._place, self._jobs, self._lock = place, jobs, threading.Lock()
        self._photos: list[OnePhoto] = []
        self._asked: dict[tuple[Any, ...], Asked] = {}
        self.last: Asked | None = None
        """What was asked last."""

    @property
    def photos(self) -> list[OnePhoto]:
        """In the order in which they came."""
        return list(self._photos)

    def photo(self, photo_id: str) -> OnePhoto | None:
        """The photo of this id."""
        return next((photo for photo in self._photos if photo.id == photo_id), None)

    def add(self, visit: Visit, name: str, content: IO[bytes]) -> OnePhoto:
        """Takes a photo in and begins to measure it.

        Raises:
            PathError: the visit has as many as are taken.
        """
        with self._lock:
            self._check_room(visit, name)
        file = self._place / new_id()
        with file.open("wb") as taken:
            shutil.copyfileobj(content, taken)
        with self._lock:
            self._check_room(visit, name)  # others may have come meanwhile
            return self._measure(visit, name, file, None)

    def remove(self, photo_id: str) -> None:
        """Takes a photo out."""
        with self._lock:
            self._photos = [photo for photo in self._photos if photo.id != photo_id]

    def swap(self) -> None:
        """Makes before after, and after before."""
        with self._lock:
            for photo in self._photos:
                photo.visit = "after" if photo.visit == "before" else "before"

    def cut(self, photo_id: str, how: str) -> None:
        """Puts the two halves of a picture in its place: the left or upper one is before."""
        with self._lock:
            photo = self.photo(photo_id)
            if photo is None or how not in CUTS:
                return
            self._check_room("after" if photo.visit == "before" else "before", photo.name)
            self._photos.remove(photo)
            for visit, crop in zip(VISITS, CUTS[how], strict=True):
                self._measure(visit, photo.name, photo.file, crop)

    def of_visit(self, visit: Visit) -> list[OnePhoto]:
        """A visit's captures."""
        return [photo for photo in self._photos if photo.visit == visit]

    def ask(self, expression: Expression | None) -> Asked:
        """Asks for the answer to the photos as they are now; the same again where that was asked before.

        Raises:
            PathError: a visit has no photo.
        """
        with self._lock:
            visits = {visit: self.of_visit(visit) for visit in VISITS}
            for visit, photos in visits.items():
                if not photos:
                    raise PathError(visit, "there is no photo of this visit yet", "Choose one.")
            key = (*(tuple(photo.id for photo in photos) for photos in visits.values()), expression)
            former = self._asked.get(key)
            if former is None or (former.compared and former.compared.error):
                own_id = new_id()
                asked = Asked(own_id, visits, expression, self._place / own_id)
                self._asked[key] = asked
                asked.compared = self._jobs.start("Comparing", partial(self._compare, asked), 1)
            self.last = self._asked[key]
            return self.last

    def asked(self, asked_id: str) -> Asked | None:
        """The question of this id."""
        return next((asked for asked in self._asked.values() if asked.id == asked_id), None)

    def forget(self) -> None:
        """Stops its work and deletes its files."""
        for photo in self._photos:
            photo.job.stop()
        shutil.rmtree(self._place, ignore_errors=True)

    def _check_room(self, visit: Visit, name: str) -> None:
        if len(self.of_visit(visit)) >= MOST_PHOTOS_OF_A_VISIT:
            problem = f"there are {MOST_PHOTOS_OF_A_VISIT} photos of this visit, and no more are needed"
            raise PathError(name, problem, "Take one away first.")

    def _measure(self, visit: Visit, name: str, file: Path, crop: Crop | None) -> OnePhoto:
        own_id = new_id()
        analysis = self._place / f"{own_id}.analysis"
        call = partial(measuring.measure, file, name, crop, analysis)
        job = self._jobs.start(name, lambda job: job.run(call), 1)
        photo = OnePhoto(own_id, name, visit, file, crop, analysis, job)
        self._photos.append(photo)
        return photo

    def _compare(self, asked: Asked, job: Job) -> Answer:
        """Waits for the photos, compares them, and has the reports drawn."""
        for photo in (photo for photos in asked.photos.values() for photo in photos):
            photo.job.wait()
            if photo.measured and photo.measured.error:
                raise photo.measured.error
        before, after = (tuple(photo.analysis for photo in asked.photos[visit]) for visit in VISITS)
        kept = asked.file(".comparison")
        call = partial(measuring.compare, before, after, asked.expression, asked.file(".json"), kept)
        answer: Answer = job.run(call)
        html = partial(measuring.write_html, kept, asked.file(".html"))
        pdf = partial(measuring.write_pdf, kept, asked.file(".pdf"))
        asked.page = self._jobs.start("Drawing the report", lambda job: job.run(html), 1)
        asked.paper = self._jobs.start("Drawing the report for the printer", lambda job: job.run(pdf), 1)
        return answer


class Comparisons:
    """All of one start of the program; the oldest are forgotten where there are too many."""

    def __init__(self, place: Path, jobs: Jobs) -> None:
        """None yet.

        Args:
            place: a folder for their files.
            jobs: which measure and compare.
        """
        self._place, self._jobs, self._lock = place, jobs, threading.Lock()
        self._all: dict[str, OneComparison] = {}

    def new(self) -> OneComparison:
        """One more, empty."""
        with self._lock:
            for old in list(self._all)[: max(len(self._all) - MOST_COMPARISONS + 1, 0)]:
                self._all.pop(old).forget()
            made = OneComparison(self._place / new_id(), self._jobs)
            self._all[made.id] = made
            return made

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all)

    def get(self, comparison_id: str) -> OneComparison | None:
        """The one of this id."""
        return self._all.get(comparison_id)
