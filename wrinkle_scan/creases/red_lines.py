"""Cuts stretches of colour, as scars, veins and scratches are, out of lines that go on as creases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wrinkle_scan.creases.bundle import Bundle, Paths
from wrinkle_scan.creases.exclusions import redness_limit
from wrinkle_scan.creases.paths import Polyline, stretches
from wrinkle_scan.creases.profiles import Strips, across, straighten
from wrinkle_scan.creases.settings import EXCLUSIONS, PROFILES, RED_LINES

LogAndRedness = tuple[NDArray[np.float32], NDArray[np.float32]]


def red_along(paths: Sequence[Polyline], *photos: LogAndRedness) -> list[NDArray[np.bool_]]:
    """Where along lines (N, 2) each is red, bool (N,), in that photo of one face in which it is darkest there.

    A line that a treatment made fainter keeps the skin's colour, and a scar is darkest where it is.

    Args:
        paths: (column, row) on the photos' grid, spaced by `PROFILES.along_mm`.
        photos: of each its log-luminance and its redness, float32 (H, W).
    """
    bundle = Paths(paths)
    reddest = np.max([redness_along(bundle, redness) for _, redness in photos], axis=0)
    maybe = (along.max() > EXCLUSIONS.reddest for along in bundle.split(reddest))
    return [
        _red_along(path, photos) if red else np.zeros(len(path), bool) for path, red in zip(paths, maybe, strict=True)
    ]


def without_red(path: Polyline, red: NDArray[np.bool_], shortest_mm: float) -> list[Polyline]:
    """What is left of a line without the stretches that are red for as long as a line must be; each as long itself."""
    least, cut = shortest_mm / PROFILES.along_mm, np.zeros(len(path), bool)
    ends = round(RED_LINES.averaged_mm / 2 / PROFILES.along_mm)
    for start, stop in stretches(red):
        if stop - start >= least:
            cut[max(start - ends, 0) : stop + ends] = True
    if not cut.any():
        return [path]
    return [path[start:stop] for start, stop in stretches(~cut) if stop - start >= least]


def _red_along(path: Polyline, photos: Sequence[LogAndRedness]) -> NDArray[np.bool_]:
    red, percent = (np.array(rows) for rows in zip(*(_red_and_dark(path, *photo) for photo in photos), strict=True))
    darkest = np.argmax(percent, axis=0)[None]
    red, percent = (np.take_along_axis(rows, darkest, axis=0)[0] for rows in (red, percent))
    return np.asarray(red > redness_limit(percent))


def _red_and_dark(
    path: Polyline, log: NDArray[np.float32], redness: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Redness and darkening (%), float64 (N,) each, averaged along a line; darkening is 0 where it is no valley."""
    strips = Strips(straighten(log, path), Bundle([len(path)]))
    (percent,) = strips.darkening(strips.valleys)
    side = round(RED_LINES.averaged_mm / PROFILES.along_mm)
    return (
        ndimage.uniform_filter1d(redness_along(Paths([path]), redness), side, mode="nearest"),
        ndimage.uniform_filter1d(percent, side, mode="nearest"),
    )


def redness_along(paths: Paths, redness: NDArray[np.float32]) -> NDArray[np.float64]:
    """Redness (H, W) at each point of paths (N, 2), float64 (N of all,)."""
    return across(redness, paths, np.zeros(1))[:, 0].astype(float)
