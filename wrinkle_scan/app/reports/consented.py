"""What may leave the folder for a purpose: photos consented to, a report of them alone, and what is left out."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.consents import TO, Purpose, allowed
from wrinkle_scan.app.folder.places import inside
from wrinkle_scan.app.reports.courses import Kind, MeasuredCourse, Version, course_of, kept_key, render
from wrinkle_scan.app.server.own_process import WorkChannel
from wrinkle_scan.system.errors import PathError, WrinkleScanError
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.visits import SkippedPhoto

JPEG_QUALITY = 95
LIST = "left_out.txt"
_DATE = re.compile(r" on \d{4}-\d{2}-\d{2}")
_REPORTS: tuple[tuple[Kind, str], ...] = (("html", ".html"), ("pdf", ".pdf"))


@dataclass(frozen=True)
class Export:
    """What was written.

    Attributes:
        name: of the file, for saving it.
        photos: number of photos in it.
        left_out: photos that are not, by their paths in the folder, with the reason.
        without_report: why there is no report in it; None where there is.
    """

    name: str
    photos: int
    left_out: tuple[SkippedPhoto, ...]
    without_report: str | None


def export(
    root: Path, patient: str, purpose: Purpose, deidentify: bool, language: str, into: Path, channel: WorkChannel
) -> Export:
    """Writes a ZIP file, in a process of its own.

    Args:
        root: the folder of patients.
        patient: whose photos.
        purpose: what they are to be used for.
        deidentify: whether names and dates are taken out: of the report, of the photos' names and out of the photos.
        language: of the reports.
        into: the file.
        channel: receives the progress.

    Raises:
        PathError: no photo may be used, or a file cannot be read.
    """
    from wrinkle_scan.visits.course.deidentifying import pseudonym

    clinic = read_clinic(root)
    found = allowed(root, map(clinic.path_of, clinic.patient(patient).photos), purpose)
    if not found.photos:
        problem = message("there is no photo with consent to {purpose}", purpose=TO[purpose])
        raise PathError(patient, problem, message("Enter the consent first, if it was given."))
    left_out, course, without = list(found.left_out), None, None
    try:
        course = course_of(root, patient, channel, found.photos)
    except WrinkleScanError as error:
        without = error.reason
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        named = _named_by_day(root, course, found.photos) if deidentify else {path: path for path in found.photos}
        left_out += [SkippedPhoto(p, message("Its day is not known.")) for p in found.photos if p not in named]
        for path, name in named.items():
            photo = inside(root, path)
            archive.writestr(f"photos/{name}", _without_metadata(photo) if deidentify else photo.read_bytes())
        for kind, ending in _REPORTS:
            if course is None:
                break
            draft = into.with_suffix(ending)
            render(course, root, Version(kind, language=language, deidentified=deidentify), draft)
            archive.write(draft, f"report{ending}")
            draft.unlink()
        archive.writestr(LIST, "\n".join(_listed(left_out, without, deidentify)) + "\n")
    whose = pseudonym(patient, kept_key(root)) if deidentify else patient
    return Export(f"{whose}_{purpose}.zip", len(named), tuple(left_out), without)


def _named_by_day(root: Path, course: MeasuredCourse | None, photos: tuple[str, ...]) -> dict[str, str]:
    """Names that say neither patient nor date, by the photos' paths; none for a photo whose day is not known."""
    from wrinkle_scan.visits.course.phases import days_between

    if course is None:
        return {path: f"photo_{number}.jpg" for number, path in enumerate(photos, 1)}
    named: dict[str, str] = {}
    places = {inside(root, path): path for path in photos}
    counts: Counter[str] = Counter()
    for key, visits in course.record.series.items():
        for visit in visits:
            for photo in visit.photos:
                stem = f"day_{days_between(course.begin, visit.date)}_{str(key).replace(' ', '_')}"
                counts[stem] += 1
                named[places[photo.path]] = f"{stem}_{counts[stem]}.jpg"
    return named


def _without_metadata(photo: Path) -> bytes:
    """The photo's upright pixels saved anew: no name, date, place or camera."""
    from PIL import Image

    from wrinkle_scan.photo.reading import read_photo

    content = io.BytesIO()
    Image.fromarray(read_photo(photo).pixels).save(content, "JPEG", quality=JPEG_QUALITY)
    return content.getvalue()


def _listed(left_out: list[SkippedPhoto], without_report: str | None, deidentify: bool) -> Iterator[str]:
    """What is not in the file; without names and dates, if need be."""
    if not left_out:
        yield "No photo was left out."
    for number, photo in enumerate(left_out, 1):
        yield f"Photo {number}: {_DATE.sub('', photo.reason)}" if deidentify else f"{photo.name}: {photo.reason}"
    if without_report:
        yield "There is no report." if deidentify else f"There is no report: {without_report}"
