"""What a photo shows where: MediaPipe's multiclass selfie segmenter, looking at the head."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face import Face, View, face_box
from wrinkle_scan.inference import classify_selfie
from wrinkle_scan.photo import Photo

VIEW_SIDE = 1.6
"""Side of the square handed to the model over the landmarks' box; measured best at hair lines."""
VIEW_RAISED = 0.08
"""The square is moved up by this part of its side: hair matters more than the neck."""
VIEW_SIZE = 512
"""The model looks at 256 x 256; its confidences come back at this size, smooth enough to be sampled."""
SKIN_ABOVE, HAIR_BELOW = 0.5, 0.15
ACCESSORY_ABOVE = 0.3


@dataclass(frozen=True)
class Segmentation:
    """Confidences 0..1 of the classes in `view`, each float32 (VIEW_SIZE, VIEW_SIZE)."""

    view: View
    classes: dict[str, NDArray[np.float32]]

    def at(self, name: str, photo_xy: NDArray[np.float32]) -> NDArray[np.float32]:
        """A class's confidence at photo points (H, W, 2): float32 (H, W); 0 outside the view."""
        points = self.view.from_photo(photo_xy.reshape(-1, 2).astype(float)).reshape(photo_xy.shape) - 0.5
        sampled = cv2.remap(self.classes[name], points.astype(np.float32), None, cv2.INTER_LINEAR)
        return np.asarray(sampled, np.float32)

    def is_skin(self, photo_xy: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Facial skin (brows and eyes included, hair not) at photo points (H, W, 2): bool (H, W)."""
        return (self.at("face_skin", photo_xy) > SKIN_ABOVE) & (self.at("hair", photo_xy) < HAIR_BELOW)


def segment_head(photo: Photo, face: Face) -> Segmentation:
    """Runs the model once on a square around the upright head."""
    (x, y), side = face_box(face.landmarks)
    side *= VIEW_SIDE
    lean = np.radians(face.roll_deg)
    up = np.array([np.sin(lean), -np.cos(lean)]) * VIEW_RAISED * side
    view = View((x + float(up[0]), y + float(up[1])), side, face.roll_deg, VIEW_SIZE)
    return Segmentation(view, classify_selfie(view.picture(photo.pixels)))
