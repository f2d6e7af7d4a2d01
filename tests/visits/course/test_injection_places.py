"""Where injection points lie on the unrolled face."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.face.mesh_points import BROW_TOP, INNER_BROW, INNER_CORNERS, OUTER_CANTHUS
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.visits.course.injection_places import place_on_face
from wrinkle_scan.visits.course.injections import InjectionPoint, Muscle

Side = Literal["left", "right"]


@pytest.fixture
def chart() -> FaceChart:
    return analyzed(BEFORE).face_chart


def muscle(chart: FaceChart, name: Muscle, side: Side | None = None) -> tuple[float, float]:
    u, v = place_on_face(InjectionPoint(name, side, None, None), chart)
    return float(u), float(v)


def mean(chart: FaceChart, points: tuple[int, ...]) -> tuple[float, float]:
    u, v = chart.landmarks_uv[list(points)].mean(axis=0)
    return float(u), float(v)


def test_a_place_is_measured_from_the_middle_of_the_eyes_inner_corners(chart: FaceChart) -> None:
    u, v = mean(chart, INNER_CORNERS)
    assert place_on_face(InjectionPoint(None, None, (12.0, -5.0), None), chart) == pytest.approx((u + 12, v - 5))


@pytest.mark.parametrize(("side", "outward"), [("left", 1), ("right", -1)])
def test_each_muscles_usual_point(chart: FaceChart, side: Side, outward: int) -> None:
    """Millimetres of the label (`InjectionSettings`): left is the patient's, at greater u."""
    u, v = mean(chart, INNER_BROW[side])
    assert muscle(chart, "corrugator", side) == pytest.approx((u + 5 * outward, v + 5))
    assert muscle(chart, "depressor_supercilii", side) == pytest.approx((u, v - 5))
    corner_u, corner_v = chart.landmarks_uv[OUTER_CANTHUS[side]]
    assert muscle(chart, "orbicularis", side) == pytest.approx((corner_u + 17 * outward, corner_v))
    brow_u, brow_v = mean(chart, BROW_TOP[side])
    assert muscle(chart, "frontalis", side) == pytest.approx((brow_u, brow_v + 20))


def test_in_the_midline_the_frontalis_lies_above_the_eyes_inner_corners(chart: FaceChart) -> None:
    assert muscle(chart, "frontalis")[0] == pytest.approx(mean(chart, INNER_CORNERS)[0])


def test_the_procerus_lies_on_both_lines_from_a_brow_to_the_other_eye(chart: FaceChart) -> None:
    found = np.array(muscle(chart, "procerus"))
    right, left = chart.landmarks_uv[list(INNER_CORNERS)]
    for eye, brow in ((left, INNER_BROW["right"]), (right, INNER_BROW["left"])):
        along, to_point = eye - mean(chart, brow), found - mean(chart, brow)
        assert along[0] * to_point[1] - along[1] * to_point[0] == pytest.approx(0, abs=1e-6)
        assert 0 < np.dot(to_point, along) / np.dot(along, along) < 1, "between brow and eye"
