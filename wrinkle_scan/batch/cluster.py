"""Many machines: Ray Data hands the photos' addresses to an actor on each core, and their rows come back.

Only addresses and rows travel. An actor that dies, with its machine or alone, is started anew, and what it had in hand
is given out again. Each has a process of its own in which it measures, with the models loaded once: a photo that makes
a library crash or hang costs itself, as on one machine.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

from wrinkle_scan.batch.columns import Row
from wrinkle_scan.batch.jobs import ScoreJob, lost_rows, perform
from wrinkle_scan.batch.parts import PHOTOS_A_PART, Part, drop_others, parts_of, prepare_folder
from wrinkle_scan.batch.photos import PhotoEntry
from wrinkle_scan.batch.running import Counts, Progress, Settings
from wrinkle_scan.batch.scoring import as_told, stamp
from wrinkle_scan.errors import PathError
from wrinkle_scan.workers import Lost, Workers

PHOTOS_AT_A_TIME = 4
"""Photos that an actor has in hand: little is done twice when it dies, and it does not wait for the next."""
PARTS_AT_A_TIME = 50
"""Parts whose photos are known to Ray at a time, so that its memory does not grow with the manifest."""


class Scorer:
    """What runs on each core."""

    def __init__(self, seconds: float) -> None:
        """Prepares the process that measures.

        Args:
            seconds: how long one photo may take.
        """
        self._seconds = seconds
        self._workers: Workers[ScoreJob, list[Row]] = Workers(perform, 1, lambda _: seconds)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Adds to a batch of photos, each as JSON, their rows, as JSON."""
        jobs = (ScoreJob(n, _entry(text), None) for n, text in enumerate(batch["entry"]))
        of_each = [""] * len(batch["entry"])
        for job, result in self._workers.work_off(jobs):
            rows = lost_rows(job, result, self._seconds) if isinstance(result, Lost) else result
            of_each[job.position] = json.dumps(rows)
        return {"part": list(batch["part"]), "place": list(batch["place"]), "rows": of_each}


def score_on_cluster(
    entries: Callable[[], Iterator[PhotoEntry]],
    folder: Path,
    settings: Settings,
    progress: Progress,
    address: str | None = None,
    actors: int | None = None,
    photos_a_part: int = PHOTOS_A_PART,
) -> Counts:
    """Scores photos into a folder of parts.

    Args:
        entries: gives the photos; called several times.
        folder: the table.
        settings: how; `workers` does not count here.
        progress: is told.
        address: of a Ray cluster; None starts one on this machine, for the time of the run.
        actors: how many; None for one on each core of the cluster.
        photos_a_part: how many photos are in a part.

    Raises:
        PathError: Ray is not installed or the cluster not reached, the table cannot be written; or as `entries`.
    """
    prepare_folder(folder)

    def parts() -> Iterator[Part]:
        return parts_of(folder, entries(), stamp(), photos_a_part)

    counts = Counts()
    total = sum(len(part.entries) for part in parts())

    def count(rows: list[Row], reused: bool) -> None:
        counts.done += 1
        counts.reused += reused
        if rows[0]["status"] == "failed":
            counts.failed[rows[0]["failure"]] += 1
        progress.done(rows, reused)

    def to_do() -> Iterator[Part]:
        for part in parts():
            if not part.is_done(settings.retry_failed):
                yield part
                continue
            for row in part.rows():
                if row["region"] in (None, "forehead"):  # one row of each photo
                    count([row], reused=True)

    with _ray(address, actors) as size:
        progress.begin("photos", total)
        waiting = to_do()
        while (window := list(islice(waiting, PARTS_AT_A_TIME))) and not settings.stopped():
            _fill(window, size, settings, count)
        progress.end()
    counts.finished = counts.done == total
    if counts.finished:
        counts.dropped = drop_others(folder, parts())
    return counts


def _fill(parts: list[Part], actors: int, settings: Settings, count: Callable[[list[Row], bool], None]) -> None:
    """Measures the photos of some parts and writes each part when it is complete."""
    import ray.data

    of_each: list[dict[int, list[Row]]] = [{} for _ in parts]
    items = [
        {"part": number, "place": place, "entry": json.dumps(asdict(_reachable(entry)))}
        for number, part in enumerate(parts)
        for place, entry in enumerate(part.entries)
    ]
    blocks = -(-len(items) // PHOTOS_AT_A_TIME)
    measured = ray.data.from_items(items, override_num_blocks=blocks).map_batches(
        Scorer,
        fn_constructor_args=(settings.seconds,),
        batch_size=PHOTOS_AT_A_TIME,
        compute=ray.data.ActorPoolStrategy(size=actors),
        num_cpus=1,
    )
    for found in measured.iter_rows():
        part, place = parts[found["part"]], found["place"]
        rows = as_told(json.loads(found["rows"]), part.entries[place])
        of_each[found["part"]][place] = rows
        count(rows, False)
        if len(of_each[found["part"]]) == len(part.entries):
            part.write(rows for _, rows in sorted(of_each[found["part"]].items()))
            of_each[found["part"]] = {}
        if settings.stopped():
            return


@contextmanager
def _ray(address: str | None, actors: int | None) -> Iterator[int]:
    """Ray, quiet, and with nothing told to anybody; gives the number of actors, one for each core if not said."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
        import ray.data
    except ImportError as error:
        remedy = 'Install it: pip install "wrinkle-scan[ray]".'
        raise PathError("--engine ray", "Ray is not installed", remedy) from error
    here: dict[str, Any] = {"address": "local", "num_cpus": actors, "include_dashboard": False}
    if address is not None:
        _check_reachable(address)
        here = {"address": address}
    with _only_python_speaks():
        try:
            ray.init(**here, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise _unreachable(address or "Ray", error) from error
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        try:
            yield actors or max(int(ray.cluster_resources().get("CPU", 1)), 1)  # type: ignore[no-untyped-call]
        finally:
            ray.shutdown()


def _check_reachable(address: str) -> None:
    """Makes sure that somebody listens at HOST:PORT, with or without ``ray://``: Ray itself tries for minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host and port.isdigit():
        try:
            socket.create_connection((host, int(port)), timeout=10).close()
        except OSError as error:
            raise _unreachable(address, error) from error


def _unreachable(address: str, error: Exception) -> PathError:
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    return PathError(address, f"the cluster cannot be reached ({said})", "Check its address, and that it runs.")


@contextmanager
def _only_python_speaks() -> Iterator[None]:
    """Standard error for what this program says: Ray's native part logs to the descriptor and cannot be stopped."""
    if sys.stderr is None:
        yield
        return
    sys.stderr.flush()
    before, kept = sys.stderr, os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        with os.fdopen(os.dup(kept), "w", encoding=before.encoding, errors="backslashreplace", buffering=1) as ours:
            sys.stderr = ours
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
    finally:
        sys.stderr = before
        os.dup2(kept, 2)
        os.close(kept)


def _reachable(entry: PhotoEntry) -> PhotoEntry:
    """With a path that does not depend on the folder a process runs in."""
    return entry if entry.remote else replace(entry, source=os.path.abspath(entry.source))


def _entry(text: str) -> PhotoEntry:
    told = json.loads(text)
    return PhotoEntry(**{**told, "origins": tuple((key, origin) for key, origin in told["origins"])})
