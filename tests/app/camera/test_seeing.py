"""What is seen of a face in a frame."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from camera_pictures import judged, opened, step_of
from PIL import Image
from sample_photos import a_third

from wrinkle_scan.app.camera.indicators import Like, indicators
from wrinkle_scan.app.camera.seeing import Seen, look_at_file


@pytest.fixture(scope="module")
def earlier() -> Path:
    return a_third()


@pytest.fixture(scope="module")
def seen(earlier: Path) -> Seen:
    return look_at_file(earlier)


def test_a_forehead_that_is_cut_off_is_red(earlier: Path, seen: Seen) -> None:
    brows = int(seen.points[105, 1] * seen.height)
    cut = opened(earlier).crop((0, brows - 20, seen.width, seen.height))
    assert judged(cut, "frown", None)["frame"] == {"state": "mend", "words": "Point the camera higher ↑"}


def test_no_face_is_said(earlier: Path) -> None:
    assert judged(Image.new("RGB", (640, 480), (90, 120, 150)), "rest", earlier) == {
        "frame": {"state": "mend", "words": "No face. Point the camera at the patient."}
    }


def state_of(seen: Seen, step: str, like: Seen | None = None) -> dict[str, str]:
    found = indicators(seen, step_of(step), Like(like, "2026-01-05") if like else None)
    return {code: indicator.state for code, indicator in found.items()}


def test_oblique_views_are_asked_for_to_the_right_side(seen: Seen) -> None:
    to_own_left = replace(seen, yaw_deg=45.0)  # its right side is seen
    assert state_of(to_own_left, "rest_right")["turn"] == "good"
    assert state_of(to_own_left, "rest_left")["turn"] == "mend"
    assert state_of(seen, "rest_right")["turn"] == "mend"
    assert state_of(replace(seen, yaw_deg=28.0), "rest_right", replace(seen, yaw_deg=25.0))["turn"] == "good"


def test_shut_eyes_are_to_be_opened(seen: Seen) -> None:
    shut = replace(seen, eyes_closed=True)
    assert indicators(shut, step_of("frown"), None)["frame"].words == "Ask: “Open your eyes.”"
    assert state_of(shut, "frown", shut)["frame"] == "good", "as in the earlier photo"


def test_pictures_of_another_shape_are_not_held_to_one_distance(seen: Seen) -> None:
    lying = replace(seen, width=seen.height, height=seen.width, mm_per_px=seen.mm_per_px * 0.5)
    assert state_of(lying, "frown", seen)["distance"] == "good"
