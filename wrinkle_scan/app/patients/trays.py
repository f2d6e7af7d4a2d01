"""Photos that were dropped and wait to be checked and filed: in the server's own temporary folder until then."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

from wrinkle_scan.app.comparing.visit_photos import CUTS, new_id
from wrinkle_scan.app.folder.clinic import Clinic
from wrinkle_scan.app.folder.patient_record import Patient, likest
from wrinkle_scan.app.folder.photo_filing import proposed, same_photos
from wrinkle_scan.app.patients import photo_work
from wrinkle_scan.app.patients.dropped import Dropped, someone_else, someone_else_than
from wrinkle_scan.app.server.background_jobs import Job, Jobs
from wrinkle_scan.app.server.server_limits import MOST_DROPPED, MOST_TRAYS
from wrinkle_scan.app.server.uploads import take_in
from wrinkle_scan.photo.crop import Crop
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import Message, message

HALVES: dict[Crop, Message] = {
    "left": message("left half"),
    "right": message("right half"),
    "top": message("upper half"),
    "bottom": message("lower half"),
}
_reading = threading.Lock()
"""One large file in memory at a time."""


class Tray:
    """The photos that were dropped for one patient."""

    def __init__(self, place: Path, jobs: Jobs) -> None:
        """An empty one.

        Args:
            place: a folder for its files alone, which is made.
            jobs: which look at them.
        """
        self.id = place.name
        place.mkdir(mode=0o700)
        self._place, self._jobs, self._lock = place, jobs, threading.Lock()
        self._photos: list[Dropped] = []

    @property
    def photos(self) -> list[Dropped]:
        """In the order in which they came."""
        return list(self._photos)

    def photo(self, photo_id: str) -> Dropped:
        """The photo of this id.

        Raises:
            PathError: it was taken out meanwhile.
        """
        found = next((photo for photo in self._photos if photo.id == photo_id), None)
        if found is None:
            raise PathError(message("the photo"), message("it is not here any more"), message("Drop it again."))
        return found

    def add(self, name: str, content: IO[bytes], clinic: Clinic, patient: Patient) -> Dropped:
        """Takes a file in and has it looked at.

        Args:
            name: what it was called.
            content: its bytes.
            clinic: the folder.
            patient: whose photo it is to be.

        Raises:
            PathError: it is here already, or there are as many as are taken at once.
        """
        self._check_room(name)
        file = self._place / new_id()
        take_in(content, file)
        with _reading:
            read = file.read_bytes()
            (same,) = same_photos(clinic, [read])
            sha256 = hashlib.sha256(read).hexdigest()
        with self._lock:
            try:
                self._check_new(name, sha256)
            except PathError:
                file.unlink()
                raise
            known = {p.path: someone_else(p.date) for p in patient.known_by(proposed(name).expression)}
            return self._take(name, file, sha256, same, known, "", len(self._photos))

    def remove(self, photo_id: str) -> None:
        """Takes a photo out."""
        with self._lock:
            gone = next((photo.file for photo in self._photos if photo.id == photo_id), None)
            self._photos = [photo for photo in self._photos if photo.id != photo_id]
            for place, photo in enumerate(self._photos):
                if gone in photo.others and (photo.seen is None or photo.seen.unlike == gone):
                    self._photos[place] = self._looked_at_again(photo, gone)

    def cut(self, photo_id: str, how: str) -> None:
        """Puts the two halves of a picture in its place.

        Raises:
            WrinkleScanError: it cannot be cut.
        """
        photo = self.photo(photo_id)
        if how not in CUTS:
            return
        calls = [partial(photo_work.cut, photo.file, crop) for crop in CUTS[how]]
        job = self._jobs.start(photo.name, lambda job: [job.run(call) for call in calls], len(calls))
        job.wait()
        if job.error:
            raise job.error
        with self._lock:
            place = self._photos.index(self.photo(photo_id))
            del self._photos[place]
            for step, (content, crop) in enumerate(zip(job.result, CUTS[how], strict=True)):
                half = self._place / new_id()
                half.write_bytes(content)
                sha256 = hashlib.sha256(content).hexdigest()
                self._take(photo.name, half, sha256, None, photo.known, HALVES[crop], place + step)

    def contents(self, ids: Collection[str]) -> list[bytes]:
        """The bytes of some photos, in the order of their ids.

        Raises:
            PathError: one was taken out meanwhile.
        """
        return [self.photo(photo_id).file.read_bytes() for photo_id in ids]

    def forget(self) -> None:
        """Stops its work and deletes its files."""
        for photo in self._photos:
            photo.job.stop()
        shutil.rmtree(self._place, ignore_errors=True)

    def _check_new(self, name: str, sha256: str) -> None:
        """Refuses a photo that came meanwhile, or for which others left no room."""
        self._check_room(name)
        if twin := next((photo for photo in self._photos if photo.sha256 == sha256), None):
            problem = message("this is the same photo as {name}", name=twin.name)
            raise PathError(name, problem, message("It is in the list once."))

    def _check_room(self, name: str) -> None:
        if len(self._photos) >= MOST_DROPPED:
            raise PathError(
                name,
                message("up to {most_dropped} photos are filed at once", most_dropped=MOST_DROPPED),
                message("File these first."),
            )

    def _take(
        self, name: str, file: Path, sha256: str, same: str | None, known: dict[Path, Message], part: str, place: int
    ) -> Dropped:
        said = proposed(name).expression
        dropped = sorted(self._photos[:place], key=lambda photo: likest(photo.expression, said))
        others = known | {photo.file: someone_else_than(photo.name) for photo in dropped}
        taken = Dropped(new_id(), name, file, sha256, same, known, others, self._look(file, name, others), part)
        self._photos.insert(place, taken)
        return taken

    def _looked_at_again(self, photo: Dropped, gone: Path) -> Dropped:
        """A photo compared with what is left, where the one that it was compared with was taken out."""
        photo.job.stop()
        others = {file: words for file, words in photo.others.items() if file != gone}
        return replace(photo, others=others, job=self._look(photo.file, photo.name, others))

    def _look(self, file: Path, name: str, others: Collection[Path]) -> Job:
        call = partial(photo_work.look_at, file, name, tuple(others))
        return self._jobs.start(name, lambda job: job.run(call), 1)


class Trays:
    """All of one start of the program; the oldest are forgotten where there are too many."""

    def __init__(self, place: Path, jobs: Jobs) -> None:
        """None yet.

        Args:
            place: a folder for their files.
            jobs: which look at them.
        """
        self._place, self._jobs, self._lock = place, jobs, threading.Lock()
        self._all: dict[str, Tray] = {}

    def new(self) -> Tray:
        """One more, empty."""
        with self._lock:
            for old in list(self._all)[: max(len(self._all) - MOST_TRAYS + 1, 0)]:
                self._all.pop(old).forget()
            made = Tray(self._place / new_id(), self._jobs)
            self._all[made.id] = made
            return made

    def get(self, tray_id: str) -> Tray | None:
        """The one of this id."""
        return self._all.get(tray_id)

    def forget(self, tray_id: str) -> None:
        """Deletes one, with what is in it."""
        with self._lock:
            if tray := self._all.pop(tray_id, None):
                tray.forget()
