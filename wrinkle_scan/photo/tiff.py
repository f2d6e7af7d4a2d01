"""Refuses TIFF files that Pillow would read wrongly: TIFF is a container for almost any content."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from PIL.TiffImagePlugin import TiffImageFile

from wrinkle_scan.photo import refusals
from wrinkle_scan.system.messages import message

# Tag numbers: TIFF 6.0 and the DNG specification.
_NEW_SUBFILE_TYPE = 254
_BITS_PER_SAMPLE = 258
_PHOTOMETRIC = 262
_PLANAR_CONFIGURATION = 284
_DNG_VERSION = 50706
_EXTENTS = ((273, 279), (324, 325))  # offsets and byte counts of the strips, then of the tiles

_REDUCED_RESOLUTION = 1
_WHITE_IS_ZERO = 0
_SEPARATE_PLANES = 2


def open_tiff(stream: io.BytesIO) -> TiffImageFile:
    """Read all tags. A file that ends too early raises, where Pillow would warn and drop the colour profile.

    Raises:
        UserWarning: Pillow's, that a tag is cut off.
        Exception: whatever else Pillow raises.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        warnings.filterwarnings("ignore", message="Metadata Warning")  # a harmless surplus of values in a tag
        return TiffImageFile(stream)


def check_camera_raw(path: Path, image: TiffImageFile) -> None:
    """Refuse camera raw files in a TIFF container (DNG, NEF, ARW), of which Pillow reads the small preview.

    Raises:
        PhotoError: ``unsupported``.
    """
    tags = image.tag_v2
    if _DNG_VERSION in tags or tags.get(_NEW_SUBFILE_TYPE, 0) & _REDUCED_RESOLUTION:
        raise refusals.camera_raw(path)


def check_layout(path: Path, image: TiffImageFile, n_bytes: int) -> None:
    """Refuse pixel layouts that Pillow 12 and 13 decode to wrong values, and data beyond the end of the file.

    Args:
        path: the file, for the error's sentence only.
        image: opened, not yet loaded.
        n_bytes: length of the file.

    Raises:
        PhotoError: ``unsupported`` or ``truncated``.
    """
    tags = image.tag_v2
    bits = max(tags.get(_BITS_PER_SAMPLE, (1,)))
    scaled_wrongly = image.mode.startswith("I;16") and (bits != 16 or tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO)
    planes_mixed_up = (
        bits > 8 and tags.get(_PLANAR_CONFIGURATION) == _SEPARATE_PLANES and image.info["compression"] == "raw"
    )
    if scaled_wrongly or planes_mixed_up:
        raise refusals.unsupported(
            path, message("the file is a TIFF with an unusual pixel layout, which cannot be read here")
        )
    for offsets, counts in _EXTENTS:
        ends = (start + count for start, count in zip(tags.get(offsets, ()), tags.get(counts, ()), strict=False))
        if max(ends, default=0) > n_bytes:
            raise refusals.truncated(path)
