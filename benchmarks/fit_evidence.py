"""Fits what `wrinkle_scan.creases.evidence` and `wrinkle_scan.creases.severity` know of lines.

    python benchmarks/fit_evidence.py ../shared/photos/london PAIRS [--grades FILE] [--labels FILE]

PAIRS is the folder in which `../shared/pairs/lay_out.py` laid the real pairs out. Lines that two blinded viewers (AI
models, not clinicians) labelled, and regions that they graded, are fitted together, one kind of region at a time: the
probability that a line is a crease (logistic regression), and how the grade follows the load of all lines, each counted
by its probability; so that two photos of the same lines (`unchanged_pairs`) get the same grade; with a little weight
for lines that were rendered into the London photos (`rendered_lines.py`). See `evidence_fit.py`. Prints how well it
does on people held out; writes `wrinkle_scan/creases/evidence.json`; `benchmarks/held_out_evidence.json`, the same
fitted without a fifth of the people each; and `benchmarks/held_out_sources.json`, without one clinic, or the London
set, each; prints the constants of `SEVERITY` in `wrinkle_scan/creases/settings.py`.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from evidence_fit import Array, Fit, Key, Lines, UnchangedPairs
from rendered_lines import rendered_lines, same_line
from scipy.stats import spearmanr

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.creases.evidence import FEATURES, PRODUCTS, features, kind_of, use_evidence
from wrinkle_scan.creases.measuring import skin_fold_probability
from wrinkle_scan.creases.proposals import Skin, propose_lines
from wrinkle_scan.creases.settings import SEVERITY
from wrinkle_scan.creases.severity import counted_width_mm, shared_area_cm2
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.validation.phantom.perturb import Nuisance, perturb, random_nuisance

HERE = Path(__file__).parent
FOLDS = 5
KINDS = ("forehead", "glabella", "crows_feet")
HALF, AGAIN = "half/", "again/"
"""A photo's name begins so where it is taken at half its size, or as if by another camera from a little elsewhere."""


def propose(task: tuple[str, Path]) -> dict[Key, Lines]:
    """The proposed lines of each measurable region of a photo, changed as its name says."""
    cv2.setNumThreads(1)
    name, path = task
    try:
        photo = read_photo(path)
        if name.startswith(HALF):
            photo = perturb(photo, Nuisance(size=0.5, jpeg_quality=95))
        elif name.startswith(AGAIN):
            seed = int(photo.sha256[:8], 16)
            photo = perturb(photo, random_nuisance(np.random.default_rng(seed)), seed)
        analysis = analyze_photo(photo)
    except PhotoError as error:
        print(error)
        return {}
    found = {}
    for region_name, region in analysis.regions.items():
        if not region.measurable:
            continue
        patch, seen = region.patch, region.skin
        lines = propose_lines(patch, Skin.of(patch.linear_rgb, region.log, seen.mask, seen.hair))
        shared_out = 1 / (100 * shared_area_cm2(region_name, seen.area_cm2, seen.visible_fraction))
        loads = [
            max(line.depth_percent, 0.0)
            * counted_width_mm(line.width_mm)
            * line.length_mm
            * skin_fold_probability(line)
            for line in lines
        ]
        values = features(lines) if lines else np.zeros((0, len(FEATURES)))
        paths = [patch.on_chart(line.path) for line in lines]
        found[name, region_name] = Lines(values, shared_out * np.array(loads), paths)
    return found


def unchanged_pairs(regions: Iterable[Key], pairs: Mapping[str, str]) -> UnchangedPairs:
    """Regions of two photos that show the same lines.

    Of one photo changed by computation; of a clinic's pair without treatment; of a face at rest and smiling, which
    moves neither forehead nor glabella.

    Args:
        regions: to look among.
        pairs: what is expected of each pair, by its name.
    """
    known, found = set(regions), []
    for photo, region in known:
        source, name, *_ = photo.split("/")
        other = None
        if photo.startswith((HALF, AGAIN)):
            other = photo.split("/", 1)[1]
        elif photo.endswith("/before") and pairs[name] == "unchanged":
            other = photo.replace("/before", "/after")
        elif source == "london" and name.endswith("_03") and kind_of(region) != "crows_feet":
            other = photo.replace("_03", "_08")
        if other and (other, region) in known:
            found.append(((photo, region), (other, region)))
    return sorted(found)


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


