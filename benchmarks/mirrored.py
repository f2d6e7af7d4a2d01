"""Whether a mirrored photo is distinguished from one that is not: `python benchmarks/mirrored.py PHOTOS [PAIRS]`.

PHOTOS is `../shared/photos`, PAIRS the folder in which `../shared/pairs/lay_out.py` laid the real pairs out. Prints a
Markdown table: how much better the one face fits the other than its mirror image, and in how many pairs it would be
said wrongly that one is mirrored, or missed if it were; of pairs whose heads are turned alike.
"""

from __future__ import annotations

import sys
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.comparison.mirrored import fits
from wrinkle_scan.comparison.settings import MIRRORED
from wrinkle_scan.system.errors import WrinkleScanError

Pair = tuple[Path, Path]


def better(pair: Pair) -> float | None:
    """By how much the second photo fits the first better than its mirror image does; None where it is not asked."""
    try:
        one, other = (analyze(path) for path in pair)
    except WrinkleScanError:
        return None
    if one.face.scale_assumed or other.face.scale_assumed:
        return None
    if abs(one.face.yaw_deg - other.face.yaw_deg) > MIRRORED.most_yaw_difference_deg:
        return None
    as_it_is, turned = fits(one, other)
    return as_it_is - turned


def main(photos: Path, pairs: Path | None) -> None:
    """Prints the table."""
    neutral = sorted((photos / "london").glob("*_03.jpg"))
    series = [sorted((photos / "repeats").glob(kind)) for kind in ("lisa*.jpg", "*cm.jpg")]
    kinds: dict[str, list[Pair]] = {
        "London set, neutral and smiling": [
            (path, path.with_name(path.name.replace("_03", "_08"))) for path in neutral
        ],
        "webmorphR, one person": [pair for one in series for pair in combinations(one, 2)],
    }
    if pairs:
        folders = sorted(folder for folder in pairs.iterdir() if folder.is_dir())
        kinds["clinics' pairs"] = [(next(f.glob("before.*")), next(f.glob("after.*"))) for f in folders]
    limit = MIRRORED.mirrored_from
    print(f"| pairs | asked | better by, least / median | wrongly mirrored (by {limit}) | missed if mirrored |")
    print("|---|---|---|---|---|")
    with get_context("spawn").Pool() as pool:
        for kind, of_kind in kinds.items():
            found = np.array([value for value in pool.map(better, of_kind) if value is not None])
            least, median = np.quantile(found, [0, 0.5])
            wrong, missed = np.sum(found <= -limit), np.sum(found < limit)
            print(f"| {kind} | {len(found)} | {least:+.3f} / {median:+.3f} | {wrong} | {missed} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
