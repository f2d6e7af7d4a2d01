"""Fits `UNCERTAINTY` (`wrinkle_scan/comparison/settings.py`) to pairs of photos between which no skin changed.

    python benchmarks/fit_uncertainty.py PAIRS [--observations FILE]

PAIRS is the folder in which `../shared/pairs/lay_out.py` laid the real pairs out. Used are the clinics' controls, the
London people neutral against smiling (forehead and glabella), and the repeats. Each term is a constant times the
grade's leverage times how much the condition differs; all are fitted together by maximum likelihood (Student's t with 4
degrees of freedom, so that single odd pairs do not rule), the floors not below what is set there. Then they are
scaled together so that 95 % of the changes lie within 1.96 standard deviations. Prints the constants, and how many of
the unchanged regions each verdict gets with every fifth person held out. Writes the observations, numbers only, to
`benchmarks/unchanged_pairs.csv`.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from real_pairs import SHARED, UPPER, held_out
from scipy.optimize import minimize

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.settings import UNCERTAINTY
from wrinkle_scan.comparison.statistics import Z95
from wrinkle_scan.comparison.uncertainty import leverage
from wrinkle_scan.creases.evidence import kind_of, use_evidence
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.validation.verify.real_pairs import CONTROL, read_pairs
from wrinkle_scan.validation.verify.verification_tasks import TOO_NEAR

HERE = Path(__file__).parent
FREEDOM = 4.0
TERMS = ("floor", "line_floor", "registration_floor", "forehead", "glabella", "crows_feet", "light", "doublings",
         "texture", "pose_deg", "hidden", "registration")  # fmt: skip
LEAST = {
    "floor": UNCERTAINTY.sigma_floor,
    "line_floor": UNCERTAINTY.sigma_line_floor,
    "registration_floor": UNCERTAINTY.sigma_registration_floor,
}
"""Likelihood alone makes these next to nothing, since most skin has hardly a line, and calls what has a few."""


@dataclass(frozen=True)
class Observed:
    """One region of an unchanged pair: its grades at either level, and what differed."""

    source: str
    person: str
    region: str
    region_before: float
    region_after: float
    line_before: float | None
    line_after: float | None
    uneven: float
    doubtful: float
    light: float
    doublings: float
    texture: float
    pose_deg: float
    hidden: float
    correlation: float | None


def observe(task: tuple[str, str, Path, Path, tuple[str, ...]]) -> list[Observed]:
    """The regions of one pair that were compared."""
    cv2.setNumThreads(1)
    source, person, before, after, regions = task
    use_evidence(held_out(person) if source != "repeats" else None)
    try:
        compared = compare(analyze(before), analyze(after))
    except PhotoError as error:
        print(error)
        return []
    found = []
    for name in regions:
        change = compared.regions[name].change
        if change is None or change.conditions is None:
            continue
        region, line = change.levels[0], change.levels[1] if len(change.levels) > 1 else None
        conditions = asdict(change.conditions)
        conditions.pop("scale_assumed")
        found.append(
            Observed(
                source,
                person,
                name,
                region.before,
                region.after,
                line.before if line else None,
                line.after if line else None,
                line.uneven if line else 0.0,
                line.doubtful if line else 0.0,
                **conditions,
            )
        )
    return found


def design(
    observed: Sequence[Observed], line: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Squared terms (N, T) of which the constants' squares are the weights, what is known beside them (N,), changes."""
    rows, known, changes = [], [], []
    for o in observed:
        before, after = (o.line_before, o.line_after) if line else (o.region_before, o.region_after)
        assert before is not None and after is not None
        kinds = [0.0 if line else float(kind_of(o.region) == kind) for kind in ("forehead", "glabella", "crows_feet")]
        match = 1 - (o.correlation or 0.0) if line else 0.0
        light, texture = min(o.light, UNCERTAINTY.most_light), max(o.texture - UNCERTAINTY.usual_texture, 0.0)
        differs = [light, o.doublings, texture, o.pose_deg, o.hidden]
        shares = leverage(o.region, before, after) * np.array([*kinds, *differs, match])
        rows.append([float(not line), float(line), match**2, *shares**2])
        known.append(o.uneven**2 + o.doubtful**2 if line else 0.0)
        changes.append(after - before)
    return np.array(rows), np.array(known), np.array(changes)


