"""Classifies rest, frown, raised brows and smile: coefficients of `wrinkle_scan/visits/catalog/face_expressions.py`.

    python benchmarks/fit_expressions.py PAIRS

PAIRS is the folder in which `../shared/pairs/lay_out.py` laid the pairs out. A multinomial logistic regression is
fitted to the expressions that the pairs' table and the London set name, each class weighted by the root of how rare it
is. Frowns and raised brows after a treatment are left out of the fit: they often look as at rest. Prints the confusion
table of people who were held out, one by one, and of the treated attempts, and how much one visit says of another.
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
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.face_expressions import (
    COEFFICIENTS,
    FaceSigns,
    classify_expressions,
    features,
    signs_of,
)
from wrinkle_scan.visits.catalog.photos_together import CLASSIFIED
from wrinkle_scan.visits.catalog.settings import FACE_EXPRESSIONS

SHARED = Path(__file__).parent.parent.parent / "shared"
NAMES = CLASSIFIED
DAYS = {"": "2026-01-05", "before": "2026-01-05", "after": "2026-02-05"}
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


def classify(photos: list[tuple[Case, FaceSigns]], held_out: NDArray[np.float64], in_order: bool) -> NDArray[np.int_]:
    """What a person's photos are classified as, an index of NAMES or their number, by coefficients held out.

    Args:
        photos: theirs.
        held_out: fitted to others.
        in_order: whether they are numbered as a phone numbers them, rest, frown, brow raise, smile at each visit.
    """
    ordered = sorted(range(len(photos)), key=lambda k: (photos[k][0].visit, NAMES.index(photos[k][0].expression), k))
    names = {
        k: f"IMG_{1000 + place}.jpg" if in_order else f"{'abcdefghijkl'[place]}.jpg" for place, k in enumerate(ordered)
    }
    entries = [
        PhotoEntry(names[k], "P", DAYS[case.visit], view=view_of(signs.yaw_deg))
        for k, (case, signs) in enumerate(photos)
    ]
    seen = {names[k]: signs for k, (_, signs) in enumerate(photos)}
    found = classify_expressions(entries, seen, held_out)
    return np.array([NAMES.index(one.expression) if one.expression else len(NAMES) for one in found])


def pairs(
    named: list[tuple[Case, FaceSigns]], y: NDArray[np.int_], declared: NDArray[np.int_], classified: NDArray[np.int_]
) -> list[str]:
    """How many series of the clinics' patients can be compared if all is declared, and by the faces."""
    by_series: dict[tuple[str, str, str, int], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for kind, labels in (("declared", declared), ("by the faces", classified)):
        for (case, signs), shown, label in zip(named, y, labels, strict=True):
            if case.visit and label < len(NAMES):
                by_series[kind, case.person, view_of(signs.yaw_deg), label][case.visit].add(int(shown))
    said = []
    for kind in ("declared", "by the faces"):
        both = [of for key, of in by_series.items() if key[0] == kind and len(of) == 2]
        unlike = sum(len(set.union(*of.values())) > 1 for of in both)
        said.append(f"Comparisons, {kind}: {len(both)}, of which {unlike} of two expressions")
    return said


def misleads_again(
    named: list[tuple[Case, FaceSigns]], y: NDArray[np.int_], alone: NDArray[np.float64]
) -> tuple[float, int]:
    """The correlation between a series' visits of how well each face shows what it does, and how many series there are.

    How well is the logarithm of how likely the face is given what it shows, over that given anything else.
    """
    usual = np.array(FACE_EXPRESSIONS.shares)
    bounded = np.clip(alone, 1 - FACE_EXPRESSIONS.surest, FACE_EXPRESSIONS.surest)
    by_series: dict[tuple[str, str, int], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for (case, signs), shown, chance in zip(named, y, bounded, strict=True):
        if case.visit:
            others = np.delete(chance, shown).sum() / np.delete(usual, shown).sum()
            series = by_series[case.person, view_of(signs.yaw_deg), shown]
            series[case.visit].append(np.log(chance[shown] / usual[shown] / others))
    both = [[np.mean(of["before"]), np.mean(of["after"])] for of in by_series.values() if len(of) == 2]
    return float(np.corrcoef(np.transpose(both))[0, 1]), len(both)


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
    found = {True: np.zeros(len(y), int), False: np.zeros(len(y), int)}
    alone = np.zeros((len(y), len(NAMES)))
    for one in sorted(set(person)):
        others, own = (person != one) & ~attempt, np.flatnonzero(person == one)
        held_out = fit(x[others], y[others])
        alone[own] = chances(held_out, x[own])
        for in_order, classified in found.items():
            classified[own] = classify([named[k] for k in own], held_out, in_order)
    by_itself = np.where(alone.max(axis=1) >= FACE_EXPRESSIONS.certain, alone.argmax(axis=1), len(NAMES))
    for title, classified in (
        ("each photo by itself", by_itself), ("together, in no known order", found[False]),
        ("together, numbered in one order at both visits", found[True]),
    ):  # fmt: skip
        for kind, some in (("People held out", ~attempt), ("Attempts after a treatment", attempt)):
            print(f"{kind}, {title}: classified as", *NAMES, "not classified", sep="\t")
            for number, name in enumerate(NAMES):
                counted = Counter(classified[some & (y == number)])
                print(name, *(counted[column] for column in range(len(NAMES) + 1)), sep="\t")
        print(*pairs(named, y, y, classified), sep="\n")
    print("Correlation between visits, series:", *misleads_again(named, y, alone))
    kept = fit(x[~attempt], y[~attempt])
    rows = ",\n".join(
        f'  "{name}": {json.dumps([round(c, 3) for c in row])}' for name, row in zip(NAMES, kept, strict=True)
    )
    COEFFICIENTS.write_text(f"{{\n{rows}\n}}\n")


if __name__ == "__main__":
    main()
