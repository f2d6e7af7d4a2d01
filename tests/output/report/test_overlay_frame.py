"""What stands around the picture: scale, header and legend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.output.report.overlay import NARROWEST_PX, WIDEST_PX, FaceCrop, draw_overlay
from wrinkle_scan.output.report.overlay_frame import INK, WARNING, frame
from wrinkle_scan.output.report.overlay_lettering import PLATE

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


@pytest.mark.parametrize("px", [60.0, 83.4, 127.5])
def test_the_bar_is_as_long_as_asked(before: Analysis, px: float) -> None:
    framed, header = around(before, 1600, 10, px)
    assert longest_run_of_ink(framed[header + 10 :, 1200:]) == pytest.approx(px, abs=2)


def test_the_bar_is_10_mm_at_the_pictures_scale(before: Analysis, overlay: Image.Image, upper_face: FaceCrop) -> None:
    eyes = before.face.landmarks[:, :2]
    iris_px = upper_face.scale * np.mean([np.hypot(*(eyes[a] - eyes[b])) for a, b in ((469, 471), (474, 476))])
    legend = np.asarray(overlay).astype(int)[-90:, int(0.77 * overlay.width) :]
    assert longest_run_of_ink(legend) == pytest.approx(10 / 11.7 * iris_px, abs=2)


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
