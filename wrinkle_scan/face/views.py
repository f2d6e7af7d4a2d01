"""A view: a part of a photo cut out, turned and scaled for a model to look at, with grey where the photo ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.settings import VIEWS
from wrinkle_scan.photo.crop import Box
from wrinkle_scan.photo.pyramid import reduced
from wrinkle_scan.photo.reading import Photo

Real = TypeVar("Real", np.float32, np.float64)


def face_box(landmarks: NDArray[np.float64]) -> tuple[tuple[float, float], float]:
    """Centre (x, y) and longer side of the box around the face's landmarks, px."""
    low, high = landmarks[:468, :2].min(axis=0), landmarks[:468, :2].max(axis=0)
    x, y = (low + high) / 2
    return (float(x), float(y)), float((high - low).max())


def log_light(picture: NDArray[np.uint8], blur_px: float) -> NDArray[np.float64]:
    """Natural logarithm of a view's (H, W, 3) light, by its green, smoothed by a Gaussian: float64 (H, W)."""
    green = cv2.GaussianBlur(picture, (0, 0), blur_px)[..., 1].astype(float)
    return np.asarray(VIEWS.gamma * np.log(green + 1.0))


@dataclass(frozen=True)
class ModelView:
    """A square of the photo.

    Attributes:
        center: (x, y) in the photo, px.
        side: length of the square's side in the photo, px.
        turn_deg: how far the square is turned, clockwise as seen; what leans by this angle stands upright in the view.
        size: pixels along the side of the picture handed to the model.
    """

    center: tuple[float, float]
    side: float
    turn_deg: float
    size: int

    @property
    def px_per_px(self) -> float:
        """Photo pixels per view pixel."""
        return self.side / self.size

    def picture_of(self, photo: Photo, within: Box | None = None) -> NDArray[np.uint8]:
        """The view of a photo, or of a box of it alone (x, y, width, height), px: uint8 (size, size, 3)."""
        pixels, factor = reduced(photo, self.px_per_px)
        x, y, width, height = (round(length / factor) for length in within or (0, 0, photo.width, photo.height))
        center = self.center[0] / factor - x, self.center[1] / factor - y
        view = replace(self, center=center, side=self.side / factor)
        return view.picture(pixels[y : y + height, x : x + width])

    def picture(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The view as uint8 (size, size, 3); reduced without aliasing, grey outside the photo."""
        half = self.side * (abs(np.cos(self._turn)) + abs(np.sin(self._turn))) / 2 + 2
        height, width = pixels.shape[:2]
        left, top = max(int(self.center[0] - half), 0), max(int(self.center[1] - half), 0)
        right, bottom = min(int(self.center[0] + half) + 1, width), min(int(self.center[1] + half) + 1, height)
        if right <= left or bottom <= top:
            return np.full((self.size, self.size, 3), VIEWS.grey, np.uint8)
        part = pixels[top:bottom, left:right]
        shrink = min(1.0, 1.0 / self.px_per_px)
        if shrink < 1:
            new_size = (max(round(part.shape[1] * shrink), 1), max(round(part.shape[0] * shrink), 1))
            scale = np.diag([part.shape[1] / new_size[0], part.shape[0] / new_size[1], 1.0])
            part = cv2.resize(part, new_size, interpolation=cv2.INTER_AREA)
        else:
            scale = np.eye(3)
        # Pixel centres sit at whole numbers in OpenCV and at halves in a resized picture.
        half_px = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
        offset = np.array([[1, 0, left], [0, 1, top], [0, 0, 1]])
        to_part = np.linalg.inv(half_px) @ np.linalg.inv(offset @ scale) @ self._matrix() @ half_px
        picture = cv2.warpAffine(
            part,
            to_part[:2],
            (self.size, self.size),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=VIEWS.grey,
        )
        return np.asarray(picture, np.uint8)

    def to_photo(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Maps view points (N, 2 or 3) to the photo; a third coordinate, depth, is scaled alone."""
        mapped = points * self.px_per_px
        mapped[:, :2] = points[:, :2] @ self._matrix()[:2, :2].T + self._matrix()[:2, 2]
        return mapped

    def from_photo(self, points: NDArray[Real]) -> NDArray[Real]:
        """Maps photo points (N, 2), float32 or float64, to the view, as exactly."""
        return np.asarray(cv2.transform(points[None], np.linalg.inv(self._matrix())[:2])[0])

    def rotation_to_photo(self, rotation: NDArray[np.float64]) -> NDArray[np.float64]:
        """A rotation (3, 3), y up, seen in the view as it is in the photo: what stands upright here leans there."""
        cos, sin = np.cos(self._turn), np.sin(self._turn)
        return np.asarray(np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]]) @ rotation)

    @property
    def _turn(self) -> float:
        return float(np.radians(self.turn_deg))

    def _matrix(self) -> NDArray[np.float64]:
        """Homogeneous (3, 3) from view to photo, both with pixel edges at whole numbers."""
        cos, sin = np.cos(self._turn) * self.px_per_px, np.sin(self._turn) * self.px_per_px
        middle = self.size / 2
        x0 = self.center[0] - cos * middle + sin * middle
        y0 = self.center[1] - sin * middle - cos * middle
        return np.array([[cos, -sin, x0], [sin, cos, y0], [0, 0, 1]])
