"""Visits whose true course is known: one photo's lines softened by so much, photographed as on other days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from sample_photos import a_half, analyzed, another_take
from sharing import once, run_folder

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.output.report.visit_pictures import VisitPictures
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.validation.phantom.perturb import Nuisance, perturb
from wrinkle_scan.validation.phantom.softening import soften
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos
from wrinkle_scan.visits.course.following import progress_of
from wrinkle_scan.visits.course.record import patient_record
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.treatments import read_treatments
from wrinkle_scan.visits.course.visit_measuring import first_day, measured_visits

TREATED_ON = date(2026, 1, 12)
COURSE = {0: 0.0, 7: 0.6, 30: 0.8, 60: 0.8, 120: 0.4, 165: 0.1}
"""Days since the treatment, and the share of each line's depth that is gone."""
TREATED = ("forehead", "glabella")
TREATMENTS = (
    "date,region,product,points,units,batch,injector\n"
    "2026-01-12,forehead glabella,Brand A,procerus 4; corrugator left 4; (0 45) 2,20,C1234,Dr. Example\n"
)
HALF_GONE_DAY = 120
"""Half of the largest effect, 80 %, is left on this day."""
HALF_COME_DAYS = (0, 7)
"""By the second day more than half of it has come."""


def make_visits(
    source: Path, folder: Path, expression: Expression, regions: tuple[str, ...], course: dict[int, float] = COURSE
) -> list[Path]:
    """Writes a photo for each day of a course, named as `progress` takes them, and returns their paths."""
    baseline = replace(analyzed(source), expression=expression)
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(5)
    written: list[Path] = []
    for day, share in course.items():
        pixels = _softened(source, regions, share) if share else baseline.photo.pixels
        posed = another_take(baseline.photo.with_pixels(pixels), baseline.face, len(written))
        photo = perturb(posed, careful_visit(rng, baseline.photo), seed=day)
        path = folder / f"{TREATED_ON + timedelta(day)}_{expression}.jpg"
        Image.fromarray(photo.pixels).save(path, quality=92)
        written.append(path)
    return written


@once
def _softened(source: Path, regions: tuple[str, ...], share: float) -> NDArray[np.uint8]:
    """A photo's pixels with so much of each line's depth gone."""
    return soften(analyzed(source), dict.fromkeys(regions, share))


class Followed(NamedTuple):
    """A course that was followed: the folder of its photos, what was found, its pictures, the first day."""

    folder: Path
    progress: Progress
    visit_pictures: VisitPictures
    begin: str


@once
def followed() -> Followed:
    """The sample's frown over six visits, treated in forehead and glabella; made once for all tests."""
    folder = run_folder() / "photos_of_a_course"
    make_visits(a_half(), folder / "Ana Núñez", "frown", TREATED)
    (folder / "treatments.csv").write_text(TREATMENTS, encoding="utf-8")
    treatments = read_treatments(folder / "treatments.csv")
    record = patient_record(find_photos(folder, PATTERN), str(folder))
    visit_pictures = VisitPictures(first_day(record, treatments))
    return Followed(
        folder,
        progress_of(record, treatments, visit_pictures.keeping(measured_visits(record, treatments))),
        visit_pictures,
        first_day(record, treatments),
    )


@once
def true_changes(*days: int) -> dict[int, dict[str, float]]:
    """The true change by day and region, %: the same softening with nothing else different."""
    base, true = analyzed(a_half()), {}
    for day in days:
        softer = base.photo.with_pixels(_softened(a_half(), TREATED, COURSE[day]))
        pair = compare(base, analyze_photo(softer, "frown"))
        true[day] = {n: r.change_percent for n, r in pair.regions.items() if r.change_percent is not None}
    return true


def careful_visit(rng: np.random.Generator, photo: Photo) -> Nuisance:
    """Another day in the same studio: framing, exposure, white balance, focus and noise, a little off each."""
    reach = 0.02 * photo.width
    return Nuisance(
        roll_deg=float(rng.uniform(-4, 4)),
        nearer=float(rng.uniform(0.93, 1.05)),
        shift_px=(float(rng.uniform(-reach, reach)), float(rng.uniform(-reach, reach))),
        stops=float(rng.uniform(-0.4, 0.3)),
        tint=(float(rng.uniform(0.95, 1.05)), 1.0, float(rng.uniform(0.95, 1.05))),
        blur_px=float(rng.uniform(0.15, 0.4)),
        noise=0.002,
    )
