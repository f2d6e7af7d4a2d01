"""The overlay shows what was measured where it was measured, and says why not where it was not."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.output.report.depth_scale import DEEPEST_PERCENT, depth_hex, depth_rgb, scale_hexes
from wrinkle_scan.output.report.lettering import PLATE
from wrinkle_scan.output.report.overlay import NARROWEST_PX, WIDEST_PX, FaceCrop, draw_overlay, overlay_png
from wrinkle_scan.output.report.overlay_frame import INK, WARNING, frame
from wrinkle_scan.output.report.paths import contours, on_photo, simplify

HOLE = (255, 0, 255)
MakePhoto = Callable[[str, NDArray[np.uint8]], Analysis]


@pytest.fixture(scope="module")
def overlay(before: Analysis) -> Image.Image:
    return draw_overlay(before)


@pytest.fixture(scope="module")
def upper_face(before: Analysis) -> FaceCrop:
    return FaceCrop(before)


@pytest.fixture(scope="module")
def cut_off(before: Analysis, photo_of: MakePhoto) -> Analysis:
    """The same photo cut just above the brows."""
    brows = int(before.face.landmarks[[105, 334], 1].min() - 10 / before.face.mm_per_px)
    return photo_of("cut.frown.jpg", before.photo.pixels[brows:])


def around(analysis: Analysis, width: int, height: int, bar_px: float = 80.0) -> tuple[NDArray[np.int_], int]:
    """The frame of an empty picture, int (H, W, 3), and how many rows its header has."""
    framed = np.asarray(frame(Image.new("RGB", (width, height), HOLE), analysis, bar_px)).astype(int)
    return framed, int(np.argmax((framed[:, 0] == HOLE).all(axis=1)))


def shown(overlay: Image.Image, upper_face: FaceCrop, analysis: Analysis) -> NDArray[np.int_]:
    """The photo's part of an overlay, without header and legend."""
    height = upper_face.picture().shape[0]
    _, header = around(analysis, overlay.width, height)
    return np.asarray(overlay).astype(int)[header : header + height]


def longest_run_of_ink(pixels: NDArray[np.int_]) -> int:
    """Longest unbroken stretch of the letters' white in any row, px."""
    longest = 0
    for row in np.abs(pixels - INK).max(axis=2) < 12:
        edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(int), [0]])))
        longest = max(longest, *(edges[1::2] - edges[::2]).tolist(), 0)
    return longest


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


def test_deeper_creases_are_brighter_in_every_kind_of_vision() -> None:
    luma = [np.dot(depth_rgb(percent), (0.2126, 0.7152, 0.0722)) for percent in np.linspace(0, DEEPEST_PERCENT, 21)]
    assert (np.diff(luma) > 0).all()


def test_depth_beyond_the_scale_has_its_end_colours() -> None:
    assert depth_rgb(-5) == depth_rgb(0) == (0x35, 0x60, 0x8D)
    assert depth_rgb(90) == depth_rgb(DEEPEST_PERCENT) == (0xFD, 0xE7, 0x25)
    assert depth_hex(90) == "#fde725"
    assert len(set(scale_hexes(40))) == 40


@pytest.mark.parametrize("px", [60.0, 83.4, 127.5])
def test_the_bar_is_as_long_as_asked(before: Analysis, px: float) -> None:
    framed, header = around(before, 1600, 10, px)
    assert longest_run_of_ink(framed[header + 10 :, 1200:]) == pytest.approx(px, abs=2)


def test_the_bar_is_10_mm_at_the_pictures_scale(before: Analysis, overlay: Image.Image, upper_face: FaceCrop) -> None:
    eyes = before.face.landmarks[:, :2]
    iris_px = upper_face.scale * np.mean([np.hypot(*(eyes[a] - eyes[b])) for a, b in ((469, 471), (474, 476))])
    legend = np.asarray(overlay).astype(int)[-90:, int(0.77 * overlay.width) :]
    assert longest_run_of_ink(legend) == pytest.approx(10 / 11.7 * iris_px, abs=2)