def fit(observed: Sequence[Observed]) -> NDArray[np.float64]:
    """The constants, in the order of TERMS."""
    lined = [o for o in observed if o.line_before is not None]
    parts = [design(observed, False), design(lined, True)]
    rows, known, changes = (np.concatenate(column) for column in zip(*parts, strict=True))

    def loss(log_sigma: NDArray[np.float64]) -> float:
        variance = rows @ np.exp(2 * log_sigma) + known
        deviance = (FREEDOM + 1) / 2 * np.log1p(changes**2 / variance / FREEDOM) + 0.5 * np.log(variance)
        return float(deviance.sum() + 0.02 * ((log_sigma - np.log(0.1)) ** 2).sum())

    bounds = [(np.log(LEAST.get(name, 1e-3)), np.log(2.0)) for name in TERMS]
    start = [max(np.log(0.1), low) for low, _ in bounds]
    found = np.exp(minimize(loss, start, method="L-BFGS-B", bounds=bounds).x)
    widths = np.abs(changes) / np.sqrt(rows @ found**2 + known)
    return np.asarray(found * max(float(np.quantile(widths, 0.95)) / Z95, 1.0))


def verdicts(observed: Sequence[Observed], sigmas: NDArray[np.float64]) -> tuple[int, int, int]:
    """How many regions would be called, left unchanged, and neither, at the region level alone."""
    rows, known, changes = design(observed, False)
    half = Z95 * np.sqrt(rows @ sigmas**2 + known)
    called = np.abs(changes) > half
    unchanged = ~called & (np.abs(changes) + half < 1.0)
    return int(called.sum()), int(unchanged.sum()), int((~called & ~unchanged).sum())


def main() -> None:
    """Observes, fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--table", type=Path, default=SHARED / "pairs" / "pairs.csv")
    parser.add_argument("--photos", type=Path, default=SHARED / "photos")
    parser.add_argument("--observations", type=Path, default=HERE / "unchanged_pairs.csv")
    parser.add_argument("--refit", action="store_true", help="take the observations as they are")
    args = parser.parse_args()
    if not args.refit:
        every = ("forehead", "glabella", "crows_feet_right", "crows_feet_left")
        controls = [pair for pair in read_pairs(args.table, args.pairs) if pair.expect == CONTROL]
        tasks: list[tuple[str, str, Path, Path, tuple[str, ...]]] = [
            ("clinics", pair.person, pair.before, pair.after, every) for pair in controls
        ]
        for path in sorted((args.photos / "london").glob("*_03.jpg")):
            tasks.append(("london", path.stem[:3], path, path.with_name(f"{path.stem[:3]}_08.jpg"), UPPER))
        for name in ("lisa", "cm"):
            series = [path for path in sorted((args.photos / "repeats").glob(f"*{name}*")) if path.stem not in TOO_NEAR]
            tasks += [("repeats", name, before, after, every) for before, after in combinations(series, 2)]
        with get_context("spawn").Pool() as pool:
            observed = [o for some in pool.imap(observe, tasks) for o in some]
        with open(args.observations, "w", newline="") as file:
            writer = csv.DictWriter(file, [field for field in Observed.__dataclass_fields__])
            writer.writeheader()
            writer.writerows(
                {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(o).items()} for o in observed
            )
    observed = read_observations(args.observations)
    for name, value in zip(TERMS, fit(observed), strict=True):
        print(f"{name:14} {value:.3f}")
    people = sorted({o.person for o in observed})
    counts = np.zeros(3, int)
    for k in range(5):
        out = people[k::5]
        sigmas = fit([o for o in observed if o.person not in out])
        counts += verdicts([o for o in observed if o.person in out], sigmas)
    print(f"people held out, region level alone: called {counts[0]}, unchanged {counts[1]}, cannot tell {counts[2]}")


def read_observations(file: Path) -> list[Observed]:
    """The observations of a table."""
    with open(file, newline="") as handle:
        rows = list(csv.DictReader(handle))
    words = ("source", "person", "region")
    read: list[dict[str, Any]] = [
        {k: v if k in words else float(v) if v else None for k, v in row.items()} for row in rows
    ]
    return [Observed(**row) for row in read]


if __name__ == "__main__":
    main()
