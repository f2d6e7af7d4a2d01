"""What is no skin by its light: burnt out, a mirror image of the lamp, a spectacle frame; a crease is none of these."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray
from sample_photos import flat_patch

from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion
from wrinkle_scan.skin.features import burnt_out, lamps_and_objects, open_mm

PATCH = flat_patch("forehead", 40.0, 24.0)
SHAPE = PATCH.inside.shape
SKIN = np.ones(SHAPE, bool)


def lit(factor: NDArray[np.float64]) -> RectifiedRegion:
    light = (np.array([0.5, 0.3, 0.2]) * factor[..., None]).astype(np.float32)
    return dataclasses.replace(PATCH, linear_rgb=light)


def band(thick_mm: float) -> NDArray[np.bool_]:
    rows = np.abs(np.arange(SHAPE[0]) - SHAPE[0] // 2) * GRID_MM < thick_mm / 2
    return np.broadcast_to(rows[:, None], SHAPE)


def test_two_channels_cut_off_are_burnt_out_and_red_alone_is_not() -> None:
    light = np.full((*SHAPE, 3), 0.3, np.float32)
    light[:10, :, 0] = 1.0
    light[20:30, :, :2] = 1.0
    found = burnt_out(dataclasses.replace(PATCH, linear_rgb=light))
    assert found[20:30].all() and found.sum() == found[20:30].size


def test_a_frame_is_thick_and_dark_and_a_crease_is_thin() -> None:
    _, objects = lamps_and_objects(lit(np.where(band(3.0), 0.1, 1.0)), SKIN)
    assert objects[band(2.0)].all() and not objects[~band(4.0)].any()
    _, objects = lamps_and_objects(lit(np.where(band(1.0), 0.1, 1.0)), SKIN)
    assert not objects.any()
    _, objects = lamps_and_objects(lit(np.where(band(3.0), 0.5, 1.0)), SKIN)
    assert not objects.any(), "half as bright, as a deep fold"


def test_the_lamps_mirror_image_is_far_brighter_than_skin() -> None:
    lamps, _ = lamps_and_objects(lit(np.where(band(3.0), 4.0, 1.0)), SKIN)
    assert lamps[band(2.0)].all() and not lamps[~band(5.0)].any()
    lamps, _ = lamps_and_objects(lit(np.where(band(3.0), 1.8, 1.0)), SKIN)
    assert not lamps.any()


def test_opening_keeps_what_is_thick_enough() -> None:
    assert open_mm(band(3.0), 2.0)[band(2.9)].all()
    assert not open_mm(band(1.2), 2.0).any()
    assert not open_mm(np.zeros(SHAPE, bool), 2.0).any()
