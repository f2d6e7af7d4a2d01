"""The overlay shows what was measured where it was measured, and says why not where it was not."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.output.report.depth_scale import depth_rgb
from wrinkle_scan.output.report.overlay import NARROWEST_PX, WIDEST_PX, FaceCrop, draw_overlay, overlay_png
from wrinkle_scan.output.report.overlay_frame import frame

HOLE = (255, 0, 255)

MakePhoto = Callable[[str, NDArray[np.uint8]], Analysis]


@pytest.fixture(scope="module")
def overlay(before: Analysis) -> Image.Image:
    return draw_overlay(before)


@pytest.fixture(scope="module")
def upper_face(before: Analysis) -> FaceCrop:
    return FaceCrop(before)


def around(analysis: Analysis, width: int, height: int, bar_px: float = 80.0) -> tuple[NDArray[np.int_], int]:
    """The frame of an empty picture, int (H, W, 3), and how many rows its header has."""
    framed = np.asarray(frame(Image.new("RGB", (width, height), HOLE), analysis, bar_px)).astype(int)
    return framed, int(np.argmax((framed[:, 0] == HOLE).all(axis=1)))


def shown(overlay: Image.Image, upper_face: FaceCrop, analysis: Analysis) -> NDArray[np.int_]:
    """The photo's part of an overlay, without header and legend."""
    height = upper_face.picture().shape[0]
    _, header = around(analysis, overlay.width, height)
    return np.asarray(overlay).astype(int)[header : header + height]


def test_creases_are_drawn_where_they_are(before: Analysis, overlay: Image.Image, upper_face: FaceCrop) -> None:
    drawn, bare = shown(overlay, upper_face, before), upper_face.picture().astype(int)
    creases = [(r.patch, c) for r in before.regions.values() for c in r.likely_creases]
    assert creases
    for patch, crease in creases:
        points = upper_face.place(patch, crease.path)
        columns, rows = np.floor(points).astype(int).T
        color = np.array(depth_rgb(crease.depth_percent))
        on_path = np.abs(drawn[rows, columns] - color).max(axis=1) < 40
        assert on_path.mean() > 0.8, "most of a path has its depth's colour (some lies under others' casing)"
        assert (np.abs(drawn[rows, columns] - bare[rows, columns]).max(axis=1) > 20).mean() > 0.9


@pytest.mark.parametrize(("probability", "drawn"), [(0.1, 0.0), (0.3, 0.5), (0.6, 1.0)])
def test_a_doubtful_crease_is_drawn_dashed(before: Analysis, probability: float, drawn: float) -> None:
    region = before.regions["glabella"]
    longest = max(region.creases, key=lambda crease: crease.length_mm)
    alone = replace(region, creases=[replace(longest, probability=probability)])
    analysis = replace(before, regions={"glabella": alone})
    face = FaceCrop(analysis)
    columns, rows = np.floor(face.place(region.patch, longest.path)).astype(int).T
    color = np.array(depth_rgb(longest.depth_percent))
    on_path = np.abs(shown(draw_overlay(analysis), face, analysis)[rows, columns] - color).max(axis=1) < 40
    assert on_path.mean() == pytest.approx(drawn, abs=0.2)


def test_skin_between_the_marks_is_left_as_it_is(before: Analysis, overlay: Image.Image, upper_face: FaceCrop) -> None:
    drawn, bare = shown(overlay, upper_face, before), upper_face.picture().astype(int)
    assert (drawn == bare).all(axis=2).mean() > 0.85


def test_width_is_kept_readable(before: Analysis, photo_of: MakePhoto, overlay: Image.Image) -> None:
    assert NARROWEST_PX <= overlay.width <= WIDEST_PX
    coarse = Image.fromarray(before.photo.pixels).resize((before.photo.width // 4, before.photo.height // 4))
    assert draw_overlay(photo_of("coarse.frown.jpg", np.asarray(coarse))).width == NARROWEST_PX


def test_png_bytes_hold_no_metadata(before: Analysis, overlay: Image.Image) -> None:
    data = overlay_png(before)
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG" and image.size == overlay.size and not image.getexif() and not image.info
    assert b"eXIf" not in data and b"tEXt" not in data
