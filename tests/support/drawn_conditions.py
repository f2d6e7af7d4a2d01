"""The sample, quick to draw on, and what a simulated condition changed in it."""

from __future__ import annotations

import numpy as np
from sample_photos import a_third, analyzed

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.photo.reading import Photo


def base() -> Analysis:
    """The sample at a third of its size, quicker to draw on."""
    return analyzed(a_third())


def changed(photo: Photo) -> np.ndarray:
    """Where a photo differs visibly from the sample, bool (H, W)."""
    return np.abs(photo.pixels.astype(int) - base().photo.pixels).max(axis=2) > 8


def within(name: str, mask: np.ndarray) -> float:
    """Share of a region's skin that a mask of the photo covers."""
    region = base().regions[name]
    x, y = np.floor(region.patch.photo_xy[region.skin.mask]).astype(int).T
    return float(mask[y, x].mean())
