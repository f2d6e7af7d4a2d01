"""Ways to break a file: bits, cuts, pieces of other files, absurd EXIF and colour profiles, absurd sizes."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from random import Random

from fuzz_files import KINDS, SIZES, Build, exif, png_chunk, profile

Change = Callable[[Build, Random], bytes]
HEAD = 600
"""Bytes at the start of a file in which the sizes, offsets and tags are."""
NEW_SIZES = ((0, 0), (1, 80), (63, 64), (97, 80), (96, 320), (3000, 3000), (14100, 14100), (16383, 12000),
             (20000, 20000), (65535, 65535), (65500, 64), (64, 65500), (2**31 - 1, 2**31 - 1))  # fmt: skip
_PNG = b"\x89PNG\r\n\x1a\n"
# Tags 256 and 257 with one value, little-endian.
_TIFF_SIZE = re.compile(rb"[\x00\x01]\x01[\x03\x04]\x00\x01\x00\x00\x00(....)", re.DOTALL)


def whole(build: Build, rng: Random) -> bytes:
    """Nothing is changed."""
    return build(exif(), profile())


def bits(build: Build, rng: Random) -> bytes:
    """A few bits are flipped, half of them in the head."""
    data = bytearray(whole(build, rng))
    for _ in range(rng.choice((1, 1, 2, 4, 8, 40)) if data else 0):
        data[rng.randrange(min(len(data), HEAD) if rng.random() < 0.5 else len(data))] ^= 1 << rng.randrange(8)
    return _summed(bytes(data), rng)


def values(build: Build, rng: Random) -> bytes:
    """Numbers of 1, 2 or 4 bytes become the least or largest there are."""
    data = bytearray(whole(build, rng))
    for _ in range(rng.randint(1, 6) if len(data) > 8 else 0):
        place = rng.randrange(min(len(data), HEAD) - 4)
        value = rng.choice((b"\0", b"\xff", b"\0\0", b"\xff\xff", b"\x7f\xff", b"\0\0\0\0", b"\xff\xff\xff\xff"))
        data[place : place + len(value)] = value
    return _summed(bytes(data), rng)


def cut(build: Build, rng: Random) -> bytes:
    """The end is missing, or zeros, as in a download that stopped."""
    data = whole(build, rng)
    length = rng.randint(0, max(len(data) - 1, 0))
    return data[:length] + rng.choice((b"", b"", b"\xff\xd9", bytes(len(data) - length)))


def spliced(build: Build, rng: Random) -> bytes:
    """A piece of another file, of the same file or of noise lies in it, over what was there or beside it."""
    data = whole(build, rng)
    other = rng.choice((whole(rng.choice(list(KINDS.values())), rng), data, rng.randbytes(5000)))
    start, place = rng.randint(0, len(other)), rng.randint(0, len(data))
    piece = other[start : start + rng.choice((1, 10, 100, 1000, 100_000))] * rng.choice((1, 1, 1, 30))
    return _summed(data[:place] + piece + data[place + rng.choice((0, len(piece))) :], rng)


def sizes(build: Build, rng: Random) -> bytes:
    """The header says another width and height."""
    data, new = whole(build, rng), rng.choice(NEW_SIZES)
    for old in SIZES:
        for order in (">HH", "<HH", ">II", "<II"):
            for turn in (1, -1):
                limit = (1 << 8 * struct.calcsize(order) // 2) - 1
                data = data.replace(
                    struct.pack(order, *old[::turn]), struct.pack(order, *(min(side, limit) for side in new[::turn]))
                )
        data = data.replace(_canvas(old), _canvas(new))
    data = _TIFF_SIZE.sub(lambda tag: tag[0][:8] + struct.pack("<I", new[tag[0][0]]), data)
    return _summed(data, rng, always=True)


def _canvas(size: tuple[int, int]) -> bytes:
    """Width and height as in a WebP's VP8X chunk."""
    return b"".join(struct.pack("<I", max(side - 1, 0) & 0xFFFFFF)[:3] for side in size)


def absurd_exif(build: Build, rng: Random) -> bytes:
    """The EXIF block is broken, nonsense or leads around in a circle."""
    start = b"Exif\0\0" + rng.choice((b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"))
    order = "<" if start[6:7] == b"I" else ">"
    tags = (0x0112, 0x010E, 0x0132, 0x8769, 0x8825, 0xA005, 0x9003, 0x9011, 0x0201, 0x927C)
    counts = (0, 1, 2, 1000, 65535, 2**31, 2**32 - 1)
    entries = b""
    for _ in range(rng.randint(1, 60)):
        offset = rng.choice((8, 0, 30, 2**32 - 1))
        entries += struct.pack(order + "HHII", rng.choice(tags), rng.randint(0, 14), rng.choice(counts), offset)
    directory = struct.pack(order + "H", len(entries) // 12) + entries + struct.pack(order + "I", rng.choice((0, 8)))
    text = rng.choice((b"x", b"<script>", b"\xff\xd8", "\u0301".encode(), b"\x1b[31m", b"\0", "\U0001f9d1".encode()))
    long = struct.pack(order + "HHHIII", 1, 0x010E, 2, 50_000, 26, 0) + (text * 50_000)[:50_000]
    broken = bytearray(exif())
    for _ in range(rng.randint(1, 12)):
        broken[rng.randrange(14, len(broken))] = rng.randrange(256)
    block = rng.choice((start + directory, start + long, bytes(broken), start + rng.randbytes(rng.randint(0, 3000))))
    return build(block, profile())


def absurd_profile(build: Build, rng: Random) -> bytes:
    """The colour profile is broken, nonsense or of another kind than the picture."""
    icc = bytearray(profile())
    place = rng.choice((0, 12, 16, 20, 64, 128, 132, rng.randrange(len(icc) - 4)))
    words = (b"CMYK", b"GRAY", b"Lab ", b"RGB ", b"link", b"nmcl", b"\0\0\0\0", b"\xff\xff\xff\xff", rng.randbytes(4))
    icc[place : place + 4] = rng.choice(words)
    for _ in range(rng.choice((0, 0, 3, 30))):
        icc[rng.randrange(len(icc))] ^= 1 << rng.randrange(8)
    rest = rng.choice(
        (bytes(icc), bytes(icc), bytes(icc[: rng.randrange(len(icc))]), rng.randbytes(3000), bytes(200_000))
    )
    return build(exif(), rest)


def _summed(data: bytes, rng: Random, always: bool = False) -> bytes:
    """A PNG's sums made right again, else nothing behind them is looked at; half of the time."""
    if not data.startswith(_PNG) or not (always or rng.random() < 0.5):
        return data
    made, place = _PNG, len(_PNG)
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        if place + 12 + length > len(data):
            break
        made += png_chunk(data[place + 4 : place + 8], data[place + 8 : place + 8 + length])
        place += 12 + length
    return made + data[place:]


CHANGES: tuple[Change, ...] = (bits, bits, bits, values, values, cut, spliced, spliced, sizes, absurd_exif,
                               absurd_profile, whole)  # fmt: skip
"""What is done to the files, the commoner damage more often."""
