"""Small valid files of every kind that may be taken for a photo, and files made to cost the reader much."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import cv2
import numpy as np
import pillow_heif
import tifffile
from numpy.typing import NDArray
from PIL import Image, ImageCms
from sample_photos import AFTER

pillow_heif.register_heif_opener()  # lets Image.save write HEIC

Build = Callable[[bytes, bytes], bytes]
"""A file with this EXIF block and this colour profile, where its kind has a place for them."""

_WITHOUT_PROFILE = ("BMP", "GIF")
_WITHOUT_EXIF = ("BMP", "GIF", "TIFF", "AVIF", "MPO")
FACE_BOX = (299, 700, 1800, 2310)
SIZES = ((96, 80), (240, 258))
"""Width and height of the two pictures, a plain one and a face."""
BOMB_SIDE = 14_100
"""Nearly as many pixels as are read at all, 200 million."""


@cache
def plain() -> Image.Image:
    """A slope of colours with grain, so that lossy formats have something to code."""
    y, x = np.mgrid[0:80, 0:96]
    grain = np.random.default_rng(1).integers(0, 30, (80, 96, 1))
    return Image.fromarray((np.stack([2 * x, 2 * y, 200 - x - y], axis=2) + grain).astype(np.uint8))


@cache
def face() -> Image.Image:
    """The smallest picture of a sample in which all four regions are measured."""
    with Image.open(AFTER) as photo:
        return photo.crop(FACE_BOX).resize(SIZES[1])


@cache
def exif() -> bytes:
    """An ordinary EXIF block."""
    block = Image.Exif()
    block.update({0x0112: 1, 0x010E: "frown"})
    block.get_ifd(0x8769).update({0x9003: "2024:05:06 07:08:09"})
    return block.tobytes()


@cache
def profile() -> bytes:
    """An ordinary colour profile, without the time at which it was made."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:24] + bytes(12) + made[36:]  # ICC.1:2022, 7.2.1


def _saved(kind: str, mode: str = "RGB", of: Callable[[], Image.Image] = plain, **options: Any) -> Build:
    def build(exif: bytes, icc: bytes) -> bytes:
        about: dict[str, Any] = {} if kind in _WITHOUT_PROFILE else {"icc_profile": icc or None}
        about |= {} if kind in _WITHOUT_EXIF or not exif else {"exif": exif}
        data = io.BytesIO()
        of().convert(mode).save(data, kind, **about, **options)
        return data.getvalue()

    return build


def _several(kind: str, **options: Any) -> Build:
    def build(exif: bytes, icc: bytes) -> bytes:
        more = [plain().rotate(180), plain().convert("L").convert("RGB")]
        return _saved(kind, save_all=True, append_images=more, **options)(exif, icc)

    return build


def _fixed(make: Callable[[], bytes]) -> Build:
    made = cache(make)
    return lambda exif, icc: made()


def _tiff(dtype: Any, of: Callable[[], Image.Image] = plain, **options: Any) -> Build:
    def make() -> bytes:
        data = io.BytesIO()
        pixels = np.asarray(of().convert("L" if dtype is float else "RGB"))
        tifffile.imwrite(data, pixels / 255 if dtype is float else pixels.astype(dtype) * 257, **options)
        return data.getvalue()

    return _fixed(make)


def _coded(extension: str, pixels: Callable[[], NDArray[Any]]) -> Build:
    return _fixed(lambda: cv2.imencode(extension, pixels())[1].tobytes())


def _run_length_bmp(width: int, height: int, rows: int) -> bytes:
    """A BMP of one colour, of which so many rows are stored."""
    palette = bytes(v for grey in range(256) for v in (grey, 0, grey, 0))
    row = b"".join(bytes([min(255, width - x), 7]) for x in range(0, width, 255)) + b"\0\0"
    pixels = rows * row + b"\0\1"
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 1, len(pixels), 0, 0, 256, 0)
    start = 14 + len(header) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start) + header + palette + pixels


def png_chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG with its sum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _png_with(name: bytes, start: bytes) -> bytes:
    """A PNG with a chunk of text or profile that unpacks to 100 MB."""
    return _inserted(png_chunk(name, start + zlib.compress(bytes(100_000_000))))


def _inserted(chunks: bytes) -> bytes:
    """A PNG with these behind its header."""
    whole = _saved("PNG")(b"", b"")
    return whole[:33] + chunks + whole[33:]


def _tiff_in_a_circle() -> bytes:
    """A TIFF whose next picture is its first."""
    whole = _saved("TIFF")(b"", b"")
    end = 10 + 12 * struct.unpack_from("<H", whole, 8)[0]
    return whole[:end] + struct.pack("<I", 8) + whole[end + 4 :]


def _many_passes(count: int) -> bytes:
    """A progressive JPEG whose last pass comes so many times."""
    whole = _saved("JPEG", progressive=True)(b"", b"")
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + count * whole[last:-2] + whole[-2:]


def _jpeg_of_few_bytes() -> bytes:
    """A JPEG of a kilobyte that says it is as large as the largest that is read."""
    whole = _saved("JPEG", of=lambda: Image.new("RGB", (96, 80)))(b"", b"")
    return whole.replace(struct.pack(">HH", 80, 96), struct.pack(">HH", BOMB_SIDE, BOMB_SIDE), 1)


