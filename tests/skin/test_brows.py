"""Brows with their hair are no skin; the folds and the shade beside them are."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, analyzed, flat_patch, london, needs_shared_photos

from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion
from wrinkle_scan.skin.brows import _brow_hair, _brow_tail_hair
from wrinkle_scan.skin.visibility import measurable_skin


def test_brows_and_eyes_are_not_skin() -> None:
    analysis = analyzed(BEFORE)
    brows = analysis.face.landmarks[[52, 282, 105, 334], :2]
    for region in analysis.regions.values():
        measured = region.patch.photo_xy[region.skin.mask]
        for brow in brows:
            assert np.hypot(*(measured - brow).T).min() * analysis.face.mm_per_px > 1.0
        for eye in (468, 473):
            distance = np.hypot(*(measured - analysis.face.landmarks[eye, :2]).T)
            assert distance.min() * analysis.face.mm_per_px > 10


def strokes_on_glossy_skin(
    patch: RectifiedRegion, at_u_mm: list[float], wide_mm: float = 0.5, top_mm: float = 23.5
) -> RectifiedRegion:
    """Upright strokes 45 % darker than the skin at the right brow's inner end, evenly bright."""
    u, v = np.meshgrid(patch.u, patch.v)
    at_brow = (u > -16) & (u < -2) & (v > 14) & (v < top_mm + 3.5)
    strokes = np.min([np.abs(u - at) for at in at_u_mm], axis=0) < wide_mm / 2
    linear = np.where(at_brow[..., None], 1.3 * patch.linear_rgb[at_brow].max(axis=0), patch.linear_rgb)
    linear *= np.where(strokes & (v > 17.5) & (v < top_mm), 0.55, 1.0)[..., None]
    return dataclasses.replace(patch, linear_rgb=linear.astype(np.float32))


def test_a_tuft_of_brow_hair_on_glossy_skin_is_left_out_and_a_frown_line_is_not() -> None:
    analysis = analyzed(BEFORE)
    patch = analysis.regions["glabella"].patch
    u, v = np.meshgrid(patch.u, patch.v)

    def left(at_u_mm: list[float], box_mm: tuple[float, float]) -> float:
        skin = measurable_skin(strokes_on_glossy_skin(patch, at_u_mm), analysis.face_chart, analysis.segmentation)
        box = (u > box_mm[0]) & (u < box_mm[1]) & (v > 18) & (v < 23)
        return float(skin.mask[box].mean())

    assert left(list(np.arange(-14.0, -7.9, 1.0)), (-11.0, -9.0)) < 0.1
    assert left([-10.0], (-11.0, -9.0)) > 0.9


def test_a_frown_line_out_of_a_brow_is_no_brow_hair() -> None:
    """A deep one, 1.2 mm wide, is as dark as hair that stands densely, but thin."""
    analysis = analyzed(BEFORE)
    patch = analysis.regions["glabella"].patch
    u, v = np.meshgrid(patch.u, patch.v)
    lined = strokes_on_glossy_skin(patch, [-12.6], wide_mm=1.16, top_mm=30)
    line = (np.abs(u + 12.6) < 0.3) & (v > 24) & (v < 27)  # beyond the brow's own edge
    assert measurable_skin(lined, analysis.face_chart, analysis.segmentation).mask[line].all()


def shaded(centre_mm: tuple[float, float], sigma_mm: tuple[float, float], darker: float, red: float) -> float:
    """How much of the shade's middle is measured where the sample's glabella is darkened smoothly.

    Args:
        centre_mm: (u, v) of the shade.
        sigma_mm: of the Gaussian, across and upwards.
        darker: natural logarithm, in the middle.
        red: what part of the darkening the red channel takes.
    """
    analysis = analyzed(BEFORE)
    patch = analysis.regions["glabella"].patch
    u, v = np.meshgrid(patch.u, patch.v)
    away = np.hypot((u - centre_mm[0]) / sigma_mm[0], (v - centre_mm[1]) / sigma_mm[1])
    shade = -darker * np.exp(-(away**2) / 2)
    light = patch.linear_rgb * np.exp(shade[..., None] * np.array([red, 1, 1]))
    skin = measurable_skin(
        dataclasses.replace(patch, linear_rgb=light.astype(np.float32)), analysis.face_chart, analysis.segmentation
    )
    return float(skin.mask[(away < 0.7) & analysis.regions["glabella"].skin.mask].mean())