def test_width_is_kept_readable(before: Analysis, photo_of: MakePhoto, overlay: Image.Image) -> None:
    assert NARROWEST_PX <= overlay.width <= WIDEST_PX
    coarse = Image.fromarray(before.photo.pixels).resize((before.photo.width // 4, before.photo.height // 4))
    assert draw_overlay(photo_of("coarse.frown.jpg", np.asarray(coarse))).width == NARROWEST_PX


def test_a_region_outside_the_frame_says_so(cut_off: Analysis) -> None:
    assert not cut_off.regions["forehead"].measurable
    overlay = draw_overlay(cut_off)
    upper_face = FaceCrop(cut_off)
    assert upper_face.box[1] < 0, "the picture reaches up to where the forehead would be"
    picture = shown(overlay, upper_face, cut_off)
    outside = picture[: int(-upper_face.box[1] * upper_face.scale) - 5]
    amber = (np.abs(outside - (255, 214, 120)).max(axis=2) < 10).sum()
    assert amber > 500, "the reason stands in amber where the forehead is missing"


def test_every_issue_stands_in_the_header(before: Analysis) -> None:
    plain_height = around(before, 1100, 300)[0].shape[0]
    issues = [Issue("simulated", "This photo is not a real one. " * 6), Issue("blurred", "Blurred: about 0.7 mm.")]
    framed, _ = around(replace(before, issues=issues), 1100, 300)
    assert framed.shape[0] > plain_height + 3 * 17
    assert (np.abs(framed - WARNING).max(axis=2) < 12).sum() > 500


@pytest.mark.parametrize("width", [NARROWEST_PX, 1250, WIDEST_PX])
def test_header_and_legend_keep_off_their_edges(before: Analysis, width: int) -> None:
    photo = replace(before.photo, path=before.photo.path.with_name("a very long name " * 20 + ".heic"))
    framed, header = around(replace(before, photo=photo), width, 10, 130.0)
    strips = framed[:header], framed[header + 10 :]
    edges = [edge for strip in strips for edge in (strip[:, :3], strip[:, -3:], strip[:3], strip[-3:])]
    assert all((edge == PLATE).all() for edge in edges)


def test_png_bytes_hold_no_metadata(before: Analysis, overlay: Image.Image) -> None:
    data = overlay_png(before)
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG" and image.size == overlay.size and not image.getexif() and not image.info
    assert b"eXIf" not in data and b"tEXt" not in data


def test_contours_follow_the_mask_with_its_holes() -> None:
    mask = np.zeros((60, 80), bool)
    mask[10:50, 10:70] = True
    mask[20:35, 30:50] = False
    mask[2:5, 2:5] = True  # too small to be outlined
    outlines = sorted(contours(mask), key=len)
    assert len(outlines) == 2
    hole, outer = outlines
    assert outer.min(axis=0).tolist() == [10, 10] and outer.max(axis=0).tolist() == [69, 49]
    assert hole.min(axis=0).tolist() == [29, 19] and hole.max(axis=0).tolist() == [50, 35]


def test_a_path_lies_in_the_photo_where_its_grid_says(before: Analysis) -> None:
    patch = before.regions["glabella"].patch
    corners = np.array([[0.0, 0.0], [10.0, 20.0], [patch.shape[1] - 1.0, patch.shape[0] - 1.0]])
    expected = [patch.photo_xy[int(row), int(column)] for column, row in corners]
    assert on_photo(patch, corners) == pytest.approx(np.array(expected), abs=0.01)
    between = on_photo(patch, np.array([[10.5, 20.0]]))[0]
    assert between == pytest.approx(patch.photo_xy[20, 10:12].mean(axis=0), abs=0.05)


def test_thinning_keeps_the_line_and_drops_the_points() -> None:
    x = np.arange(0.0, 200.0)
    path = np.column_stack([x, np.where(x < 100, 0.0, x - 100)])
    thin = simplify(path, 0.4)
    assert len(thin) == 3 and thin[[0, -1]].tolist() == path[[0, -1]].tolist()
