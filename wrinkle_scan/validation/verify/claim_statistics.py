"""Statistics and their formatting, shared by the claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.stats import linregress, spearmanr

from wrinkle_scan.regions.titles import TITLES

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class ClaimResult:
    """The outcome of one claim.

    Attributes:
        words: the figures, as text.
        cases: number of cases they are computed from.
        holds: whether the claim holds; None where it was not tested.
    """

    words: str
    cases: int
    holds: bool | None


def not_tested(reason: str) -> ClaimResult:
    """The result where these photos do not allow a test."""
    return ClaimResult(f"not tested: {reason}", 0, None)


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Rows by their key, in the order of the keys' first occurrence."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return dict(groups)


def share(answers: Iterable[bool]) -> float:
    """Percentage of true values; NaN if there are none."""
    counted = list(answers)
    return 100 * sum(counted) / len(counted) if counted else float("nan")


def percent(value: float) -> str:
    """E.g. ``"4.2 %"``."""
    return "no case" if np.isnan(value) else f"{value:.1f} %"


def by_region(figures: dict[str, str]) -> str:
    """E.g. ``"forehead 97.0 %, glabella 90.0 %"``."""
    return ", ".join(f"{titles.in_text} {figures[name]}" for name, titles in TITLES.items() if name in figures)


def spearman(x: Sequence[float], y: Sequence[float]) -> float:
    """Rank correlation, equal values sharing their rank; 0 where one of the two does not vary."""
    return float(spearmanr(x, y).statistic) if _vary(x, y) else 0.0


def r_squared(x: Sequence[float], y: Sequence[float]) -> float:
    """Share of y's variance that a rising straight line over x explains; 0 where it falls or one does not vary."""
    return max(float(linregress(x, y).rvalue), 0.0) ** 2 if _vary(x, y) else 0.0


def slope(x: Sequence[float], y: Sequence[float]) -> float:
    """Of the least-squares line of y over x."""
    return float(linregress(x, y).slope)


def _vary(x: Sequence[float], y: Sequence[float]) -> bool:
    return len(x) > 1 and np.ptp(x) > 0 and np.ptp(y) > 0
