"""Creases of known place, depth and width, drawn on a flat patch with noise, and the lines found there."""

from __future__ import annotations

import cv2
import numpy as np
from sample_photos import at_home, flat_patch

from wrinkle_scan.creases.measuring import Crease, find_creases
from wrinkle_scan.creases.proposals import Skin

WIDTH_MM, HEIGHT_MM = 70.0, 40.0


def skin_with(creases: list[tuple[float, float, float, float]], noise: float, seed: int = 0) -> np.ndarray:
    """Log-luminance with creases (height above the patch's foot mm, slope, depth in natural log, sigma mm) and
    noise."""
    patch = flat_patch("forehead", WIDTH_MM, HEIGHT_MM)
    u, v = np.meshgrid(patch.u, patch.v)
    log = cv2.GaussianBlur(np.random.default_rng(seed).normal(size=u.shape), (0, 0), 2.0)
    log *= noise / log.std()
    for height, slope, depth, sigma in creases:
        log -= depth * np.exp(-((v - height - slope * (u - WIDTH_MM / 2)) ** 2) / (2 * sigma**2))
    return log.astype(np.float32)


def lines_in(log: np.ndarray, name: str = "forehead", hair: np.ndarray | None = None) -> list[Crease]:
    """Every line that may be a crease."""
    hair = np.zeros(log.shape, bool) if hair is None else hair
    return find_creases(
        at_home(flat_patch(name, WIDTH_MM, HEIGHT_MM)),
        Skin(log, np.ones(log.shape, bool), hair, *2 * [np.zeros_like(log)]),
    )


def found(log: np.ndarray, name: str = "forehead", hair: np.ndarray | None = None) -> list[Crease]:
    """Those that are rather creases than not."""
    return [line for line in lines_in(log, name, hair) if line.likely]
