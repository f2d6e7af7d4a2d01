"""A JPEG file's segments (ITU-T T.81, annex B): its type, and the file without metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass

START, END, SCAN, BASELINE, COMMENT = 0xD8, 0xD9, 0xDA, 0xC0, 0xFE
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
APPLICATION = range(0xE0, 0xF0)
FULL_RESOLUTION = 0x11
KEPT = (0xE0, 0xEE)
"""JFIF's and Adobe's segments, which say how colours are coded; the others hold EXIF, XMP, profiles, thumbnails."""
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""Within a scan: a stuffed byte and a restart are part of it."""


@dataclass(frozen=True)
class StrippedJpeg:
    """A baseline JPEG of 8 bits a channel in YCbCr, with one colour for two points or more.

    Attributes:
        content: the file's bytes, with no EXIF, comment or profile.
        width: px.
        height: px.
    """

    content: bytes
    width: int
    height: int


def strip_jpeg(jpeg: bytes) -> StrippedJpeg:
    """A JPEG file without metadata.

    Raises:
        ValueError: it is no JPEG, or not one for which a VL image has a name: colours at full resolution have none
            (PS3.3, C.8.12.1.1.1).
    """
    if jpeg[:2] != bytes([0xFF, START]):
        raise ValueError("this is no JPEG")
    kept, at, frame = [jpeg[:2]], 2, b""
    while jpeg[at : at + 2] != bytes([0xFF, END]):
        if at + 4 > len(jpeg) or jpeg[at] != 0xFF:
            raise ValueError("this JPEG is damaged")
        marker, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker in FRAMES:
            if marker != BASELINE or end > len(jpeg) or jpeg[at + 4] != 8 or jpeg[at + 9] != 3:
                raise ValueError("this is no baseline JPEG of three channels of 8 bits")
            frame = jpeg[at:end]
        if marker == SCAN:
            following = NEXT_MARKER.search(jpeg, end)
            end = following.start() if following else len(jpeg)
        if marker != COMMENT and (marker not in APPLICATION or marker in KEPT):
            kept.append(jpeg[at:end])
        at = end
    if not frame:
        raise ValueError("this JPEG is damaged")
    if frame[11] == FULL_RESOLUTION:
        raise ValueError("this JPEG has colours at full resolution")
    height, width = int.from_bytes(frame[5:7], "big"), int.from_bytes(frame[7:9], "big")
    return StrippedJpeg(b"".join([*kept, bytes([0xFF, END])]), width, height)
