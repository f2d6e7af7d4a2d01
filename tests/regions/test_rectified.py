"""Regions on their millimetre grid."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES, analyzed

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.face.mesh_points import BROW_BOTTOM, BROW_TOP
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.regions.outlines import brow_outline
from wrinkle_scan.regions.rectified import GRID_MM, dilate_mm, sample_light


@pytest.fixture(scope="module")
def face_chart() -> FaceChart:
    return analyzed(BEFORE).face_chart


def area_cm2(polygon: np.ndarray) -> float:
    x, y = polygon.T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 200


def test_every_region_is_where_its_name_says(face_chart: FaceChart) -> None:
    outlines = {name: analyzed(BEFORE).regions[name].patch.outline for name in REGION_NAMES}
    brows = {side: brow_outline(side, face_chart.landmarks_uv) for side in ("right", "left")}
    lowest_top = min(brows[side][:5, 1].min() for side in brows)
    assert outlines["forehead"][:, 1].min() > lowest_top
    assert outlines["forehead"][:, 1].max() > lowest_top + 50
    assert np.abs(outlines["glabella"][:, 0]).max() < 25
    for side, sign in (("right", -1), ("left", 1)):
        fan = outlines[f"crows_feet_{side}"] - analyzed(BEFORE).regions[f"crows_feet_{side}"].patch.canthus
        assert (sign * fan[:, 0] > 5).all()  # outside the corner of the patient's own eye
    assert 40 < area_cm2(outlines["forehead"]) < 110
    assert 5 < area_cm2(outlines["glabella"]) < 20


def test_regions_do_not_overlap(face_chart: FaceChart) -> None:
    patch = analyzed(BEFORE).regions["forehead"].patch
    glabella = analyzed(BEFORE).regions["glabella"].patch.outline
    assert (patch.fill(glabella) & patch.inside).sum() * GRID_MM**2 < 15  # mm2: the width of the shared edge


def test_brow_landmarks_run_from_one_end_to_the_other(face_chart: FaceChart) -> None:
    for line in (BROW_TOP, BROW_BOTTOM):
        for side in ("right", "left"):
            assert (np.diff(face_chart.landmarks_uv[list(line[side]), 0]) > 0).all()


def test_a_grid_lies_where_its_surface_is_seen(face_chart: FaceChart) -> None:
    """The grid is put together from one row and one column; each crossing by itself says where it belongs."""
    u, v = np.arange(-70.0, 71.0, 3.5), np.arange(70.0, -30.0, -2.5)
    there = face_chart.face.to_photo(face_chart.surface_mm(u, v))
    assert np.abs(face_chart.to_photo(u, v) - there).max() * face_chart.face.mm_per_px < 1e-3


def test_facing_falls_towards_the_side_of_the_head(face_chart: FaceChart) -> None:
    patch = analyzed(BEFORE).regions["forehead"].patch
    row = patch.facing[patch.shape[0] // 2]
    middle, edge = row[len(row) // 2], min(row[0], row[-1])
    assert middle > 0.95 > 0.75 > edge


def test_a_crease_stays_at_its_place_when_the_photo_is_turned_and_scaled() -> None:
    before = analyzed(BEFORE)
    photo = before.photo
    turn = cv2.getRotationMatrix2D((photo.width / 2, photo.height / 2), 12, 0.8)
    moved = cv2.warpAffine(photo.pixels, turn, (photo.width, photo.height), flags=cv2.INTER_AREA)
    face = measure_face(dataclasses.replace(photo, pixels=np.ascontiguousarray(moved)))
    chart, other = before.face_chart, FaceChart(face)
    for u, v in ((0.0, 60.0), (-40.0, 45.0), (40.0, 45.0), (0.0, 20.0), (-60.0, 0.0)):
        here = chart.to_photo(np.array([u]), np.array([v]))[0, 0]
        there = other.to_photo(np.array([u]), np.array([v]))[0, 0]
        expected = turn[:, :2] @ here + turn[:, 2]
        assert np.hypot(*(there - expected)) * face.mm_per_px < 2.0


def test_reducing_keeps_the_light_and_does_not_alias() -> None:
    stripes = np.zeros((400, 400, 3), np.uint8)
    stripes[:, ::2] = 255  # half the light, at one stripe a pixel
    photo = Photo(BEFORE, "", stripes, None, None)
    grid = np.stack(np.meshgrid(np.arange(40, 360, 8.0), np.arange(40, 360, 8.0)), axis=-1).astype(np.float32)
    light = sample_light(photo, grid, 1 / 8)
    assert np.allclose(light, 0.5, atol=0.02)


def test_sampling_is_where_it_says() -> None:
    ramp = np.tile(np.arange(200, dtype=np.uint8)[None, :, None], (100, 1, 3))
    photo = Photo(BEFORE, "", np.ascontiguousarray(ramp), None, None)
    xy = np.array([[[50.5, 40.5], [120.5, 40.5]]], np.float32)  # the centres of columns 50 and 120
    light = sample_light(photo, xy, 2.0)[0, :, 0]
    assert np.allclose(1.055 * light ** (1 / 2.4) - 0.055, np.array([50, 120]) / 255, atol=1e-3)


def test_growing_is_in_millimetres() -> None:
    mask = np.zeros((101, 101), bool)
    mask[50, 50] = True
    rows, columns = np.nonzero(dilate_mm(mask, 3.0))
    assert np.hypot(rows - 50, columns - 50).max() * GRID_MM == pytest.approx(3.0, abs=GRID_MM)
    assert not dilate_mm(np.zeros((5, 5), bool), 3.0).any()


def test_barkla_has_his_regions_too() -> None:
    for name, region in analyzed(SAMPLES / "charles_barkla.jpg").regions.items():
        assert region.patch.inside.sum() * GRID_MM**2 > 200, name
