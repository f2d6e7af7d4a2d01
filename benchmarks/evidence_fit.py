"""One kind of region's coefficients: what is known of its lines, labelled and graded, made into a fit.

Four things are weighed against each other: the squared error of the grades, the log-loss of the labelled lines, that of
lines rendered into photos, and the squared difference of the grades of two photos of the same lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from wrinkle_scan.creases.evidence import FEATURES, terms
from wrinkle_scan.creases.settings import SEVERITY

RIDGE_PENALTY = 1.0
LABEL_WEIGHT, RENDERED_WEIGHT, UNCHANGED_PAIR_WEIGHT = 0.25, 0.1, 1.5
"""Of a labelled line's log-likelihood beside a graded region's squared error, of a rendered one's, and of the squared
difference of the grades of an unchanged pair. Of labels 0.15 to 0.5 and of unchanged pairs 1 to 4 do about as well.
Without unchanged pairs the grades of two photos of the same lines differ by 5 to 30 % more, and agree less with the
eye, people held out. Rendered lines weighed 0.03 instead were believed less (crow's feet, median 0.73 instead of 0.87),
and mild lines ranked less well; weighed 0.3, smooth skin's severity rises to 5 (95th percentile)."""
LEAST_SPREAD = 1e-3
"""Of a feature: written with four decimals, a smaller one would be none."""
SPEAKS_FOR = (
    "log_strength", "log_peak_strength", "log_weak_strength", "log_length_mm", "log_depth", "log_depth_to_texture",
    "log_depth_per_width",
)  # fmt: skip
"""What makes a line never speaks against its being a crease: these hang together, and without a bound one of them takes
back what another says."""
LEAST_WEIGHT = 0.02
"""Of each of these, standardised, so that none of them says nothing."""
USUAL_CURVE = np.log([0.5, 0.7])
"""Scale and power of the grade over the load, about which a weak prior holds them: the two hang together."""

Key = tuple[str, str]
"""A photo and a region."""
UnchangedPairs = Sequence[tuple[Key, Key]]
"""Regions of two photos with the same lines."""
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Lines:
    """The proposed lines of one region: features (N, F), load of each were it a crease, %, and paths on the chart."""

    features: Array
    loads: Array
    paths: list[Array]


class Fit:
    """Coefficients of one kind of region, fitted to some of its people."""

    def __init__(
        self,
        lines: Mapping[Key, Lines],
        labels: Mapping[Key, list[tuple[int, float]]],
        grades: Mapping[Key, float],
        rendered: Sequence[Array],
        unchanged_pairs: UnchangedPairs,
    ) -> None:
        """Fits to the regions given, to rendered lines by their features (N, F), and to unchanged pairs of regions."""
        keys = list(lines)
        values = np.vstack([lines[key].features for key in keys])
        self.mean, self.spread = values.mean(axis=0), np.maximum(values.std(axis=0), LEAST_SPREAD)
        self._values = self._standardised(values)
        self._rendered = self._standardised(np.vstack([np.zeros((0, values.shape[1])), *rendered]))
        self._loads = np.concatenate([lines[key].loads for key in keys])
        counts = [len(lines[key].loads) for key in keys]
        self._of, first = np.repeat(np.arange(len(keys)), counts), np.concatenate([[0], np.cumsum(counts)])
        answers = [(first[k] + n, answer) for k, key in enumerate(keys) for n, answer in labels.get(key, [])]
        self._labelled = np.array([line for line, _ in answers], int)
        self._answers = np.array([answer for _, answer in answers])
        self._graded = np.array([key in grades for key in keys])
        self._grades = np.array([grades.get(key, 0.0) for key in keys])
        at = {key: k for k, key in enumerate(keys)}
        both = [(at[one], at[other]) for one, other in unchanged_pairs if one in at and other in at]
        self._unchanged_pairs = np.array(both, int).reshape(-1, 2).T
        start = np.concatenate([[-1.5], np.zeros(self._values.shape[1] - 1), USUAL_CURVE])
        bounds: list[tuple[float | None, None]] = [(None, None)] * len(start)
        for name in SPEAKS_FOR:
            bounds[1 + FEATURES.index(name)] = (LEAST_WEIGHT, None)
        found = minimize(self._loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x
        # Unchanged pairs agree best where all is 0: how the grade follows the load is fitted to grades alone.
        curve = minimize(self._curve_loss, found[-2:], args=(self._load(found[:-2]),), method="Nelder-Mead").x
        self.found = np.concatenate([found[:-2], curve])

    def as_json(self) -> dict[str, Any]:
        """As in `evidence.json`."""
        named = {"mean": self.mean, "spread": self.spread, "weights": self.found[1:-2]}
        return {k: [round(float(x), 4) for x in v] for k, v in named.items()} | {
            "intercept": round(float(self.found[0]), 4)
        }

    def probabilities(self, values: Array) -> Array:
        """Of lines with some features (N, F)."""
        return np.asarray(expit(self._standardised(values) @ self.found[:-2]))

    def grade(self, load: Array) -> Array:
        """The grade of regions with some load, %."""
        return _grade(load, *np.exp(self.found[-2:]))

    def _standardised(self, values: Array) -> Array:
        return np.column_stack([np.ones(len(values)), terms((values - self.mean) / self.spread)])

    def _load(self, weights: Array) -> Array:
        return np.asarray(np.bincount(self._of, expit(self._values @ weights) * self._loads, len(self._graded)), float)

    def _curve_loss(self, curve: Array, load: Array) -> float:
        error = (_grade(load, *np.exp(curve)) - self._grades)[self._graded]
        return float((error**2).sum() + 0.5 * ((curve - USUAL_CURVE) ** 2).sum())

    def _loss(self, at: Array) -> tuple[float, Array]:
        """The four losses and the penalties, with their gradient."""
        weights, (scale, power) = at[:-2], np.exp(at[-2:])
        probability, load = expit(self._values @ weights), self._load(weights)
        rising, grade = 1 + load / scale, _grade(load, scale, power)
        error = np.where(self._graded, grade - self._grades, 0.0)
        one, other = self._unchanged_pairs
        unlike = grade[one] - grade[other]
        value = float((error**2).sum()) + UNCHANGED_PAIR_WEIGHT * float((unlike**2).sum())
        by_grade = 2 * error
        np.add.at(by_grade, one, 2 * UNCHANGED_PAIR_WEIGHT * unlike)
        np.add.at(by_grade, other, -2 * UNCHANGED_PAIR_WEIGHT * unlike)
        by_grade *= SEVERITY.worst_grade
        by_load = by_grade * power * rising ** (-power - 1) / scale
        slope = self._values.T @ (by_load[self._of] * self._loads * probability * (1 - probability))
        by_curve = np.array([(by_load * -load).sum(), (by_grade * rising**-power * np.log(rising) * power).sum()])
        some = self._values[self._labelled]
        odds = some @ weights
        value += LABEL_WEIGHT * float((np.logaddexp(0, odds) - self._answers * odds).sum())
        slope += LABEL_WEIGHT * (some.T @ (expit(odds) - self._answers))
        odds = self._rendered @ weights
        value += RENDERED_WEIGHT * float(np.logaddexp(0, -odds).sum())
        slope -= RENDERED_WEIGHT * (self._rendered.T @ expit(-odds))
        value += RIDGE_PENALTY * float((weights[1:] ** 2).sum())
        slope[1:] += 2 * RIDGE_PENALTY * weights[1:]
        off = at[-2:] - USUAL_CURVE
        return value + 0.5 * float((off**2).sum()), np.concatenate([slope, by_curve + off])


def _grade(load: Array, scale: float, power: float) -> Array:
    return np.asarray(SEVERITY.worst_grade * (1 - (1 + load / scale) ** -power))
