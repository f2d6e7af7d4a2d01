"""The indicators: green for a face as in the earlier photo, red for what is otherwise, judged on real photos."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from camera_pictures import judged, opened, shifted, smaller, step_of, to_mend
from PIL import Image, ImageFilter
from sample_photos import SHARED_PHOTOS, a_third, analyzed, needs_shared_photos

from wrinkle_scan.app.camera.indicators import Like, indicators
from wrinkle_scan.app.camera.seeing import Seen, look_at_file
from wrinkle_scan.app.camera.standard_series import INDICATORS
from wrinkle_scan.face.expression_signals import Movements
from wrinkle_scan.quality.lighting import Light
from wrinkle_scan.validation.phantom.relighting import light_from
from wrinkle_scan.validation.phantom.reposing import repose

LONDON = SHARED_PHOTOS / "london"


@pytest.fixture(scope="module")
def earlier() -> Path:
    return a_third()


@pytest.fixture(scope="module")
def seen(earlier: Path) -> Seen:
    return look_at_file(earlier)


def test_the_earlier_photo_itself_is_all_green(earlier: Path) -> None:
    found = judged(opened(earlier), "frown", earlier)
    assert found.keys() == INDICATORS.keys()
    assert {indicator["state"] for indicator in found.values()} == {"good"}, found


def test_a_little_moved_and_farther_is_green(earlier: Path) -> None:
    moved = shifted(smaller(opened(earlier), 0.9), 30, -20)
    assert to_mend(judged(moved, "frown", earlier)) == set()


def test_too_far_is_red(earlier: Path) -> None:
    found = judged(smaller(opened(earlier), 0.7), "frown", earlier)
    assert to_mend(found) == {"distance"}
    assert found["distance"]["words"] == "Come closer: the face is smaller than on 5 January 2026."
    nearer = opened(earlier).resize((1000, 1333)).crop((114, 152, 886, 1181))
    assert judged(nearer, "frown", earlier)["distance"]["words"].startswith("Go back")


def test_so_far_that_no_fine_line_is_seen_is_red_without_an_earlier_photo(earlier: Path) -> None:
    found = judged(smaller(opened(earlier), 0.5), "frown", None)
    assert found["distance"]["words"] == "Come closer: fine lines are not seen from there."
    assert judged(opened(earlier), "frown", None)["distance"]["state"] == "good"


def test_a_head_that_leans_is_red(earlier: Path) -> None:
    leant = opened(earlier).rotate(18, Image.Resampling.BICUBIC, fillcolor=(150, 150, 150))  # its top to the left
    found = judged(leant, "frown", earlier)
    assert "lean" in to_mend(found)
    assert found["lean"]["words"] == "Ask: “Tilt your head a little to your left.” ↷"


def test_a_head_that_is_turned_is_told_to_turn_back(earlier: Path) -> None:
    analysis = analyzed(earlier)
    turned = repose(analysis.photo, analysis.face, 28.0, 0.0)  # to its own left, the picture's right
    found = judged(Image.fromarray(turned.pixels), "frown", earlier)
    assert found["turn"] == {"state": "mend", "words": "Ask: “Turn a little to your right.” ←"}


def test_a_lamp_elsewhere_is_red_and_named(earlier: Path) -> None:
    analysis = analyzed(earlier)
    assert analysis.light and analysis.light.direction[0] < -0.4, "it comes from the patient's right"
    moved = ((0.9, 0.3, 0.3), "left"), ((-0.9, 0.3, 0.3), "right")
    day = "5 January 2026. Move the lamp or the chair."
    for direction, words in moved:
        found = judged(Image.fromarray(light_from(analysis, direction).pixels), "frown", earlier)
        assert to_mend(found) == {"light"}, found
        assert found["light"]["words"] == f"Light comes more from the patient’s {words} than on {day}"


def test_a_blurred_picture_is_red(earlier: Path) -> None:
    blurred = opened(earlier).filter(ImageFilter.GaussianBlur(3))
    assert "sharp" in to_mend(judged(blurred, "frown", earlier))


@needs_shared_photos
def test_a_smile_is_distinguished_from_a_face_at_rest() -> None:
    neutral, smiling = (LONDON / f"172_{number}.jpg" for number in ("03", "08"))
    assert to_mend(judged(opened(neutral), "rest", neutral)) == set()
    assert to_mend(judged(opened(smiling), "rest", neutral)) == {"expression"}
    assert to_mend(judged(opened(smiling), "smile", smiling)) == set()
    for earlier in (smiling, None):
        assert to_mend(judged(opened(neutral), "smile", earlier)) == {"expression"}


def state_of(seen: Seen, step: str, like: Seen | None = None) -> dict[str, str]:
    found = indicators(seen, step_of(step), Like(like, "2026-01-05") if like else None)
    return {code: indicator.state for code, indicator in found.items()}


def test_a_frown_that_a_treatment_weakens_keeps_nobody_from_the_photo(seen: Seen) -> None:
    weak = replace(seen, movements=Movements(0.0, seen.movements.brows_down - 0.4, 0.1))
    assert state_of(weak, "frown", seen)["expression"] == "note"
    assert state_of(replace(seen, movements=Movements(0, 0, 0)), "brow_raise")["expression"] == "note"


def test_harder_light_from_where_it_came(seen: Seen) -> None:
    light = seen.light
    assert light is not None
    strength = np.linalg.norm(light.direction)
    before = Light(light.direction / strength * 0.5, light.colour, light.brightness)
    from wrinkle_scan.face.canonical_face import average_normals

    factor = np.exp(0.6 * average_normals() @ (light.direction / strength))
    harder = Light(light.direction, light.colour, light.brightness * factor)
    found = indicators(replace(seen, light=harder), step_of("frown"), Like(replace(seen, light=before), "2026-01-05"))
    assert found["light"].words.startswith("Light is harder than on 5 January 2026.")
    redder = Light(light.direction, light.colour + 0.6, light.brightness)
    found = indicators(replace(seen, light=redder), step_of("frown"), Like(seen, "2026-01-05"))
    assert "another colour" in found["light"].words
