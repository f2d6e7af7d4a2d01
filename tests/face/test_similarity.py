"""A known shift, turn and scale is found again, and weights say whose points count."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import orthogonal_procrustes
from skimage.transform import SimilarityTransform

from wrinkle_scan.face.similarity import fit_similarity

POINTS = np.random.default_rng(3).normal(size=(20, 2)) * 40
KNOWN = SimilarityTransform(scale=1.7, rotation=0.4, translation=(12.0, -5.0))


def test_a_known_similarity_is_found_again() -> None:
    found = fit_similarity(POINTS, KNOWN(POINTS))
    assert abs(found.factor) == pytest.approx(1.7) and np.angle(found.factor) == pytest.approx(0.4)
    assert found(POINTS) == pytest.approx(KNOWN(POINTS))


def test_its_turn_is_that_of_procrustes() -> None:
    noisy = KNOWN(POINTS) + np.random.default_rng(4).normal(size=POINTS.shape)
    factor = fit_similarity(POINTS, noisy).factor
    turn, _ = orthogonal_procrustes(noisy - noisy.mean(axis=0), POINTS - POINTS.mean(axis=0))
    assert np.angle(factor) == pytest.approx(np.arctan2(-turn[0, 1], turn[0, 0]))


def test_points_without_weight_do_not_count() -> None:
    targets = KNOWN(POINTS)
    targets[:5] += 300.0
    weights = np.where(np.arange(20) < 5, 0.0, 2.0)
    assert fit_similarity(POINTS, targets, weights)(POINTS)[5:] == pytest.approx(targets[5:])
