"""What of a region is bare skin: fringes, bald heads, frames, glare, brows, glasses."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES, analyzed, london, needs_shared_photos

from wrinkle_scan.analysis.analyzing import why_not_measurable
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.face.mesh_points import FACE_OVAL, GLABELLA
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion, rectify
from wrinkle_scan.skin.segmentation import segment_head
from wrinkle_scan.skin.visibility import SkinMask, measurable_skin


def painted(analysis: Analysis, name: str, colour: tuple[int, int, int], box_mm: tuple[float, ...]) -> SkinMask:
    """What is seen of a region after a box (u, v, width, height, mm) on it was painted over."""
    patch = analysis.regions[name].patch
    u, v, width, height = box_mm
    corners = analysis.face_chart.to_photo(np.array([u, u + width]), np.array([v + height, v])).reshape(-1, 2)
    pixels = analysis.photo.pixels.copy()
    cv2.fillPoly(pixels, [np.round(corners[[0, 1, 3, 2]]).astype(np.int32)], colour)
    return seen(analysis, name, np.ascontiguousarray(pixels), patch)


def seen(analysis: Analysis, name: str, pixels: np.ndarray, patch: RectifiedRegion) -> SkinMask:
    photo = dataclasses.replace(analysis.photo, pixels=pixels)
    segmentation = segment_head(photo, analysis.face)
    return measurable_skin(rectify(photo, analysis.face_chart, name), analysis.face_chart, segmentation)


def test_a_bald_head_in_plain_view_is_measured_whole() -> None:
    for name in ("forehead", "glabella"):
        region = analyzed(BEFORE).regions[name]
        assert region.measurable
        assert region.skin.visible_fraction > 0.85


def test_a_burnt_out_spot_is_left_out() -> None:
    analysis = analyzed(BEFORE)
    whole = analysis.regions["forehead"].skin
    spotted = painted(analysis, "forehead", (255, 255, 255), (-5.0, 50.0, 10.0, 10.0))
    lost = (whole.mask & ~spotted.mask).sum() * GRID_MM**2
    assert 100 * 0.9 < lost < 100 * 2.2  # the spot, and an edge around it


def test_a_spectacle_frame_is_not_measured() -> None:
    analysis = analyzed(BEFORE)
    patch = analysis.regions["glabella"].patch
    bar = patch.fill(np.array([[-40, 8], [40, 8], [40, 14], [-40, 14]], float))
    assert analysis.regions["glabella"].skin.mask[bar].mean() > 0.1  # bare skin before, between the brows
    assert not painted(analysis, "glabella", (12, 12, 14), (-40.0, 8.0, 80.0, 6.0)).mask[bar].any()


def test_an_ear_is_no_temple() -> None:
    """Charles Barkla turns his head: behind his left temple the chart runs on over the ear."""
    analysis = analyzed(SAMPLES / "charles_barkla.jpg")
    region = analysis.regions["crows_feet_left"]
    beyond = ~region.patch.fill(analysis.face_chart.landmarks_uv[list(FACE_OVAL)])
    assert (region.patch.inside & beyond).sum() * GRID_MM**2 > 50
    assert not (region.skin.expected & beyond).any()


def test_fractions_add_up_and_masks_nest() -> None:
    for path in (BEFORE, SAMPLES / "charles_barkla.jpg"):
        for region in analyzed(path).regions.values():
            skin = region.skin
            assert not (skin.mask & ~skin.expected).any()
            assert not (skin.expected & ~region.patch.inside).any()
            assert skin.visible_fraction + sum(skin.hidden.values()) == pytest.approx(1.0, abs=1e-6)


def test_the_reason_names_what_hides_most() -> None:
    skin = SkinMask(
        np.zeros((4, 4), bool),
        np.ones((4, 4), bool),
        np.zeros((4, 4), bool),
        0.05,
        {"frame": 0.2, "hair": 0.65, "glare": 0.1},
    )
    reason = why_not_measurable("forehead", skin)
    assert reason is not None and reason.startswith("covered by hair") and "5 %" in reason and "10 %" in reason


def test_a_quarter_of_a_forehead_is_enough_and_a_thumbnail_of_it_is_not() -> None:
    def reason(side_mm: float) -> str | None:
        seen = np.ones((round(side_mm / GRID_MM),) * 2, bool)
        return why_not_measurable("forehead", SkinMask(seen, seen, ~seen, 0.25, {"hair": 0.75}))

    assert reason(25.0) is None
    assert reason(15.0) == "covered by hair: 2.2 cm2 of its skin can be measured, 4.5 are needed"


def test_a_photo_cut_above_the_brows_says_so() -> None:
    analysis = analyzed(BEFORE)
    patch = analysis.regions["forehead"].patch
    row = int(analysis.face.landmarks[[105, 334], 1].min()) - round(8 / analysis.face.mm_per_px)
    pixels = np.ascontiguousarray(analysis.photo.pixels[row:])
    down = np.array([0, row, 0])
    upper = dataclasses.replace(analysis.face.upper, landmarks=analysis.face.upper.landmarks - down)
    face = dataclasses.replace(analysis.face, landmarks=analysis.face.landmarks - down, upper=upper)
    moved = dataclasses.replace(analysis, face=face)
    moved = dataclasses.replace(moved, face_chart=dataclasses.replace(moved.face_chart, face=moved.face))
    skin = seen(moved, "forehead", pixels, patch)
    assert skin.visible_fraction < 0.35
    assert "outside the photo's frame" in (why_not_measurable("forehead", skin) or "")


@pytest.mark.parametrize(("above_glabella_mm", "fringe"), [(10, True), (40, False)])
def test_hair_below_any_natural_hair_line_hides_skin(above_glabella_mm: float, fringe: bool) -> None:
    """No patient's hair grows lower than 27 mm above the glabella: what hangs lower covers most of a forehead.

    Hair that grows is where the forehead ends, and hides no more than the 3 mm beside it.
    """
    analysis = analyzed(BEFORE)
    seen = analysis.segmentation
    line = analysis.face.landmarks[[GLABELLA], :2] - (0, above_glabella_mm / analysis.face.mm_per_px)
    rows = np.arange(len(seen.classes["hair"]))[:, None] < seen.view.from_photo(line)[0, 1]
    hair, skin = np.where(rows, 1, seen.classes["hair"]), np.where(rows, 0, seen.classes["face_skin"])
    combed = dataclasses.replace(seen, classes=seen.classes | {"hair": hair, "face_skin": skin})
    hidden = measurable_skin(analysis.regions["forehead"].patch, analysis.face_chart, combed).hidden["hair"]
    assert hidden > 0.5 if fringe else hidden < 0.2


@needs_shared_photos
def test_a_fringe_hides_the_forehead() -> None:
    forehead = analyzed(london("003")).regions["forehead"]
    assert not forehead.measurable
    assert "covered by hair" in forehead.reason


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("number", ["009", "021", "025", "042", "061", "099", "115", "140", "172"])
def test_bare_foreheads_of_all_tones_are_measured_nearly_whole(number: str) -> None:
    forehead = analyzed(london(number)).regions["forehead"]
    assert forehead.measurable
    # Shiny foreheads (042, 099) lose their highlights.
    assert forehead.skin.visible_fraction > (0.65 if number in ("042", "099") else 0.8)
