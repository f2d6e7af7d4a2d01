"""What a file is, told from its first bytes: the ending of its name proves nothing."""

from __future__ import annotations

import re
from pathlib import Path

from wrinkle_scan.photo import refusals

# The longest signature looked for is that of a transport stream, whose packets of 188 bytes each begin with a G.
_HEAD_BYTES = 640


def _pattern(expression: bytes) -> re.Pattern[bytes]:
    return re.compile(expression, re.DOTALL)


_PHOTOS = {
    "JPEG": _pattern(rb"\xff\xd8\xff"),
    "PNG": _pattern(rb"\x89PNG\r\n\x1a\n"),
    "WEBP": _pattern(rb"RIFF.{4}WEBP"),
    "TIFF": _pattern(rb"II[*+]\0|MM\0\*"),
    "BMP": _pattern(rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0"),
    "GIF": _pattern(rb"GIF8[79]a"),
}
_VIDEO = _pattern(
    rb"\0.{3}(?:moov|mdat|wide|free|skip|pnot)"  # QuickTime without a type box
    rb"|RIFF.{4}AVI |\x1aE\xdf\xa3|\0\0\x01[\xb3\xba]|0&\xb2u\x8ef\xcf\x11|FLV\x01|OggS"
    rb"|(?:G.{187}){3}|.{4}(?:G.{191}){3}"
)
_PDF = _pattern(rb"%PDF-")
_UNSUPPORTED = {
    "a camera raw file": _pattern(rb"II\*\0.{4}CR|FUJIFILMCCD-RAW|II(?:RO|RS|U\0)|MMOR|.{4}ftypcrx "),
    "a DICOM file": _pattern(rb".{128}DICM"),
    "a Photoshop file": _pattern(rb"8BPS"),
    "a JPEG 2000 picture": _pattern(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"),
    "a JPEG XL picture": _pattern(rb"\xff\x0a|\0\0\0\x0cJXL "),
    "a BigTIFF in big-endian order": _pattern(rb"MM\0\+"),
    "a Netpbm picture": _pattern(rb"P[1-7]\s"),
    "an OpenEXR picture": _pattern(rb"v/1\x01"),
    "an icon": _pattern(rb"\0\0\x01\0|icns"),
    "a PostScript document": _pattern(rb"%!PS"),
}

# Brands of the ISO base media type box: ISO/IEC 23008-12 (HEIF) and the AVIF specification.
_SEQUENCE_BRANDS = {b"hevc", b"hevx", b"hevm", b"hevs", b"msf1", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis"}


def photo_format(path: Path, data: bytes) -> str:
    """Name the picture format of a file.

    Args:
        path: the file, for the error's sentence only.
        data: its bytes.

    Returns:
        One of ``JPEG``, ``PNG``, ``WEBP``, ``TIFF``, ``BMP``, ``GIF`` and ``HEIF``.

    Raises:
        PhotoError: ``empty_file``, ``not_a_photo``, ``unsupported`` or ``several_frames``.
    """
    if not data:
        raise refusals.empty_file(path)
    head = data[:_HEAD_BYTES]
    for what, pattern in _UNSUPPORTED.items():
        if pattern.match(head):
            raise refusals.unsupported(path, f"the file is {what}, which cannot be read here")
    if _PDF.match(head):
        raise refusals.not_a_photo(path, "the file is a PDF document, not a photo")
    if head[4:8] == b"ftyp":
        return _iso_media_format(path, head)
    for name, pattern in _PHOTOS.items():
        if pattern.match(head):
            return name
    if _VIDEO.match(head):
        raise refusals.video(path)
    raise refusals.not_a_photo(path)


def _iso_media_format(path: Path, head: bytes) -> str:
    """Tell HEIC from AVIF, image sequences and video, which all begin with the same type box."""
    box = head[8 : int.from_bytes(head[:4], "big")]
    brands = {box[i : i + 4] for i in range(0, len(box), 4)}
    if box[:4] in _SEQUENCE_BRANDS:
        raise refusals.several_frames(path)
    if brands & _HEIC_BRANDS or (b"mif1" in brands and b"avif" not in brands):
        return "HEIF"
    if b"avif" in brands:
        raise refusals.unsupported(path, "the file is an AVIF picture, which cannot be read here")
    raise refusals.video(path)
