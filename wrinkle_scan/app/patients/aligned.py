"""A photo as a small picture in which the eyes stand where they stand in every other: a row of visits reads as one.

Processes use this module; the server does not, since it loads what finds faces.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.face.finding import FoundFace, find_face
from wrinkle_scan.face.mesh_points import EYE_RING
from wrinkle_scan.face.pose import yaw_pitch_roll_deg
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.system.errors import PhotoError

ASPECT = 1.2
"""Height over width."""
EYES_DOWN = 0.46
"""Of the height: how far below the upper edge the eyes are."""
EYES_APART = 0.36
"""Of the width: how far apart the middles of the eyes are in a face from the front."""
BESIDE = (128, 128, 128)
"""Colour of what lies beside the photo."""
QUALITY = 82


@dataclass(frozen=True, eq=False)
class FaceAlignment:
    """Where a photo lies in its aligned picture.

    Attributes:
        width: of the picture, px.
        matrix: float64 (2, 3), from photo px to picture px.
    """

    width: int
    matrix: NDArray[np.float64]

    @property
    def height(self) -> int:
        """Of the picture, px."""
        return round(self.width * ASPECT)

    def to_picture(self, photo_px: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where points of the photo (..., 2) lie in the picture."""
        return np.asarray(photo_px @ self.matrix[:, :2].T + self.matrix[:, 2])


def align(photo: Photo, width: int) -> FaceAlignment:
    """Lays a photo by its eyes; the middle of one in which no single face is found.

    Args:
        photo: the photo.
        width: of the picture, px.
    """
    try:
        return align_face(find_face(photo), width)
    except PhotoError:
        scale = min(width / photo.width, width * ASPECT / photo.height)
        middle = np.array([width, width * ASPECT]) / 2 - scale * np.array([photo.width, photo.height]) / 2
        return FaceAlignment(width, np.column_stack([np.eye(2) * scale, middle]))


def align_face(face: FoundFace, width: int) -> FaceAlignment:
    """Lays a photo by the eyes of its face; one that is turned aside is as large as from the front."""
    right, left = (face.landmarks[list(EYE_RING[side]), :2].mean(axis=0) for side in ("right", "left"))
    yaw = np.radians(yaw_pitch_roll_deg(face.rotation)[0])
    along = left - right
    factor = EYES_APART * width * float(np.cos(yaw)) / float(along @ along)
    cos, sin = factor * along
    turn = np.array([[cos, sin], [-sin, cos]])
    middle = np.array([width / 2, width * ASPECT * EYES_DOWN])
    return FaceAlignment(width, np.column_stack([turn, middle - turn @ ((right + left) / 2)]))


def aligned_jpeg(photo: Photo, alignment: FaceAlignment) -> bytes:
    """The picture as JPEG, without anything that the file said of itself."""
    scale = float(np.hypot(*alignment.matrix[:, 0]))
    image, times = Image.fromarray(photo.pixels), max(int(0.5 / scale), 1)
    small = image.reduce(times) if times > 1 else image
    back = np.linalg.inv(np.vstack([alignment.matrix @ np.diag([times, times, 1]), [0, 0, 1]]))
    size = (alignment.width, alignment.height)
    drawn = small.transform(
        size, Image.Transform.AFFINE, back[:2].ravel().tolist(), Image.Resampling.BICUBIC, fillcolor=BESIDE
    )
    content = io.BytesIO()
    drawn.save(content, "JPEG", quality=QUALITY)
    return content.getvalue()
