"""Read a photo: one file, opened once and only for reading, becomes upright sRGB pixels."""

from __future__ import annotations

import hashlib
import reprlib
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.photo import refusals
from wrinkle_scan.photo.color import to_srgb
from wrinkle_scan.photo.crop import Box
from wrinkle_scan.photo.decoding import decode, header_size
from wrinkle_scan.photo.metadata import read_metadata
from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.system.errors import PathError, PhotoError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.quiet import quiet_stderr
from wrinkle_scan.system.unreadable import os_errors_as_path_errors

# Colour is converted a strip at a time: Pillow's copies then cost a few megabytes instead of photos in full.
_STRIP_PIXELS = 1 << 21

# Exif 2.32, tag 274: how the picture as stored looks out of the upright one: (transposed, rows and columns reversed).
_AS_IS, _REVERSED = slice(None), slice(None, None, -1)
_AS_STORED = {
    1: (False, _AS_IS, _AS_IS),
    2: (False, _AS_IS, _REVERSED),
    3: (False, _REVERSED, _REVERSED),
    4: (False, _REVERSED, _AS_IS),
    5: (True, _AS_IS, _AS_IS),
    6: (True, _REVERSED, _AS_IS),
    7: (True, _REVERSED, _REVERSED),
    8: (True, _AS_IS, _REVERSED),
}


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo as it is measured.

    Attributes:
        path: where it was read from.
        sha256: of the file's bytes, as 64 hexadecimal digits; empty for pixels that are not from a file.
        pixels: sRGB-encoded RGB, upright, shape (height, width, 3), C-contiguous and not writeable.
        captured_at: ISO 8601, with the offset from UTC where the camera recorded it.
        last_change: whether that is the time of the file's last change, because no other is recorded.
        description: the EXIF image description, one line of at most 300 characters.
        notes: one sentence for each thing about the file that was ignored.
        crop: the part of the file's upright picture that this is, (x, y, width, height), px; None is all of it.
        reduced_by: so many px of the file's picture, along each side, are one of `pixels`.
        unreduced: width and height of the file's upright picture, px, where `pixels` is reduced.
    """

    path: Path
    sha256: str
    pixels: NDArray[np.uint8]
    captured_at: str | None
    description: str | None
    notes: tuple[str, ...] = ()
    crop: Box | None = None
    reduced_by: int = 1
    unreduced: tuple[int, int] | None = None
    last_change: bool = False

    def __repr__(self) -> str:
        """One short line, without pixels."""
        return f"<Photo {reprlib.repr(self.path.name)}, {self.width} x {self.height} px>"

    def with_pixels(self, pixels: NDArray[np.uint8]) -> Photo:
        """The photo with other, computed pixels, which have no SHA-256."""
        return replace(self, pixels=pixels, sha256="")

    @property
    def taken_at(self) -> str | None:
        """`captured_at`, unless it is the time of the file's last change."""
        return None if self.last_change else self.captured_at

    @property
    def file_size(self) -> tuple[int, int]:
        """Width and height of the upright photo in px of its file, which may have been reduced since."""
        return self.unreduced or (self.width, self.height)

    @property
    def height(self) -> int:
        """Height of the upright photo in px."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Width of the upright photo in px."""
        return int(self.pixels.shape[1])


PhotoSource: TypeAlias = str | Path | Photo | NDArray[np.uint8]
"""A photo, or what one is made from: a file's path, or pixels, uint8 (height, width, 3), sRGB, upright."""
PIXELS = Path("pixels")
"""Path, in messages and results, of a photo that is not from a file."""


def open_photo(source: PhotoSource) -> Photo:
    """A photo from its source; a `Photo` is returned unchanged.

    Raises:
        PathError: as `read_photo`.
        PhotoError: as `read_photo`, or `photo_of_pixels`.
    """
    if isinstance(source, Photo):
        return source
    return photo_of_pixels(source) if isinstance(source, np.ndarray) else read_photo(source)


