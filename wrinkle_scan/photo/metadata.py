"""Reads EXIF metadata: capture time, description and orientation."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from PIL import ExifTags, Image

from wrinkle_scan.photo.calendars import gregorian

MAX_DESCRIPTION = 300

# Each capture time with its offset from UTC, best first: shutter, digitisation, last change (Exif 2.32, 4.6.5).
_TIMES = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
    (ExifTags.Base.DateTime, ExifTags.Base.OffsetTime),
)
_TIME = re.compile(r"(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d:\d\d:\d\d)", re.ASCII)
_PLACEHOLDER_TIMES = {"0001-01-01T00:00:00", "1970-01-01T00:00:00", "1980-01-01T00:00:00", "2002-12-08T12:00:00"}
"""Exact times that cameras and phones write whose clock was never set."""
_OFFSET = re.compile(r"[+-]\d\d:\d\d", re.ASCII)


class Metadata(NamedTuple):
    """What the EXIF block says, as far as it can be read.

    Attributes:
        captured_at: ISO 8601 in whole seconds, with the offset from UTC where the camera recorded it.
        description: one line of at most 300 characters.
        orientation: 1 to 8 as in Exif 2.32, of the decoded pixels.
        last_change: whether `captured_at` is the time of the file's last change, because no other is recorded.
    """

    captured_at: str | None
    description: str | None
    orientation: int
    last_change: bool


def read_metadata(image: Image.Image) -> Metadata:
    """Read the EXIF block of a loaded image.

    Args:
        image: after ``load()``, because Pillow turns a TIFF upright while loading it and then drops the tag.

    Returns:
        The metadata, with None and orientation 1 for what is missing, invalid or damaged; it never raises.
    """
    exif = _attempt(image.getexif) or Image.Exif()
    camera = _attempt(exif.get_ifd, ExifTags.IFD.Exif) or {}

    def tag(number: int) -> Any:
        return _attempt(exif.get, number) or camera.get(number)

    *taken, changed = (_iso_time(_text(tag(time)), _text(tag(offset))) for time, offset in _TIMES)
    captured_at = next(filter(None, taken), None)
    return Metadata(
        captured_at=captured_at or changed,
        description=_one_line(_text(tag(ExifTags.Base.ImageDescription))),
        # libheif turns HEIC by the file's own rotation; ISO/IEC 23008-12 has readers ignore the EXIF tag.
        orientation=1 if image.format == "HEIF" else _orientation(tag(ExifTags.Base.Orientation)),
        last_change=captured_at is None and changed is not None,
    )


def _attempt(step: Callable[..., Any], *arguments: Any) -> Any:
    """The result of ``step``, or None if it raises: a damaged EXIF block must not prevent reading the pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return step(*arguments)
    except Exception:
        return None


def _text(value: Any) -> str:
    """EXIF text as UTF-8 if it is valid, as most phones write it, else as Latin-1, as Pillow reads it."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _iso_time(time: str, offset: str) -> str | None:
    """Join EXIF time and offset; None for the zeros, blanks and stand-ins of a camera whose clock was never set."""
    match = _TIME.match(time.strip())
    if not match:
        return None
    year, month, day, clock = match.groups()
    try:
        taken = f"{gregorian(int(year), int(month), int(day))}T{clock}"
    except ValueError:  # no such day
        return None
    if taken in _PLACEHOLDER_TIMES:
        return None
    zone = offset.strip() if _OFFSET.fullmatch(offset.strip()) else ""
    for iso in (f"{taken}{zone}", taken):
        try:
            return datetime.fromisoformat(iso).isoformat()
        except ValueError:  # no such hour, or an offset of more than a day
            continue
    return None


def _one_line(text: str) -> str | None:
    """Drop control and invisible formatting characters, join lines, cut to length."""
    visible = "".join(c for c in " ".join(text.split()) if not unicodedata.category(c).startswith("C"))
    return visible.strip()[:MAX_DESCRIPTION].strip() or None


def _orientation(value: Any) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1
