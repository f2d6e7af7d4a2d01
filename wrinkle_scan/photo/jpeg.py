"""Checks a JPEG's markers before it is decoded: number of scans, and whether there are enough bytes for its pixels."""

from __future__ import annotations

import re
from math import ceil
from pathlib import Path

from PIL.JpegImagePlugin import JpegImageFile

from wrinkle_scan.photo import refusals
from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.system.messages import message

# Markers as libjpeg looks for them; stuffed zeros, restarts and fill bytes are passed over (ITU-T T.81, B.1.1).
_MARKER = re.compile(rb"\xff+([\x02-\xcf\xd8-\xfe])")
_END, _SCAN = b"\xd9", b"\xda"


def check_scans(path: Path, image: JpegImageFile, data: bytes) -> None:
    """Refuse a JPEG that would keep the decoder busy for minutes, and one with fewer bytes than its size needs.

    Missing data are decoded to plain grey if the end marker is present. Every block of 8 x 8 values
    costs at least one bit, the code of its mean (T.81, F.1.2.1 and G.1.2.1).

    Args:
        path: the file, for the error's sentence only.
        image: opened, not yet loaded.
        data: the file's bytes.

    Raises:
        PhotoError: ``unsupported`` or ``truncated``.
    """
    n_scans, n_bytes = _scans(data)
    if n_scans > PHOTO.max_scans:
        passes = message(
            "the file is a JPEG in {passes} passes, and at most {most} are read", passes=n_scans, most=PHOTO.max_scans
        )
        raise refusals.unsupported(path, passes)
    if 8 * n_bytes < _blocks(image):
        raise refusals.truncated(path)


def _scans(data: bytes) -> tuple[int, int]:
    """Number of scans of the first picture, and number of bytes of pixel data in all of them."""
    n_scans = n_bytes = 0
    start = 2  # behind the first marker, which begins the picture
    in_scan = False
    while marker := _MARKER.search(data, start):
        if in_scan:
            n_bytes += marker.start() - start
        in_scan = marker[1] == _SCAN
        if marker[1] == _END:
            break
        n_scans += in_scan
        start = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2], "big")
    else:
        n_bytes += max(len(data) - start, 0) if in_scan else 0
    return n_scans, n_bytes


def _blocks(image: JpegImageFile) -> int:
    """Number of blocks of 8 x 8 values, in all components."""
    across, down = (max(layer[i] for layer in image.layer) for i in (1, 2))
    width, height = image.size
    return sum(ceil(width * h / across / 8) * ceil(height * v / down / 8) for _, h, v, _ in image.layer)
