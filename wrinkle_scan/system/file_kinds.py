"""Recognises what a file is from its first bytes, and from its name only where these are not conclusive."""

from __future__ import annotations

import re
import stat
from pathlib import Path, PurePath

HEAD_BYTES = 640
"""Bytes read of a file: the longest signature is that of a transport stream, three packets of 188 bytes."""

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF", "AVIF")
"""The kinds that are photos."""
RAW = "a camera raw file"
SEQUENCE = "an image sequence"
PLACEHOLDER = "an iCloud placeholder"
VIDEO = "a video"
PDF = "a PDF document"
DICOM = "a DICOM file"
ARCHIVE = "an archive"
DOCUMENT = "a document"
LINK = "a link"
ENCRYPTED = "an encrypted file"
NON_PICTURE_KINDS = (VIDEO, PDF, DICOM, ARCHIVE, DOCUMENT, LINK, ENCRYPTED)
"""Kinds that may hold a picture, but are something else: their names say nothing of a patient's photos."""


def _pattern(expression: bytes) -> re.Pattern[bytes]:
    return re.compile(expression, re.DOTALL)


# In the order in which they are tried: some raw files begin as a TIFF does.
_SIGNATURES = {
    RAW: _pattern(rb"II\*\0.{4}CR|FUJIFILMCCD-RAW|II(?:RO|RS|U\0)|MMOR|.{4}ftypcrx "),
    DICOM: _pattern(rb".{128}DICM"),
    "a Photoshop file": _pattern(rb"8BPS"),
    "a JPEG 2000 picture": _pattern(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"),
    "a JPEG XL picture": _pattern(rb"\xff\x0a|\0\0\0\x0cJXL "),
    "a BigTIFF in big-endian order": _pattern(rb"MM\0\+"),
    "a Netpbm picture": _pattern(rb"P[1-7]\s"),
    "an OpenEXR picture": _pattern(rb"v/1\x01"),
    "an icon": _pattern(rb"\0\0\x01\0|icns"),
    "a PostScript document": _pattern(rb"%!PS"),
    PDF: _pattern(rb"%PDF-"),
    "JPEG": _pattern(rb"\xff\xd8\xff"),
    "PNG": _pattern(rb"\x89PNG\r\n\x1a\n"),
    "WEBP": _pattern(rb"RIFF.{4}WEBP"),
    "TIFF": _pattern(rb"II[*+]\0|MM\0\*"),
    "BMP": _pattern(rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0"),
    "GIF": _pattern(rb"GIF8[79]a"),
    VIDEO: _pattern(
        rb"\0.{3}(?:moov|mdat|wide|free|skip|pnot)"  # QuickTime without a type box
        rb"|RIFF.{4}AVI |\x1aE\xdf\xa3|\0\0\x01[\xb3\xba]|0&\xb2u\x8ef\xcf\x11|FLV\x01|OggS"
        rb"|(?:G.{187}){3}|.{4}(?:G.{191}){3}"
    ),
}

# Brands of the ISO base media type box: ISO/IEC 23008-12 (HEIF) and the AVIF specification.
_SEQUENCE_BRANDS = {b"hevc", b"hevx", b"hevm", b"hevs", b"msf1", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis"}

PHOTO_ENDINGS = frozenset([
    "jpg", "jpeg", "jpe", "jfif", "jfi", "jif", "pjpeg", "pjpg", "pjp", "mpo", "png", "apng", "webp", "tif", "tiff",
    "heic", "heif", "hif", "heics", "heifs", "avif", "avifs", "bmp", "dib", "gif",
])  # fmt: skip
"""Of names of photos, in lower case."""
_ENDINGS = {
    ending: kind
    for kind, endings in {
        RAW: "dng cr2 cr3 crw nef nrw arw srf sr2 orf ori rw2 raf pef srw raw rwl 3fr fff iiq x3f mrw erf kdc dcr mos "
        "mef gpr cap eip",
        VIDEO: "mov mp4 m4v qt avi mkv webm 3gp 3g2 mpg mpeg mts m2ts wmv hevc vob insv",
        PDF: "pdf",
        DICOM: "dcm dicom",
        ARCHIVE: "zip zipx 7z rar tar gz tgz bz2 xz",
        DOCUMENT: "doc docx odt rtf ppt pptx pps ppsx odp pages key msg eml mht mhtml xps oxps one",
        LINK: "lnk url webloc desktop gdoc gsheet gslides",
        ENCRYPTED: "gpg pgp aes axx age enc cpt",
        "a Photoshop file": "psd psb",
        "a JPEG 2000 picture": "jp2 j2k j2c jpc jpf jpx",
        "a JPEG XL picture": "jxl",
        "a JPEG XR picture": "jxr wdp hdp",
        "a Netpbm picture": "pnm pbm pgm ppm",
        "an OpenEXR picture": "exr",
        "a Targa picture": "tga",
        "a GIMP picture": "xcf",
        "an Affinity picture": "afphoto",
        "a Live Photo's archive": "livp",
    }.items()
    for ending in endings.split()
}


def kind_of(name: str, head: bytes) -> str | None:
    """What a file is.

    Args:
        name: the file's, with its ending.
        head: its first `HEAD_BYTES`, or all.

    Returns:
        One of `FORMATS`, or another kind, as ``"a camera raw file"``; None where it is not known. Unknown content is
        none of `FORMATS`, whatever the name's ending.
    """
    shown = _shown_by(head)
    if shown == "TIFF" and kind_of_name(name) == RAW:  # of which a TIFF's reader would show the small preview
        return RAW
    return shown or (PLACEHOLDER if placeholder_target(name) else kind_of_name(name))


def head_of(path: Path) -> bytes:
    """A file's first `HEAD_BYTES`; empty for a pipe, which would wait for a writer, and for an unreadable file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        return b""


def is_photo(path: Path) -> bool:
    """Whether a file's first bytes are those of one of `FORMATS`."""
    return kind_of(path.name, head_of(path)) in FORMATS


def kind_of_name(name: str) -> str | None:
    """The kind that an ending stands for; None for the endings of `FORMATS` and for unknown ones."""
    return _ENDINGS.get(ending_of(name))


def ending_of(name: str) -> str:
    """A name's ending in lower case, without its dot."""
    return PurePath(name).suffix[1:].lower()


def placeholder_target(name: str) -> str | None:
    """``IMG_1.HEIC`` for ``.IMG_1.HEIC.icloud``, the placeholder of a file in iCloud; None for other names."""
    match = re.fullmatch(r"\.(.+)\.icloud", name, re.IGNORECASE | re.DOTALL)
    return match[1] if match else None


def _shown_by(head: bytes) -> str | None:
    for kind, pattern in _SIGNATURES.items():
        if pattern.match(head):
            return kind
    return _iso_media(head) if head[4:8] == b"ftyp" else None


def _iso_media(head: bytes) -> str:
    """Distinguish HEIC, AVIF, image sequences and video, which all begin with the same type box."""
    box = head[8 : int.from_bytes(head[:4], "big")]
    brands = {box[i : i + 4] for i in range(0, len(box), 4)}
    if box[:4] in _SEQUENCE_BRANDS:
        return SEQUENCE
    if brands & _HEIC_BRANDS or (b"mif1" in brands and b"avif" not in brands):
        return "HEIF"
    return "AVIF" if b"avif" in brands else VIDEO
