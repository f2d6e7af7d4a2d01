"""Movements of known size are found, in millimetres, on the right side, whatever the head does meanwhile."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cache

import numpy as np
import pytest
from moved_faces import moved
from numpy.typing import NDArray
from sample_photos import SAMPLES, analyzed

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.movement import (
    MOVING,
    Excursion,
    Movement,
    MovementPair,
    excursions,
    is_shown,
    measure_movement,
)
from wrinkle_scan.face.expression import EXPRESSIONS
from wrinkle_scan.regions.settings import EXCURSIONS

REST = SAMPLES / "charles_barkla.jpg"


@dataclass(frozen=True)
class Chart:
    """What `excursions` needs of a face's chart."""

    landmarks_uv: NDArray[np.float64]


@cache
def points() -> NDArray[np.float64]:
    return analyzed(REST).face_chart.landmarks_uv


def pushed(by: dict[tuple[int, ...], tuple[float, float]]) -> NDArray[np.float64]:
    """The landmarks with some moved by (to the patient's left, up), mm, along the line of the eyes."""
    left, right = (points()[list(ring)].mean(axis=0) for ring in (LEFT_EYE, RIGHT_EYE))
    along = (left - right) / np.hypot(*(left - right))
    result = points().copy()
    for ids, (u, v) in by.items():
        result[list(ids)] += u * along + v * np.array([-along[1], along[0]])
    return result


LEFT_EYE = (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249)
RIGHT_EYE = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
RIGHT_BROW, LEFT_BROW = (70, 63, 105, 66, 107, 55), (336, 296, 334, 293, 300, 285)


def pair(before: dict[str, float] | None, after: dict[str, float] | None) -> MovementPair:
    """Movements with the given means; what is not given is 0."""

    def made(values: dict[str, float] | None) -> Movement | None:
        if values is None:
            return None
        side = Excursion(**{**dict.fromkeys(EXCURSIONS.repeatability_mm, 0.0), **values})
        return Movement(analyzed(REST), "frown", [], side, side)

    return MovementPair(made(before), made(after))


def test_each_measure_is_the_movement_it_is_named_after() -> None:
    right, left = excursions(Chart(points()), Chart(pushed({RIGHT_BROW: (2.0, 6.0), LEFT_BROW: (-1.0, -3.0)})))
    assert asdict(right) == pytest.approx(
        {"brow_lift_mm": 6.0, "brow_approach_mm": 2.0, "eye_narrowing_mm": 0, "canthus_lift_mm": 0,
         "canthus_outward_mm": 0}, abs=1e-6)  # fmt: skip
    assert (left.brow_lift_mm, left.brow_approach_mm) == pytest.approx((-3.0, 1.0))


def test_an_eye_that_narrows() -> None:
    lids = {(159, 158, 160, 386, 385, 387): (0.0, -1.0), (145, 153, 144, 374, 380, 373): (0.0, 1.5)}
    for side in excursions(Chart(points()), Chart(pushed(lids))):
        assert side.eye_narrowing_mm == pytest.approx(2.5, abs=0.05)


def test_outer_corners_of_the_eyes() -> None:
    right, left = excursions(Chart(points()), Chart(pushed({(33,): (-1.6, 0.8), (263,): (1.6, 0.8)})))
    for side in (right, left):
        assert side.canthus_lift_mm == pytest.approx(0.8, abs=0.1)
        # One of sixteen points of each eye moved, and with it a little the measure of the eyes' distance.
        assert side.canthus_outward_mm == pytest.approx(1.6, abs=0.2)


@pytest.mark.parametrize(("turn_deg", "scale", "shift"), [(12.0, 1.0, (0, 0)), (0, 1.07, (0, 0)), (-7.0, 0.95, (5, 9))])
def test_the_heads_position_and_the_photos_scale_drop_out(
    turn_deg: float, scale: float, shift: tuple[float, float]
) -> None:
    cos, sin = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    other = scale * pushed({RIGHT_BROW: (0.0, 6.0)}) @ np.array([[cos, sin], [-sin, cos]]) + shift
    right, left = excursions(Chart(points()), Chart(other))
    assert right.brow_lift_mm == pytest.approx(6.0)
    assert left.brow_lift_mm == pytest.approx(0.0, abs=1e-6)


