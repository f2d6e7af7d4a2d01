"""Faces to set injection points on: a patient's own photo, or the drawn one, with millimetres laid over it.

Both have the same grid: where places in mm, as `treatments.csv` has them, lie in the picture. Processes call this.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wrinkle_scan.face.mesh_points import FACE_OVAL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wrinkle_scan.regions.face_chart import FaceChart

GRID = {"left": -80, "low": -75, "step": 5, "columns": 33, "rows": 37}
"""In mm from the middle between the eyes: to the patient's left, and up."""
DRAWN_PX_PER_MM = 4.7
DRAWN_SIZE = (750, 900)
_LINES: tuple[tuple[int, ...], ...] = (
    (*FACE_OVAL, FACE_OVAL[0]),
    (70, 63, 105, 66, 107, 55, 65, 52, 53, 46, 70),
    (300, 293, 334, 296, 336, 285, 295, 282, 283, 276, 300),
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7, 33),
    (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249, 263),
    (168, 6, 197, 195, 5),
    (129, 64, 98, 97, 2, 326, 327, 294, 358),
    (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146, 61),
    (61, 191, 80, 81, 82, 13, 312, 311, 310, 415, 291),
)  # fmt: skip
"""Of the drawn face, as numbers of landmarks: outline, brows, eyes, nose, mouth."""


def photo_map(file: Path) -> dict[str, Any]:
    """A photo's aligned picture and the millimetres on it.

    Raises:
        WrinkleScanError: it cannot be read, or its face cannot be measured.
    """
    from wrinkle_scan.app.patients.aligned import align, aligned_jpeg
    from wrinkle_scan.app.patients.photo_work import PICTURE_PX
    from wrinkle_scan.face.geometry import measure_face
    from wrinkle_scan.photo.reading import read_photo
    from wrinkle_scan.regions.face_chart import FaceChart

    photo = read_photo(file)
    chart, alignment = FaceChart(measure_face(photo)), align(photo, PICTURE_PX)
    jpeg = base64.b64encode(aligned_jpeg(photo, alignment)).decode()
    size = (alignment.width, alignment.height)
    return _map(chart, alignment.to_picture, size) | {"picture": f"data:image/jpeg;base64,{jpeg}", "lines": []}


def drawn_map() -> dict[str, Any]:
    """The average face in lines, and the millimetres on it."""
    import numpy as np

    from wrinkle_scan.face.canonical_face import canonical_face_mm
    from wrinkle_scan.face.geometry import Face
    from wrinkle_scan.face.upper_face import UpperFace
    from wrinkle_scan.regions.face_chart import FaceChart

    head = canonical_face_mm()
    seen = np.zeros((478, 3))
    seen[: len(head)] = head * (1, -1, -1)
    chart = FaceChart(Face(seen, UpperFace(seen, 0.0, 0.0), 1.0, 0.0, 0.0, 0.0, {}))
    shift = np.array([DRAWN_SIZE[0] / 2, DRAWN_SIZE[1] * 0.4])

    def to_picture(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(points * DRAWN_PX_PER_MM + shift)

    lines = [_path(to_picture(seen[list(line), :2])) for line in _LINES]
    return _map(chart, to_picture, DRAWN_SIZE) | {"picture": None, "lines": lines}


def _map(chart: FaceChart, to_picture: Any, size: tuple[int, int]) -> dict[str, Any]:
    import cv2
    import numpy as np

    from wrinkle_scan.face.mesh_points import INNER_CORNERS
    from wrinkle_scan.regions.names import REGION_NAMES
    from wrinkle_scan.regions.outlines import region_outline
    from wrinkle_scan.visits.course.injection_places import place_on_face
    from wrinkle_scan.visits.course.injections import MIDLINE_MUSCLES, MUSCLES, InjectionPoint

    middle = chart.landmarks_uv[list(INNER_CORNERS)].mean(axis=0)
    u = middle[0] + GRID["left"] + GRID["step"] * np.arange(GRID["columns"], dtype=float)
    v = middle[1] + GRID["low"] + GRID["step"] * np.arange(GRID["rows"], dtype=float)
    nodes = to_picture(chart.to_photo(u, v).astype(float))
    points = [
        InjectionPoint(muscle, side, None, None)
        for muscle in MUSCLES
        for side in ((None,) if muscle in MIDLINE_MUSCLES else ("left", "right"))
    ]
    points.append(InjectionPoint("frontalis", None, None, None))
    outlines = {name: region_outline(name, chart) - middle for name in REGION_NAMES}
    # What is injected between the brows and the nasal root is for the glabella, also beside the skin that is measured.
    outlines["glabella"] = cv2.convexHull(outlines["glabella"].astype(np.float32))[:, 0]
    return {
        "size": size,
        "grid": GRID | {"nodes": nodes.round(1).tolist()},
        "muscles": [
            {"muscle": p.muscle, "side": p.side, "mm": (place_on_face(p, chart) - middle).round(1).tolist()}
            for p in points
        ],
        "regions": {name: outline.round(1).tolist() for name, outline in outlines.items()},
    }


def _path(points: NDArray[np.float64]) -> str:
    """A line through the points, rounded: it bends towards each, and passes through the middles between them."""
    middles = (points[:-1] + points[1:]) / 2
    bends = (f"Q{x:.1f} {y:.1f} {u:.1f} {v:.1f}" for (x, y), (u, v) in zip(points[1:-1], middles[1:], strict=True))
    (x, y), (u, v), (last_x, last_y) = points[0], middles[0], points[-1]
    return f"M{x:.1f} {y:.1f}L{u:.1f} {v:.1f}{''.join(bends)}L{last_x:.1f} {last_y:.1f}"
