"""Brows and eyes that were moved by known distances have moved by these, wherever the head is."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.face.mesh_points import BROW_TOP, INNER_BROW, OUTER_CANTHUS
from wrinkle_scan.regions.excursions import LIDS, excursions
from wrinkle_scan.regions.face_chart import FaceChart


def moved(points: list[int], by: tuple[float, float]) -> FaceChart:
    chart = analyzed(BEFORE).face_chart
    landmarks = chart.landmarks_uv.copy()
    landmarks[points] += by
    return with_landmarks(landmarks)


def with_landmarks(landmarks: np.ndarray) -> FaceChart:
    chart = dataclasses.replace(analyzed(BEFORE).face_chart)
    object.__setattr__(chart, "landmarks_uv", landmarks)
    return chart


@pytest.fixture
def rest() -> FaceChart:
    return analyzed(BEFORE).face_chart


def test_nothing_has_moved_in_the_same_photo(rest: FaceChart) -> None:
    for side in excursions(rest, rest):
        assert dataclasses.astuple(side) == pytest.approx((0, 0, 0, 0, 0), abs=1e-9)


def test_a_brow_that_is_lifted_by_3_mm_on_one_side(rest: FaceChart) -> None:
    right, left = excursions(rest, moved(list(BROW_TOP["right"]), (0, 3)))
    assert right.brow_lift_mm == pytest.approx(3, abs=0.05)
    assert left.brow_lift_mm == pytest.approx(0, abs=0.05)


def test_brows_approach_the_midline_on_either_side(rest: FaceChart) -> None:
    """To the patient's left is positive on the chart."""
    for side, towards in (("right", 1.0), ("left", -1.0)):
        found = dict(
            zip(("right", "left"), excursions(rest, moved(list(INNER_BROW[side]), (2 * towards, 0))), strict=True)
        )
        assert found[side].brow_approach_mm == pytest.approx(2, abs=0.05)


def test_an_eye_narrows_by_what_its_lids_approach_and_its_corner_goes_outward(rest: FaceChart) -> None:
    upper = [lid for lid, _ in LIDS["left"]]
    _, left = excursions(rest, moved(upper, (0, -1.5)))
    assert left.eye_narrowing_mm == pytest.approx(1.5, abs=0.25), "the middle of the eye moves with its lid"
    right, _ = excursions(rest, moved([OUTER_CANTHUS["right"]], (-1.0, 2.0)))
    assert (right.canthus_outward_mm, right.canthus_lift_mm) == pytest.approx((1.0, 2.0), abs=0.2)


def test_the_heads_place_turn_and_size_drop_out(rest: FaceChart) -> None:
    way = np.radians(7)
    turn = np.array([[np.cos(way), np.sin(way)], [-np.sin(way), np.cos(way)]])
    other = with_landmarks(1.1 * rest.landmarks_uv @ turn + [5, -9])
    for side in excursions(rest, other):
        assert dataclasses.astuple(side) == pytest.approx((0, 0, 0, 0, 0), abs=1e-6)