def _flat(kind: str, side: int, mode: str = "1", **options: Any) -> Build:
    return _fixed(lambda: _saved(kind, mode, lambda: Image.new(mode, (side, side), 1), **options)(b"", b""))


KINDS: dict[str, Build] = {
    "jpeg": _saved("JPEG"),
    "jpeg face": _saved("JPEG", of=face, quality=90),
    "jpeg progressive": _saved("JPEG", progressive=True),
    "jpeg progressive face": _saved("JPEG", of=face, progressive=True, restart_marker_rows=4),
    "jpeg grey": _saved("JPEG", "L", face),
    "jpeg cmyk": _saved("JPEG", "CMYK", face),
    "jpeg several (mpo)": _several("MPO"),
    "png": _saved("PNG"),
    "png face": _saved("PNG", of=face),
    "png alpha": _saved("PNG", "RGBA", face),
    "png palette": _saved("PNG", "P", transparency=3),
    "png 16 bit grey": _coded(".png", lambda: np.asarray(plain().convert("L")).astype(np.uint16) * 257),
    "png 16 bit colour": _coded(".png", lambda: np.asarray(plain()).astype(np.uint16) * 257),
    "png animated": _several("PNG"),
    "tiff": _saved("TIFF"),
    "tiff face": _saved("TIFF", of=face),
    "tiff lzw": _saved("TIFF", compression="tiff_lzw"),
    "tiff jpeg": _saved("TIFF", compression="jpeg"),
    "tiff cmyk": _saved("TIFF", "CMYK", face),
    "tiff 16 bit": _tiff(np.uint16, photometric="rgb"),
    "tiff 16 bit tiles": _tiff(np.uint16, face, photometric="rgb", tile=(32, 32), compression="zlib"),
    "tiff big": _tiff(np.uint16, face, photometric="rgb", bigtiff=True),
    "tiff float": _tiff(float),
    "tiff several": _several("TIFF"),
    "tiff in a circle": _fixed(_tiff_in_a_circle),
    "webp": _saved("WEBP"),
    "webp face": _saved("WEBP", of=face),
    "webp lossless alpha": _saved("WEBP", "RGBA", face, lossless=True),
    "webp animated": _several("WEBP"),
    "heic": _saved("HEIF"),
    "heic face": _saved("HEIF", of=face),
    "heic several": _several("HEIF"),
    "avif": _saved("AVIF"),
    "bmp": _saved("BMP"),
    "bmp face": _saved("BMP", of=face),
    "bmp palette": _saved("BMP", "P", face),
    "bmp run-length": _fixed(lambda: _run_length_bmp(96, 80, rows=80)),
    "gif": _saved("GIF"),
    "gif animated": _several("GIF"),
    "jpeg 2000": _coded(".jp2", lambda: np.asarray(plain())),
    "openexr or hdr": _coded(".hdr", lambda: np.asarray(plain()).astype(np.float32)),
    "dicom": _fixed(lambda: bytes(128) + b"DICM\2\0\0\0UL\4\0" + bytes(range(256))),
    "one pixel wide": _saved("JPEG", of=lambda: plain().resize((1, 4000))),
    "one pixel high": _saved("PNG", of=lambda: plain().resize((4000, 1))),
    "narrowest": _saved("PNG", of=lambda: plain().resize((64, 3000))),
    "one pixel": _saved("PNG", of=lambda: plain().resize((1, 1))),
    "text": _fixed(lambda: b"Dear colleague,\nplease find attached " + bytes(range(256))),
    "empty": _fixed(lambda: b""),
}
"""Kind -> how a file of it is made."""

BOMBS: dict[str, Build] = {
    "png bomb": _flat("PNG", BOMB_SIDE),
    "png bomb beyond": _flat("PNG", 20_000),
    "png bomb of text": _fixed(lambda: _png_with(b"zTXt", b"Comment\0\0")),
    "png bomb of profile": _fixed(lambda: _png_with(b"iCCP", b"sRGB\0\0")),
    "tiff bomb": _flat("TIFF", 13_300, compression="group4"),
    "tiff bomb beyond": _flat("TIFF", 20_000, compression="tiff_adobe_deflate"),
    "jpeg bomb": _fixed(_jpeg_of_few_bytes),
    "jpeg bomb of passes": lambda exif, icc: _many_passes(20_000),
    "jpeg just few enough passes": lambda exif, icc: _many_passes(85),
    "jpeg bomb of junk": lambda exif, icc: b"\xff\xd8\xff\xfe\0\2" + bytes(5_000_000) + _saved("JPEG")(exif, icc)[2:],
    "png bomb of chunks": lambda exif, icc: _inserted(300_000 * png_chunk(b"prVt", b"")),
    "webp bomb": _flat("WEBP", 6000, "RGB", lossless=True, method=0),
    "heic bomb": _flat("HEIF", 3000, "L"),
    "bmp bomb": _fixed(lambda: _run_length_bmp(BOMB_SIDE, 14_000, rows=1)),
    "gif bomb": _fixed(lambda: _saved("GIF", "L")(b"", b"").replace(struct.pack("<HH", 96, 80), b"\xff\xff\xff\xff")),
}
"""Kind -> how a file is made that unpacks to much more than it is."""
