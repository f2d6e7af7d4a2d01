"""Lashes that reach over the temple are left out, creases as dark as they are stay in."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed, flat_patch, london, needs_shared_photos

from wrinkle_scan.skin.lashes import lashes

SKIN = np.array([0.5, 0.3, 0.2], np.float32)


def left_out(red_kept: float, from_mm: float = 5.0) -> float:
    """The share of five strokes beside the eye, 0.5 mm wide and 7 mm long, that is taken for lashes.

    Args:
        red_kept: share of the skin's red that is left on them; of its green and blue it is 0.4.
        from_mm: they begin this far from the eye's corner.
    """
    patch = flat_patch("crows_feet_left", 30.0, 30.0)
    distance = np.hypot(patch.u, patch.v[:, None] - patch.canthus[1])
    angle = np.arctan2(patch.v[:, None] - patch.canthus[1], patch.u + 1e-9)
    off_mm = np.min([np.abs(angle - at) for at in np.radians([-12, -6, 0, 6, 12])], axis=0) * distance
    strokes = (off_mm < 0.25) & (distance > from_mm) & (distance < from_mm + 7.0)
    light = SKIN * np.where(strokes[..., None], [red_kept, 0.4, 0.4], 1.0)
    drawn = dataclasses.replace(patch, linear_rgb=light.astype(np.float32))
    return float(lashes(drawn, patch.inside)[strokes].mean())


def test_black_lashes_are_left_out_and_creases_as_dark_stay() -> None:
    assert left_out(red_kept=0.3) == 1.0
    assert left_out(red_kept=0.4) == 0.0  # all channels alike: a shadow
    assert left_out(red_kept=0.5) == 0.0  # redder, as shaded skin is


def test_a_lid_that_is_dark_and_ashen_as_a_whole_is_no_lash() -> None:
    """As behind an eye shut tight in hard light: a third darker than the temple and less red, folds and all."""
    patch = flat_patch("crows_feet_left", 30.0, 30.0)
    distance = np.hypot(patch.u, patch.v[:, None] - patch.canthus[1])
    lid = 1 / (1 + np.exp((distance - 12.0) / 1.0))[..., None]
    light = SKIN * (1 - lid * (1 - np.array([0.55, 0.65, 0.65])))
    drawn = dataclasses.replace(patch, linear_rgb=light.astype(np.float32))
    assert not lashes(drawn, patch.inside).any()


def test_black_lines_that_do_not_begin_at_the_eye_are_no_lashes() -> None:
    assert left_out(red_kept=0.3, from_mm=11.0) == 0.0


def test_a_patch_far_from_any_eye_has_no_lashes() -> None:
    patch = analyzed(BEFORE).regions["forehead"].patch
    assert not lashes(patch, np.ones(patch.shape, bool)).any()


@pytest.mark.slow
@needs_shared_photos
@pytest.mark.parametrize("smiling", [False, True])
def test_mascara_is_no_crows_foot(smiling: bool) -> None:
    """Seen with the eye: the lashes of 001's right eye reach 14 mm beyond it, and the skin there is smooth."""
    region = analyzed(london("001", smiling)).regions["crows_feet_right"]
    assert not region.likely_creases
    assert region.severity < 1.0


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("number", ["021", "097", "119", "136", "172"])
def test_deep_crows_feet_stay_in(number: str) -> None:
    analysis = analyzed(london(number, smiling=True))
    for side in ("right", "left"):
        region = analysis.regions[f"crows_feet_{side}"]
        taken = lashes(region.patch, region.patch.inside) & region.patch.inside
        assert taken.sum() < 0.02 * region.patch.inside.sum()
        assert region.likely_creases
        assert sum(crease.probability for crease in region.creases) > 1
        assert region.severity > 5
