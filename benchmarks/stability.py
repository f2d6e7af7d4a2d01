"""How far the answer moves when only the photo changes, not the skin: `python benchmarks/stability.py PHOTO...`.

Each photo is compared with itself photographed again, in six ways, and with a copy whose creases are 40 % shallower in
a photo that differs in all ways at once. Prints a Markdown table; docs/STABILITY.md is its output over the neutral
photos of the Face Research Lab London Set.
"""

import dataclasses
import sys
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from wrinkle_scan.analysis import analyze, analyze_photo
from wrinkle_scan.comparison import compare
from wrinkle_scan.phantom import Nuisance, random_nuisance, revisit, soften

SOFTER = 0.4
KINDS = ("blur 0.5 to 1.5 px", "JPEG 60 to 95", "half resolution", "+-1 stop", "re-framed, roll +-15", "all at once")
SOFTENED = f"all at once, creases {100 * SOFTER:.0f} % shallower"

Row = tuple[str, str, str, float | None, float | None]


def nuisance(kind: str, rng: np.random.Generator) -> Nuisance:
    """A nuisance of the named kind."""
    everything = random_nuisance(rng)
    one = {
        KINDS[0]: Nuisance(blur_px=float(rng.uniform(0.5, 1.5))),
        KINDS[1]: Nuisance(jpeg_quality=int(rng.integers(60, 96))),
        KINDS[2]: Nuisance(size=0.5),
        KINDS[3]: Nuisance(stops=float(rng.uniform(-1, 1))),
        KINDS[4]: Nuisance(everything.roll_deg, everything.nearer, everything.shift_px),
    }
    return one.get(kind, everything)


def measure(path: Path) -> list[Row]:
    """(kind, region, verdict, change %, detection limit %) of one photo."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng(int.from_bytes(path.stem.encode(), "big") % 2**32)
    before = analyze(path)
    softened = soften(before, {name: SOFTER for name, region in before.regions.items() if region.creases})
    rows = []
    for kind in (*KINDS, SOFTENED):
        pixels = softened if kind == SOFTENED else before.photo.pixels
        again = revisit(dataclasses.replace(before.photo, pixels=pixels, sha256=""), nuisance(kind, rng))
        for name, region in compare(before, analyze_photo(again)).regions.items():
            if before.regions[name].measurable:
                rows.append((kind, name, region.verdict, region.change_percent, region.detectable_change_percent))
    return rows


def main(paths: list[Path]) -> None:
    """Prints the table."""
    with get_context("spawn").Pool() as pool:
        rows = [row for of_one in pool.imap(measure, paths) for row in of_one]
    print("# Stability\n")
    print(f"Made by `python benchmarks/stability.py` over {len(paths)} photos; change of severity in %.\n")
    verdict_titles = "improved | unchanged | worsened | cannot tell"
    print(f"| what differs | region | cases | median change | 95th percentile | {verdict_titles} |")
    print("|---|---|---|---|---|---|---|---|---|")
    for kind in (*KINDS, SOFTENED):
        for name in dict.fromkeys(row[1] for row in rows):
            found = [row for row in rows if row[:2] == (kind, name)]
            changes = np.abs([row[3] for row in found if row[3] is not None])
            verdicts = Counter(row[2] for row in found)
            middle, high = (f"{np.quantile(changes, q):.1f}" if len(changes) else "-" for q in (0.5, 0.95))
            counts = " | ".join(str(verdicts[v]) for v in ("improved", "unchanged", "worsened", "cannot_tell"))
            print(f"| {kind} | {name} | {len(found)} | {middle} | {high} | {counts} |")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
