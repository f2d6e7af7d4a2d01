"""How exactly copies of a photo, and two photographs, lie on each other: `python benchmarks/one_photograph.py FOLDER`.

The folder holds people of the London set, neutral (`_03`) and smiling (`_08`), and beside it `repeats` one person taken
again and again. Prints a Markdown table: least, median and largest of what `comparison.one_photograph` finds, and how
many pairs are called copies.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from wrinkle_scan.analysis.analyzing import analyze, analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.one_photograph import ImageMatch, match_images
from wrinkle_scan.comparison.region_pair import plain_texture, register_region
from wrinkle_scan.comparison.settings import PHOTOGRAPHS
from wrinkle_scan.validation.phantom.conditions import apply_condition
from wrinkle_scan.validation.phantom.perturb import Nuisance, perturb
from wrinkle_scan.validation.phantom.softening import soften

COPIES = (
    "same photo, half the size",
    "same photo, three quarters of the size",
    "same photo, twice the size",
    "screenshot",
)
FRAMED = Nuisance(roll_deg=4.0, nearer=1.1, shift_px=(20.0, -12.0), stops=-0.3, tint=(1.05, 1.0, 0.95), jpeg_quality=85)
REPEATS = ("15cm", "30cm", "45cm", "60cm")
Found = list[tuple[str, ImageMatch | None]]


def look(neutral: Path) -> Found:
    """One person: copies of a photo, and two photographs."""
    base = analyze(neutral)
    softer = base.photo.with_pixels(soften(base, dict.fromkeys((n for n, r in base.regions.items() if r.creases), 0.6)))
    others = {name: analyze_photo(apply_condition(base, name)) for name in COPIES}
    others["turned, cropped, recoloured"] = analyze_photo(perturb(base.photo, FRAMED))
    others["retouched: lines 60 % softer, and that"] = analyze_photo(perturb(softer, FRAMED))
    others["two photographs: neutral and smiling"] = analyze(neutral.with_name(neutral.name.replace("_03", "_08")))
    return [(name, compared(base, other)) for name, other in others.items()]


def look_at_repeats(folder: Path) -> Found:
    """One person taken again within a minute."""
    taken = [analyze(folder / f"{name}.jpg") for name in REPEATS]
    pairs = zip(taken[:-1], taken[1:], strict=True)
    return [("two photographs: from other distances", compared(a, b)) for a, b in pairs]


def compared(one: Analysis, other: Analysis) -> ImageMatch | None:
    """What is found between two photos."""
    names = [name for name in one.regions if one.regions[name].measurable and other.regions[name].measurable]
    pairs = [pair for name in names if (pair := register_region(one, other, name)).alignment.registered]
    return match_images(pairs, [plain_texture(pair) for pair in pairs], one.face.mm_per_px)


def main(folder: Path) -> None:
    """Prints the table."""
    with get_context("spawn").Pool() as pool:
        found = [pair for pairs in pool.map(look, sorted(folder.glob("*_03.jpg")), chunksize=1) for pair in pairs]
        found += pool.apply(look_at_repeats, (folder.parent / "repeats",))
    by_name: dict[str, list[ImageMatch]] = defaultdict(list)
    for name, alike in found:
        by_name[name] += [alike] if alike else []
    print("| pair | pairs | distance, mm | skin alike | called copies |\n|---|---|---|---|---|")
    print(f"| limit of a copy | | below {PHOTOGRAPHS.distance_limit_mm} | above {PHOTOGRAPHS.alike_limit} | |")
    for name, pairs in by_name.items():
        columns = ([pair.distance_mm for pair in pairs], [pair.alike for pair in pairs])
        cells = [" / ".join(f"{q:.3f}" for q in np.quantile(column, [0, 0.5, 1])) for column in columns]
        called = sum(pair.one_photograph for pair in pairs)
        print(f"| {name} | {len(pairs)} | {cells[0]} | {cells[1]} | {called} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
