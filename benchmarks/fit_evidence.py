"""Fits what `wrinkle_scan.creases.evidence` and `wrinkle_scan.creases.severity` know of lines.

    python benchmarks/fit_evidence.py ../shared/photos/london PAIRS [--grades FILE] [--labels FILE]

PAIRS is the folder in which `../shared/pairs/lay_out.py` laid the real pairs out. Lines that two blinded viewers (AI
models, not clinicians) labelled, and regions that they graded, are fitted together, one kind of region at a time: the
probability that a line is a crease (logistic regression), and how the grade follows the load of all lines, each counted
by its probability; with a little weight for lines that were pressed into the London photos (`pressed_lines.py`). Prints
how well it does on people held out; writes `wrinkle_scan/creases/evidence.json` and
`benchmarks/held_out_evidence.json`, the same fitted without a fifth of the people each; prints the constants of
`SEVERITY` in `wrinkle_scan/creases/settings.py`.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from pressed_lines import pressed_lines, same_line
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import spearmanr

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.creases.evidence import FEATURES, features, kind_of
from wrinkle_scan.creases.measuring import skin_fold_probability
from wrinkle_scan.creases.proposals import Skin, propose_lines
from wrinkle_scan.creases.settings import SEVERITY
from wrinkle_scan.creases.severity import shared_area_cm2
from wrinkle_scan.skin.redness import redness
from wrinkle_scan.system.errors import PhotoError

HERE = Path(__file__).parent
RIDGE_PENALTY = 0.5
LABEL_WEIGHT, PRESSED_WEIGHT = 0.5, 0.03
"""Of a labelled line's log-likelihood beside a graded region's squared error, and of a pressed one's."""
LEAST_SPREAD = 1e-3
"""Of a feature: written with four decimals, a smaller one would be none."""
SPEAKS_FOR = (
    "log_strength", "log_peak_strength", "log_weak_strength", "log_length_mm", "log_depth", "log_depth_to_texture",
    "log_depth_per_width",
)  # fmt: skip
"""What makes a line never speaks against its being a crease: these hang together, and without a bound one of them takes
back what another says."""
FOLDS = 5
KINDS = ("forehead", "glabella", "crows_feet")

Key = tuple[str, str]
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Lines:
    """The proposed lines of one region: features (N, F), load of each were it a crease, %, and paths on the chart."""

    features: Array
    loads: Array
    paths: list[Array]


def propose(task: tuple[str, Path]) -> dict[Key, Lines]:
    """The proposed lines of each measurable region of a photo."""
    cv2.setNumThreads(1)
    name, path = task
    try:
        analysis = analyze(path)
    except PhotoError as error:
        print(error)
        return {}
    found = {}
    for region_name, region in analysis.regions.items():
        if not region.measurable:
            continue
        patch, seen = region.patch, region.skin
        lines = propose_lines(patch, Skin(region.log, seen.mask, seen.hair, redness(patch.linear_rgb)))
        shared_out = 1 / (100 * shared_area_cm2(region_name, seen.area_cm2, seen.visible_fraction))
        loads = [max(x.depth_percent, 0.0) * x.width_mm * x.length_mm * skin_fold_probability(x) for x in lines]
        values = features(lines) if lines else np.zeros((0, len(FEATURES)))
        paths = [patch.on_chart(line.path) for line in lines]
        found[name, region_name] = Lines(values, shared_out * np.array(loads), paths)
    return found


def read_labels(file: Path, lines: dict[Key, Lines]) -> dict[Key, list[tuple[int, float]]]:
    """By region, the numbers of the proposed lines that were labelled, with the viewers' mean answer, 0 to 1."""
    labels: dict[Key, list[tuple[int, float]]] = defaultdict(list)
    with open(file, newline="") as handle:
        for row in csv.DictReader(handle):
            key = row["photo"], row["region"]
            path = np.array([point.split(",") for point in row["path_mm"].split()], float)
            answers = [{"y": 1.0, "q": 0.5, "n": 0.0}[row[rater]] for rater in ("rater_a", "rater_b") if row[rater]]
            number = same_line(path, lines[key].paths) if key in lines else None
            if number is not None and answers:
                labels[key].append((number, float(np.mean(answers))))
    return labels


def read_grades(file: Path) -> dict[Key, float]:
    """The viewers' mean grade of each region that both could judge."""
    with open(file, newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if "NA" not in (row["rater_a"], row["rater_b"])]
    return {(r["photo"], r["region"]): (float(r["rater_a"]) + float(r["rater_b"])) / 2 for r in rows}


