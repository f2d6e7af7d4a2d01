"""Agreement beyond chance between two series of grades: weighted kappa (Cohen 1968, Psychol Bull 70:213-220)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float = NDArray[np.float64]


def quadratic_weights(grades: int) -> Float:
    """Disagreement weights, float64 (K, K): the squared distance between the two grades.

    With these weights kappa equals an intraclass correlation up to a term of order 1 / N (Fleiss and Cohen 1973).
    """
    places = np.arange(grades, dtype=float)
    return np.asarray((places[:, None] - places) ** 2)


def weighted_kappa(tables: ArrayLike, disagreement: ArrayLike | None = None) -> Float:
    """Weighted kappa of one or many tables of counts.

    Args:
        tables: (..., K, K), how often one rater gave the row's grade and the other the column's; counts or shares.
        disagreement: (K, K), disagreement weights, 0 on the diagonal; `quadratic_weights` if not given.

    Returns:
        float64 (...): 1 for full agreement, 0 for chance agreement. NaN where kappa is undefined: no counts, or the
        same single grade from both raters.
    """
    counts = np.asarray(tables, float)
    weights = quadratic_weights(counts.shape[-1]) if disagreement is None else np.asarray(disagreement, float)
    rows, columns, total = counts.sum(axis=-1), counts.sum(axis=-2), counts.sum(axis=(-2, -1))
    seen = (weights * counts).sum(axis=(-2, -1)) * total
    by_chance = np.einsum("...i,ij,...j->...", rows, weights, columns)
    sound = by_chance > 0
    return np.where(sound, 1 - seen / np.where(sound, by_chance, 1.0), np.nan)