def test_the_shade_beside_the_nose_is_no_brow_hair() -> None:
    """As dark as thin hair and as large, but smooth: it lies beside the inner end of the brow, where folds are."""
    assert shaded((-9.5, 13.0), (2.5, 4.0), 0.35, 1.0) > 0.9


@pytest.mark.parametrize("at_u_mm", [-8.5, 6.5])
def test_a_deep_fold_at_the_end_of_a_brow_is_no_brow_hair(at_u_mm: float) -> None:
    """2 mm wide at half its depth, half as bright as the skin and redder, as in patients who frown."""
    assert shaded((at_u_mm, 20.0), (0.85, 5.0), 0.7, 0.85) > 0.9


def tail_with_lines(width_mm: float, spacing_mm: float, deep: float) -> tuple[float, float]:
    """The shares of dark lines below a brow's tail, and of the plain skin beyond them, that count as its hair.

    Args:
        width_mm: of the lines, which run on from the brow for 8 mm.
        spacing_mm: from one to the next.
        deep: light they take, natural logarithm.
    """
    patch = flat_patch("crows_feet_left", 40.0, 40.0)
    rows, columns = np.mgrid[: len(patch.v), : len(patch.u)] * GRID_MM
    brows = (rows < 6) & (columns < 20)
    lined = (rows >= 6) & (rows < 12) & (columns < 14)
    texture = cv2.GaussianBlur(np.random.default_rng(0).normal(0, 0.15, rows.shape), (0, 0), 1.0)
    lines = -deep * np.exp(
        -((((rows + 0.3 * columns) % spacing_mm) - spacing_mm / 2) ** 2) / (2 * (width_mm / 2.35) ** 2)
    )
    light = 0.3 * np.exp(texture + np.where(lined | brows, lines, 0.0))
    drawn = dataclasses.replace(
        patch, canthus=(0.0, 15.0), linear_rgb=np.repeat(light[..., None], 3, axis=2).astype(np.float32)
    )
    hair = _brow_tail_hair(drawn, brows, ~brows)
    return float(hair[lined].mean()), float(hair[rows > 16].mean())


def test_fine_hair_below_a_brows_tail_is_left_out_and_folds_there_stay() -> None:
    hair, beyond = tail_with_lines(width_mm=0.3, spacing_mm=1.2, deep=0.6)
    assert hair > 0.9
    assert beyond == 0
    assert tail_with_lines(width_mm=1.2, spacing_mm=3.5, deep=0.3) == (0, 0)


@needs_shared_photos
def test_the_brows_tail_of_a_smiling_face_is_no_crows_foot() -> None:
    """Seen with the eye: hair of 121's right brow reaches 6 mm below the landmarks' brow, over smooth skin."""
    region = analyzed(london("121", smiling=True)).regions["crows_feet_right"]
    assert not region.likely_creases
    assert region.severity < 5.0


@pytest.mark.parametrize(("darker", "is_hair"), [(0.25, True), (0.04, False)])
def test_a_tuft_above_the_brow_is_hair_by_what_lies_around_it(darker: float, is_hair: bool) -> None:
    """On glossy skin it is no darker than the skin farther away; natural logarithms."""
    patch = flat_patch("forehead", 60.0, 30.0)
    u, v = np.meshgrid(patch.u, patch.v)
    middle = float(np.median(patch.u))
    brows = (np.abs(u - middle) < 15) & (np.abs(v - 5) < 3)
    away = np.hypot(u - middle, v - 9.5)
    brightness = np.where(away < 8, 1.4, 1.0) * np.where(away < 2.0, np.exp(-darker), 1.0)
    light = (np.array([0.5, 0.3, 0.2]) * brightness[..., None]).astype(np.float32)
    hair = _brow_hair(dataclasses.replace(patch, linear_rgb=light), brows, np.ones(brows.shape, bool))
    assert bool(hair[away < 1.0].all()) is is_hair
    assert not hair[(away > 3.5) & (away < 6) & ~brows].any()
