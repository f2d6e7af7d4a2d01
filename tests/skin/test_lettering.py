"""Lettering over the face is found, named and not measured; bare faces and deep furrows have none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from sample_photos import BEFORE, SAMPLES, analyzed, flat_patch, london, needs_shared_photos

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.regions.rectified import GRID_MM, rectify
from wrinkle_scan.skin.lettering import is_lettered
from wrinkle_scan.skin.visibility import measurable_skin

PORTRAIT, BALD = SAMPLES / "grace_hopper.jpg", SAMPLES / "charles_barkla.jpg"
KINDS = {
    "clinic's watermark": ("crows_feet_left", "DERMA CLINIC", 20, 30, (255, 255, 255, 110)),
    "faint name": ("forehead", "Dr. Example 2026", 14, 0, (255, 255, 255, 75)),
    "dark proof": ("forehead", "PROOF", 22, 10, (0, 0, 0, 90)),
}
"""Region, text, height in mm, degrees, colour with opacity."""


def lettered(path: Path, kind: str) -> Photo:
    """A photo with text over the middle of a region."""
    base, (region, text, height_mm, angle, colour) = analyzed(path), KINDS[kind]
    rows, columns = np.nonzero(base.regions[region].skin.mask)
    middle = int(np.median(rows)), int(np.median(columns))
    x, y = (float(c) for c in base.regions[region].patch.photo_xy[middle])
    image = Image.fromarray(base.photo.pixels).convert("RGBA")
    layer = Image.new("RGBA", image.size, (*colour[:3], 0))
    typeface = ImageFont.load_default(height_mm / base.face.mm_per_px)
    ImageDraw.Draw(layer).text((x, y), text, colour, typeface, "mm", stroke_width=round(0.5 / base.face.mm_per_px))
    layer = layer.rotate(angle, Image.Resampling.BICUBIC, center=(x, y))
    return base.photo.with_pixels(np.asarray(Image.alpha_composite(image, layer).convert("RGB")))


def check_measured_nowhere(photo: Photo, base: Analysis, name: str) -> None:
    skin = measurable_skin(rectify(photo, base.face_chart, name), base.face_chart, base.segmentation)
    assert skin.main_cause == "lettering, a watermark or a plaster lies over it"
    assert base.regions[name].skin.mask.any() and not skin.mask.any()


def check_left_out(path: Path, kind: str) -> None:
    check_measured_nowhere(lettered(path, kind), analyzed(path), KINDS[kind][0])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("photo", [BEFORE, BALD], ids=["frown", "bald"])
def test_lettering_is_left_out(photo: Path, kind: str) -> None:
    check_left_out(photo, kind)


@pytest.mark.parametrize("colour", [(238, 236, 232), (190, 140, 105)], ids=["white", "brown"])
def test_a_plaster_is_named(colour: tuple[int, int, int]) -> None:
    base = analyzed(BALD)
    rows, columns = np.nonzero(base.regions["forehead"].skin.mask)
    x, y = base.regions["forehead"].patch.photo_xy[int(np.median(rows)), int(np.median(columns))]
    image, (wide, high) = Image.fromarray(base.photo.pixels), np.array([20.0, 6.0]) / base.face.mm_per_px
    ImageDraw.Draw(image).rounded_rectangle((x - wide, y - high, x + wide, y + high), high / 3, colour)
    check_measured_nowhere(base.photo.with_pixels(np.asarray(image)), base, "forehead")


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", ["033", "067", "172"])
def test_lettering_over_other_faces_is_left_out(number: str, kind: str) -> None:
    check_left_out(london(number), kind)


@pytest.mark.parametrize("photo", [BEFORE, PORTRAIT, BALD])
def test_bare_faces_have_no_lettering(photo: Path) -> None:
    analysis = analyzed(photo)
    assert all(region.skin.hidden["lettering"] == 0 for region in analysis.regions.values())
    assert "lettering" not in {issue.code for issue in analysis.issues}


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("number", ["021", "097", "119", "136", "172"])
def test_deep_smile_lines_are_no_lettering(number: str) -> None:
    analysis = analyzed(london(number, smiling=True))
    assert [analysis.regions[name].skin.hidden["lettering"] for name in REGION_NAMES] == [0.0] * len(REGION_NAMES)


def step(before: float) -> NDArray[np.float32]:
    """Light of a patch (H, W, 3): a line of 30 mm across which it is `before`, 0.25 for 0.75 mm, and 0.35."""
    patch = flat_patch("forehead", 30, 20)
    light = np.full((*patch.shape, 3), before, np.float32)
    light[60:] = 0.35
    light[55:60] = 0.25
    return light


def test_a_sharp_step_is_an_edge_and_a_furrows_far_side_is_none() -> None:
    skin = np.ones(step(0.25).shape[:2], bool)
    assert is_lettered(step(0.25), skin, GRID_MM)
    assert not is_lettered(step(0.35), skin, GRID_MM)


def test_the_reason_and_the_remedy_name_it() -> None:
    analysis = analyze_photo(lettered(BEFORE, "faint name"))
    note = next(issue.message for issue in analysis.issues if issue.code == "lettering")
    assert "watermark" in note and "Use the photo without it" in note
    region = analysis.regions["forehead"]
    assert region.reason is not None and region.reason.startswith("lettering, a watermark or a plaster lies over it: ")
    assert not region.creases
