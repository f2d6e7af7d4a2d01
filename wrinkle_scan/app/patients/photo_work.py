"""What the processes do for the patients' pages: small pictures, the numbers of photos, a look at dropped files.

The server imports this module, and loads nothing by it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wrinkle_scan.app.folder.measured import Json, MeasuredNumbers, PhotoKey
from wrinkle_scan.app.folder.packed_results import settings_sha256
from wrinkle_scan.app.patients import whose_face
from wrinkle_scan.system.errors import SEVERAL_FACES, PathError, PhotoError

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.face.expression import Expression
    from wrinkle_scan.photo.crop import Crop

THUMBNAIL_PX, PICTURE_PX = 360, 900
"""Widths of the aligned pictures."""


@dataclass(frozen=True)
class Numbers:
    """What was measured of a photo.

    Attributes:
        severities: by region, 0 to 100; None where the region cannot be measured.
        problem: why the photo cannot be measured, and what to do, as sentences; else None.
        unkept: whether there was no place to keep them in.
    """

    severities: dict[str, float | None]
    problem: str | None = None
    unkept: bool = False


@dataclass(frozen=True)
class LookedAt:
    """What is seen of a dropped file before it is filed.

    Attributes:
        thumbnail: aligned JPEG; None where it is no photo that can be read.
        captured_at: the camera's capture time, ISO 8601.
        problem: why it cannot be read or measured, as a sentence; else None.
        remedy: what to do about that.
        composite: whether it is before and after in one picture.
        unlike: the photo in which the face looks like someone else's; None where that of none does.
    """

    thumbnail: bytes | None = None
    captured_at: str | None = None
    problem: str | None = None
    remedy: str | None = None
    composite: bool = False
    unlike: Path | None = None


def picture(file: Path, width: int) -> bytes:
    """A photo as a JPEG of this width, aligned on the eyes.

    Raises:
        WrinkleScanError: it cannot be read.
    """
    from wrinkle_scan.app.patients.aligned import align, aligned_jpeg
    from wrinkle_scan.photo.reading import read_photo

    photo = read_photo(file)
    return aligned_jpeg(photo, align(photo, width))


def look_at(file: Path, name: str, others: tuple[Path, ...] = ()) -> LookedAt:
    """Looks at a dropped file: whether it is a photo of one face, when it was taken, and whether of the same patient.

    Args:
        file: where its bytes are.
        name: what it was called.
        others: photos of the patient that it is compared with, as in `whose_face.unlike`.
    """
    from wrinkle_scan.app.patients.aligned import align, align_face, aligned_jpeg
    from wrinkle_scan.face.finding import find_face
    from wrinkle_scan.photo.reading import decode_photo

    try:
        photo = decode_photo(Path(name), file.read_bytes())
    except PhotoError as error:
        return LookedAt(None, None, error.cause, error.remedy)
    try:
        jpeg = aligned_jpeg(photo, align_face(find_face(photo), THUMBNAIL_PX))
        found = whose_face.unlike(photo, others)
        return LookedAt(jpeg, photo.captured_at, unlike=None if found is None else others[found])
    except PhotoError as error:
        jpeg, composite = aligned_jpeg(photo, align(photo, THUMBNAIL_PX)), error.code == SEVERAL_FACES
        return LookedAt(jpeg, photo.captured_at, error.cause, error.remedy, composite)


def cut(file: Path, crop: Crop) -> bytes:
    """A half of a picture as a photo of its own: PNG, so that no pixel is changed."""
    from PIL import Image

    from wrinkle_scan.photo.cropping import crop_photo
    from wrinkle_scan.photo.reading import read_photo

    content = io.BytesIO()
    Image.fromarray(crop_photo(read_photo(file), crop).pixels).save(content, "PNG")
    return content.getvalue()


def known_numbers(root: Path, photos: tuple[tuple[Path, Expression | None], ...]) -> list[Numbers | None]:
    """What was measured of photos before, in their order; None where nothing was."""
    from wrinkle_scan.analysis.provenance import analysis_provenance

    measured, settings = MeasuredNumbers(root), settings_sha256(analysis_provenance())
    found: list[Numbers | None] = []
    for file, expression in photos:
        data = measured.find_analysis(PhotoKey(measured.sha256_of(file), expression), settings, file.name)
        found.append(_numbers(data) if data else None)
    return found


def measure(root: Path, file: Path, expression: Expression | None) -> Numbers:
    """Measures a photo, and keeps its numbers in the folder.

    Raises:
        PathError: it cannot be read.
    """
    from wrinkle_scan.analysis.analyzing import analyze
    from wrinkle_scan.analysis.figures import rounded

    measured = MeasuredNumbers(root)
    sha256 = measured.sha256_of(file)
    try:
        analysis = analyze(file, expression)
    except PhotoError as error:
        return Numbers({}, error.reason)
    regions = analysis.regions.items()  # rounded as in the JSON, so that numbers are the same when they are found again
    severities = {name: rounded(region.severity, 4) if region.measurable else None for name, region in regions}
    try:
        measured.put_analysis(PhotoKey(sha256, expression), analysis.to_dict())
    except PathError as error:
        return Numbers(severities, error.reason, unkept=True)
    return Numbers(severities)


def _numbers(data: Json) -> Numbers:
    return Numbers({name: region["severity"] for name, region in data["regions"].items()})