def person_of(photo: str, persons: dict[str, str]) -> str:
    """Who is on a photo: its London number, or the pair's person."""
    source, name = photo.removeprefix(HALF).removeprefix(AGAIN).split("/")[:2]
    return name[:3] if source == "london" else persons[name]


def source_of(photo: str, clinics: dict[str, str]) -> str:
    """Where a photo comes from: the London set, or the pair's clinic."""
    source, name = photo.removeprefix(HALF).removeprefix(AGAIN).split("/")[:2]
    return source if source == "london" else clinics[name]


def main() -> None:
    """Fits, prints and writes."""
    shared = HERE.parent.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("london", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--grades", type=Path, default=shared / "grades" / "grades.csv")
    parser.add_argument("--table", type=Path, default=shared / "pairs" / "pairs.csv")
    parser.add_argument("--labels", type=Path, default=HERE / "line_labels.csv")
    args = parser.parse_args()
    with open(args.table, newline="") as handle:
        rows = {row["id"]: row for row in csv.DictReader(handle)}
    persons, expected, sources = (
        {name: row[column] for name, row in rows.items()} for column in ("person", "expect", "repo")
    )
    faces, paired = sorted(args.london.glob("*.jpg")), sorted(args.pairs.glob("*/*.jpg"))
    photos = [(f"london/{path.stem}", path) for path in faces]
    clinics = [(f"pairs/{path.parent.name}/{path.stem}", path) for path in paired]
    tasks = [*photos, *clinics]
    tasks += [(HALF + name, path) for name, path in clinics]  # half of the London set's pixels is too few
    tasks += [(AGAIN + name, path) for name, path in (*photos, *clinics)]
    lines: dict[Key, Lines] = {}
    with get_context("spawn").Pool(initializer=use_evidence, initargs=(_uninformative(),)) as pool:
        for some in pool.imap_unordered(propose, tasks):
            lines |= some
        rendered = list(zip((path.name[:3] for path in faces), pool.map(rendered_lines, faces, 1), strict=True))
    grades, labels = read_grades(args.grades), read_labels(args.labels, lines)
    print(
        f"{sum(map(len, labels.values()))} labelled lines found again, {len(set(grades) & set(lines))} graded regions"
    )
    print(f"{sum(len(some) for _, of in rendered for some in of.values())} rendered lines")
    fit_all(lines, rendered, grades, labels, persons, sources, unchanged_pairs(lines, expected))


def fit_all(
    lines: dict[Key, Lines],
    rendered: list[tuple[str, dict[str, Array]]],
    grades: dict[Key, float],
    labels: dict[Key, list[tuple[int, float]]],
    persons: dict[str, str],
    clinics: dict[str, str],
    alike: UnchangedPairs,
) -> None:
    """Fits all kinds of region, with and without a fifth of the people each, or one source each; prints and writes."""
    by_source: dict[str, set[str]] = defaultdict(set)
    for photo, _ in lines:
        by_source[source_of(photo, clinics)].add(person_of(photo, persons))
    people = sorted({person for some in by_source.values() for person in some})
    np.random.default_rng(0).shuffle(people)
    written: dict[str, Any] = {"features": list(FEATURES), "products": list(PRODUCTS), "kinds": {}}
    without_people, without_sources = (
        [{**written, "persons": fold, "kinds": {}} for fold in folds]
        for folds in ([people[k::FOLDS] for k in range(FOLDS)], [sorted(by_source[name]) for name in sorted(by_source)])
    )
    unchanged = {key for both in alike for key in both}
    for kind in KINDS:
        of_kind = {key: value for key, value in sorted(lines.items()) if kind_of(key[1]) == kind}
        used = {key: value for key, value in of_kind.items() if key in grades or key in labels or key in unchanged}
        fits: dict[Key, Fit] = {}
        fits_by_source: dict[Key, Fit] = {}
        for held_out, found in ((without_people, fits), (without_sources, fits_by_source)):
            for out in held_out:
                own = {key for key in used if person_of(key[0], persons) in out["persons"]}
                known = {key: value for key, value in used.items() if key not in own}
                some = [of[kind] for who, of in rendered if kind in of and who not in out["persons"]]
                fit = Fit(known, labels, grades, some, alike)
                out["kinds"][kind] = fit.as_json()
                found |= dict.fromkeys(own, fit)
        graded = [key for key in used if key in grades]
        load, load_by_source = (
            {key: float(of[key].probabilities(used[key].features) @ used[key].loads) for key in used}
            for of in (fits, fits_by_source)
        )
        grade = {key: float(fits[key].grade(np.array(load[key]))) for key in used}
        labelled = [(key, *label) for key in used for label in labels.get(key, [])]
        chances = [float(fits[key].probabilities(used[key].features[[number]])[0]) for key, number, _ in labelled]
        area = _area([answer for *_, answer in labelled], chances)
        print(f"{kind}, people held out: area under the curve of {len(labelled)} lines {area:.3f}")
        for source in ("", "london", "pairs"):
            some_graded = [key for key in graded if key[0].startswith(source)]
            rho = _rho(load, grades, some_graded)
            print(f"  {source or 'all'}: {len(some_graded)} regions, rank correlation {rho:.2f}")
        smooth = [100 * -np.expm1(-load[key] / SEVERITY.load_scale) for key in graded if grades[key] == 0]
        print(f"  severity where both say 0: {np.median(smooth):.1f}, {np.quantile(smooth, 0.95):.1f} (median, 95 %)")
        sources = {HALF: "half the size", AGAIN: "taken again", "pairs": "controls", "london": "neutral, smiling"}
        for source, what in sources.items():
            unlike = [grade[one] - grade[other] for one, other in alike if one in used and one[0].startswith(source)]
            if unlike:
                print(f"  {what}: {len(unlike)} regions, grades differ by {np.sqrt(np.mean(np.square(unlike))):.2f}")
        print(f"  sources held out: rank correlation {_rho(load_by_source, grades, graded):.2f}")
        fit = Fit(used, labels, grades, [of[kind] for _, of in rendered if kind in of], alike)
        written["kinds"][kind] = fit.as_json()
        scale, power = np.exp(fit.found[-2:])
        error = float(np.sqrt(np.mean([(grade[key] - grades[key]) ** 2 for key in graded])))
        print(f"  grade_load {scale:.2f}, grade_power {power:.2f}, grade_error {error:.2f}")
    for file, content in (
        (HERE.parent / "wrinkle_scan" / "creases" / "evidence.json", written),
        (HERE / "held_out_evidence.json", without_people),
        (HERE / "held_out_sources.json", without_sources),
    ):
        file.write_text(json.dumps(content, indent=1) + "\n")


def _rho(load: Mapping[Key, float], grades: Mapping[Key, float], regions: Sequence[Key]) -> float:
    """Rank correlation of load and grade of some regions."""
    return float(spearmanr([load[key] for key in regions], [grades[key] for key in regions])[0])


def _uninformative() -> bytes:
    """Coefficients that say nothing, of the features that there are: those on record may be of others."""
    count, terms = len(FEATURES), len(FEATURES) + len(PRODUCTS)
    kind = {"mean": [0.0] * count, "spread": [1.0] * count, "weights": [0.0] * terms, "intercept": 0.0}
    found = {"features": list(FEATURES), "products": list(PRODUCTS), "kinds": dict.fromkeys(KINDS, kind)}
    return json.dumps(found).encode()


def _area(answers: list[float], chances: list[float]) -> float:
    yes, no = (np.array([c for a, c in zip(answers, chances, strict=True) if wanted(a)]) for wanted in (_yes, _no))
    return float(np.mean(yes[:, None] > no[None])) if len(yes) and len(no) else float("nan")


def _yes(answer: float) -> bool:
    return answer > 0.5


def _no(answer: float) -> bool:
    return answer < 0.5


if __name__ == "__main__":
    main()
