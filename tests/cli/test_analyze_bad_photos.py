"""Photos that cannot be measured: one plain sentence, the right exit code, and no output touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from commands import Run
from fake_faces import drawn_face, smiley, turned_to_stone
from PIL import Image

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.photo.reading import read_photo


def _picture(make: Callable[[Image.Image], Image.Image]) -> Callable[[Path, Path], None]:
    """Makes the picture out of the portrait."""

    def write(portrait: Path, path: Path) -> None:
        with Image.open(portrait) as image:
            make(image.convert("RGB")).save(path, quality=92)

    return write


def _content(content: bytes) -> Callable[[Path, Path], None]:
    return lambda portrait, path: path.write_bytes(content) and None


def _cut_short(portrait: Path, path: Path) -> None:
    data = portrait.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _noise(_: Image.Image) -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 256, (700, 700, 3), np.uint8))


def _landscape(_: Image.Image) -> Image.Image:
    y, x = np.mgrid[0:600, 0:900]
    sky = np.stack([120 + y / 9, 160 + y / 12, 230 - y / 30], axis=-1)
    sky[y > 400 + 40 * np.sin(x / 110)] = (60, 110, 50)
    return Image.fromarray(sky.astype(np.uint8))


def _two_people(image: Image.Image) -> Image.Image:
    group = Image.new("RGB", (2 * image.width, image.height))
    group.paste(image, (0, 0))
    group.paste(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (image.width, 0))
    return group


def _profile(image: Image.Image) -> Image.Image:
    """A face squeezed to what is left of its width when it is turned by 80 degrees."""
    return image.resize((max(int(image.width * np.cos(np.radians(80))), 64), image.height))


def _statue(portrait: Path, path: Path) -> None:
    photo = read_photo(portrait)
    Image.fromarray(turned_to_stone(photo, measure_face(photo))).save(path, quality=92)


BAD = {
    "no_bytes.jpg": (_content(b""), "empty"),
    "letter.jpg": (_content(b"Dear colleague,\nplease find attached"), "not a photo"),
    "film.mp4": (_content(b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0" * 400), "video"),
    "film.jpg": (_content(b"\0\0\0\x14ftypqt  \0\0\2\0qt  \0\0\0\x08wide"), "video"),
    "half_a_file.jpg": (_cut_short, "incomplete or damaged"),
    "dot.png": (_picture(lambda _: Image.new("RGB", (1, 1))), "1 x 1 pixels"),
    "noise.png": (_picture(_noise), "no face"),
    "landscape.png": (_picture(_landscape), "no face"),
    "smiley.png": (_picture(lambda _: smiley()), "no face"),
    "cartoon.png": (_picture(lambda _: drawn_face()), "drawing"),
    "statue.jpg": (_statue, "statue"),
    "profile.jpg": (_picture(_profile), "no face"),
    "upside_down.jpg": (_picture(lambda image: image.rotate(180)), "stands on its head"),
    "on_its_side.jpg": (_picture(lambda image: image.rotate(90, expand=True)), "on its side"),
    "on_its_other_side.jpg": (_picture(lambda image: image.rotate(-90, expand=True)), "on its side"),
    "two_people.jpg": (_picture(_two_people), "two faces of like size (a before/after picture?)"),
    "thumbnail.jpg": (_picture(lambda image: image.resize((150, 200))), "too small"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_sentence_and_nothing_written(run: Run, portrait: Path, tmp_path: Path, name: str) -> None:
    make, words = BAD[name]
    bad, kept = tmp_path / name, tmp_path / "kept.json"
    make(portrait, bad)
    kept.write_text("what was there before", encoding="utf-8")
    result = run("analyze", bad, "--json", kept, "--overlay", tmp_path / "new.png", "--overwrite")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {bad}: ")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith(".\n")
    assert kept.read_text(encoding="utf-8") == "what was there before"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "kept.json"])


@pytest.mark.parametrize(
    ("name", "words"), [("missing.jpg", "no such file"), (".", "a folder"), ("letter.txt/a.jpg", "no such file")]
)
def test_a_path_that_cannot_be_read_ends_with_2(run: Run, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    result = run("analyze", tmp_path / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("degrees", [-45, 45])
def test_a_leaning_face_is_measured(run: Run, portrait: Path, tmp_path: Path, degrees: int) -> None:
    leaning = tmp_path / "leaning.jpg"
    _picture(lambda image: image.rotate(degrees, expand=True, fillcolor=(200, 200, 200)))(portrait, leaning)
    assert run("analyze", leaning).exit_code == 0
