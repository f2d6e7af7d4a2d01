"""How faint a line a photo can show at all: `python benchmarks/faintest_line.py PHOTO...`.

Creases are rendered into each photo as `wrinkle-scan verify` does, and each is compared with the skin around it. The
best linear observer there is, one who knows the line's course and profile and how the skin's texture varies
(Hotelling; Barrett and Myers, Foundations of Image Science, 2004, chapter 13), sees it at so many standard deviations
of the texture. No tracing can do better from that photo; one that does not know the course needs about 5 to find a
line nine times in ten among the thousands of places and directions in which texture may look like one.
"""

import sys
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.analyzing import analyze, analyze_photo
from wrinkle_scan.creases.profiles import MIDDLE, straighten
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion
from wrinkle_scan.validation.verify.scenes import DEPTHS_MM, generator, grooves_for, rendered

AROUND_MM = 12.0
PLACES = 400
"""Tried at random within AROUND_MM of each crease, to learn how the mean profile of skin without the line varies."""
LEAST_PLACES = 40
ACROSS = slice(6, 55, 2)
"""Columns of the profile that the observer looks at: 2.4 mm to either side, in steps of 0.2 mm."""
UNKNOWN = 0.02
"""Share of the mean variance added to each column's: fewer than a thousand places do not tell the covariance whole."""

Row = tuple[str, float, float, float]


def measure(path: Path) -> list[Row]:
    """(region, depth in mm, standard deviations, darkening at the floor in %) of each crease of one photo."""
    cv2.setNumThreads(1)
    base = analyze(path)
    grooves, rng, rows = grooves_for(base), generator(base.photo.sha256, "places"), []
    textures = {
        name: [_texture(base.regions[name].patch, base.regions[name].log, base.regions[name].skin.mask, g.path, rng)
               for g in some]
        for name, some in grooves.items()
    }  # fmt: skip
    for depth in DEPTHS_MM:
        deep = analyze_photo(rendered(base, grooves, depth))
        for name, some in grooves.items():
            if not deep.regions[name].measurable:
                continue
            for groove, texture in zip(some, textures[name], strict=True):
                if texture is not None:
                    there, before = (
                        _profile(a.regions[name].log, a.regions[name].patch.on_grid(groove.path)) for a in (deep, base)
                    )
                    line = _seen(there - before)
                    floor = -100 * np.expm1((there - before)[MIDDLE])
                    rows.append((name, depth, float(np.sqrt(line @ np.linalg.solve(texture, line))), float(floor)))
    return rows


def _texture(
    patch: RectifiedRegion, log: NDArray[np.float32], skin: NDArray[np.bool_], path: NDArray[np.float64],
    rng: np.random.Generator,
) -> NDArray[np.float64] | None:  # fmt: skip
    """Covariance of the mean profile along the same course at other places of the skin; None with too few of them."""
    course, profiles = patch.on_grid(path), []
    for moved in rng.uniform(-AROUND_MM, AROUND_MM, (PLACES, 2)) / GRID_MM:
        columns, rows = np.round(course + moved).astype(int).T
        inside = (columns >= 0) & (rows >= 0) & (columns < skin.shape[1]) & (rows < skin.shape[0])
        if inside.all() and skin[rows, columns].all():
            profiles.append(_seen(_profile(log, course + moved)))
    if len(profiles) < LEAST_PLACES:
        return None
    found = np.cov(np.array(profiles).T)
    return np.asarray(found + np.eye(len(found)) * UNKNOWN * np.trace(found) / len(found))


def _profile(log: NDArray[np.float32], course: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(straighten(log, course).mean(axis=0))


def _seen(profile: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((profile - profile.mean())[ACROSS])


def main(photos: list[Path]) -> None:
    """Prints the table."""
    with get_context("spawn").Pool() as pool:
        rows = [row for some in pool.imap_unordered(measure, photos) for row in some]
    print("Standard deviations of the texture at which the best observer sees a line 1 mm wide; median (10th to 90th)")
    for name in REGION_NAMES:
        for depth in DEPTHS_MM:
            seen = [row[2:] for row in rows if row[:2] == (name, depth)]
            if seen:
                low, median, high = np.quantile([sigma for sigma, _ in seen], [0.1, 0.5, 0.9])
                darker = np.median([floor for _, floor in seen])
                print(
                    f"{name:17} {depth:.2f} mm: {median:4.1f} ({low:.1f} to {high:.1f}), {len(seen)} lines, "
                    f"{darker:.1f} % darker at the floor"
                )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
