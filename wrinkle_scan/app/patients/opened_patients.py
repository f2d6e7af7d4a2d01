"""What the patients' pages show of photos: small pictures and numbers, made in other processes and held in memory.

Opening a patient starts one piece of long work: what was measured before is looked up, pictures that are not in memory
are made, and what was never measured is measured and kept in the folder. It takes one process at a time, so that a
comparison has its turn.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from wrinkle_scan.app.folder.clinic import Clinic
from wrinkle_scan.app.patients import photo_work
from wrinkle_scan.app.patients.photo_work import Numbers
from wrinkle_scan.app.server.background_jobs import Job, Jobs
from wrinkle_scan.app.server.server_limits import MOST_THUMBNAILS
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.entries import PhotoEntry


class Shown(NamedTuple):
    """A photo as it is shown: its path in the folder, its file as it is now, and what the face was asked to do."""

    path: str
    file: Path
    stamp: tuple[int, int]
    expression: Expression | None

    @property
    def key(self) -> str:
        """Of its small picture, in addresses."""
        return hashlib.sha256(repr((self.path, self.stamp)).encode()).hexdigest()


def shown(of: Clinic, photo: PhotoEntry) -> Shown:
    """A photo of the folder, as its file is now; one that has gone has a stamp of zeros."""
    try:
        status = photo.path.stat()
        stamp = status.st_size, status.st_mtime_ns
    except OSError:
        stamp = 0, 0
    return Shown(of.path_of(photo), photo.path, stamp, photo.expression)


class OpenedPatients:
    """Of one server; several threads may use it."""

    def __init__(self, root: Path, jobs: Jobs) -> None:
        """Nothing yet of a folder of patients."""
        self._root, self._jobs, self._lock = root, jobs, threading.Lock()
        self._thumbnails: OrderedDict[str, bytes | None] = OrderedDict()
        self._photos: dict[str, Sequence[Shown]] = {}
        self._numbers: dict[Shown, Numbers] = {}
        self._running: dict[str, Job] = {}

    def open(self, patient: str, photos: Sequence[Shown]) -> Job | None:
        """Begins what is to be done for a patient's photos; None where all of it is there."""
        with self._lock:
            self._photos[patient] = photos
            job = self._running.get(patient)
            if job and job.state == "running":
                return job
            for photo in photos:
                if (numbers := self._numbers.get(photo)) and numbers.unkept:  # there may be room by now
                    del self._numbers[photo]
            lacking = [photo for photo in photos if not self._is_complete(photo)]
            if not lacking:
                return None
            unmeasured = [photo for photo in lacking if photo not in self._numbers]
            steps = len([photo for photo in lacking if photo.key not in self._thumbnails]) + len(unmeasured) + 1
            job = self._jobs.start(patient, partial(self._prepare, lacking), steps)
            self._running[patient] = job
            return job

    def job(self, patient: str) -> Job | None:
        """The last work that was begun for a patient."""
        return self._running.get(patient)

    def photos(self, patient: str) -> Sequence[Shown]:
        """The patient's photos, as they were when the patient was opened last."""
        return self._photos.get(patient, ())

    def thumbnail(self, key: str) -> bytes | None:
        """The small picture of a key; None where it is not there yet, or there can be none."""
        with self._lock:
            if key in self._thumbnails:
                self._thumbnails.move_to_end(key)
            return self._thumbnails.get(key)

    def numbers(self, photo: Shown) -> Numbers | None:
        """What was measured; None until then."""
        return self._numbers.get(photo)

    def forget(self) -> None:
        """Forgets all pictures and numbers; those of photos that are still there are made again when they are shown."""
        with self._lock:
            for known in (self._thumbnails, self._photos, self._numbers):
                known.clear()

    def _is_complete(self, photo: Shown) -> bool:
        return photo.key in self._thumbnails and photo in self._numbers

    def _prepare(self, photos: Sequence[Shown], job: Job) -> None:
        asked = tuple((photo.file, photo.expression) for photo in photos)
        known = job.run(partial(photo_work.known_numbers, self._root, asked), message("Looking up what was measured"))
        self._numbers |= {photo: numbers for photo, numbers in zip(photos, known, strict=True) if numbers}
        job.done += sum(numbers is not None for numbers in known)
        for photo in (photo for photo in photos if photo.key not in self._thumbnails):
            self._keep_thumbnail(photo, self._picture(photo, job))
        for photo in (photo for photo in photos if photo not in self._numbers):
            job.words = message("Measuring {name}", name=photo.file.name)
            self._numbers[photo] = self._measured(photo, job)

    def _picture(self, photo: Shown, job: Job) -> bytes | None:
        try:
            made: bytes = job.run(
                partial(photo_work.picture, photo.file, photo_work.THUMBNAIL_PX), message("Drawing the photos")
            )
        except WrinkleScanError:
            return None
        return made

    def _measured(self, photo: Shown, job: Job) -> Numbers:
        try:
            numbers: Numbers = job.run(partial(photo_work.measure, self._root, photo.file, photo.expression))
        except WrinkleScanError as error:
            return Numbers({}, error.reason)
        return numbers

    def _keep_thumbnail(self, photo: Shown, content: bytes | None) -> None:
        with self._lock:
            self._thumbnails[photo.key] = content
            while len(self._thumbnails) > MOST_THUMBNAILS:
                self._thumbnails.popitem(last=False)
