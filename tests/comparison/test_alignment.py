"""Where skin of the after photo lies on the before photo's grid."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_photos import BEFORE, CHECKOUT, analyzed

from wrinkle_scan.comparison.alignment import Alignment, align
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.regions.rectified import GRID_MM

HEIGHT, WIDTH = 240, 400


@given(
    shift=st.tuples(st.floats(-60, 60), st.floats(-60, 60)), turn=st.floats(-0.05, 0.05), wave=st.floats(0, 10),
    phase=st.floats(0, 6.3),
)  # fmt: skip
def test_a_path_comes_back_to_where_it_came_from(
    shift: tuple[float, float], turn: float, wave: float, phase: float
) -> None:
    """Displaced by up to 9 mm, turned by 3 degrees, and stretched by up to 1.5 mm over 3 cm, as flow and affine do."""

    def moved(at: np.ndarray) -> np.ndarray:
        x, y = at[..., 0], at[..., 1]
        bent = wave * np.sin(2 * np.pi * y / 200 + phase)
        return np.stack([x + shift[0] - turn * y + bent, y + shift[1] + turn * x + bent], axis=-1)

    columns, rows = np.meshgrid(np.arange(WIDTH, dtype=float), np.arange(HEIGHT, dtype=float))
    points = moved(np.stack([columns, rows], axis=-1)).astype(np.float32)
    alignment = Alignment(points, correlation=1.0, moved_mm=0.0, registered=True)
    path = np.column_stack([np.linspace(40, WIDTH - 40, 100), HEIGHT / 2 + 60 * np.sin(np.linspace(0, 3, 100))])
    assert np.abs(alignment.to_before(moved(path)) - path).max() < 0.1  # a tenth of a grid point, 0.015 mm


def test_skin_that_moved_unevenly_is_laid_on_itself() -> None:
    """By 0.8 mm up and down every 60 mm, which no affine follows: by it alone 0.5 mm are left in the median.

    The flow is smoothed with a sigma of 6 mm, which leaves 0.82 of such a wave: 0.1 mm in the median are its own error.
    """
    before = analyzed(BEFORE).regions["forehead"]
    columns, rows = np.meshgrid(*(np.arange(n, dtype=np.float32) for n in before.log.shape[::-1]))
    up = (0.8 * np.sin(2 * np.pi * columns * GRID_MM / 60) / GRID_MM).astype(np.float32)
    moved = cv2.remap(before.log, columns, rows + up, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    found = align(before, dataclasses.replace(before, log=moved))
    off_mm = np.abs(found.points[..., 1] - (rows - up))[before.skin.mask] * GRID_MM
    assert found.registered
    assert np.median(off_mm) < 0.2


@pytest.mark.parametrize("name", REGION_NAMES)
def test_skin_of_strangers_is_never_registered(name: str) -> None:
    """The best of several maps always correlates a little: crow's feet of these two men by 0.26 to 0.47."""
    one, other = (analyzed(photo).regions[name] for photo in (BEFORE, CHECKOUT / "samples" / "charles_barkla.jpg"))
    for found in (align(one, other), align(other, one)):
        assert not found.registered
        assert found.moved_mm == 0, "the landmarks alone say where it is"
