"""Heads that are turned and lamps that are moved, told again by the tool's own measures."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.transform import Rotation
from support import BEFORE, SAMPLES, analyzed, london, needs_shared_photos

from wrinkle_scan.analysis import Analysis, analyze_photo
from wrinkle_scan.face import measure_face
from wrinkle_scan.light import measure_light
from wrinkle_scan.phantom import relight, repose

PORTRAIT = SAMPLES / "grace_hopper.jpg"


def test_no_turn_is_the_same_photo() -> None:
    analysis = analyzed(PORTRAIT)
    assert repose(analysis.photo, analysis.face, 0.0, 0.0) is analysis.photo


@pytest.mark.parametrize(("yaw", "pitch"), [(8.0, 0.0), (-8.0, 0.0), (0.0, 8.0), (0.0, -8.0)])
def test_a_turned_head_is_told_to_be_turned(yaw: float, pitch: float) -> None:
    """MediaPipe reads 4 to 9 of the 8 degrees: the form of the average head is not this one's."""
    analysis = analyzed(PORTRAIT)
    turned = measure_face(repose(analysis.photo, analysis.face, yaw, pitch))
    about = (turned.yaw_deg - analysis.face.yaw_deg, turned.pitch_deg - analysis.face.pitch_deg)
    main, side = about if yaw else about[::-1]
    assert 3.0 < main * np.sign(yaw + pitch) < 10.0
    assert abs(side) < 3.5


def test_turning_there_and_back_brings_the_face_back() -> None:
    analysis = analyzed(PORTRAIT)
    there = repose(analysis.photo, analysis.face, 5.0, 0.0)
    back = repose(there, measure_face(there), -5.0, 0.0)
    found = measure_face(back)
    off = np.hypot(*(found.landmarks[:468, :2] - analysis.face.landmarks[:468, :2]).T) * analysis.face.mm_per_px
    assert np.median(off) < 2.0


AZIMUTHS = pytest.mark.parametrize(("azimuth", "axis"), [(0.0, (0, 1, 0)), (180.0, (0, -1, 0)), (90.0, (-1, 0, 0))])


def share_of_the_way(analysis: Analysis, azimuth: float, axis: tuple[int, int, int]) -> float:
    """How far the measured light moves along the way that the lamp was moved by 30 degrees."""
    light = measure_light(relight(analysis, 30.0, azimuth), analysis.unrolled, analysis.segmentation)
    assert analysis.light is not None and light is not None
    sent = Rotation.from_rotvec(np.radians(30.0) * np.array(axis)).apply(analysis.light.direction)
    wanted, found = sent - analysis.light.direction, light.direction - analysis.light.direction
    return float(found @ wanted / (wanted @ wanted))


@AZIMUTHS
def test_the_measured_light_moves_as_the_lamp_was_moved(azimuth: float, axis: tuple[int, int, int]) -> None:
    # This man's skin is glossy and lit from several sides: first-order shading explains little of it.
    assert 0.15 < share_of_the_way(analyzed(BEFORE), azimuth, axis) < 1.5


@needs_shared_photos
@pytest.mark.slow
@AZIMUTHS
def test_on_matt_skin_it_moves_about_as_far(azimuth: float, axis: tuple[int, int, int]) -> None:
    assert share_of_the_way(analyzed(london("081")), azimuth, axis) > 0.5


def test_a_light_left_alone_changes_nothing() -> None:
    analysis = analyzed(PORTRAIT)
    same = relight(analysis, 0.0)
    assert np.abs(same.pixels.astype(int) - analysis.photo.pixels).max() <= 1  # one step of rounding


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("number", ["009", "042"])
def test_a_relit_and_turned_photo_is_still_measured(number: str) -> None:
    analysis = analyzed(london(number))
    turned = analyze_photo(repose(relight(analysis, 30.0, 45.0), analysis.face, 5.0, -5.0))
    assert all(turned.regions[n].measurable for n, r in analysis.regions.items() if r.skin.visible_fraction > 0.7)
