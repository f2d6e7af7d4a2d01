"""How much of a traced line's depth is the skin's texture: `python benchmarks/texture_part.py PHOTO...`.

Creases are rendered into each photo as `wrinkle-scan verify` does. Where one is traced, the darkening measured by the
same profile at the same place of the photo without it is texture's part of its depth. Prints that against the standard
deviation of what texture makes of the skin beside the line: the ratio is `LINE_TEXTURE.selected` in
`wrinkle_scan/creases/settings.py`.
"""

import sys
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from scipy.spatial import cKDTree

from wrinkle_scan.analysis.analyzing import analyze, analyze_photo
from wrinkle_scan.comparison.settings import PAIRING
from wrinkle_scan.creases.profiles import darkening, find_valley, straighten
from wrinkle_scan.creases.settings import LINE_TEXTURE
from wrinkle_scan.creases.texture import texture_percent
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.validation.verify.groove_detection import evenly
from wrinkle_scan.validation.verify.scenes import DEPTHS_MM, grooves_for, rendered

ON_GROOVE = 0.8
"""Of a traced line's length that has to run along a rendered one."""

Row = tuple[str, float, float, float, float]


def measure(path: Path) -> list[Row]:
    """(region, rendered depth mm, depth with texture %, texture's part %, standard deviation %) of each traced line."""
    cv2.setNumThreads(1)
    base, rows = analyze(path), []
    grooves = grooves_for(base)
    for depth in DEPTHS_MM:
        deep = analyze_photo(rendered(base, grooves, depth))
        for name, some in grooves.items():
            region, before = deep.regions[name], base.regions[name]
            if not some or not region.measurable:
                continue
            places = cKDTree(np.vstack([evenly(groove.path) for groove in some]))
            for crease in region.creases:
                valley = find_valley(straighten(region.log, crease.path))
                course = region.patch.on_chart(crease.path)
                along = places.query(course)[0] <= PAIRING.same_mm
                if valley is None or along.mean() < ON_GROOVE:
                    continue
                spread = (
                    texture_percent(region.log, region.skin.mask, [(crease.path, valley)])[0] / LINE_TEXTURE.selected
                )
                if spread > 0:
                    there = darkening(straighten(before.log, before.patch.on_grid(course)), valley).mean()
                    rows.append((name, depth, crease.depth_percent + crease.texture_percent, float(there), spread))
    return rows


def main(photos: list[Path]) -> None:
    """Prints the table."""
    with get_context("spawn").Pool() as pool:
        rows = [row for some in pool.imap_unordered(measure, photos) for row in some]
    print("Texture's part of a traced line's depth, in standard deviations of what it makes of the skin beside it")
    groups = {
        **{name: [r for r in rows if r[0] == name] for name in REGION_NAMES},
        **{f"{depth} mm": [r for r in rows if r[1] == depth] for depth in DEPTHS_MM},
        "depth below 5 standard deviations": [r for r in rows if r[2] < 5 * r[4]],
        "depth above 5 standard deviations": [r for r in rows if r[2] >= 5 * r[4]],
        "all": rows,
    }
    for name, some in groups.items():
        if some:
            depth, part, spread = np.mean([row[2:] for row in some], axis=0)
            print(f"{name}: {part / spread:.2f} ({part:.1f} of {depth:.1f} %, {len(some)} lines)")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
