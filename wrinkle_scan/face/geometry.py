"""Size and pose of a head: millimetres per pixel, yaw, pitch and roll, and the average head laid over the face."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.canonical_face import canonical_face_mm
from wrinkle_scan.face.expression_signals import blink, brow_raise
from wrinkle_scan.face.finding import find_face
from wrinkle_scan.face.mesh_points import BROW_BOTTOM, BROW_TOP, EYE_RING, IRIS_EDGES, OUTER_CANTHUS
from wrinkle_scan.face.pose import yaw_pitch_roll_deg
from wrinkle_scan.face.settings import GEOMETRY, HEAD
from wrinkle_scan.face.similarity import fit_similarity
from wrinkle_scan.face.upper_face import UpperFace, look_at_upper_face
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.system.messages import message

UPPER_LIP = 13
EYES = (*EYE_RING["right"], *EYE_RING["left"])
BROWS = tuple(point for side in ("right", "left") for edge in (BROW_TOP, BROW_BOTTOM) for point in edge[side])


@dataclass(frozen=True, eq=False)
class Face:
    """The photo's subject.

    Attributes:
        landmarks: float64 (478, 3), photo px, x right, y down, z away from the camera; MediaPipe's numbering.
        upper: the same from a look at the upper face alone, which says where the regions lie.
        mm_per_px: millimetres on the face per photo pixel.
        yaw_deg: degrees, positive when the face is turned to its own left (the picture's right).
        pitch_deg: degrees, positive when the chin is raised.
        roll_deg: degrees, positive when the head leans to its own left.
        blendshapes: MediaPipe's expression signals, 0..1.
        scale_assumed: whether neither eye is whole in the photo, so that the millimetres are an average head's.
    """

    landmarks: NDArray[np.float64]
    upper: UpperFace
    mm_per_px: float
    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    blendshapes: dict[str, float]
    scale_assumed: bool = False

    @property
    def eyes_closed(self) -> bool:
        """Whether both eyes are closed, as far as they are in the photo."""
        return blink(self.blendshapes) > GEOMETRY.eyes_closed

    @cached_property
    def head_size(self) -> float:
        """Size of this head over the average head's."""
        return self.mm_per_px * self._laid[1]

    def to_photo(self, head_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where points of this head (..., 3), head axes, mm, lie in the photo: (..., 2), px."""
        view, px_per_average_mm, offset = self._laid
        seen = head_mm.reshape(-1, 3) @ view.T * (px_per_average_mm / self.head_size) + offset
        return np.asarray(seen.reshape(*head_mm.shape[:-1], 2))

    def at_depth(self, photo_px: NDArray[np.float64], z_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """Places on this head, (N, 2) of x and y, mm, seen at photo points (N, 2), px, and so far forward (N,), mm."""
        view, px_per_average_mm, offset = self._laid
        seen = (photo_px - offset) / (px_per_average_mm / self.head_size)
        return np.asarray(np.linalg.solve(view[:, :2], (seen - z_mm[:, None] * view[:, 2]).T).T)

    @cached_property
    def _laid(self) -> tuple[NDArray[np.float64], float, NDArray[np.float64]]:
        """The average head laid over the face: view (2, 3) from head axes to the picture's, px per mm, offset (2,) px.

        Eyes and brows of the upper face, looked at alone, say where: forehead and temples move by 2 to 8 mm, to suit
        the lower face. Pitch is left out: without a chin it is off by 4 degrees, the upper face is seen nearly head-on,
        and the alignment of two photos corrects what a few degrees do there.
        """
        yaw = np.radians(self.upper.yaw_deg)
        turned = np.array([[np.cos(yaw), 0.0, np.sin(yaw)], [0.0, -1.0, 0.0]])  # x right and y down of a turned head
        trusted, weight = [*EYES, *BROWS], np.array([1.0] * len(EYES) + [GEOMETRY.brow_weight] * len(BROWS))
        model, seen = canonical_face_mm()[trusted] @ turned.T, self.upper.landmarks[trusted, :2]
        factor, offset = fit_similarity(model, seen, weight)
        px_per_mm, (cos, sin) = abs(factor), (factor.real / abs(factor), factor.imag / abs(factor))
        view = np.array([[cos, -sin], [sin, cos]]) @ turned
        return view, px_per_mm, np.array([offset.real, offset.imag])


def measure_face(photo: Photo, mm_per_px: float | None = None, upper_alone: bool = True) -> Face:
    """Finds the photo's subject and measures its size and pose.

    Args:
        photo: the photo.
        mm_per_px: millimetres on the face per photo pixel, where they are known (a scale in the photo, a calibrated
            camera); None takes them from the irises or the eyes' distance.
        upper_alone: whether the upper face is looked at by itself too, which takes as long as all else; only where the
            regions lie depends on it.

    Raises:
        PhotoError: as `find_face`, or a face turned too far away.
    """
    found = find_face(photo)
    yaw, pitch, roll = yaw_pitch_roll_deg(found.rotation)
    most_yaw, most_pitch = GEOMETRY.max_yaw_deg, GEOMETRY.max_pitch_deg
    if abs(yaw) > most_yaw or abs(pitch) > most_pitch:
        raise PhotoError(
            photo.path,
            "turned_away",
            message(
                "the face is turned away (yaw {yaw:.0f}, pitch {pitch:.0f} degrees; at most "
                "{most_yaw:.0f} and {most_pitch:.0f})",
                yaw=yaw,
                pitch=pitch,
                most_yaw=most_yaw,
                most_pitch=most_pitch,
            ),
            message("Use a photo taken from the front."),
        )
    alone = look_at_upper_face(photo, found.landmarks) if upper_alone and not found.half else None
    upper = alone or UpperFace(found.landmarks, yaw, brow_raise(found.blendshapes))
    closed = blink(found.blendshapes) > GEOMETRY.eyes_closed
    assumed = mm_per_px is None and not any(
        _in_photo(photo, found.landmarks, EYE_RING[side]) for side in ("right", "left")
    )
    scale = mm_per_px or _mm_per_px(found.landmarks, yaw, found.landmarks[UPPER_LIP, 1] < photo.height and not closed)
    return Face(found.landmarks, upper, scale, yaw, pitch, roll, found.blendshapes, assumed)


def _in_photo(photo: Photo, landmarks: NDArray[np.float64], points: tuple[int, ...]) -> bool:
    seen = landmarks[list(points), :2]
    return bool(((seen > 0) & (seen < (photo.width, photo.height))).all())


def _mm_per_px(landmarks: NDArray[np.float64], yaw_deg: float, irises_seen: bool) -> float:
    """By the irises, or by the eyes' distance.

    Irises are not seen in closed eyes, and look 3 % too wide where the mouth is out of the frame.
    """
    if irises_seen:
        wide_px = float(np.mean([np.hypot(*(landmarks[a, :2] - landmarks[b, :2])) for a, b in IRIS_EDGES]))
        return GEOMETRY.iris_mm / wide_px
    left, right = (landmarks[OUTER_CANTHUS[side], :2] for side in ("left", "right"))
    return HEAD.canthi_mm * float(np.cos(np.radians(yaw_deg)) / np.hypot(*(left - right)))
