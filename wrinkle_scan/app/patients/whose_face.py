"""Whether a photo's face looks like someone else's than in others that ought to show the same patient.

The processes do this; the server imports this module, and loads nothing by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from wrinkle_scan.system.errors import WrinkleScanError

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.comparison.same_person import FaceFeatures
    from wrinkle_scan.photo.reading import Photo


def unlike_of_file(file: Path, others: Sequence[Path]) -> int | None:
    """As `unlike`, of a photo of the folder; None where it cannot be read."""
    from wrinkle_scan.photo.reading import read_photo

    try:
        return unlike(read_photo(file), others)
    except WrinkleScanError:
        return None


def unlike_of_content(content: bytes, others: Sequence[Path]) -> int | None:
    """As `unlike`, of a photo file's bytes; None where they cannot be read."""
    from wrinkle_scan.photo.reading import decode_photo

    try:
        return unlike(decode_photo(Path("photo"), content), others)
    except WrinkleScanError:
        return None


def unlike(photo: Photo, others: Sequence[Path | Photo]) -> int | None:
    """Which of the others shows another face, as far as it seems; None where none does.

    The photo is compared with the first of the others that shows enough of a face; those that do not are passed over.

    Args:
        photo: the photo in question.
        others: what it is compared with, the likeliest to match first.
    """
    from wrinkle_scan.comparison.same_person import alike
    from wrinkle_scan.comparison.settings import PERSON

    if not others or (own := _features_of(photo)) is None:
        return None
    for number, other in enumerate(others):
        known = _features_of_file(other, _stamp(other)) if isinstance(other, Path) else _features_of(other)
        found = alike(known, own) if known else float("nan")
        if found == found:  # nan: one of them shows too little
            return number if found < PERSON.likeness_limit else None
    return None


def _stamp(file: Path) -> int:
    """When a file was changed; 0 where it is gone."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=64)
def _features_of_file(file: Path, _stamp: int) -> FaceFeatures | None:
    """As `_features_of`, of a file as it is now; None where it cannot be read."""
    from wrinkle_scan.photo.reading import decode_photo

    try:
        return _features_of(decode_photo(file, file.read_bytes()))
    except (OSError, WrinkleScanError):
        return None


def _features_of(photo: Photo) -> FaceFeatures | None:
    """By what a photo's face is known; None where none is found, or where it is turned to a side."""
    from wrinkle_scan.comparison.same_person import features_of
    from wrinkle_scan.face.expression import view_of
    from wrinkle_scan.face.geometry import measure_face
    from wrinkle_scan.regions.face_chart import FaceChart

    try:
        face = measure_face(photo)
    except WrinkleScanError:
        return None
    return features_of(photo, FaceChart(face)) if view_of(face.yaw_deg) == "front" else None
