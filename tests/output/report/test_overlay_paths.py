"""Outlines and lines in the photo's own pixels."""

from __future__ import annotations

import numpy as np
import pytest

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.output.report.overlay_paths import contours, on_photo, simplify


def test_contours_follow_the_mask_with_its_holes() -> None:
    mask = np.zeros((60, 80), bool)
    mask[10:50, 10:70] = True
    mask[20:35, 30:50] = False
    mask[2:5, 2:5] = True  # too small to be outlined
    outlines = sorted(contours(mask), key=len)
    assert len(outlines) == 2
    hole, outer = outlines
    assert outer.min(axis=0).tolist() == [10, 10] and outer.max(axis=0).tolist() == [69, 49]
    assert hole.min(axis=0).tolist() == [29, 19] and hole.max(axis=0).tolist() == [50, 35]


def test_a_path_lies_in_the_photo_where_its_grid_says(before: Analysis) -> None:
    patch = before.regions["glabella"].patch
    corners = np.array([[0.0, 0.0], [10.0, 20.0], [patch.shape[1] - 1.0, patch.shape[0] - 1.0]])
    expected = [patch.photo_xy[int(row), int(column)] for column, row in corners]
    assert on_photo(patch, corners) == pytest.approx(np.array(expected), abs=0.01)
    between = on_photo(patch, np.array([[10.5, 20.0]]))[0]
    assert between == pytest.approx(patch.photo_xy[20, 10:12].mean(axis=0), abs=0.05)


def test_thinning_keeps_the_line_and_drops_the_points() -> None:
    x = np.arange(0.0, 200.0)
    path = np.column_stack([x, np.where(x < 100, 0.0, x - 100)])
    thin = simplify(path, 0.4)
    assert len(thin) == 3 and thin[[0, -1]].tolist() == path[[0, -1]].tolist()
