"""How sensitive severity is to where exactly the landmarks lie: `python benchmarks/steadiness.py PHOTO...`.

Each photo is measured as it is and with its landmarks moved at random by a tenth of a pixel (standard deviation), far
less than they differ between two photos of one face. Prints by region how far severities and visual grades then lie
apart.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from unittest import mock

import cv2
import numpy as np

from wrinkle_scan.analysis import analyzing
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.creases.evidence import kind_of
from wrinkle_scan.creases.severity import load_of, visual_grade
from wrinkle_scan.face.geometry import Face, measure_face
from wrinkle_scan.photo.reading import Photo, open_photo
from wrinkle_scan.system.errors import PhotoError

MOVED_PX, ROUNDS = 0.1, 3


def moved(face: Face, rng: np.random.Generator) -> Face:
    """A face whose landmarks are a little off."""
    off = MOVED_PX * rng.standard_normal(face.landmarks.shape)
    upper = replace(face.upper, landmarks=face.upper.landmarks + off)
    return replace(face, landmarks=face.landmarks + off, upper=upper)


def measure(path: Path) -> list[Analysis]:
    """The photo's analyses, the first as it is."""
    photo = open_photo(path)
    face = measure_face(photo, None)
    rng = np.random.default_rng(int(photo.sha256[:8], 16))
    faces = [face, *(moved(face, rng) for _ in range(ROUNDS - 1))]
    return [analysis_of(photo, some) for some in faces]


def analysis_of(photo: Photo, face: Face) -> Analysis:
    """`analyze_photo` of a photo whose face is known."""
    with mock.patch.object(analyzing, "measure_face", return_value=face):
        return analyzing.analyze_photo(photo)


def figures(path: Path) -> list[tuple[str, list[float], list[float]]]:
    """(kind of region, severities, grades) of each region that was measured in every round."""
    cv2.setNumThreads(1)
    try:
        rounds = measure(path)
    except PhotoError as error:
        print(error)
        return []
    found = []
    for name in rounds[0].regions:
        regions = [analysis.regions[name] for analysis in rounds]
        if all(region.measurable for region in regions):
            severities = [region.severity for region in regions]
            grades = [visual_grade(name, load_of(severity)) for severity in severities]
            found.append((kind_of(name), severities, grades))
    return found


def main(photos: list[Path]) -> None:
    """Prints the table."""
    spreads: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with get_context("spawn").Pool() as pool:
        for some in pool.imap_unordered(figures, photos):
            for kind, severities, grades in some:
                spreads[kind].append((float(np.std(severities, ddof=1)), float(np.std(grades, ddof=1))))
    print("| region | regions | severity: root mean square, 95 % | grade: root mean square, 95 % |\n|---|---|---|---|")
    for kind, rows in sorted(spreads.items()):
        severity, grade = (
            f"{np.sqrt(np.mean(np.square(column))):.2f}, {np.quantile(column, 0.95):.2f}"
            for column in zip(*rows, strict=True)
        )
        print(f"| {kind} | {len(rows)} | {severity} | {grade} |")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
