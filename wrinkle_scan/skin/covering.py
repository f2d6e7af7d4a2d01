"""What covers the eyes or the mouth: sunglasses and masks, by what the segmenter sees where the landmarks lie.

A bar drawn over the eyes is known by its one colour.

Neither hides a region's skin by itself, but the landmarks, and with them millimetres and head pose, are a guess there.
Clear lenses are taken for skin by the segmenter, and are not recognised; so is lettering (`skin.lettering` finds it).
"""

from __future__ import annotations

import numpy as np

from wrinkle_scan.face.geometry import Face
from wrinkle_scan.face.mesh_points import EYE_RING
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.skin.segmentation import Segmentation
from wrinkle_scan.skin.settings import COVERING
from wrinkle_scan.system.messages import message

LOWER_FACE = (4, 2, 164, 13, 14, 17, 18, 200, 50, 280, 205, 425, 57, 287)
"""Tip of the nose, upper lip, mouth, chin and cheeks."""
SUNGLASSES = message(
    "The eyes are hidden, by sunglasses or a bar as it seems: millimetres may be off by 10 %, and "
    "how the face is turned by some degrees. Take a photo that shows them."
)
MASK = message(
    "Mouth and nose are covered, by a mask as it seems: how the face is turned, and "
    "millimetres, may be a little off. Take it off."
)


def what_covers(photo: Photo, face: Face, segmentation: Segmentation) -> list[tuple[str, str]]:
    """(code, sentence) of each thing that covers both eyes, or mouth and nose."""
    found: list[tuple[str, str]] = []
    if all(_covered(photo, face, segmentation, eye) or _one_colour(photo, face, eye) for eye in EYE_RING.values()):
        found.append(("sunglasses", SUNGLASSES))
    if _covered(photo, face, segmentation, LOWER_FACE):
        found.append(("mask", MASK))
    return found


def _covered(photo: Photo, face: Face, segmentation: Segmentation, points: tuple[int, ...]) -> bool:
    """Whether neither skin, hands among it, nor hair is seen at landmarks that the frame does not cut off."""
    xy = face.landmarks[list(points), :2].astype(np.float32)
    if not ((xy > 0) & (xy < (photo.width, photo.height))).all():
        return False
    bare = sum(segmentation.at(xy[None], "face_skin", "body_skin", "hair"))
    return float(np.median(1 - np.asarray(bare))) > COVERING.covered


def _one_colour(photo: Photo, face: Face, eye: tuple[int, ...]) -> bool:
    """Whether all pixels around an eye's opening are alike, as no eye's are, closed ones and their lashes included."""
    xy = face.landmarks[list(eye), :2]
    (left, top), (right, bottom) = np.floor(xy.min(axis=0)).astype(int), np.ceil(xy.max(axis=0)).astype(int)
    if left < 0 or top < 0 or right > photo.width or bottom > photo.height:
        return False
    around = photo.pixels[top:bottom, left:right].astype(np.float32)
    return bool(around.std(axis=(0, 1)).max() < COVERING.one_colour)
