"""A face of which the frame leaves one half, as a close-up of one eye does: completed by its own mirror image.

The landmark model squeezes a whole face into the half that it sees, or lays one elsewhere. Beside its mirror image the
half is a whole face. Where the face's middle lies is not known beforehand: so far from the eye's outer corner as in the
average head, at the scale of the eye's iris.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.inference import DetectedFace, detect_faces
from wrinkle_scan.face.mesh_points import EYE_RING, INNER_CANTHUS, IRIS_EDGES, NASAL_ROOT, OUTER_CANTHUS
from wrinkle_scan.face.pose import yaw_pitch_roll_deg
from wrinkle_scan.face.settings import FINDING, GEOMETRY, HALF_FACES, HEAD
from wrinkle_scan.face.views import ModelView, log_light
from wrinkle_scan.photo.pyramid import reduced
from wrinkle_scan.photo.reading import Photo

Picture = NDArray[np.uint8]


class _Face(Protocol):
    @property
    def landmarks(self) -> NDArray[np.float64]: ...
    @property
    def rotation(self) -> NDArray[np.float64]: ...


SIDES = ("right", "left")
"""The patient's right half is cut off at the picture's right edge, the left half at its left edge."""


def find_half_face(photo: Photo, found: _Face | None) -> DetectedFace | None:
    """The face of which the photo shows the right or the left half; None where it shows none that explains it better.

    Args:
        photo: the photo.
        found: the face that was found in it otherwise, one of whose eyes at least is not seen, if there is one.

    Returns:
        The face in photo px.
    """
    pixels, factor = reduced(photo, max(photo.width, photo.height) / HALF_FACES.size)
    halves = [
        _Half(side, replace(face, landmarks=face.landmarks * factor), photo)
        for side in SIDES
        if (face := _find_half(pixels, side))
    ]
    seen = [half for half in halves if half.contrast > HALF_FACES.iris_darker]
    if found is None:
        return max(seen, key=lambda half: half.contrast).face if seen else None
    # The face that was found is right about which eye is in sight, if about nothing else.
    nearest = min(seen, key=lambda half: half.eye_offset(found), default=None)
    return nearest.face if nearest and nearest.explains_better(found) else None


def both_eyes_seen(photo: Photo, landmarks: NDArray[np.float64]) -> bool:
    """Whether there are irises in the photo where the landmarks (478, 3), photo px, say so."""
    return min(_iris_contrasts(photo, landmarks)) > HALF_FACES.iris_darker


class _Half:
    """Half a face, completed."""

    def __init__(self, side: str, face: DetectedFace, photo: Photo) -> None:
        """A patient's side of a face in a photo, photo px."""
        self.face = face
        self.contrast = _iris_contrasts(photo, face.landmarks)[SIDES.index(side)]
        self._side, self._photo = side, photo

    def eye_offset(self, found: _Face) -> float:
        """How far its eye is from the same eye of a face that was found otherwise, in the eye's widths."""
        here, there = (face.landmarks[list(EYE_RING[self._side]), :2] for face in (self.face, found))
        return float(np.hypot(*(here - there).mean(axis=0)) / np.ptp(here[:, 0]))

    def explains_better(self, found: _Face) -> bool:
        """Whether it explains the photo better than a face that was found otherwise.

        A face turned so far that its other eye is out of sight is found well otherwise: there is room for that eye
        beside the nearer one, which is the same then.
        """
        landmarks = self.face.landmarks
        inner = float(landmarks[INNER_CANTHUS[self._side], 0])
        room_mm = (self._photo.width - inner if self._side == "right" else inner) / _px_per_mm(landmarks, self._side)
        turned = abs(yaw_pitch_roll_deg(found.rotation)[0]) > HALF_FACES.turned_deg
        if room_mm < HALF_FACES.other_eye_mm or not turned:
            return True
        others = _iris_contrasts(self._photo, found.landmarks)
        return self.eye_offset(found) > HALF_FACES.other_eye_offset and self.contrast > max(others)


def _iris_contrasts(photo: Photo, landmarks: NDArray[np.float64]) -> list[float]:
    """How much darker each iris is than what is around it, natural logarithm of light; minus infinity out of sight."""
    return [_iris_contrast(photo, landmarks[list(edges), :2]) for edges in IRIS_EDGES]


