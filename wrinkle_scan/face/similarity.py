"""The shift, turn and scale that lay points on others.

In the complex plane a similarity is linear, and its least-squares fit one line of arithmetic. It is written here
because some fits weigh their points, which `skimage.transform.SimilarityTransform` cannot.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.floating]


class Similarity(NamedTuple):
    """Points as complex numbers x + iy go to factor * point + offset: the factor is the scale and the turn."""

    factor: complex
    offset: complex

    def __call__(self, points: Points) -> NDArray[np.float64]:
        """Points (N, 2) after the map."""
        laid = self.factor * _as_complex(points) + self.offset
        return np.column_stack([laid.real, laid.imag])


def fit_similarity(points: Points, targets: Points, weights: ArrayLike | None = None) -> Similarity:
    """The similarity that brings points (N, 2) nearest to others (least squares), each with its weight (N,)."""
    source, goal = _as_complex(points), _as_complex(targets)
    weight = np.ones(len(source)) if weights is None else np.asarray(weights, float)
    middle, goal_middle = (np.average(of, weights=weight) for of in (source, goal))
    source, goal = source - middle, goal - goal_middle
    factor = (weight * source.conj() * goal).sum() / (weight * np.abs(source) ** 2).sum()
    return Similarity(complex(factor), complex(goal_middle - factor * middle))


def _as_complex(points: Points) -> NDArray[np.complex128]:
    return np.asarray(points[:, 0] + 1j * points[:, 1])
