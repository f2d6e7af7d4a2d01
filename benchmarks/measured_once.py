"""What a follow-up and a course cost beside an analysis: `python benchmarks/measured_once.py FOLDER [PATIENTS]`.

The folder has photos named PERSON_NUMBER.jpg, as the London set; each person's are taken for visits of one expression.
`batch` and `batch --pairs` score them in turn with one worker; a follow-up's extra cost is given as a share of an
analysis of the same run. Then the report of six visits with three expressions is made out of the sample, its head
turned by 1.5 degrees from photo to photo, and where its time goes. All times are of the processor, since others may be
at work on the machine; prints Markdown.
"""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2  # noqa: E402
import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

from wrinkle_scan.analysis.analyzing import analyze  # noqa: E402
from wrinkle_scan.comparison.compact import compact  # noqa: E402
from wrinkle_scan.face.geometry import measure_face  # noqa: E402
from wrinkle_scan.output.course_files import rendered  # noqa: E402
from wrinkle_scan.output.report.visit_pictures import VisitPictures  # noqa: E402
from wrinkle_scan.photo.reading import read_photo  # noqa: E402
from wrinkle_scan.system.folders import photos_in  # noqa: E402
from wrinkle_scan.validation.phantom.reposing import repose  # noqa: E402
from wrinkle_scan.visits.catalog.photo_finding import find_photos, infer_layout  # noqa: E402
from wrinkle_scan.visits.course import visit_measuring  # noqa: E402
from wrinkle_scan.visits.course.following import progress_of  # noqa: E402
from wrinkle_scan.visits.course.record import patient_record  # noqa: E402
from wrinkle_scan.visits.course.visit_measuring import first_day, measured_visits  # noqa: E402

COMMAND = [sys.executable, "-c", "from wrinkle_scan.cli import main; main()"]
SAMPLE = Path(__file__).parents[1] / "samples" / "before.frown.heic"
VISITS, EXPRESSIONS = 6, ("rest", "frown", "brow_raise")
ROUNDS = 2


def laid_out(source: Path, people: int, folder: Path) -> tuple[int, int]:
    """Copies people's photos as visits; returns the number of photos and of follow-ups."""
    of_each: dict[str, list[Path]] = defaultdict(list)
    for photo in sorted(photos_in(source)):
        of_each[photo.stem.split("_")[0]].append(photo)
    chosen = dict(islice(of_each.items(), people))
    for person, photos in chosen.items():
        (folder / f"P{person}").mkdir(parents=True)
        for month, photo in enumerate(photos, 1):
            shutil.copy(photo, folder / f"P{person}" / f"2026-{month:02}-05_other{photo.suffix}")
    number = sum(map(len, chosen.values()))
    return number, number - len(chosen)


def processor_seconds(*arguments: str) -> float:
    """Of a run of the program and all its processes, until they have ended."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cost_of_follow_ups(source: Path, people: int, scratch: Path) -> None:
    """Prints what `batch --pairs` costs beside `batch`."""
    photos, follow_ups = laid_out(source, people, scratch / "photos")
    laid_out(source, 1, scratch / "one")
    few = sum(1 for _ in photos_in(scratch / "one"))
    shares, analyses = [], []
    for number in range(ROUNDS):
        tables = [str(scratch / f"{what}{number}.csv") for what in ("few", "plain", "pairs")]
        start = processor_seconds("batch", str(scratch / "one"), "--out", tables[0], "--workers", "1")
        plain = processor_seconds("batch", str(scratch / "photos"), "--out", tables[1], "--workers", "1")
        pairs = processor_seconds("batch", str(scratch / "photos"), "--out", tables[2], "--workers", "1", "--pairs")
        analyses.append((plain - start) / (photos - few))
        shares.append((pairs - plain) / follow_ups / analyses[-1])
    seconds = float(np.median(analyses))
    print(f"`batch`: {seconds:.2f} s an analysis, {1 / seconds:.2f} photos per second and core.")
    print(f"`batch --pairs`: each follow-up costs {np.median(shares):.0%} of an analysis more than `batch` alone")
    print(f"({photos} photos, {follow_ups} follow-ups, {ROUNDS} rounds).")


class Clock:
    """Processor time by what was done."""

    def __init__(self) -> None:
        """Nothing done yet."""
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Adds the time of a block."""
        begun = time.process_time()
        yield
        self.seconds[what] += time.process_time() - begun

    def around(self, what: str, do: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time added."""

        def timed(*arguments: Any) -> Any:
            with self.of(what):
                return do(*arguments)

        return timed


def cost_of_course(scratch: Path) -> None:
    """Prints where the time of a course's report goes, all of it in this process."""
    photo = read_photo(SAMPLE)
    face, clock = measure_face(photo), Clock()
    for visit in range(VISITS):
        for number, expression in enumerate(EXPRESSIONS):
            turn = 2.4 * (visit * len(EXPRESSIONS) + number)
            turned = repose(photo, face, 1.5 * np.cos(turn), 1.5 * np.sin(turn))
            Image.fromarray(turned.pixels).save(scratch / f"2026-{visit + 1:02}-05_{expression}.jpg", quality=92)
    record = patient_record(find_photos(scratch, infer_layout(scratch)), str(scratch))
    begin = first_day(record, ())
    pictures = VisitPictures(begin)
    alone = clock.around("analyses", lambda entries: [analyze(entry.path, entry.expression) for entry in entries])
    compared = ("compare_chosen", "measure_movement", "classify_lines")
    timed = {name: clock.around("comparisons", getattr(visit_measuring, name)) for name in compared}
    for name, work in {"analyze_entries": alone, **timed}.items():
        setattr(visit_measuring, name, work)
    pictures._add = clock.around("pictures", pictures._add)  # type: ignore[method-assign]
    with clock.of("in all"):
        found = progress_of(record, (), pictures.keeping(measured_visits(record, ())))
        with clock.of("page"):
            rendered(found, pictures, begin, Path("report.html"), "clinician", "en", "a4")
    print(f"\nReport of {VISITS} visits with {len(EXPRESSIONS)} expressions, {photo.width} x {photo.height} px:\n")
    print("| | s |\n|---|---|")
    for what, seconds in clock.seconds.items():
        print(f"| {what} | {seconds:.1f} |")


def main(source: Path, people: int) -> None:
    """Prints all of it."""
    cv2.setNumThreads(1)
    analysis = analyze(SAMPLE)
    sizes = [len(pickle.dumps(one)) / 1e6 for one in (analysis, compact(analysis))]
    print(f"An analysis of the sample takes {sizes[0]:.0f} MB, its compact form {sizes[1]:.1f} MB.")
    with tempfile.TemporaryDirectory() as scratch:
        cost_of_follow_ups(source, people, Path(scratch))
    with tempfile.TemporaryDirectory() as scratch:
        cost_of_course(Path(scratch))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 6)
