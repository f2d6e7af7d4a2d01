"""What a photo shows where: MediaPipe's multiclass selfie segmenter, looking at the head."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.geometry import Face
from wrinkle_scan.face.inference import classify_selfie
from wrinkle_scan.face.views import ModelView, face_box
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.skin.settings import SEGMENTATION


@dataclass(frozen=True, eq=False)
class Segmentation:
    """Confidences 0..1 of the classes in `view`, each float32 (view_size, view_size)."""

    view: ModelView
    classes: dict[str, NDArray[np.float32]]

    def at(self, photo_xy: NDArray[np.float32], *names: str) -> list[NDArray[np.float32]]:
        """Some classes' confidence at photo points (H, W, 2): float32 (H, W) each; 0 outside the view."""
        in_view = self.view.from_photo(photo_xy.reshape(-1, 2)).reshape(photo_xy.shape) - np.float32(0.5)
        return [
            np.asarray(cv2.remap(self.classes[name], in_view, None, cv2.INTER_LINEAR), np.float32) for name in names
        ]

    def is_skin(self, photo_xy: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Facial skin at photo points (H, W, 2): bool (H, W)."""
        return facial_skin(*self.at(photo_xy, "face_skin", "hair"))


def facial_skin(face_skin: NDArray[np.float32], hair: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Facial skin (brows and eyes included, hair not) by the confidences of two classes (H, W): bool (H, W)."""
    return (face_skin > SEGMENTATION.skin_above) & (hair < SEGMENTATION.hair_below)


def segment_head(photo: Photo, face: Face) -> Segmentation:
    """Runs the model once on a square around the upright head."""
    (x, y), side = face_box(face.landmarks)
    side *= SEGMENTATION.view_side
    lean = np.radians(face.roll_deg)
    up = np.array([np.sin(lean), -np.cos(lean)]) * SEGMENTATION.view_raised * side
    view = ModelView((x + float(up[0]), y + float(up[1])), side, face.roll_deg, SEGMENTATION.view_size)
    return Segmentation(view, classify_selfie(view.picture_of(photo)))
