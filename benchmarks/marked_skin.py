"""How far bare skin is from what counts as ink or blood: `python benchmarks/marked_skin.py PHOTO ...`.

Prints, over all regions of the photos, how much redder and bluer than the skin around (`wrinkle_scan.skin.marks`)
99.95 % of a region's bare skin are at the most, and each photo in which skin counts as marked. Of photos without
marks none should be reported, of photos with drawn marks all.
"""

from __future__ import annotations

import sys
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.regions.rectified import rectify
from wrinkle_scan.skin.marks import off_skin
from wrinkle_scan.skin.segmentation import segment_head
from wrinkle_scan.skin.visibility import measurable_skin
from wrinkle_scan.system.errors import PhotoError

MOST = 0.9995


def look(path: Path) -> tuple[str, dict[str, float], list[tuple[float, float]]] | None:
    """A photo's name, the share of each region that is marked, and how red and how blue its bare skin is."""
    cv2.setNumThreads(1)
    try:
        photo = read_photo(path)
        face = measure_face(photo)
    except PhotoError as error:
        print(error, file=sys.stderr)
        return None
    face_chart, segmentation = FaceChart(face), segment_head(photo, face)
    marked, colours = {}, []
    for name in REGION_NAMES:
        patch = rectify(photo, face_chart, name)
        skin = measurable_skin(patch, face_chart, segmentation)
        if skin.hidden["marked"]:
            marked[name] = skin.hidden["marked"]
        if skin.mask.any():
            redder, bluer, _ = off_skin(patch.linear_rgb, skin.mask)
            colours.append((float(np.quantile(redder[skin.mask], MOST)), float(np.quantile(bluer[skin.mask], MOST))))
    return f"{path.parent.name}/{path.name}", marked, colours


def main() -> None:
    """Looks at all photos."""
    with get_context("spawn").Pool() as pool:
        seen = [found for found in pool.imap(look, map(Path, sys.argv[1:])) if found]
    colours = np.array([colour for *_, of in seen for colour in of])
    found = [(name, marked) for name, marked, _ in seen if marked]
    for name, marked in found:
        print(name, ", ".join(f"{region} {100 * share:.1f} %" for region, share in marked.items()))
    redder, bluer = colours.max(axis=0)
    print(
        f"{len(seen)} photos, {len(found)} marked; bare skin redder by {redder:.2f}, bluer by {bluer:.2f} at the most"
    )


if __name__ == "__main__":
    main()
