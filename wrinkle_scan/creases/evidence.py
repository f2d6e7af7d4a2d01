"""The probability that a trained eye would call a traced line a crease.

A ridge filter follows pores, hairs and edges of shadow as readily as creases. What is known of a line speaks for or
against it, each thing by a little: a logistic regression over the features below, one for each kind of region, fitted
to lines that blinded viewers labelled on real photos (AI viewers, not clinicians). `benchmarks/fit_evidence.py` makes
`evidence.json` and prints how well it does on people held out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from wrinkle_scan.creases.proposals import ProposedLine
from wrinkle_scan.creases.settings import EVIDENCE

FEATURES = (
    "log_strength", "log_peak_strength", "log_weak_strength", "log_length_mm", "log_depth", "log_depth_to_texture",
    "log_width_mm", "log_depth_per_width", "log_straightness", "off_usual", "near_hair", "off_usual_near_hair",
    "near_edge", "end_at_edge", "evenness", "unevenness", "log_step", "redness", "log_mm_per_px", "from_midline",
    "height", "log_facing", "log_parallel", "wide_near_edge", "along_pixels", "reddening", "log_shading",
    "coherence", "falls_outward",
)  # fmt: skip
"""By name, in the order of the coefficients; see `features`. What stays within one row or column of pixels is rather
the camera's or the compression's work than the skin's. A line beside the eye that
falls outward, as the lid's fold does, is graded as less than one that rises: the last feature lifts the rank
correlation of crow's feet by 0.01, in the London set by 0.03, people or sources held out."""
PRODUCTS = (
    ("log_strength", "log_length_mm"), ("log_strength", "log_width_mm"), ("log_strength", "log_mm_per_px"),
)  # fmt: skip
"""Features whose products count too: a strong line is the likelier a crease the longer it is, and a short strong one a
spot; how strong a wide one has to be, and one in a fine photo, each kind of region has its own."""

_other: bytes | None = None


@dataclass(frozen=True, eq=False)
class Evidence:
    """The coefficients of one kind of region.

    Attributes:
        mean: float64 (F,), of each feature over the labelled lines.
        spread: float64 (F,), its standard deviation.
        weights: float64 (T,), of the standardised features and of PRODUCTS of them (`terms`).
        intercept: log-odds of a line with every feature at its mean.
    """

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    weights: NDArray[np.float64]
    intercept: float

    def log_odds(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log-odds (N,) of lines with some features (N, F)."""
        return np.asarray(terms((values - self.mean) / self.spread) @ self.weights + self.intercept)


def crease_probabilities(region: str, lines: Sequence[ProposedLine]) -> NDArray[np.float64]:
    """The probability of each line of a region that it is a crease, float64 (N,)."""
    if not lines:
        return np.zeros(0)
    return np.asarray(expit(evidence_of(kind_of(region)).log_odds(features(lines))))


def terms(standardised: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the coefficients stand for: features (N, F), and beside them PRODUCTS of some, (N, T)."""
    most = EVIDENCE.most_spreads  # beyond what the fit has seen, a product would rule alone
    one, other = (np.array([FEATURES.index(names[k]) for names in PRODUCTS]) for k in (0, 1))
    clipped = np.clip(standardised, -most, most)
    return np.column_stack([standardised, clipped[:, one] * clipped[:, other]])


def kind_of(region: str) -> str:
    """Both sides' crow's feet are one kind."""
    return "crows_feet" if region.startswith("crows_feet") else region


def features(lines: Sequence[ProposedLine]) -> NDArray[np.float64]:
    """FEATURES of a region's lines, float64 (N, F)."""
    parallel = _parallel(lines)
    return np.array([_features(line, support) for line, support in zip(lines, parallel, strict=True)])


def _features(line: ProposedLine, parallel: float) -> list[float]:
    depth = max(line.depth_percent, EVIDENCE.least_depth_percent)
    signal = max(line.depth_percent + line.texture_percent, EVIDENCE.least_depth_percent)
    off, near_hair = float(np.sin(line.off_usual) ** 2), float(np.exp(-line.from_hair_mm / EVIDENCE.near_hair_mm))
    near_edge = float(np.exp(-line.from_edge_mm / EVIDENCE.near_edge_mm))
    return [
        np.log(line.strength), np.log(line.peak_strength), np.log(line.weak_strength),
        np.log(line.length_mm), np.log(depth), np.log(signal / max(line.texture_percent, EVIDENCE.least_depth_percent)),
        np.log(line.width_mm), np.log(depth / line.width_mm), np.log(line.straightness),
        off, near_hair, off * float(np.exp(-line.from_hair_mm / EVIDENCE.loose_hair_mm)),
        near_edge, np.exp(-line.end_from_edge_mm / EVIDENCE.end_at_edge_mm),
        line.evenness, min(line.unevenness, EVIDENCE.most_uneven), np.log(EVIDENCE.least_step + line.step),
        line.redness, np.log(line.mm_per_px), abs(line.u_mm) / EVIDENCE.across_mm, line.v_mm / EVIDENCE.up_mm,
        np.log(EVIDENCE.least_facing + line.facing),
        parallel, line.width_mm * near_edge, np.exp(-line.across_px / EVIDENCE.along_pixels_px),
        line.reddening, np.log(EVIDENCE.least_shading + line.shading), line.coherence,
        np.sin(2 * line.course) * np.tanh(line.u_mm / EVIDENCE.near_midline_mm),
    ]  # fmt: skip


def _parallel(lines: Sequence[ProposedLine]) -> NDArray[np.float64]:
    """How much length and strength runs beside each line in its direction, natural logarithm, float64 (N,)."""
    middle = np.array([(line.u_mm, line.v_mm) for line in lines])
    course = np.array([line.course for line in lines])
    distance = np.hypot(*np.moveaxis(middle[:, None] - middle[None], -1, 0))
    turn = np.abs((course[:, None] - course[None] + np.pi / 2) % np.pi - np.pi / 2)
    near, aligned = distance < EVIDENCE.parallel_mm, np.degrees(turn) < EVIDENCE.parallel_deg
    beside = near & aligned & ~np.eye(len(lines), dtype=bool)
    worth = np.array([line.length_mm * max(line.strength - EVIDENCE.parallel_from_strength, 0) for line in lines])
    return np.asarray(np.log1p(beside @ worth / EVIDENCE.parallel_unit_mm))


def evidence_sha256() -> str:
    """SHA-256 of the fitted coefficients, as hexadecimal digits."""
    return hashlib.sha256(_coefficients()).hexdigest()


def use_evidence(content: bytes | None) -> None:
    """Takes other coefficients than `evidence.json`, of the same form; None goes back to those.

    For validation: persons are held out from the fit that judges them (`benchmarks/real_pairs.py`).
    """
    global _other
    _other = content
    evidence_of.cache_clear()


@cache
def evidence_of(kind: str) -> Evidence:
    """The fitted coefficients of a kind of region."""
    found = json.loads(_coefficients())
    if (found["features"], found["products"]) != (list(FEATURES), [list(names) for names in PRODUCTS]):
        raise ValueError("evidence.json was fitted to other features: run benchmarks/fit_evidence.py")
    of = found["kinds"][kind]
    mean, spread, weights = (np.array(of[name], float) for name in ("mean", "spread", "weights"))
    return Evidence(mean, spread, weights, float(of["intercept"]))


def _coefficients() -> bytes:
    return _other if _other is not None else resources.files(__package__).joinpath("evidence.json").read_bytes()