def photo_of_pixels(pixels: NDArray[np.uint8]) -> Photo:
    """A photo with a copy of pixels that are not from a file.

    Args:
        pixels: uint8 (height, width, 3): red, green, blue, sRGB-encoded, upright.

    Raises:
        PhotoError: ``not_a_photo``: of another shape or type; ``too_small``, ``too_large``.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise refusals.not_rgb(PIXELS, str(pixels.dtype), pixels.shape)
    height, width = pixels.shape[:2]
    if min(height, width) < PHOTO.min_side:
        raise refusals.too_small(PIXELS, width, height)
    if height * width > PHOTO.max_pixels:
        raise refusals.too_many_pixels(PIXELS)
    own = np.array(pixels, order="C")
    own.setflags(write=False)
    return Photo(PIXELS, "", own, captured_at=None, description=None)


def read_photo(path: Path | str) -> Photo:
    """Read a photo in JPEG, HEIC, AVIF, PNG, TIFF, WebP or BMP format.

    Args:
        path: the file; its format is recognised from its bytes, not from its name.

    Returns:
        The photo; nothing of the file stays open.

    Raises:
        PathError: nothing there, a folder, no permission.
        PhotoError: ``empty_file``, ``not_downloaded``, ``not_a_photo``, ``unsupported``, ``several_frames``,
            ``truncated``, ``too_large`` or ``too_small``.
    """
    path = Path(path)
    return decode_photo(path, read_bytes(path))


def decode_photo(path: Path, data: bytes, reduced_by: int = 1) -> Photo:
    """As `read_photo`, from the file's bytes.

    Args:
        path: the photo's path, for results and messages; not opened.
        data: the file's bytes.
        reduced_by: 1, 2, 4 or 8: reduced by so much along each side, a JPEG while it is decoded.

    Raises:
        PhotoError: as `read_photo`.
    """
    with _decoder_errors_as_damage(path), quiet_stderr():  # libtiff and Pillow log damage
        image, (width, height) = decode(path, data, reduced_by)
        metadata = read_metadata(image)
        pixels, notes = _upright_srgb(image, metadata.orientation)
    photo = Photo(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        pixels=pixels,
        captured_at=metadata.captured_at,
        last_change=metadata.last_change,
        description=metadata.description,
        notes=notes,
    )
    if reduced_by == 1:
        return photo
    if image.size == (width, height):
        return reduce_photo(photo, reduced_by)
    upright = (height, width) if _AS_STORED[metadata.orientation][0] else (width, height)
    return replace(photo, reduced_by=reduced_by, unreduced=upright)


def reduce_photo(photo: Photo, times: int) -> Photo:
    """The photo with so many of its px along each side as one, their mean; what is left over at an edge is one too."""
    pixels = np.array(Image.fromarray(photo.pixels).reduce(times))
    pixels.setflags(write=False)
    return replace(photo, pixels=pixels, reduced_by=photo.reduced_by * times, unreduced=photo.file_size)


def longer_side(path: Path, data: bytes) -> int:
    """Of the picture in a photo's bytes, px, from its header alone.

    Raises:
        PhotoError: ``truncated``, or that it is no photo.
    """
    with _decoder_errors_as_damage(path), quiet_stderr():
        return max(header_size(path, data))


def check_photo_file(path: Path) -> None:
    """Check, without reading it, that there is a regular file of at most the largest size.

    Raises:
        PathError: as `read_photo`.
        PhotoError: ``too_large``.
    """
    with os_errors_as_path_errors(path):
        if "\0" in str(path):  # not allowed in a name; system calls would raise ValueError
            raise FileNotFoundError
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise PathError(path, message("this is a folder, not a photo"), message("Name one photo in it."))
        if not stat.S_ISREG(status.st_mode):
            raise PathError(
                path, message("this is a device or pipe, not a photo"), message("Save the photo as a file first.")
            )
        if status.st_size > PHOTO.max_bytes:
            raise refusals.too_many_bytes(path, status.st_size)


def read_bytes(path: Path) -> bytes:
    """A photo file's bytes.

    Raises:
        PathError: as `read_photo`.
        PhotoError: ``too_large``.
    """
    check_photo_file(path)
    with os_errors_as_path_errors(path):
        return path.read_bytes()


@contextmanager
def _decoder_errors_as_damage(path: Path) -> Iterator[None]:
    """Turn any exception of a decoder, as damaged bytes raise, into a refusal, and ignore its warnings."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except PhotoError:
        raise
    except (MemoryError, Image.DecompressionBombError) as error:
        raise refusals.too_many_pixels(path) from error
    except Exception as error:
        raise refusals.truncated(path) from error


def _upright_srgb(image: Image.Image, orientation: int) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Convert strip by strip, each written straight to where it belongs in the upright picture."""
    width, height = image.size
    transposed, rows, columns = _AS_STORED[orientation]
    upright = np.empty((width, height, 3) if transposed else (height, width, 3), np.uint8)
    stored = (upright.swapaxes(0, 1) if transposed else upright)[rows, columns]
    step = max(1, _STRIP_PIXELS // width)
    notes: tuple[str, ...] = ()
    for top in range(0, height, step):
        strip, notes = to_srgb(image.crop((0, top, width, min(top + step, height))))
        stored[top : top + step] = np.asarray(strip)
    upright.setflags(write=False)
    return upright, notes
