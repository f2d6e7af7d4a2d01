"""Whose skin is whose: with raised brows the folds between them are the frontal muscle's, and so the forehead's."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.face.mesh_points import BROW_TOP, GLABELLA
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.outlines import Outline, region_outline


def _sample_with_brows(raised: float) -> FaceChart:
    face = analyzed(BEFORE).face
    return FaceChart(dataclasses.replace(face, upper=dataclasses.replace(face.upper, brow_raise=raised)))


def _outlines(raised: float) -> tuple[Outline, Outline]:
    chart = _sample_with_brows(raised)
    return region_outline("forehead", chart), region_outline("glabella", chart)


def _holds(outline: Outline, u: float, v: float) -> bool:
    return cv2.pointPolygonTest(outline.astype(np.float32), (u, v), measureDist=False) > 0


def _between_brows(above_mm: float) -> tuple[float, float]:
    """On the midline, so far above the upper edges of the brows' inner ends."""
    chart = _sample_with_brows(0)
    u, v = chart.landmarks_uv[GLABELLA]
    inner = [chart.landmarks_uv[points[end], 1] for points, end in zip(BROW_TOP.values(), (-1, 0), strict=True)]
    return float(u), max(float(v), *inner) + above_mm


@pytest.mark.parametrize(("raised", "of_forehead", "of_glabella"), [(0.0, False, True), (0.95, True, False)])
def test_a_fold_just_above_raised_brows_is_the_foreheads(raised: float, of_forehead: bool, of_glabella: bool) -> None:
    """At 0.85 and more the lowest folds of four patients' foreheads lie 6 mm above the glabella's middle and less."""
    fold = _between_brows(above_mm=3)
    assert [_holds(outline, *fold) for outline in _outlines(raised)] == [of_forehead, of_glabella]


@pytest.mark.parametrize("raised", [0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0])
def test_no_skin_counts_twice_nor_is_left_between(raised: float) -> None:
    forehead, glabella = _outlines(raised)
    u, v = _between_brows(above_mm=0)
    heights = np.arange(v - 25, v + 40, 0.25)
    owners = [_holds(forehead, u, height) + _holds(glabella, u, height) for height in heights]
    first, last = np.flatnonzero(owners)[[0, -1]]
    assert owners.count(1) >= 200
    assert set(owners[first : last + 1]) == {1}
