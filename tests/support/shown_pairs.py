"""Pictures that need no photo: skin with a line across it, deep before and faint after, in every layout of a page."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.cohort.review.blinding import Item
from wrinkle_scan.output.report.exposure import Picture, encode
from wrinkle_scan.output.report.review_page import Showing, Subject

SIZES = {"face": (600, 380), "forehead": (700, 260), "glabella": (240, 230), "crows_feet_left": (190, 300)}
"""Width and height, px: what a page calls wide, wide, square and tall."""


def skin(size: tuple[int, int], depth: float, seed: int) -> Picture:
    """Grained skin, linear light, with a dark line across it."""
    width, height = size
    light = np.random.default_rng(seed).normal(0.35, 0.02, (height, width, 1)) * (1.0, 0.8, 0.7)
    row = np.arange(height)[:, None, None]
    light *= 1 - depth * np.exp(-(((row - height / 2) / 6) ** 2))
    return encode(light.astype(np.float32), 960)


def subject(what: str, seed: int) -> Subject:
    return Subject(what, skin(SIZES[what], 0.6, seed), skin(SIZES[what], 0.2, seed + 1))


def showings(items: list[Item], whats: list[str]) -> list[Showing]:
    made = [subject(what, 2 * n) for n, what in enumerate(whats)]
    return [Showing(item.id, made[item.subject], item.left) for item in items]


def pixels(jpeg: bytes) -> NDArray[np.float64]:
    """Grey values, (H, W)."""
    return np.asarray(Image.open(io.BytesIO(jpeg)).convert("L"), float)
