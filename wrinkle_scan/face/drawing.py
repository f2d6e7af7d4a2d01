"""The average face drawn where a photo ends: flat colours, enough for the landmark model to take it for a face."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.mesh_points import BROW_BOTTOM, BROW_TOP, EYE_RING, FACE_OVAL, NASAL_ROOT, OUTER_CANTHUS
from wrinkle_scan.face.settings import DRAWING, HEAD

LIPS = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
MOUTH_CORNERS, NOSE_TIP, SUBNASALE, NOSTRILS = (61, 291), 4, 2, (98, 327)

Picture = NDArray[np.uint8]
Color = tuple[float, ...]


def draw_outside(
    picture: Picture, inside: NDArray[np.bool_], head: NDArray[np.float64], colour: NDArray[np.float64]
) -> Picture:
    """A picture, uint8 (H, W, 3), with a face drawn wherever it shows no photo.

    Args:
        picture: the picture.
        inside: bool (H, W), where it shows the photo, which stays as it is.
        head: landmarks of the face to be drawn, (468, 2), px of the picture.
        colour: its skin's, (3,), 0..255.
    """
    drawn = picture.copy()
    px_per_mm = float(np.hypot(*(head[OUTER_CANTHUS["left"]] - head[OUTER_CANTHUS["right"]]))) / HEAD.canthi_mm

    def area(points: tuple[int, ...], color: Color) -> None:
        cv2.fillPoly(drawn, [np.round(head[list(points)]).astype(np.int32)], color, cv2.LINE_AA)

    def spot(at: NDArray[np.float64], radii_mm: tuple[float, float], color: Color) -> None:
        axes = (max(round(radii_mm[0] * px_per_mm), 1), max(round(radii_mm[1] * px_per_mm), 1))
        cv2.ellipse(drawn, (round(float(at[0])), round(float(at[1]))), axes, 0, 0, 360, color, -1, cv2.LINE_AA)

    def line(points: tuple[int, ...], wide_mm: float, color: Color) -> None:
        path = np.round(head[list(points)]).astype(np.int32)
        cv2.polylines(drawn, [path], False, color, max(round(wide_mm * px_per_mm), 1), cv2.LINE_AA)

    def shade(by: float) -> Color:
        return tuple(float(min(c * by, 255)) for c in colour)

    area(FACE_OVAL, shade(1.0))
    line((NASAL_ROOT, NOSE_TIP), DRAWING.bridge_mm, shade(DRAWING.bridge_shade))
    spot(head[NOSE_TIP], DRAWING.nose_mm, shade(DRAWING.nose_shade))
    for nostril in NOSTRILS:
        at = (head[nostril] + head[SUBNASALE]) / 2
        spot(at, (DRAWING.nostril_mm, DRAWING.nostril_mm), shade(DRAWING.nostril_shade))
    for side in ("right", "left"):
        area(EYE_RING[side], DRAWING.eye_white)
        spot(head[list(EYE_RING[side])].mean(axis=0), (DRAWING.iris_radius_mm, DRAWING.iris_radius_mm), DRAWING.iris)
        line(EYE_RING[side][:9], DRAWING.lash_line_mm, DRAWING.lashes)
        area(BROW_TOP[side] + BROW_BOTTOM[side][::-1], DRAWING.brow)
    area(LIPS, DRAWING.lip)
    line(MOUTH_CORNERS, DRAWING.mouth_line_mm, DRAWING.mouth)
    drawn = cv2.GaussianBlur(drawn, (0, 0), max(DRAWING.blur_mm * px_per_mm, DRAWING.least_blur_px))
    return np.where(inside[..., None], picture, drawn).astype(np.uint8)
