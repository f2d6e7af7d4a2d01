"""How far cutting a photo moves the regions: `python benchmarks/cut_photos.py PHOTO...`.

Each photo is cut just under the lower eyelids, and again at the tip of the nose, as clinics often shoot. Prints, for
forehead and glabella, how far the outline of the cut photo's region lies from the whole photo's at its worst point.

With `--write FOLDER` each photo, cut under the lids, is written to FOLDER under its name and its folder's instead: for
`benchmarks/real_pairs.py FOLDER`. Photos that end there already, or show no face, are copied.
"""

import argparse
import dataclasses
import shutil
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.spatial import cKDTree

from wrinkle_scan.face.geometry import Face, measure_face
from wrinkle_scan.face.mesh_points import EYE_RING
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.outlines import region_outline
from wrinkle_scan.system.errors import PhotoError

REGIONS = ("forehead", "glabella")
BELOW_LIDS_MM = 1.5
NOSE_TIP = 1
POINTS = 400


Row = tuple[str, str, float | None]


def measure(path: Path) -> list[Row]:
    """(cut, region, largest distance of the outlines in mm or None where the cut photo has no face) of one photo."""
    cv2.setNumThreads(1)
    photo = read_photo(path)
    whole = measure_face(photo)
    cuts = {"under the lower lids": under_lids_px(whole), "at the tip of the nose": whole.landmarks[NOSE_TIP, 1]}
    rows: list[Row] = []
    for cut, height in cuts.items():
        try:
            face = measure_face(dataclasses.replace(photo, pixels=np.ascontiguousarray(photo.pixels[: round(height)])))
        except PhotoError:
            rows += [(cut, name, None) for name in REGIONS]
            continue
        for name in REGIONS:
            one, other = (outline_px(FaceChart(f), name) for f in (whole, face))
            distance_px = max(cKDTree(a).query(b)[0].max() for a, b in ((one, other), (other, one)))
            rows.append((cut, name, float(distance_px) * whole.mm_per_px))
    return rows


def under_lids_px(face: Face) -> float:
    """The first row of a photo that is under its face's lower lids."""
    lids = face.landmarks[[*EYE_RING["right"], *EYE_RING["left"]], 1]
    return float(lids.max() + BELOW_LIDS_MM / face.mm_per_px)


def write_cut(path: Path, folder: Path) -> None:
    """Writes a photo, cut under the lids, to a folder."""
    to = folder / path.parent.name / path.name
    to.parent.mkdir(parents=True, exist_ok=True)
    photo = read_photo(path)
    try:
        rows = round(under_lids_px(measure_face(photo)))
    except PhotoError:
        rows = photo.height
    if rows < photo.height:
        Image.fromarray(photo.pixels[:rows]).save(to, quality=96, subsampling=0)
    else:
        shutil.copyfile(path, to)


def outline_px(face_chart: FaceChart, name: str) -> NDArray[np.float64]:
    """A region's outline in the photo, POINTS evenly spaced points (N, 2), px."""
    corners = region_outline(name, face_chart)
    closed = np.vstack([corners, corners[:1]])
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    at = np.linspace(0, along[-1], POINTS)
    points = np.column_stack([np.interp(at, along, closed[:, k]) for k in (0, 1)])
    return np.array([face_chart.to_photo(u[None], v[None])[0, 0] for u, v in points])


def main() -> None:
    """Prints the table, or writes the cut photos."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photos", type=Path, nargs="+")
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    if args.write:
        for path in args.photos:
            write_cut(path, args.write)
    else:
        print_table(args.photos)


def print_table(paths: list[Path]) -> None:
    """How far the outlines move, as Markdown."""
    with get_context("spawn").Pool() as pool:
        rows = [row for of_one in pool.imap(measure, paths) for row in of_one]
    print(
        f"Made by `python benchmarks/cut_photos.py` over {len(paths)} photos: how far the outline moves at its worst "
        "point, mm.\n"
    )
    print("| cropped | region | no face found | median | 90th percentile | largest |\n|---|---|---|---|---|---|")
    for cut, name in dict.fromkeys(row[:2] for row in rows):
        found = [row[2] for row in rows if row[:2] == (cut, name)]
        distances = np.array([mm for mm in found if mm is not None])
        numbers = " | ".join(f"{np.quantile(distances, q):.2f}" for q in (0.5, 0.9, 1.0))
        print(f"| {cut} | {name} | {found.count(None)} | {numbers} |")


if __name__ == "__main__":
    main()
