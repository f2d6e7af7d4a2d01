"""How severity follows one crease that is rendered ever deeper: `python benchmarks/rendered_depth.py PHOTO...`.

Into each region of each photo one crease of 1 mm width is rendered, in two ranges of depth: to 0.6 mm, where an eye
just sees it in photos of 0.3 mm per pixel, and to 1.8 mm, as dark as the deepest frown lines of clinics' patients.
Prints a Markdown table: in how many regions severity never falls by more than FALL points from one depth to the next,
is proportional to depth (R2), and never steps at once from next to nothing to STEP points.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.creases.evidence import kind_of
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.validation.phantom.deepening import severities_at
from wrinkle_scan.validation.phantom.grooves import draw_grooves

RANGES_MM = {"0 to 0.6 mm": np.linspace(0, 0.6, 7), "0 to 1.8 mm": np.linspace(0, 1.8, 7)}
FALL, IN_PROPORTION, NOTHING, STEP = 0.3, 0.9, 1.0, 10.0

Row = tuple[str, str, bool, float, bool]


def measure(path: Path) -> list[Row]:
    """(kind of region, range, never falls, R2, no step) of each region of a photo and range."""
    cv2.setNumThreads(1)
    try:
        analysis = analyze(path)
    except PhotoError as error:
        print(error, file=sys.stderr)
        return []
    rows: list[Row] = []
    for name, region in analysis.regions.items():
        grooves = draw_grooves(region, 1, 1.0, 0.3, np.random.default_rng(5)) if region.measurable else []
        for words, depths in RANGES_MM.items() if grooves else ():
            found = np.array(severities_at(analysis, name, grooves, depths))
            steps = np.diff(found)
            r2 = float(np.corrcoef(depths, found)[0, 1] ** 2) if steps.any() else 0.0
            steady = not any(step > STEP for step, before in zip(steps, found, strict=False) if before < NOTHING)
            rows.append((kind_of(name), words, bool(steps.min() > -FALL), r2, steady))
    return rows


def main() -> None:
    """Measures the photos and prints the table."""
    with get_context("spawn").Pool() as pool:
        rows = [row for some in pool.imap_unordered(measure, map(Path, sys.argv[1:])) for row in some]
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[1], row[0]].append(row)
        groups[row[1], "all"].append(row)
    print("| depth | region | regions | never falls | R2 of 0.9 and more | R2, median | no step |")
    print("|---|---|---|---|---|---|---|")
    for (depth, kind), of in sorted(groups.items()):
        r2 = np.array([row[3] for row in of])
        shares = (np.mean([row[2] for row in of]), np.mean(r2 >= IN_PROPORTION), np.mean([row[4] for row in of]))
        never_falls, in_proportion, no_step = (f"{share:.0%}" for share in shares)
        name = kind.replace("_", " ")
        print(f"| {depth} | {name} | {len(of)} | {never_falls} | {in_proportion} | {np.median(r2):.2f} | {no_step} |")


if __name__ == "__main__":
    main()
