"""How much movement is found where there is none: `python benchmarks/movement.py FOLDER`.

The folder is that of the shared photos: `repeats/lisa1.jpg` to `lisa4.jpg` and `repeats/30cm.jpg` to `60cm.jpg`, in
which nothing moved, and `london`, neutral (`_03`) and smiling (`_08`), in which the brows have little to do. Prints a
Markdown table of the root mean square, mm, of the mean of both sides, and for the smile its mean.
"""

import sys
from dataclasses import astuple, fields
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.regions.excursions import Excursion, excursions
from wrinkle_scan.regions.face_chart import FaceChart


def chart(path: Path) -> FaceChart:
    """A photo's chart."""
    cv2.setNumThreads(1)
    return FaceChart(measure_face(read_photo(path)))


def main(folder: Path) -> None:
    """Prints the table."""
    repeats, london = folder / "repeats", folder / "london"
    groups = {
        "one person, head moved": list(combinations([repeats / f"lisa{k}.jpg" for k in (1, 2, 3, 4)], 2)),
        "one person, camera moved": list(combinations([repeats / f"{cm}cm.jpg" for cm in (30, 45, 60)], 2)),
        "neutral against smiling": [(p, p.with_name(f"{p.name[:3]}_08.jpg")) for p in sorted(london.glob("*_03.jpg"))],
    }
    paths = sorted({path for pairs in groups.values() for pair in pairs for path in pair})
    with get_context("spawn").Pool() as pool:
        charts = dict(zip(paths, pool.imap(chart, paths), strict=True))
    names = [field.name.removesuffix("_mm").replace("_", " ") for field in fields(Excursion)]
    print("Made by `python benchmarks/movement.py ../shared/photos`; mean of both sides, mm.\n")
    print(f"| photos | pairs | figure | {' | '.join(names)} |\n|---|---|---|{'---|' * len(names)}")
    for group, pairs in groups.items():
        sides = np.array([[astuple(side) for side in excursions(charts[a], charts[b])] for a, b in pairs])
        found = sides.mean(axis=1)
        rows = {"root mean square": np.sqrt((found**2).mean(axis=0))}
        if "smiling" in group:
            rows["mean"] = found.mean(axis=0)
        for figure, values in rows.items():
            print(f"| {group} | {len(pairs)} | {figure} | {' | '.join(f'{value:.2f}' for value in values)} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
