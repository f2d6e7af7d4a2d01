"""What a picture shows of what the indicators judge, measured by the very code that will measure the photo.

A frame is the camera's picture made small; its sharpness is read off a cutout around the eyes at full size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.app.small_jpeg import small_jpeg
from wrinkle_scan.face.expression_signals import Movements, movements
from wrinkle_scan.face.geometry import Face, measure_face
from wrinkle_scan.face.mesh_points import EYE_CORNERS, OUTER_CANTHUS
from wrinkle_scan.photo.reading import Photo, read_photo
from wrinkle_scan.quality.lighting import Light, measure_light
from wrinkle_scan.quality.settings import SHARPNESS
from wrinkle_scan.quality.sharpness import blur_variance_mm2
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.skin.segmentation import segment_head

GHOST_PX, GHOST_QUALITY = 1280, 88
"""Longer side, and quality as JPEG, of an earlier photo that is laid over the live picture."""
KEPT = 24
"""Earlier photos of which it is remembered what they show."""
CUTOUT = 1.2
"""How much larger the cutout is than what sharpness is measured on: the head moves until the next frame."""


@dataclass(frozen=True, eq=False)
class Cutout:
    """A part of the camera's picture, not made small.

    Attributes:
        photo: its pixels.
        left: its place in the whole picture, px.
        top: likewise.
    """

    photo: Photo
    left: int
    top: int


@dataclass(frozen=True, eq=False)
class Seen:
    """What a picture shows.

    Attributes:
        width: of the camera's picture, px.
        height: likewise.
        points: the landmarks, float64 (478, 2), as shares of width and height.
        mm_per_px: on the face, of the camera's picture.
        yaw_deg: positive when the face is turned to its own left.
        pitch_deg: positive when the chin is raised.
        roll_deg: positive when the head leans to its own left.
        movements: of the face.
        eyes_closed: whether both are.
        light: on the face; None where it was not measured, or cannot be.
        blur_mm: sigma on the skin; None where it was not measured.
    """

    width: int
    height: int
    points: NDArray[np.float64]
    mm_per_px: float
    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    movements: Movements
    eyes_closed: bool
    light: Light | None
    blur_mm: float | None

    @property
    def eyes(self) -> list[list[float]]:
        """The outer corners of the right eye and the left, as shares of width and height."""
        return [[float(share) for share in self.points[OUTER_CANTHUS[side]]] for side in ("right", "left")]

    @property
    def cutout(self) -> tuple[int, int, int, int]:
        """What of the camera's picture sharpness is measured on: left, top, width, height, px."""
        corners = self.points[list(EYE_CORNERS)] * (self.width, self.height)
        (x, y), span = corners.mean(axis=0), CUTOUT * float(np.hypot(*(corners[3] - corners[0])))
        aside, above, below = (share * span for share in SHARPNESS.eyes_reach)
        left, top = max(int(x - aside), 0), max(int(y - above), 0)
        return left, top, min(int(x + aside), self.width) - left, min(int(y + below), self.height) - top


def look(photo: Photo, width: int, cutout: Cutout | None = None, with_light: bool = True) -> Seen:
    """Measures a picture.

    Args:
        photo: the camera's picture, or a smaller copy of it.
        width: the camera's picture's, px.
        cutout: of the picture at full size, around the eyes; a picture that is no copy needs none.
        with_light: whether the light is measured, which takes twice as long as all else.

    Raises:
        PhotoError: no face, several, or one that cannot be measured.
    """
    face = measure_face(photo, upper_alone=with_light)
    smaller = photo.width / width
    light = measure_light(photo, FaceChart(face), segment_head(photo, face)) if with_light else None
    return Seen(
        width=width,
        height=round(photo.height / smaller),
        points=face.landmarks[:, :2] / (photo.width, photo.height),
        mm_per_px=face.mm_per_px * smaller,
        yaw_deg=face.yaw_deg,
        pitch_deg=face.pitch_deg,
        roll_deg=face.roll_deg,
        movements=movements(face.blendshapes),
        eyes_closed=face.eyes_closed,
        light=light,
        blur_mm=_blur_mm(Cutout(photo, 0, 0) if smaller == 1 else cutout, face, smaller),
    )


def _blur_mm(cutout: Cutout | None, face: Face, smaller: float) -> float | None:
    """None where the eyes are not in the cutout: the head has moved on."""
    if cutout is None:
        return None
    landmarks = face.landmarks / smaller - (cutout.left, cutout.top, 0)
    corners = landmarks[list(EYE_CORNERS), :2]
    if not ((corners > 0) & (corners < (cutout.photo.width, cutout.photo.height))).all():
        return None
    there = replace(face, landmarks=landmarks, mm_per_px=face.mm_per_px * smaller)
    return math.sqrt(max(blur_variance_mm2(cutout.photo, there), 0.0))


def look_at_file(path: Path) -> Seen:
    """What a photo of the folder shows; remembered until its file changes.

    Raises:
        PhotoError: as `look`, or it cannot be read.
        PathError: there is none.
    """
    return _remembered(path, _stamp(path))[0]


def ghost_of(path: Path) -> bytes:
    """A photo of the folder as an upright JPEG; raises as `look_at_file`."""
    return _remembered(path, _stamp(path))[1]


@lru_cache(KEPT)
def _remembered(path: Path, _: tuple[int, int] | None) -> tuple[Seen, bytes]:
    photo = read_photo(path)
    return look(photo, photo.width), small_jpeg(photo, GHOST_PX, GHOST_QUALITY)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:  # reading it will say why
        return None
    return status.st_size, status.st_mtime_ns
