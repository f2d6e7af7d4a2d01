"""Scores on several machines: Ray Data sends the photos' addresses to an actor on each core and collects their rows.

Only addresses and rows are transferred. An actor that dies, with its machine or alone, is restarted, and its unfinished
photos are assigned again. Each actor measures in a process of its own, with the models loaded once: a photo that makes
a library crash or hang fails alone, as on one machine.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

from wrinkle_scan.cohort.batch.batch_jobs import ScoreJob, failure_rows, perform
from wrinkle_scan.cohort.batch.columns import Row, Stamp
from wrinkle_scan.cohort.batch.parts import Part, prepare_folder, remove_other_files, split_into_parts
from wrinkle_scan.cohort.batch.photo_run import warn_about_date
from wrinkle_scan.cohort.batch.ray_session import ray_errors, ray_session
from wrinkle_scan.cohort.batch.running import Counts, ProgressOutput, Settings
from wrinkle_scan.cohort.batch.scoring import relabel_rows, stamp
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.workers import JobFailure, Workers
from wrinkle_scan.visits.catalog.entries import PhotoEntry

BATCH_SIZE = 4
"""Photos assigned to an actor at a time: few are repeated when it dies, and it does not wait for the next."""
PARTS_PER_WINDOW = 50
"""Parts passed to Ray at a time, so that its memory does not grow with the manifest."""


class Scorer:
    """The actor that runs on each core."""

    def __init__(self, seconds: float) -> None:
        """Prepares the measuring process.

        Args:
            seconds: time limit for one photo.
        """
        self._seconds = seconds
        self._workers: Workers[ScoreJob, list[Row]] = Workers(perform, 1, lambda _: seconds)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Measures a batch of photos, each given as JSON; their rows are returned as JSON."""
        jobs = (ScoreJob(n, _entry(text), None) for n, text in enumerate(batch["entry"]))
        of_each = [""] * len(batch["entry"])
        for job, result in self._workers.map_unordered(jobs):
            rows = failure_rows(job, result, self._seconds) if isinstance(result, JobFailure) else result
            of_each[job.position] = json.dumps(rows)
        return {"part": list(batch["part"]), "place": list(batch["place"]), "rows": of_each}


def score_on_cluster(
    entries: Callable[[], Iterator[PhotoEntry]],
    folder: Path,
    settings: Settings,
    progress: ProgressOutput,
    address: str | None = None,
    actors: int | None = None,
) -> Counts:
    """Scores photos into a folder of parts.

    Args:
        entries: returns the photos; called several times.
        folder: the folder of the table.
        settings: the run's settings; `workers` is not used here.
        progress: receives the progress.
        address: address of a Ray cluster; None starts one on this machine for the duration of the run.
        actors: number of actors; None for one on each core of the cluster.

    Raises:
        PathError: Ray is not installed, the cluster cannot be reached, one of its machines has other versions, or the
            table cannot be written or was made by another version; or as `entries`.
    """
    prepare_folder(folder, stamp())

    def parts() -> Iterator[Part]:
        return split_into_parts(folder, entries(), stamp())

    counts = Counts()
    total = sum(len(part.entries) for part in parts())

    def count(rows: list[Row], reused: bool) -> None:
        counts.add(rows, reused)
        progress.done(rows, reused)

    def unfinished_parts() -> Iterator[Part]:
        for part in parts():
            if not part.is_done(settings.retry_failed):
                yield part
                continue
            entries_by_name = {entry.name: entry for entry in part.entries}
            for row in part.rows():
                if row["region"] in (None, "forehead"):  # one row of each photo
                    count([row], reused=True)
                    warn_about_date(progress, entries_by_name[row["path"]], [row])

    try:
        with ray_session(address, actors) as size:
            progress.begin("photos", total)
            waiting = unfinished_parts()
            while (window := list(islice(waiting, PARTS_PER_WINDOW))) and not settings.stopped():
                _measure_parts(window, size, settings, count, progress)
            progress.end()
    except ray_errors():
        if not settings.stopped():  # errors of a run that is being shut down are of no interest
            raise
    counts.finished = counts.done == total
    if counts.finished:
        remove_other_files(folder, parts())
    return counts


def _measure_parts(
    parts: list[Part],
    actors: int,
    settings: Settings,
    count: Callable[[list[Row], bool], None],
    progress: ProgressOutput,
) -> None:
    """Measures the photos of some parts and writes each part when it is complete."""
    import ray.data

    of_each: list[dict[int, list[Row]]] = [{} for _ in parts]
    items = [
        {"part": number, "place": place, "entry": json.dumps(asdict(_reachable(entry)))}
        for number, part in enumerate(parts)
        for place, entry in enumerate(part.entries)
    ]
    blocks = -(-len(items) // BATCH_SIZE)
    measured = ray.data.from_items(items, override_num_blocks=blocks).map_batches(
        Scorer,
        fn_constructor_args=(settings.seconds,),
        batch_size=BATCH_SIZE,
        compute=ray.data.ActorPoolStrategy(size=actors),
        num_cpus=1,
    )
    for found in measured.iter_rows():
        part, place = parts[found["part"]], found["place"]
        rows = relabel_rows(json.loads(found["rows"]), part.entries[place])
        check_same_stamp(Stamp.of(rows[0]))
        of_each[found["part"]][place] = rows
        count(rows, False)
        warn_about_date(progress, part.entries[place], rows)
        if len(of_each[found["part"]]) == len(part.entries):
            part.write(rows for _, rows in sorted(of_each[found["part"]].items()))
            of_each[found["part"]] = {}
        if settings.stopped():
            return


def check_same_stamp(theirs: Stamp) -> None:
    """Checks that a machine of the cluster has the same versions and settings as this one.

    Raises:
        PathError: it has others.
    """
    if theirs != stamp():
        problem = "a machine of the cluster has other versions of wrinkle-scan or of its libraries than this one"
        raise PathError(
            "--engine ray", problem, "Install the same versions on all machines, and use machines of one kind."
        )


def _reachable(entry: PhotoEntry) -> PhotoEntry:
    """The entry with an absolute path, which does not depend on a process's working directory."""
    return entry if entry.remote else replace(entry, source=os.path.abspath(entry.source))


def _entry(text: str) -> PhotoEntry:
    values = json.loads(text)
    origins = tuple((key, origin) for key, origin in values["origins"])
    lists = {name: tuple(values[name]) for name in ("possible_dates", "doubts")}
    return PhotoEntry(**{**values, **lists, "origins": origins})