class Fit:
    """Coefficients of one kind of region, fitted to some of its people."""

    def __init__(
        self,
        lines: dict[Key, Lines],
        labels: dict[Key, list[tuple[int, float]]],
        grades: dict[Key, float],
        pressed: list[Array],
    ) -> None:
        """Fits to all of the regions given, and to pressed lines by their features (N, F)."""
        keys = list(lines)
        values = np.vstack([lines[key].features for key in keys])
        self.mean, self.spread = values.mean(axis=0), np.maximum(values.std(axis=0), LEAST_SPREAD)
        self._values = np.column_stack([np.ones(len(values)), (values - self.mean) / self.spread])
        some = (np.vstack([np.zeros((0, values.shape[1])), *pressed]) - self.mean) / self.spread
        self._pressed = np.column_stack([np.ones(len(some)), some])
        self._loads = np.concatenate([lines[key].loads for key in keys])
        self._of = np.repeat(np.arange(len(keys)), [len(lines[key].loads) for key in keys])
        first = np.concatenate([[0], np.cumsum([len(lines[key].loads) for key in keys])])
        answers = [(first[k] + n, answer) for k, key in enumerate(keys) for n, answer in labels.get(key, [])]
        self._labelled = np.array([line for line, _ in answers], int)
        self._answers = np.array([answer for _, answer in answers])
        self._graded = np.array([key in grades for key in keys])
        self._grades = np.array([grades.get(key, 0.0) for key in keys])
        start = np.zeros(self._values.shape[1] + 2)
        start[0], start[-2:] = -1.5, np.log([0.5, 0.7])
        least = [None, *(0.0 if name in SPEAKS_FOR else None for name in FEATURES), None, None]
        bounds = [(low, None) for low in least]
        self.found = minimize(self._loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x

    def as_json(self) -> dict[str, Any]:
        """As in `evidence.json`."""
        weights = self.found[1:-2]
        named = {"mean": self.mean, "spread": self.spread, "weights": weights}
        return {k: [round(float(x), 4) for x in v] for k, v in named.items()} | {
            "intercept": round(float(self.found[0]), 4)
        }

    def probabilities(self, values: Array) -> Array:
        """Of lines with some features (N, F)."""
        return np.asarray(expit((values - self.mean) / self.spread @ self.found[1:-2] + self.found[0]))

    def grade(self, load: Array) -> Array:
        """The grade of regions with some load, %."""
        scale, power = np.exp(self.found[-2:])
        return np.asarray(SEVERITY.worst_grade * (1 - (1 + load / scale) ** -power))

    def _loss(self, at: Array) -> tuple[float, Array]:
        """Squared error of the grades, log-loss of the labels and the penalties, with its gradient."""
        weights, (scale, power) = at[:-2], np.exp(at[-2:])
        probability = expit(self._values @ weights)
        load = np.bincount(self._of, probability * self._loads, len(self._graded))
        rising = 1 + load / scale
        error = np.where(self._graded, SEVERITY.worst_grade * (1 - rising**-power) - self._grades, 0.0)
        by_grade = 2 * error * SEVERITY.worst_grade
        by_load = by_grade * power * rising ** (-power - 1) / scale
        slope = self._values.T @ (by_load[self._of] * self._loads * probability * (1 - probability))
        by_scale = float((by_load * -load).sum())
        by_power = float((by_grade * rising**-power * np.log(rising) * power).sum())
        value = float((error**2).sum())
        some = self._values[self._labelled]
        odds = some @ weights
        value += LABEL_WEIGHT * float((np.logaddexp(0, odds) - self._answers * odds).sum())
        slope += LABEL_WEIGHT * (some.T @ (expit(odds) - self._answers))
        odds = self._pressed @ weights
        value += PRESSED_WEIGHT * float(np.logaddexp(0, -odds).sum())
        slope -= PRESSED_WEIGHT * (self._pressed.T @ expit(-odds))
        value += RIDGE_PENALTY * float((weights[1:] ** 2).sum())
        slope[1:] += 2 * RIDGE_PENALTY * weights[1:]
        off = at[-2:] - np.log([0.5, 0.7])  # a weak prior: the two hang together
        value += 0.5 * float((off**2).sum())
        return value, np.concatenate([slope, [by_scale + off[0], by_power + off[1]]])


def person_of(photo: str, persons: dict[str, str]) -> str:
    """Who is on a photo: its London number, or the pair's person."""
    source, name = photo.split("/")[:2]
    return name[:3] if source == "london" else persons[name]


def main() -> None:
    """Fits, prints and writes."""
    shared = HERE.parent.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("london", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--grades", type=Path, default=shared / "grades" / "grades.csv")
    parser.add_argument("--persons", type=Path, default=shared / "pairs" / "pairs.csv")
    parser.add_argument("--labels", type=Path, default=HERE / "line_labels.csv")
    args = parser.parse_args()
    with open(args.persons, newline="") as handle:
        persons = {row["id"]: row["person"] for row in csv.DictReader(handle)}
    tasks = [(f"london/{path.stem}", path) for path in sorted(args.london.glob("*.jpg"))]
    tasks += [(f"pairs/{path.parent.name}/{path.stem}", path) for path in sorted(args.pairs.glob("*/*.jpg"))]
    lines: dict[Key, Lines] = {}
    with get_context("spawn").Pool() as pool:
        for some in pool.imap_unordered(propose, tasks):
            lines |= some
        pressing = [(path.name[:3], path) for path in sorted(args.london.glob("*.jpg"))]
        pressed = list(
            zip((person for person, _ in pressing), pool.map(pressed_lines, (p for _, p in pressing), 1), strict=True)
        )
    grades, labels = read_grades(args.grades), read_labels(args.labels, lines)
    print(
        f"{sum(map(len, labels.values()))} labelled lines found again, {len(set(grades) & set(lines))} graded regions"
    )
    print(f"{sum(len(some) for _, of in pressed for some in of.values())} pressed lines")
    fit_all(lines, pressed, grades, labels, persons)


def fit_all(
    lines: dict[Key, Lines],
    pressed: list[tuple[str, dict[str, Array]]],
    grades: dict[Key, float],
    labels: dict[Key, list[tuple[int, float]]],
    persons: dict[str, str],
) -> None:
    """Fits all kinds of region, with and without a fifth of the people each; prints and writes."""
    people = sorted({person_of(photo, persons) for photo, _ in lines})
    np.random.default_rng(0).shuffle(people)
    folds = [people[k::FOLDS] for k in range(FOLDS)]
    written: dict[str, Any] = {"features": list(FEATURES), "kinds": {}}
    held_out: list[dict[str, Any]] = [{**written, "persons": fold, "kinds": {}} for fold in folds]
    for kind in KINDS:
        of_kind = {key: value for key, value in sorted(lines.items()) if kind_of(key[1]) == kind}
        used = {key: value for key, value in of_kind.items() if key in grades or key in labels}
        load, grade, answers, chances = {}, {}, [], []
        for fold, out in zip(folds, held_out, strict=True):
            known = {k: v for k, v in used.items() if person_of(k[0], persons) not in fold}
            fit = Fit(known, labels, grades, [of[kind] for who, of in pressed if kind in of and who not in fold])
            out["kinds"][kind] = fit.as_json()
            for key in (key for key in used if person_of(key[0], persons) in fold):
                chance = fit.probabilities(used[key].features)
                load[key] = float(chance @ used[key].loads)
                grade[key] = float(fit.grade(np.array(load[key])))
                answers += [answer for _, answer in labels.get(key, [])]
                chances += [chance[number] for number, _ in labels.get(key, [])]
        graded = [key for key in used if key in grades]
        error = float(np.sqrt(np.mean([(grade[key] - grades[key]) ** 2 for key in graded])))
        print(f"{kind}, people held out: area under the curve of {len(answers)} lines {_area(answers, chances):.3f}")
        for source in ("", "london", "pairs"):
            some = [key for key in graded if key[0].startswith(source)]
            rho = spearmanr([load[key] for key in some], [grades[key] for key in some])[0]
            print(f"  {source or 'all'}: {len(some)} regions, rank correlation {rho:.2f}")
        smooth = [100 * -np.expm1(-load[key] / SEVERITY.load_scale) for key in graded if grades[key] == 0]
        print(f"  severity where both say 0: {np.median(smooth):.1f}, {np.quantile(smooth, 0.95):.1f} (median, 95 %)")
        fit = Fit(used, labels, grades, [of[kind] for _, of in pressed if kind in of])
        written["kinds"][kind] = fit.as_json()
        scale, power = np.exp(fit.found[-2:])
        print(f"  grade_load {scale:.2f}, grade_power {power:.2f}, grade_error {error:.2f}")
    (HERE.parent / "wrinkle_scan" / "creases" / "evidence.json").write_text(json.dumps(written, indent=1) + "\n")
    (HERE / "held_out_evidence.json").write_text(json.dumps(held_out, indent=1) + "\n")


def _area(answers: list[float], chances: list[float]) -> float:
    yes, no = (np.array([c for a, c in zip(answers, chances, strict=True) if wanted(a)]) for wanted in (_yes, _no))
    return float(np.mean(yes[:, None] > no[None])) if len(yes) and len(no) else float("nan")


def _yes(answer: float) -> bool:
    return answer > 0.5


def _no(answer: float) -> bool:
    return answer < 0.5


if __name__ == "__main__":
    main()