def _iris_contrast(photo: Photo, edges: NDArray[np.float64]) -> float:
    (x, y), radius = edges.mean(axis=0), float(np.hypot(*(edges[1] - edges[0]))) / 2
    if not (0 < x < photo.width and 0 < y < photo.height) or radius == 0:
        return -np.inf
    view = ModelView((float(x), float(y)), HALF_FACES.eye_side * radius, 0.0, HALF_FACES.eye_size)
    log = log_light(view.picture_of(photo), HALF_FACES.eye_blur)
    down, right = np.mgrid[: view.size, : view.size] - (view.size - 1) / 2
    away = np.hypot(down, right) * view.px_per_px / radius
    near, far = HALF_FACES.around_iris
    return float(np.median(log[(away > near) & (away < far)]) - np.median(log[away < HALF_FACES.within_iris]))


def _px_per_mm(landmarks: NDArray[np.float64], side: str) -> float:
    one, other = (landmarks[point, :2] for point in IRIS_EDGES[SIDES.index(side)])
    return float(np.hypot(*(one - other))) / GEOMETRY.iris_mm


def _find_half(pixels: Picture, side: str) -> DetectedFace | None:
    """With the middle line moved until it is where the eye says that it is; None where it does not come to rest."""
    width = pixels.shape[1]
    half = width
    for _ in range(HALF_FACES.rounds):
        face = _look(_with_mirror_image(pixels, half, side))
        if face is None:
            return None
        face.landmarks[:, 0] -= 0 if side == "right" else 2 * half - width
        canthus = float(face.landmarks[OUTER_CANTHUS[side], 0])
        if not 0 < canthus < width:
            return None
        from_canthus = HEAD.canthi_mm / 2 * _px_per_mm(face.landmarks, side)
        middle = (canthus if side == "right" else width - canthus) + from_canthus
        if abs(middle - half) < HALF_FACES.steady * width:
            return face
        low, high = HALF_FACES.middle
        half = round(float(np.clip(middle, low * width, high * width)))
    return None


def _with_mirror_image(pixels: Picture, half: int, side: str) -> Picture:
    """So many columns from a picture's outer edge on, or what its inner edge goes on as, beside their mirror image."""
    beyond, at_right = max(half - pixels.shape[1], 0), side == "right"
    longer = cv2.copyMakeBorder(
        pixels, 0, 0, 0 if at_right else beyond, beyond if at_right else 0, cv2.BORDER_REPLICATE
    )
    part = longer[:, :half] if at_right else longer[:, longer.shape[1] - half :]
    return np.ascontiguousarray(np.hstack([part, part[:, ::-1]] if at_right else [part[:, ::-1], part]))


def _look(pixels: Picture) -> DetectedFace | None:
    """The face in the middle of a picture that is its own mirror image, looked at twice."""
    height, width = pixels.shape[:2]
    for view in _views(height, width):
        for eager in (False, True):
            face = _in_the_middle(view, pixels, eager)
            if face is None:
                continue
            low, high = face.landmarks[:468, :2].min(axis=0), face.landmarks[:468, :2].max(axis=0)
            x, y = (low + high) / 2
            closer = replace(
                view, center=(float(x), float(y)), side=FINDING.final_margins[0] * float((high - low).max())
            )
            return _in_the_middle(closer, pixels, False) or face
    return None


def _views(height: int, width: int) -> Iterator[ModelView]:
    for margin in HALF_FACES.margins:
        lowered = HALF_FACES.lowered * (margin - 1) * height
        yield ModelView((width / 2, height / 2 + lowered), margin * max(height, width), 0.0, HALF_FACES.size)


def _in_the_middle(view: ModelView, pixels: Picture, eager: bool) -> DetectedFace | None:
    faces = [
        replace(face, landmarks=view.to_photo(face.landmarks), rotation=view.rotation_to_photo(face.rotation))
        for face in detect_faces(view.picture(pixels), eager)
    ]
    middle = pixels.shape[1] / 2
    astride = [
        face
        for face in faces
        if abs(face.landmarks[NASAL_ROOT, 0] - middle) < HALF_FACES.off_middle * np.ptp(face.landmarks[:468, 0])
    ]
    return max(astride, key=lambda face: float(np.ptp(face.landmarks[:, 0])), default=None)
