"""White pencil is known by what paint does: it whitens and brightens at once, and ends sharply."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.skin.marks import marks_and_spots, off_skin
from wrinkle_scan.skin.settings import MARKS
from wrinkle_scan.skin.white_marks import white_marks

PLAIN, WHITE = np.array([0.55, 0.32, 0.24]), np.array([0.75, 0.75, 0.75])
SHAPE = 300, 600
SKIN = np.ones(SHAPE, bool)
V, U = GRID_MM * (np.mgrid[:300, :600] - np.array([150, 300])[:, None, None])
GRAIN = np.random.default_rng(0).normal(0, 0.02, (*SHAPE, 1))


def stroke(middle_mm: float = 0.0, thick_mm: float = 1.0, long_mm: float = 10.0) -> NDArray[np.bool_]:
    """A level one, at half the patch's height."""
    return (np.abs(V) < thick_mm / 2) & (np.abs(U - middle_mm) < long_mm / 2)


def painted(shape: NDArray[np.bool_], covers: float, soft_mm: float = 0.2, light: NDArray | None = None) -> NDArray:
    """Skin that white covers so far within a shape whose edge is blurred by so much (sigma)."""
    opacity = covers * cv2.GaussianBlur(shape.astype(np.float32), (0, 0), soft_mm / GRID_MM)[..., None]
    under = PLAIN * (1 + GRAIN) if light is None else light
    return (under * (1 - opacity) + WHITE * opacity).astype(np.float32)


def found(light: NDArray[np.float32]) -> NDArray[np.bool_]:
    redder, bluer, brighter = off_skin(light, SKIN)
    return white_marks(bluer - redder, brighter, SKIN)


def test_skin_without_a_mark_has_none() -> None:
    assert not found(painted(np.zeros(SHAPE, bool), 0)).any()


@pytest.mark.parametrize("shape", [stroke(), stroke(thick_mm=0.6), np.hypot(V, U) < 1.2], ids=["1", "0.6", "dot"])
def test_a_stroke_or_a_dot_is_found_where_it_is(shape: NDArray[np.bool_]) -> None:
    marks = found(painted(shape, 0.7))
    assert marks[shape].mean() > 0.95
    assert not (marks & (cv2.GaussianBlur(shape.astype(np.float32), (0, 0), 0.8 / GRID_MM) < 0.02)).any()


def test_a_highlight_is_as_white_and_no_mark() -> None:
    """It has no edge: the same white, over a ridge of 3 mm."""
    assert not found(painted(stroke(thick_mm=1.5), 0.95, soft_mm=1.2)).any()
    assert found(painted(stroke(thick_mm=1.5), 0.7)).any()


def test_what_is_brighter_by_relief_is_no_mark() -> None:
    ridge = PLAIN * (1 + GRAIN) * np.where(stroke()[..., None], 1.5, 1.0)
    assert not found(ridge.astype(np.float32)).any()


def test_a_plaster_is_too_large_to_be_a_mark() -> None:
    assert not found(painted(stroke(thick_mm=8.0, long_mm=30.0), 0.7)).any()


def test_a_glint_of_one_pore_is_no_mark() -> None:
    assert not found(painted(np.hypot(V, U) < 0.4, 0.8, soft_mm=0.1)).any()


def test_whiter_skin_without_paint_on_it_is_no_mark() -> None:
    """Where it is the whitest it is not the brightest: vitiligo's border, a shade's bluish edge."""
    whiter, brighter = np.zeros(SHAPE, np.float32), np.zeros(SHAPE, np.float32)
    whiter[stroke()], brighter[stroke()] = 0.5, 0.2
    across = np.cos(2 * np.pi * U / 5).astype(np.float32)
    uneven = whiter * (1 + 0.3 * across), brighter * (1 - 0.3 * across)
    even = whiter * (1 + 0.3 * across), brighter * (1 + 0.3 * across)
    assert white_marks(*even, SKIN).any()
    assert not white_marks(*uneven, SKIN).any()


def test_a_faint_stroke_is_a_mark_beside_a_plain_one_alone() -> None:
    faint, beside, far = 0.22, 13.0, -40.0
    with_both = painted(stroke(beside), faint, light=painted(stroke(far), faint))
    assert not found(with_both).any()
    marks = found(painted(stroke(), 0.7, light=with_both))
    assert marks[stroke(beside)].mean() > 0.8
    assert not marks[stroke(far)].any()


def test_marks_are_left_out_with_a_margin() -> None:
    marked, dark = marks_and_spots(painted(stroke(), 0.7), SKIN, 0.2)
    assert marked[(np.abs(V) < 0.5 + 0.8 * MARKS.margin_mm) & (np.abs(U) < 4)].all()
    assert not dark.any()


def test_a_hue_is_no_mark_beside_one_either() -> None:
    marks = found(painted(stroke(), 0.7, light=painted(stroke(13.0), 0.13)))
    assert marks[stroke()].all()
    assert not marks[:, U[0] > 8].any()


def test_noise_is_no_mark_beside_one_either() -> None:
    """A few points of the grid: no more than a pixel's noise."""
    whiter = cv2.GaussianBlur(stroke().astype(np.float32), (0, 0), 2.0)
    speck = (np.abs(V) < 0.2) & (np.abs(U - 8) < 0.2)
    whiter[speck] = 0.3 + 0.1 * V[speck]
    marks = white_marks(whiter, whiter, SKIN)
    assert marks[stroke()].all()
    assert not marks[speck].any()


def test_a_patch_of_one_brightness_is_no_mark() -> None:
    """A censor's block has no brightness that could go with its whiteness."""
    whiter = np.where(stroke(), 0.5, 0.0).astype(np.float32)
    whiter[stroke() & (U < 0)] = 0.4
    assert not white_marks(whiter, np.zeros(SHAPE, np.float32), SKIN).any()
