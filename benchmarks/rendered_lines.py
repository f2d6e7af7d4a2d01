"""Lines rendered into photos of real skin, as `fit_evidence.py` learns from them beside those that people labelled.

Labelled lines are mostly faint: of a deep one on skin that had none, which a treatment that wears off makes, they say
little.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.creases.evidence import features, kind_of
from wrinkle_scan.creases.paths import evenly_spaced
from wrinkle_scan.creases.proposals import Skin, propose_lines
from wrinkle_scan.regions.log_luminance import log_luminance
from wrinkle_scan.regions.rectified import rectify
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.validation.phantom.grooves import Groove, draw_grooves
from wrinkle_scan.validation.phantom.render_creases import render_creases

ROUNDS, MOST_LINES = 2, 3
"""How often lines are rendered into each photo, and how many into a region, at most."""
WIDTHS_MM = (0.5, 0.8, 1.2, 1.8)
DEPTHS_MM = (0.1, 1.0)
"""Of a line 1 mm wide; wider ones are deeper by their width to the power of 0.7."""
SEEN_PERCENT, SEEN_TO_TEXTURE = 6.0, 2.0
"""Darkening, and its ratio to what texture adds, from which an eye is taken to see a line that runs on evenly."""
SAME_MM, SAME_SHARE = 0.8, 0.5
"""A traced line and another one are the same where either lies within the first of the other for more than the second.
"""

Array = NDArray[np.float64]


def rendered_lines(path: Path) -> dict[str, Array]:
    """Features (N, F) by kind of region of the traced lines that were rendered into a photo and are dark enough."""
    cv2.setNumThreads(1)
    try:
        analysis = analyze(path)
    except PhotoError as error:
        print(error)
        return {}
    rng = np.random.default_rng(int.from_bytes(bytes.fromhex(analysis.photo.sha256)[:4]))
    found: dict[str, list[Array]] = {}
    for _ in range(ROUNDS):
        grooves = {name: _draw(analysis, name, rng) for name, region in analysis.regions.items() if region.measurable}
        photo = dataclasses.replace(analysis.photo, pixels=render_creases(analysis, grooves))
        for name, some in grooves.items():
            patch, region = rectify(photo, analysis.face_chart, name), analysis.regions[name]
            seen, light = region.skin, patch.linear_rgb
            lines = propose_lines(patch, Skin.of(light, log_luminance(light, seen.mask), seen.mask, seen.hair))
            paths = [patch.on_chart(line.path) for line in lines]
            numbers = {number for groove in some if (number := same_line(groove.path, paths)) is not None}
            dark = [
                n for n in numbers
                if lines[n].depth_percent > max(SEEN_PERCENT, SEEN_TO_TEXTURE * lines[n].texture_percent)
            ]  # fmt: skip
            if dark:
                found.setdefault(kind_of(name), []).append(features(lines)[dark])
    return {kind: np.vstack(some) for kind, some in found.items()}


def same_line(path: Array, others: list[Array]) -> int | None:
    """The number of the other line that is the same as a line (N, 2), mm; None where none is."""
    dense = evenly_spaced(path, 0.5)
    shares = []
    for other in others:
        there, back = cKDTree(other).query(dense)[0], cKDTree(dense).query(other)[0]
        shares.append(min(float((there < SAME_MM).mean()), float((back < SAME_MM).mean())))
    best = int(np.argmax(shares)) if shares else 0
    return best if shares and shares[best] > SAME_SHARE else None


def _draw(analysis: Analysis, name: str, rng: np.random.Generator) -> list[Groove]:
    width = float(rng.choice(WIDTHS_MM))
    grooves = draw_grooves(analysis.regions[name], int(rng.integers(1, MOST_LINES + 1)), width, DEPTHS_MM[0], rng)
    return [groove.at_depth(float(rng.uniform(*DEPTHS_MM)) * width**0.7) for groove in grooves]
