"""Classifies rest, frown, raised brows and smile: coefficients of `wrinkle_scan/visits/catalog/face_expressions.py`.

    python benchmarks/fit_expressions.py PAIRS

PAIRS is the folder in which `../shared/pairs/lay_out.py` laid the pairs out. A multinomial logistic regression is
fitted to the expressions that the pairs' table and the London set name, each class weighted by the root of how rare it
is. Frowns and raised brows after a treatment are left out of the fit: they often look as at rest. Prints the confusion
table of people who were held out, one by one, and of the treated attempts.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import softmax

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.face.expression import view_of
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.visits.catalog.face_expressions import COEFFICIENTS, FaceSigns, features, signs_of
from wrinkle_scan.visits.catalog.settings import FACE_EXPRESSIONS

SHARED = Path(__file__).parent.parent.parent / "shared"
NAMES = ("rest", "frown", "brow_raise", "smile")
PENALTY = 1e-3
"""Of the squared coefficients. From 0.0003 to 0.003, 5 or 6 photos of held out people are classified wrong."""


@dataclass(frozen=True)
class Case:
    """A photo: whose, which visit, what it shows, whether it was taken after a treatment."""

    person: str
    visit: str
    expression: str
    treated: bool
    path: Path


def cases(pairs: Path) -> list[Case]:
    """All photos whose expression is known."""
    found = []
    for photo in sorted((SHARED / "photos" / "london").glob("*_0[38].jpg")):
        found.append(Case(photo.stem[:3], "", "smile" if photo.stem.endswith("08") else "rest", False, photo))
    with open(SHARED / "pairs" / "pairs.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            photo = next((pairs / row["id"]).glob(f"{row['side']}.*"))
            after = row["side"] == "after" and row["expect"] != "unchanged"
            found.append(Case(row["person"], row["side"], row["expression"].replace(" ", "_"), after, photo))
    return found


def look(path: Path) -> FaceSigns | None:
    """A photo's signs; None where it cannot be measured."""
    cv2.setNumThreads(1)
    try:
        return signs_of(analyze(path))
    except WrinkleScanError:
        return None


def fit(x: NDArray[np.float64], y: NDArray[np.int_]) -> NDArray[np.float64]:
    """Coefficients, (classes, features)."""
    one_hot = np.eye(len(NAMES))[y]
    weight = np.sqrt(1 / np.bincount(y, minlength=len(NAMES)))[y]
    weight /= weight.sum()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        b = flat.reshape(len(NAMES), -1)
        p = chances(b, x)
        free = np.c_[b[:, :-1], np.zeros(len(NAMES))]
        slope = ((p - one_hot) * weight[:, None]).T @ x + PENALTY * free
        return float(-(weight * np.log(p[np.arange(len(y)), y])).sum() + PENALTY * (free**2).sum() / 2), slope.ravel()

    found = minimize(loss, np.zeros(len(NAMES) * x.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x.reshape(len(NAMES), -1))


def chances(b: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability of each class, (photos, classes)."""
    return np.asarray(softmax(x @ b.T, axis=1))


def main() -> None:
    """Looks at all photos, fits and prints."""
    known = cases(Path(sys.argv[1]))
    with get_context("spawn").Pool() as pool:
        seen = [
            (case, signs) for case, signs in zip(known, pool.map(look, [c.path for c in known]), strict=True) if signs
        ]
    by_person, by_visit = defaultdict(list), defaultdict(list)
    for case, signs in seen:
        by_person[case.person].append(signs)
        by_visit[case.person, case.visit, view_of(signs.yaw_deg)].append(signs)
    named = [(case, signs) for case, signs in seen if case.expression in NAMES]
    x = np.array([
        features(signs, by_person[case.person], by_visit[case.person, case.visit, view_of(signs.yaw_deg)])
        for case, signs in named
    ])  # fmt: skip
    y = np.array([NAMES.index(case.expression) for case, _ in named])
    person = np.array([case.person for case, _ in named])
    attempt = np.array([case.treated and case.expression in ("frown", "brow_raise") for case, _ in named])
    held_out = np.zeros((len(y), len(NAMES)))
    for one in set(person):
        others = (person != one) & ~attempt
        held_out[person == one] = chances(fit(x[others], y[others]), x[person == one])
    for title, some in (("People held out", ~attempt), ("Attempts after a treatment", attempt)):
        print(f"{title}: classified as", *NAMES, "not classified", sep="\t")
        classified = np.where(held_out.max(axis=1) >= FACE_EXPRESSIONS.certain, held_out.argmax(axis=1), len(NAMES))
        for number, name in enumerate(NAMES):
            counted = Counter(classified[some & (y == number)])
            print(name, *(counted[column] for column in range(len(NAMES) + 1)), sep="\t")
    kept = fit(x[~attempt], y[~attempt])
    rows = ",\n".join(
        f'  "{name}": {json.dumps([round(c, 3) for c in row])}' for name, row in zip(NAMES, kept, strict=True)
    )
    COEFFICIENTS.write_text(f"{{\n{rows}\n}}\n")


if __name__ == "__main__":
    main()
