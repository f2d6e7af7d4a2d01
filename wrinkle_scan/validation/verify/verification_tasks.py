"""Finds the photos of a verification in a folder, in a stable order."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.system.csv_tables import open_table
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.folders import photos_in
from wrinkle_scan.validation.verify.observed_cases import Person

PEOPLE = "people.csv"
"""Beside photos named NNN_03 (neutral) and NNN_08 (smiling): face_id, face_age and face_eth, self-reported."""
PEOPLE_COLUMNS = ("face_id", "face_age", "face_eth")
REPEATS = "repeats"
"""Folder of photos of unchanged skin; those whose names differ in their number alone are one series."""
TOO_NEAR = {"15cm"}
"""At 15 cm perspective changes which part of the face is visible; nothing is claimed for it."""


@dataclass(frozen=True)
class PersonTask:
    """One neutral photo, with the same person smiling and what is known of the person, where the folder has it.

    `name` is the photo's path within the folder: no two are the same.
    """

    name: str
    path: Path
    smiling: Path | None = None
    person: Person | None = None


@dataclass(frozen=True)
class SeriesTask:
    """Photos of one person between which the skin did not change."""

    paths: tuple[Path, ...]

    @property
    def name(self) -> str:
        """The photos' names in short, e.g. ``"30cm to 60cm"``."""
        return f"{self.paths[0].stem} to {self.paths[-1].stem}"


Task = PersonTask | SeriesTask


def find_tasks(folder: Path | None) -> list[Task]:
    """The tasks for a folder, or for the checkout's sample.

    Raises:
        PathError: there is no such folder, it has no photos, or none was named and the samples are not at hand.
    """
    if folder is None:
        sample = _sample()
        return [PersonTask(sample.name, sample)]
    photos = photos_in(folder)
    if not photos:
        raise PathError(folder, "there is no photo in this folder", "Name a folder with photos of faces.")
    by_folder: dict[Path, list[Path]] = defaultdict(list)
    for photo in photos:
        by_folder[photo.parent].append(photo)
    tasks: list[Task] = []
    for place, here in by_folder.items():
        if place.name == REPEATS:
            tasks += _series(here)
        elif (place / PEOPLE).is_file():
            tasks += _people(folder, place, here)
        else:
            tasks += [PersonTask(_name(photo, folder), photo) for photo in here]
    if not tasks:
        raise PathError(folder, "none of its photos can be used", f"Beside {PEOPLE}, neutral photos end in _03.")
    return tasks


def inputs(tasks: list[Task]) -> list[Path]:
    """Every photo that the tasks read."""
    paths: list[Path] = []
    for task in tasks:
        paths += task.paths if isinstance(task, SeriesTask) else [p for p in (task.path, task.smiling) if p]
    return paths


def _sample() -> Path:
    """The one sample photo with a sufficient resolution; the others have 512 px or are retouched."""
    sample = Path(__file__).parents[3] / "samples" / "before.frown.heic"
    if not sample.is_file():
        raise PathError(sample, "the sample photos are not installed", "Name a folder of photos with --photos.")
    return sample


def _name(photo: Path, folder: Path) -> str:
    return photo.relative_to(folder).as_posix()


def _series(photos: list[Path]) -> list[SeriesTask]:
    series: dict[str, list[Path]] = defaultdict(list)
    for photo in photos:
        if photo.stem not in TOO_NEAR:
            series[re.sub(r"\d+", "#", photo.stem)].append(photo)
    return [SeriesTask(tuple(paths)) for paths in series.values() if len(paths) > 1]


def _people(folder: Path, place: Path, photos: list[Path]) -> list[PersonTask]:
    table = open_table(place / PEOPLE, PEOPLE_COLUMNS, PEOPLE_COLUMNS)
    people = {}
    for line in table.lines():
        age = line.cells["face_age"]
        if not age.isdecimal():
            raise table.cell_error(line.number, "face_age", f"{age or 'nothing'} is not a whole number of years")
        people[line.cells["face_id"]] = Person(int(age), line.cells["face_eth"])
    tasks = []
    for photo in photos:
        number, _, kind = photo.stem.rpartition("_")
        if kind == "03":
            smiling = photo.with_name(f"{number}_08{photo.suffix}")
            tasks.append(
                PersonTask(_name(photo, folder), photo, smiling if smiling in photos else None, people.get(number))
            )
    return tasks
