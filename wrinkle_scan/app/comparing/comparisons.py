"""The comparisons of one start of the program: their photos, measured as soon as they are there, and their answers."""

from __future__ import annotations

import shutil
import threading
from functools import partial
from pathlib import Path
from typing import IO, Any

from wrinkle_scan.app.comparing import comparison_work
from wrinkle_scan.app.comparing.questions import Asked, begin
from wrinkle_scan.app.comparing.visit_photos import CUTS, OnePhoto, new_id
from wrinkle_scan.app.server.background_jobs import Jobs
from wrinkle_scan.app.server.server_limits import MOST_COMPARISONS, MOST_PHOTOS_OF_A_VISIT
from wrinkle_scan.app.server.uploads import take_in
from wrinkle_scan.comparison.check import BEFORE_AND_AFTER, PHOTO_WORDS, BeforeOrAfter
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.photo.crop import Crop
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message


class OneComparison:
    """Photos of two visits, and what was asked of them."""

    def __init__(self, place: Path, jobs: Jobs, patient: str | None) -> None:
        """An empty one.

        Args:
            place: a folder for its files alone, which is made.
            jobs: which measure and compare.
            patient: whose photos in the folder they are; None where they are not filed.
        """
        self.id, self.patient = place.name, patient
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

    def add(self, visit: BeforeOrAfter, name: str, content: IO[bytes]) -> OnePhoto:
        """Takes a photo in and begins to measure it.

        Raises:
            PathError: the visit has as many as are taken.
        """
        with self._lock:
            self._check_room(visit, name)
        file = self._place / new_id()
        take_in(content, file)
        with self._lock:
            try:
                self._check_room(visit, name)  # others may have come meanwhile
            except PathError:
                file.unlink()
                raise
            return self._measure(visit, name, file, None)

    def remove(self, photo_id: str) -> None:
        """Takes a photo out, and its files where nothing else needs them."""
        with self._lock:
            photo = self.photo(photo_id)
            if photo is None:
                return
            self._photos.remove(photo)
            if not any(asked.has_to_do_with(photo) for asked in self._asked.values()):
                photo.analysis.unlink(missing_ok=True)
            if photo.measured and all(other.file != photo.file for other in self._photos):
                photo.file.unlink(missing_ok=True)

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
            for visit, crop in zip(BEFORE_AND_AFTER, CUTS[how], strict=True):
                self._measure(visit, photo.name, photo.file, crop)

    def of_visit(self, visit: BeforeOrAfter) -> list[OnePhoto]:
        """A visit's captures."""
        return [photo for photo in self._photos if photo.visit == visit]

    def ask(self, expression: Expression | None, language: str) -> Asked:
        """Asks for the answer to the photos as they are now; the same again where that was asked before.

        Args:
            expression: what the face was asked to do; None where that is not known.
            language: of the reports, one of `system.languages.codes()`.

        Raises:
            PathError: a visit has no photo.
        """
        with self._lock:
            visits = {visit: self.of_visit(visit) for visit in BEFORE_AND_AFTER}
            for visit, photos in visits.items():
                if not photos:
                    raise PathError(
                        PHOTO_WORDS[visit], message("there is no photo of this visit yet"), message("Choose one.")
                    )
            key = (*(tuple(photo.id for photo in photos) for photos in visits.values()), expression, language)
            former = self._asked.get(key)
            if former is None or (former.compared and former.compared.error):
                own_id = new_id()
                asked = Asked(own_id, visits, expression, language, self._place / own_id)
                self._asked[key] = asked
                begin(asked, self._jobs)
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

    def _check_room(self, visit: BeforeOrAfter, name: str) -> None:
        if len(self.of_visit(visit)) >= MOST_PHOTOS_OF_A_VISIT:
            problem = message(
                "there are {most} photos of this visit, and no more are needed", most=MOST_PHOTOS_OF_A_VISIT
            )
            raise PathError(name, problem, message("Take one away first."))

    def _measure(self, visit: BeforeOrAfter, name: str, file: Path, crop: Crop | None) -> OnePhoto:
        own_id = new_id()
        analysis = self._place / f"{own_id}.analysis"
        call = partial(comparison_work.measure, file, name, crop, analysis)
        job = self._jobs.start(name, lambda job: job.run(call), 1)
        photo = OnePhoto(own_id, name, visit, file, crop, analysis, job)
        self._photos.append(photo)
        return photo


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

    def new(self, patient: str | None = None) -> OneComparison:
        """One more, empty; of a patient of the folder, or of photos that are not filed."""
        with self._lock:
            for old in list(self._all)[: max(len(self._all) - MOST_COMPARISONS + 1, 0)]:
                self._all.pop(old).forget()
            made = OneComparison(self._place / new_id(), self._jobs, patient)
            self._all[made.id] = made
            return made

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all)

    def rename(self, old: str, new: str) -> None:
        """Lets those of a patient be of another name."""
        for comparison in list(self._all.values()):
            if comparison.patient == old:
                comparison.patient = new

    def get(self, comparison_id: str) -> OneComparison | None:
        """The one of this id."""
        return self._all.get(comparison_id)