@pytest.fixture(scope="module")
def rest() -> Analysis:
    return analyzed(REST)


@pytest.fixture(scope="module")
def raised(rest: Analysis) -> Movement:
    return measure_movement(rest, moved(rest, up_mm=5.0))


def test_a_photo_against_itself_has_not_moved(rest: Analysis) -> None:
    movement = measure_movement(rest, rest)
    assert movement.mean is not None and movement.issues == []
    assert asdict(movement.mean) == pytest.approx(dict.fromkeys(EXCURSIONS.repeatability_mm, 0.0))


@pytest.mark.slow
def test_brows_raised_by_5_mm_in_a_photo(raised: Movement) -> None:
    assert raised.right is not None and raised.left is not None and raised.mean is not None
    for side in (raised.right, raised.left):
        assert 3.0 < side.brow_lift_mm < 6.0
    assert is_shown("brow_lift_mm", raised.mean.brow_lift_mm)
    assert abs(raised.mean.brow_approach_mm) < 1.0
    assert raised.mean.brow_lift_mm == pytest.approx((raised.right.brow_lift_mm + raised.left.brow_lift_mm) / 2)
    assert raised.expression == "brow_raise"


@pytest.mark.slow
def test_the_side_that_moves_is_the_side_that_is_said_to(rest: Analysis) -> None:
    movement = measure_movement(rest, moved(rest, up_mm=5.0, sides="left"))
    assert movement.left is not None and movement.right is not None
    assert movement.left.brow_lift_mm > movement.right.brow_lift_mm + 1.0


@pytest.mark.slow
def test_a_weaker_movement_is_found_weaker(rest: Analysis, raised: Movement) -> None:
    weaker = measure_movement(rest, moved(rest, up_mm=2.0))
    change = MovementPair(raised, weaker).change_percent("brow_lift_mm")
    # The truth is -60; the repeatability of 1.7 mm is a third of the 5 mm: landmarks differ between processors.
    assert change is not None and -94 < change < -26


def test_a_head_turned_elsewhere_is_not_measured(rest: Analysis) -> None:
    turned = replace(rest, face=replace(rest.face, yaw_deg=rest.face.yaw_deg + 15))
    movement = measure_movement(turned, rest)
    assert (movement.right, movement.left, movement.mean) == (None, None, None)
    assert [issue.code for issue in movement.issues] == ["pose"]
    assert "15" in movement.issues[0].message and "No movement can be measured." in movement.issues[0].message
    assert MovementPair(movement, movement).change_percent("brow_lift_mm") is None


def test_a_stranger_is_asked_about(rest: Analysis) -> None:
    movement = measure_movement(analyzed(SAMPLES / "before.frown.heic"), rest)
    assert "person" in [issue.code for issue in movement.issues]
    assert any("Do both photos show the same person?" in issue.message for issue in movement.issues)


def test_change_is_given_only_of_a_movement_that_was_one() -> None:
    limit = 2 * EXCURSIONS.repeatability_mm["brow_approach_mm"]
    just, hardly = {"brow_approach_mm": limit + 0.01}, {"brow_approach_mm": limit - 0.01}
    gone = {"brow_approach_mm": 0.0}
    assert pair(just, gone).change_percent("brow_approach_mm") == pytest.approx(-100)
    assert pair(hardly, gone).change_percent("brow_approach_mm") is None
    assert pair(just, gone).change_percent("brow_lift_mm") is None
    assert pair(None, just).change_percent("brow_approach_mm") is None
    assert pair(just, None).change_percent("brow_approach_mm") is None


def test_a_movement_down_that_weakens_is_less_movement() -> None:
    found = pair({"brow_lift_mm": -6.0}, {"brow_lift_mm": -1.5}).change_percent("brow_lift_mm")
    assert found == pytest.approx(-75)


def test_what_moves_is_said_for_every_expression_that_has_a_name_but_rest() -> None:
    assert set(MOVING) == set(EXPRESSIONS) - {"rest", "other"}
    assert all(name in EXCURSIONS.repeatability_mm for names in MOVING.values() for name in names)
    assert set(EXCURSIONS.repeatability_mm) == set(asdict(Excursion(0, 0, 0, 0, 0)))
    assert pair({}, {}).shown_measures == MOVING["frown"]
    assert MovementPair(None, None).shown_measures == ()
