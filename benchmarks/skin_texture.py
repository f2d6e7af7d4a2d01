"""Whether lost texture, a moving hand and shine are found: `python benchmarks/skin_texture.py FOLDER`.

The folder holds people of the London set, neutral (`_03`) and smiling (`_08`). Prints a Markdown table: of each photo
how much of its fine texture is left, and of each pair (neutral against smiling, and against itself under a condition)
what the checks on texture, direction and shine find; least, median and largest, and how many pass.
"""

from __future__ import annotations

import sys
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from wrinkle_scan.analysis.analyzing import analyze, analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.comparison.region_pair import plain_texture, register_region
from wrinkle_scan.comparison.settings import CHECKS
from wrinkle_scan.quality.skin_texture import texture_difference
from wrinkle_scan.quality.specular import glitter_percent
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.validation.phantom.conditions import apply_condition

CONDITIONS = (
    "beauty filter, edges kept, half",
    "beauty filter, edges kept, full",
    "beauty filter, grain kept, half",
    "beauty filter, grain kept, full",
    "make-up",
    "hand moved sideways, 1 mm",
    "hand moved up, 1 mm",
    "wet skin",
    "same photo, half the size",
)
Found = tuple[float, float, float, float]
"""Texture left in the other photo, how much it differs, how uneven by direction, largest difference of shine."""


def look(neutral: Path) -> dict[str, Found]:
    """One person."""
    base = analyze(neutral)
    smiling = analyze(neutral.with_name(neutral.name.replace("_03", "_08")))
    others = {name: analyze_photo(apply_condition(base, name)) for name in CONDITIONS}
    return {name: compared(base, other) for name, other in {"neutral and smiling": smiling, **others}.items()}


def compared(one: Analysis, other: Analysis) -> Found:
    """What is found between two photos; NaN where nothing can be said."""
    seen = [n for n in REGION_NAMES if one.regions[n].skin.mask.any() and other.regions[n].skin.mask.any()]
    pairs = [pair for name in seen if (pair := register_region(one, other, name)).alignment.registered]
    texture = texture_difference([plain_texture(p) for p in pairs], other.blur_variance_mm2 - one.blur_variance_mm2)
    shine = [abs(glitter_percent(p.after_rgb, p.skin) - glitter_percent(p.before_rgb, p.skin)) for p in pairs]
    left = np.nan if other.texture_left is None else other.texture_left
    return (
        left,
        abs(texture.strength) if texture else np.nan,
        texture.uneven if texture else np.nan,
        max(shine, default=np.nan),
    )


def main(folder: Path) -> None:
    """Prints the table."""
    with get_context("spawn").Pool() as pool:
        people = pool.map(look, sorted(folder.glob("*_03.jpg")), chunksize=1)
    limits = (ANALYSIS.smoothed_below, CHECKS.texture_limit, CHECKS.uneven_limit, CHECKS.specular_limit)
    print(
        f"Made by `python benchmarks/skin_texture.py` on {len(people)} people; least, median and largest, and passed.\n"
    )
    print("| the other photo | texture left | difference of texture | uneven | shine, points |\n|---|---|---|---|---|")
    print("| limit | " + " | ".join(f"{limit:.2f}" for limit in limits) + " |")
    for name in people[0]:
        cells = []
        for column, limit in enumerate(limits):
            values = np.array([person[name][column] for person in people])
            values = values[np.isfinite(values)]
            passed = np.mean(values >= limit if column == 0 else values <= limit)
            cells.append(" / ".join(f"{q:.2f}" for q in np.quantile(values, [0, 0.5, 1])) + f", {100 * passed:.0f} %")
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
