"""Broken, alien and hostile files among photos: every one has its row and its reason, and the run ends well."""

from __future__ import annotations

import io
import os
import pty
import random
import shutil
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from clinics import wrinkle_scan
from PIL import Image
from sample_photos import COMMAND

from wrinkle_scan.cohort.batch.columns import SCORES
from wrinkle_scan.cohort.batch.tables import read_table

pytestmark = pytest.mark.slow


def _bomb(_: bytes) -> bytes:
    """A PNG of a few bytes that says it is 60,000 px wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def _picture(image: Image.Image) -> Callable[[bytes], bytes]:
    def encoded(_: bytes) -> bytes:
        file = io.BytesIO()
        image.save(file, "PNG")
        return file.getvalue()

    return encoded


def _flipped(photo: bytes) -> bytes:
    """A photo with 200 bytes of its header turned around, chosen at random."""
    data = bytearray(photo)
    for place in random.Random(0).sample(range(2, 600), 200):
        data[place] ^= 0xFF
    return bytes(data)


BAD: dict[str, tuple[Callable[[bytes], bytes], set[str]]] = {
    "empty.jpg": (lambda _: b"", {"empty_file"}),
    "text.jpg": (lambda _: b"Dear colleague", {"not_a_photo"}),
    "page.jpg": (lambda _: b"<html><script>alert(1)</script>", {"not_a_photo"}),
    "film.jpg": (lambda _: b"\0\0\0\x18ftypmp42" + bytes(1000), {"not_a_photo", "unsupported", "truncated"}),
    "half.jpg": (lambda photo: photo[: len(photo) // 2], {"truncated"}),
    "flipped.jpg": (_flipped, {"truncated", "not_a_photo", "unsupported"}),
    "bomb.png": (_bomb, {"too_large"}),
    "dot.png": (_picture(Image.new("RGB", (1, 1))), {"too_small"}),
    "grey.png": (_picture(Image.new("RGB", (900, 900), (128, 128, 128))), {"no_face"}),
}


@pytest.fixture
def mixed(tmp_path: Path, faces: list[Path]) -> Path:
    """Two photos among all the bad files, a pipe and a link to itself."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    for number in range(2):
        shutil.copy(faces[number], folder / f"good{number}.jpg")
    for name, (make, _) in BAD.items():
        (folder / name).write_bytes(make(faces[0].read_bytes()))
    os.mkfifo(folder / "pipe.jpg")
    (folder / "loop.jpg").symlink_to(folder / "loop.jpg")
    return folder


def test_every_file_has_its_row(mixed: Path) -> None:
    done = wrinkle_scan("batch", "mixed", "--out", "t.sqlite", cwd=mixed.parent)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    found = {Path(row["path"]).name: row for row in read_table(mixed.parent / "t.sqlite", SCORES)}
    assert set(found) == {path.name for path in mixed.iterdir()}
    for name, (_, codes) in BAD.items():
        assert found[name]["failure"] in codes
    for name in ("pipe.jpg", "loop.jpg"):
        assert found[name]["failure"] == "unreadable"
    for name, row in found.items():
        assert (row["status"] == "scored") == name.startswith("good")
        if row["status"] == "failed":
            assert row["reason"][0].isupper()
            assert row["reason"].endswith(".")
            assert row["reason"].count(". ") >= 1  # the cause, and what to do


def test_no_picture_vanishes_without_a_word(tmp_path: Path, faces: list[Path]) -> None:
    """A file server's folder: what is measured, what has its row and reason, what is named, and what is nobody's."""
    folder, face = tmp_path / "nas" / "P1", faces[0].read_bytes()
    reasons = {"2026-06-05_rest.DNG": "JPEG or TIFF", ".2026-07-05_rest.heic.icloud": "Finder", "a.psd": "Photoshop"}
    measured = {"2026-03-05_rest.jfif", "2026-05-05_rest.JPE", "2026-05-06_rest.png", "2026-05-07_rest"}
    others = {"IMG_1.MOV", "form.pdf"}
    for name in (
        measured | set(reasons) | others | {"@eaDir/a.jpg/THUMB_XL.jpg", "#recycle/a.jpg", "._a.jpg", "Thumbs.db"}
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(bytes([210, 234]) * 500 if name in reasons or name in others else face)
    done = wrinkle_scan("batch", "nas", "--out", "t.csv", "--workers", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = {Path(row["path"]).name: row for row in read_table(tmp_path / "t.csv", SCORES)}
    assert set(found) == measured | set(reasons)
    for name, row in found.items():
        assert row["patient"] == "P1"
        assert row["status"] == ("scored" if name in measured else "failed")
        assert reasons.get(name, "") in (row["reason"] or "")
    for name in others:
        assert f"Left out: {Path('nas', 'P1', name)}: The file is a" in done.stdout


def test_somebody_at_a_terminal_sees_how_far_it_is(mixed: Path) -> None:
    """On a terminal of 100 columns."""
    for other in set(BAD) - {"text.jpg"} | {"good1.jpg", "pipe.jpg"}:
        (mixed / other).unlink()
    ours, theirs = pty.openpty()
    subprocess.run(["stty", "rows", "40", "cols", "100"], stdin=theirs, check=True)
    command = [*COMMAND, "batch", "mixed", "--out", "t.csv", "--workers", "1"]
    with subprocess.Popen(command, cwd=mixed.parent, stdout=subprocess.DEVNULL, stderr=theirs) as run:
        os.close(theirs)
        said = b""
        while part := _read(ours):
            said += part
    os.close(ours)
    assert run.returncode == 0
    last = said.decode().replace("\r\n", "\r").rstrip("\r").split("\r")[-1]
    assert last.startswith("3 of 3 photos, 2 failed")
    assert "photos/s" in last
    assert last.endswith("left")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # nobody writes to it any more
        return b""
