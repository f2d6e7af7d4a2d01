"""The upper face looked at by itself, so that neither the frame below it nor the mouth moves the treatment regions.

The landmark model suits the upper face to the lower one, and where the frame cuts that off, to one that it imagines: by
2 to 8 mm and a degree of yaw. Here every photo is cut alike, at the lower lids, so that a whole photo and a cut one,
a still mouth and a smile, are seen as the same picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.expression_signals import brow_raise
from wrinkle_scan.face.inference import detect_faces
from wrinkle_scan.face.mesh_points import EYE_CORNERS, EYE_RING
from wrinkle_scan.face.pose import lean_deg, mean_rotation, mirrored, yaw_pitch_roll_deg
from wrinkle_scan.face.settings import UPPER_FACE, VIEWS
from wrinkle_scan.face.views import ModelView
from wrinkle_scan.photo.reading import Photo


@dataclass(frozen=True, eq=False)
class UpperFace:
    """What the upper face alone shows.

    Attributes:
        landmarks: float64 (478, 3), photo px; eyes and brows are to be relied on.
        yaw_deg: degrees, positive when the face is turned to its own left.
        brow_raise: how far the brows are raised, 0..1.
    """

    landmarks: NDArray[np.float64]
    yaw_deg: float
    brow_raise: float = 0.0


def look_at_upper_face(photo: Photo, landmarks: NDArray[np.float64]) -> UpperFace | None:
    """Looks at the upper face of a face whose landmarks (478, 3), photo px, are known; None where it sees none."""
    # The lids count where this look puts them, not where the whole face did.
    view, picture = _upper_view(photo, landmarks, UPPER_FACE.view_sides[0])
    first = detect_faces(picture)
    if not first:
        return None
    seen_first = view.to_photo(first[0].landmarks)
    tried = (_look(photo, seen_first, side, landmarks) for side in UPPER_FACE.view_sides)
    looks = list(islice(filter(None, tried), UPPER_FACE.looks))
    if not looks:
        return None
    seen, yaws, raised = zip(*looks, strict=True)
    return UpperFace(np.median(seen, axis=0), float(np.median(yaws)), float(np.median(raised)))


def _astray(seen: NDArray[np.float64], landmarks: NDArray[np.float64]) -> bool:
    corners, known = seen[list(EYE_CORNERS), :2], landmarks[list(EYE_CORNERS), :2]
    span = float(np.hypot(*(known[3] - known[0])))
    return bool(np.hypot(*(corners - known).T).max() > UPPER_FACE.astray * span)


def _look(
    photo: Photo, near: NDArray[np.float64], side: float, known: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float, float] | None:
    """Landmarks, photo px, yaw, degrees, and raising of the brows; the last two averaged with the mirror image's.

    None where no face is seen, or one that has gone astray from the known landmarks.
    """
    view, picture = _upper_view(photo, near, side)
    faces = detect_faces(picture)
    if not faces or _astray(seen := view.to_photo(faces[0].landmarks), known):
        return None
    in_mirror = detect_faces(np.ascontiguousarray(picture[:, ::-1]))
    rotations = [faces[0].rotation, *(mirrored(face.rotation) for face in in_mirror[:1])]
    raised = float(np.mean([brow_raise(face.blendshapes) for face in (faces[0], *in_mirror[:1])]))
    return seen, yaw_pitch_roll_deg(mean_rotation(rotations))[0], raised


def _upper_view(photo: Photo, landmarks: NDArray[np.float64], side: float) -> tuple[ModelView, NDArray[np.uint8]]:
    """The view of a photo around the eyes, grey below the lower lids."""
    view = _view(landmarks, side)
    picture = view.picture_of(photo)
    lids = [*EYE_RING["right"], *EYE_RING["left"]]
    picture[round(float(view.from_photo(landmarks[lids, :2])[:, 1].max())) :] = VIEWS.grey
    return view, picture


def _view(landmarks: NDArray[np.float64], side: float) -> ModelView:
    """A square around the upright eyes, its side in distances of their outer corners."""
    corners = landmarks[list(EYE_CORNERS), :2]
    span, lean = float(np.hypot(*(corners[3] - corners[0]))), lean_deg(landmarks)
    down = np.array([-np.sin(np.radians(lean)), np.cos(np.radians(lean))])
    x, y = corners.mean(axis=0) + UPPER_FACE.view_lowered * span * down
    return ModelView((float(x), float(y)), side * span, lean, UPPER_FACE.view_size)
