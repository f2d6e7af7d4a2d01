"""The fit of the evidence, on regions made up so that its answer is known."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from numpy.typing import NDArray
from sample_photos import CHECKOUT
from scipy.optimize import check_grad

from wrinkle_scan.creases.evidence import FEATURES

sys.path.append(str(CHECKOUT / "benchmarks"))
from evidence_fit import Fit, Lines  # noqa: E402

STRENGTH, TEXTURE = FEATURES.index("log_strength"), FEATURES.index("evenness")
Key = tuple[str, str]


@pytest.fixture(scope="module")
def regions() -> dict[Key, Lines]:
    """Forty people's regions, each photographed twice: creases are strong; a feature of light differs by photo."""
    rng = np.random.default_rng(3)
    found = {}
    for person in range(40):
        values = rng.normal(0, 1, (12, len(FEATURES)))
        loads = rng.uniform(0.02, 0.12, 12)
        for photo in "ab":
            again = values + rng.normal(0, 0.05, values.shape)
            again[:, TEXTURE] = rng.normal(0, 1, 12)
            found[f"{person}{photo}", "forehead"] = Lines(again, loads, [])
    return found


@pytest.fixture(scope="module")
def grades(regions: dict[Key, Lines]) -> dict[Key, float]:
    """What the eye says: it counts strong lines, and is led by the light as much."""

    def seen(lines: Lines) -> float:
        strong = lines.features[:, STRENGTH] + lines.features[:, TEXTURE] > 0.3
        return float(3 * (1 - np.exp(-lines.loads[strong].sum())))

    return {key: seen(lines) for key, lines in regions.items()}


@pytest.fixture(scope="module")
def unchanged_pairs(regions: dict[Key, Lines]) -> list[tuple[Key, Key]]:
    return [((f"{k}a", "forehead"), (f"{k}b", "forehead")) for k in range(40)]


def grade(fit: Fit, lines: Lines) -> float:
    return float(fit.grade(np.array([fit.probabilities(lines.features) @ lines.loads]))[0])


def unlike(fit: Fit, regions: dict[Key, Lines], pairs: list[tuple[Key, Key]]) -> float:
    return float(np.mean([(grade(fit, regions[one]) - grade(fit, regions[other])) ** 2 for one, other in pairs]))


def test_the_gradient_is_that_of_the_loss(
    regions: dict[Key, Lines], grades: dict[Key, float], unchanged_pairs: list[tuple[Key, Key]]
) -> None:
    rng = np.random.default_rng(4)
    labels = {key: [(0, 1.0), (3, 0.0)] for key in regions}
    fit = Fit(regions, labels, grades, [rng.normal(0, 1, (5, len(FEATURES)))], unchanged_pairs)

    def value(at: NDArray[np.float64]) -> float:
        return fit._loss(at)[0]

    def gradient(at: NDArray[np.float64]) -> NDArray[np.float64]:
        return fit._loss(at)[1]

    at = fit.found + rng.normal(0, 0.2, fit.found.shape)
    assert check_grad(value, gradient, at) < 1e-4 * np.linalg.norm(gradient(at))


def test_it_learns_what_the_eye_counts_and_that_two_photos_are_of_one_face(
    regions: dict[Key, Lines], grades: dict[Key, float], unchanged_pairs: list[tuple[Key, Key]]
) -> None:
    alone, together = Fit(regions, {}, grades, [], []), Fit(regions, {}, grades, [], unchanged_pairs)
    for fit in (alone, together):
        found = [grade(fit, lines) for lines in regions.values()]
        assert np.corrcoef(found, list(grades.values()))[0, 1] > 0.8
        assert fit.found[1 + STRENGTH] == fit.found[1:-2].max() > 0
    assert unlike(together, regions, unchanged_pairs) < 0.7 * unlike(alone, regions, unchanged_pairs)
    assert abs(together.found[1 + TEXTURE]) < abs(alone.found[1 + TEXTURE])
