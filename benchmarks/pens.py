"""What a pen's strokes on unchanged skin do to severity: `python benchmarks/pens.py PHOTO...`.

Into the measurable skin of each region (forehead, glabella, crow's feet) of each photo a stroke, dots, a cross or a
dashed line is drawn, in each ink, at each opacity and width, and the photo is analyzed anew. Prints a Markdown table:
of how many drawn regions severity rises by more than RISE, by opacity and by mark, how many of these are not said to be
marked, by ink, blood or lettering, and of how many regions that is said at all.
"""

from __future__ import annotations

import sys
from itertools import product
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.analyzing import analyze, analyze_photo
from wrinkle_scan.analysis.region_analysis import RegionAnalysis
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.regions.rectified import GRID_MM, distance_px
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.validation.phantom.canvas import STEP_MM, Canvas, Mask

INKS = {
    "violet": (0.10, 0.03, 0.30),
    "blue": (0.03, 0.06, 0.30),
    "green": (0.03, 0.20, 0.08),
    "black": (0.02, 0.02, 0.02),
    "red": (0.45, 0.02, 0.03),
    "brown": (0.115, 0.032, 0.021),
    "white": (0.75, 0.75, 0.75),
}
"""Linear light of each ink where it covers the skin wholly, red, green, blue."""

OPACITIES, WIDTHS_MM = (0.5, 0.7, 0.9), (0.5, 1.0)
MARKS = ("stroke", "dots", "cross", "dashes")
EDGE_MM, APART_MM, MOST, SOFT_MM, RISE = 3.5, 9.0, 4, 0.15, 3.0

Path2D = NDArray[np.float64]
Row = tuple[str, float, str, float, bool]


def paths_of(mark: str, at: Path2D, angle: float) -> list[Path2D]:
    """What a mark consists of: paths (N, 2) of (u, v), mm; a dot is a path of one length 0."""
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    if mark == "stroke":
        return [np.array([at - 5 * along, at + 5 * along])]
    if mark == "cross":
        return [np.array([at - 2.5 * way, at + 2.5 * way]) for way in (along, across)]
    if mark == "dots":
        return [np.array([at + k * along] * 2) for k in (-4, 0, 4)]
    return [np.array([at + k * along, at + (k + 1.5) * along]) for k in (-5, -2.5, 0, 2.5)]


def draw(canvas: Canvas, mask: Mask, region: RegionAnalysis, mark: str, wide_mm: float, seed: int) -> None:
    """Draws up to MOST such marks into a region's measurable skin, APART_MM from each other, onto a mask."""
    rng = np.random.default_rng(seed)
    free = np.argwhere(distance_px(~region.skin.mask) * GRID_MM > EDGE_MM)[:, ::-1]
    places = region.patch.on_chart(rng.permutation(free).astype(float)) if len(free) else np.empty((0, 2))
    drawn: list[Path2D] = []
    for at in places:
        if len(drawn) < MOST and all(np.hypot(*(at - other)) >= APART_MM for other in drawn):
            drawn.append(at)
            for path in paths_of(mark, at, float(rng.uniform(0, np.pi))):
                canvas.draw(mask, path, 2 * wide_mm if mark == "dots" else wide_mm)


def rows_of(bare: Analysis, canvas: Canvas, number: int, ink: str, opacity: float, wide_mm: float) -> list[Row]:
    """(ink, opacity, region, rise of severity, whether it is said to be marked) of each drawn region."""
    mask, kinds = canvas.empty(), {}
    for k, (name, region) in enumerate(bare.regions.items()):
        if region.measurable:
            kinds[name] = MARKS[(number + k) % len(MARKS)]
            draw(canvas, mask, region, kinds[name], wide_mm, 100 * number + k)
    mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), SOFT_MM / STEP_MM), np.float32)
    marked = analyze_photo(canvas.cover(bare.photo, mask, INKS[ink], 1 - opacity))
    rows: list[Row] = []
    for name in kinds:
        before, after = bare.regions[name], marked.regions[name]
        said = any(after.skin.hidden[cause] > before.skin.hidden[cause] for cause in ("marked", "lettering"))
        rise = after.severity - before.severity if after.measurable else 0.0
        rows.append((ink, opacity, kinds[name], rise, said))
    return rows


def measure(path: Path) -> list[Row]:
    """The rows of a photo in each ink, opacity and width."""
    cv2.setNumThreads(1)
    try:
        bare = analyze(path)
        canvas = Canvas(bare.face_chart)
        combinations = enumerate(product(INKS, OPACITIES, WIDTHS_MM))
        return [row for number, drawn in combinations for row in rows_of(bare, canvas, number, *drawn)]
    except PhotoError as error:
        print(error, file=sys.stderr)
        return []


def main() -> None:
    """Measures the photos and prints the table."""
    with get_context("spawn").Pool() as pool:
        rows = [row for some in pool.imap_unordered(measure, map(Path, sys.argv[1:])) for row in some]
    opacities = ", ".join(f"{100 * opacity:.0f}" for opacity in OPACITIES)
    print(
        f"| ink | regions | severity rises by more than {RISE:.0f} | at {opacities} % | {', '.join(MARKS)} "
        "| of these not said to be marked | said of all |"
    )
    print("|---|---|---|---|---|---|---|")
    for ink in [*INKS, None]:
        of_ink = [row for row in rows if ink in (row[0], None)]
        risen = [row for row in of_ink if row[3] > RISE]
        by = [
            ", ".join(str(sum(row[n] == kind for row in risen)) for kind in k) for n, k in ((1, OPACITIES), (2, MARKS))
        ]
        silent, said = sum(not row[4] for row in risen), sum(row[4] for row in of_ink)
        print(f"| {ink or 'all'} | {len(of_ink)} | {len(risen)} | {by[0]} | {by[1]} | {silent} | {said} |")


if __name__ == "__main__":
    main()
