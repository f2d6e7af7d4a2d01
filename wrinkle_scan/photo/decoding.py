"""Bytes become a decoded Pillow image, once the header has shown that it is one photo of a sensible size."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import AvifImagePlugin
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from wrinkle_scan.photo import refusals
from wrinkle_scan.photo.color import READABLE_MODES
from wrinkle_scan.photo.formats import photo_format
from wrinkle_scan.photo.jpeg import check_scans
from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.photo.tiff import check_camera_raw, check_layout, open_tiff
from wrinkle_scan.system.messages import message


def _open_heif(stream: io.BytesIO) -> ImageFile:
    from pillow_heif import HeifImageFile  # slow to import, and many folders hold no HEIC at all

    opener: Callable[[io.BytesIO], ImageFile] = HeifImageFile
    return opener(stream)


def _open_avif(stream: io.BytesIO) -> ImageFile:
    """Read by Pillow; libheif reads the header too, because Pillow does not report HDR and other primaries."""
    image = AvifImagePlugin.AvifImageFile(stream)
    stream.seek(0)
    image.info["nclx_profile"] = _open_heif(stream).info.get("nclx_profile", {})
    return image


# Opened by class, not by PIL.Image.open: that refuses photos over 179 megapixels and lets any of 40 formats try.
# The JPEG class reads the first picture of an MPO file, which is the photo; what follows are previews or depth.
_OPENERS: dict[str, Callable[[io.BytesIO], ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
    "TIFF": open_tiff,
    "HEIF": _open_heif,
    "AVIF": _open_avif,
    "BMP": BmpImageFile,
    "GIF": GifImageFile,
}
_PNG_END = b"IEND\xaeB`\x82"
# A few bytes of them fill any size, and Pillow stops at an error in them without reporting it.
_RUN_LENGTHS = (BmpImageFile.COMPRESSIONS["RLE8"], BmpImageFile.COMPRESSIONS["RLE4"])
_HDR_TRANSFERS = {16, 18}  # PQ and HLG in ITU-T H.273
# What Pillow says when a file is sound but stores its pixels in a way that Pillow does not know.
_UNKNOWN_TO_PILLOW = ("unknown pixel mode", "cannot handle")


def decode(path: Path, data: bytes, reduced_by: int = 1) -> tuple[ImageFile, tuple[int, int]]:
    """Decode a photo completely.

    Args:
        path: the file, for the error's sentence only.
        data: its bytes.
        reduced_by: 1, 2, 4 or 8: a JPEG is reduced by so much along each side while it is decoded (libjpeg's scaled
            inverse transform), which takes less time and memory; other formats are not.

    Returns:
        A loaded image in one of ``color.READABLE_MODES``, as stored: its EXIF orientation may still be pending; and the
        width and height that the file says, px.

    Raises:
        PhotoError: for every refusal that the format, the header or a missing end can show.
        Exception: whatever a decoder raises on damaged bytes; the caller turns it into ``truncated``.
    """
    image_format = photo_format(path, data)
    if image_format == "AVIF" and not AvifImagePlugin.SUPPORTED:
        raise refusals.unsupported(
            path, message("the file is an AVIF picture, which the Pillow installed here cannot read")
        )
    image = _open(path, image_format, data)
    _check_header(path, image, data)
    if image_format == "PNG" and _PNG_END not in data:  # the one truncation that Pillow tolerates
        raise refusals.truncated(path)
    width, height = image.size
    if reduced_by > 1:
        image.draft(None, (width // reduced_by, height // reduced_by))
    image.load()
    return image, (width, height)


def header_size(path: Path, data: bytes) -> tuple[int, int]:
    """Width and height of a photo as stored, px, without a check of anything.

    Raises:
        PhotoError: the file is in no format that is read.
        Exception: whatever a decoder raises on a damaged header.
    """
    return _open(path, photo_format(path, data), data).size


def _open(path: Path, image_format: str, data: bytes) -> ImageFile:
    """Read the header only; no pixel is decoded yet."""
    try:
        return _OPENERS[image_format](io.BytesIO(data))
    except SyntaxError as error:
        if any(words in str(error) for words in _UNKNOWN_TO_PILLOW):
            raise _unusual_pixels(path) from error
        raise


def _check_header(path: Path, image: ImageFile, data: bytes) -> None:
    """Refuse what must not be decoded, or would be decoded to something that is not the photo."""
    if isinstance(image, TiffImageFile):
        check_camera_raw(path, image)
    if getattr(image, "is_animated", False):
        raise refusals.several_frames(path)
    if isinstance(image, GifImageFile):
        raise refusals.unsupported(path, message("the file is a GIF, whose 256 colours are too few to measure skin"))
    if isinstance(image, BmpImageFile) and image.info["compression"] in _RUN_LENGTHS:
        raise refusals.unsupported(path, message("the file is a run-length compressed BMP, which cannot be read here"))
    width, height = image.size
    most = PHOTO.max_avif_pixels if isinstance(image, AvifImagePlugin.AvifImageFile) else PHOTO.max_pixels
    if width * height > most:
        raise refusals.too_many_pixels(path, most)
    if min(width, height) < PHOTO.min_side:
        raise refusals.too_small(path, width, height)
    if image.mode not in READABLE_MODES:
        raise _unusual_pixels(path)
    if isinstance(image, TiffImageFile):
        check_layout(path, image, len(data))
    if isinstance(image, JpegImageFile):
        check_scans(path, image, data)
    if "icc_profile" not in image.info:
        transfer = image.info.get("nclx_profile", {}).get("transfer_characteristics")
        if transfer in _HDR_TRANSFERS:
            raise refusals.unsupported(
                path, message("the photo has HDR brightness (PQ or HLG), which cannot be measured")
            )


def _unusual_pixels(path: Path) -> Exception:
    return refusals.unsupported(path, message("the pixels are not stored as 8 or 16 bit grey or colour values"))
