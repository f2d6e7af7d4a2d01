"""A photo read no more finely than it can be measured: its working picture, from which all else is taken.

Only where it stays finer than every grid onto which it is resampled: severities depend on the last bit of sharpness,
and where a photo is left as fine as the grid alone, they move by a point in the median (`WorkingSettings`).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from wrinkle_scan.face.finding import seen_at_once
from wrinkle_scan.face.mesh_points import OUTER_CANTHUS
from wrinkle_scan.face.settings import HEAD, WORKING
from wrinkle_scan.photo.formats import photo_format
from wrinkle_scan.photo.reading import Photo, decode_photo, longer_side, read_bytes, reduce_photo


def read_to_measure(path: Path | str) -> Photo:
    """As `read_photo`, reduced by a power of two where it is finer than can be measured.

    Raises:
        PathError: as `read_photo`.
        PhotoError: as `read_photo`.
    """
    path = Path(path)
    return decode_to_measure(path, read_bytes(path))


def decode_to_measure(path: Path, data: bytes) -> Photo:
    """As `read_to_measure`, from the file's bytes.

    A JPEG is decoded no larger than a face that fills it needs; where its face turns out to be smaller, once more. A
    photo in which no face is seen at the first look is read in full.

    Raises:
        PhotoError: as `read_photo`.
    """
    if photo_format(path, data) != "JPEG":
        photo = decode_photo(path, data)
        return photo if (times := _times(photo)) == 1 else reduce_photo(photo, times)
    photo = decode_photo(path, data, _power_of_two(longer_side(path, data) / WORKING.first_side))
    times = _times(photo)
    if times < photo.reduced_by:
        return decode_photo(path, data, times)
    return photo if times == photo.reduced_by else reduce_photo(photo, times // photo.reduced_by)


def _times(photo: Photo) -> int:
    """By how much a photo's file is to be reduced along each side."""
    if max(photo.file_size) < 2 * WORKING.first_side:
        return 1
    landmarks = seen_at_once(photo)
    if landmarks is None:
        return 1
    left, right = (landmarks[OUTER_CANTHUS[side], :2] for side in ("left", "right"))
    mm_per_file_px = HEAD.canthi_mm / float(np.hypot(*(left - right))) / photo.reduced_by
    return _power_of_two(WORKING.finest_mm / mm_per_file_px)


def _power_of_two(at_most: float) -> int:
    """The largest power of two of at most so much, between 1 and the setting's."""
    return 1 << int(np.log2(np.clip(at_most, 1, WORKING.most)))
