"""A follow-up photo computed from the HEIC sample: what was done to it is known, so that its undoing can be checked."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image
from sample_photos import BEFORE

from wrinkle_scan.photo.color import encode_srgb, linear_light
from wrinkle_scan.photo.reading import read_photo

TURN_DEG, SCALE, SHIFT_PX, DARKER = 3.0, 0.93, (40.0, -25.0), 0.8
"""What its camera did differently."""
SIMULATED = "Simulated for a test: turned, reduced and darkened by computation."
GPS_MARK = b"WGS-84-test-position"


def follow_up_affine(width: int, height: int) -> NDArray[np.float64]:
    """Affine (2, 3) from the HEIC sample's px to the follow-up's."""
    affine = cv2.getRotationMatrix2D((width / 2, height / 2), TURN_DEG, SCALE)
    affine[:, 2] += SHIFT_PX
    return affine


def write_follow_up(path: Path) -> Path:
    """The HEIC sample turned, reduced and darkened, with a position in its EXIF that must not get into a report."""
    photo = read_photo(BEFORE)
    light = linear_light(photo.pixels) * np.float32(DARKER)
    affine = follow_up_affine(photo.width, photo.height)
    moved = cv2.warpAffine(light, affine, (photo.width, photo.height), flags=cv2.INTER_CUBIC, borderValue=(0.2,) * 3)
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = SIMULATED
    exif[ExifTags.Base.DateTime] = "2022:12:28 19:05:00"
    exif[ExifTags.Base.GPSInfo] = {18: GPS_MARK.decode()}
    Image.fromarray(encode_srgb(np.asarray(moved, np.float32))).save(path, quality=92, exif=exif)
    return path
