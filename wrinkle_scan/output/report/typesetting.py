"""Renders text on a picture: letters of any script, shaped and in reading order, identically on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import cv2
import numpy as np
import uharfbuzz as hb
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.output.report.directions import one_way
from wrinkle_scan.output.report.typefaces import BASE, face, face_of

OVERSAMPLING = 4
"""Letters are filled on a grid finer than the picture's by this factor."""
CURVE_STEPS = 8
CAP_HEIGHT = 0.73
"""Height of the base typeface's capitals, as a share of the em."""
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class PlacedGlyph:
    """A glyph of a line: its face and number, and where it begins, px right of the line's start and above its foot."""

    face: str
    number: int
    x: float
    y: float


@lru_cache(maxsize=1024)
def line_of(text: str, size: int) -> tuple[tuple[PlacedGlyph, ...], float]:
    """The glyphs of a line of legible text from left to right, and its width in px; `size` is that of the em, px."""
    placed: list[PlacedGlyph] = []
    x = 0.0
    for name, run, from_right in _runs(text):
        buffer = hb.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if from_right else "ltr"
        hb.shape(hb.Font(face(name)), buffer)
        scale = size / face(name).upem
        for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            placed.append(PlacedGlyph(name, glyph.codepoint, x + position.x_offset * scale, position.y_offset * scale))
            x += position.x_advance * scale
    return tuple(placed), x


def text_width(text: str, size: int) -> float:
    """Px that a line of legible text takes."""
    return line_of(text, size)[1]


def write(
    image: Image.Image,
    place: tuple[float, float],
    text: str,
    size: int,
    color: tuple[int, int, int],
    centered: bool = False,
) -> None:
    """Writes a line of legible text.

    Args:
        image: mode RGB, written on.
        place: left end, or middle if centered, and half the height of the capitals; px.
        text: see `typefaces.legible`.
        size: of the em, px.
        color: of the letters.
        centered: whether about the place rather than from it.
    """
    glyphs, width = line_of(text, size)
    left = place[0] - (width / 2 if centered else 0)
    foot = place[1] + CAP_HEIGHT * size / 2
    for glyph in glyphs:
        ink = _ink(glyph.face, glyph.number, size)
        if ink is None:
            continue
        mask, right, down = ink
        column, row = round((left + glyph.x) * OVERSAMPLING) + right, round((foot - glyph.y) * OVERSAMPLING) + down
        inset, drop = column % OVERSAMPLING, row % OVERSAMPLING
        margins = (drop, -(drop + mask.shape[0]) % OVERSAMPLING, inset, -(inset + mask.shape[1]) % OVERSAMPLING)
        fine = cv2.copyMakeBorder(mask, *margins, cv2.BORDER_CONSTANT, value=0)
        coarse = cv2.resize(fine, None, fx=1 / OVERSAMPLING, fy=1 / OVERSAMPLING, interpolation=cv2.INTER_AREA)
        image.paste(color, (column // OVERSAMPLING, row // OVERSAMPLING), Image.fromarray(coarse))


def _runs(text: str) -> Iterator[tuple[str, str, bool]]:
    """Face and text of what is shaped together, from left to right, and whether it is read from the right."""
    for part, from_right in one_way(text):
        name, faces = BASE, []
        for letter in part:
            name = face_of(letter, name) or BASE
            faces.append((name, letter))
        runs = [
            (name, "".join(letter for _, letter in same)) for name, same in groupby(faces, key=lambda found: found[0])
        ]
        for name, run in reversed(runs) if from_right else runs:
            yield name, run, from_right


@lru_cache(maxsize=4096)
def _ink(name: str, number: int, size: int) -> tuple[Pixels, int, int] | None:
    """A glyph's coverage, 0 or 255 on the finer grid, and its offset right of and below its origin; None if blank."""
    outline = _Outline(size * OVERSAMPLING / face(name).upem)
    hb.Font(face(name)).draw_glyph_with_pen(number, outline)
    contours = [np.array(contour) for contour in outline.contours if len(contour) > 2]
    if not contours:
        return None
    points = np.vstack(contours)
    (left, top), (right, bottom) = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0))
    winding = np.zeros((int(bottom - top) + 1, int(right - left) + 1), np.int8)
    for contour in contours:
        filled = np.zeros(winding.shape, np.uint8)
        cv2.fillPoly(filled, [np.round((contour - (left, top)) * 16).astype(np.int32)], 1, shift=4)
        x, y = contour.T
        turns = 1 if np.dot(x, np.roll(y, 1)) > np.dot(y, np.roll(x, 1)) else -1
        winding += turns * filled.astype(np.int8)
    return np.where(winding != 0, 255, 0).astype(np.uint8), int(left), int(top)


class _Outline:
    """A pen, as fontTools has them, that makes polygons of a glyph; y downwards."""

    def __init__(self, scale: float) -> None:
        self.contours: list[list[tuple[float, float]]] = []
        self._scale = scale

    def moveTo(self, point: tuple[float, float]) -> None:
        self.contours.append([self._at(*point)])

    def lineTo(self, point: tuple[float, float]) -> None:
        self.contours[-1].append(self._at(*point))

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        self._curve([self._at(*point) for point in points])

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._curve([self._at(*point) for point in points])

    def closePath(self) -> None:
        pass

    def endPath(self) -> None:
        pass

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return x * self._scale, -y * self._scale

    def _curve(self, points: list[tuple[float, float]]) -> None:
        """A Bezier curve from where the pen is, of any degree (de Casteljau)."""
        control = np.array([self.contours[-1][-1], *points])
        for step in range(1, CURVE_STEPS + 1):
            at = control
            while len(at) > 1:
                at = at[:-1] + (at[1:] - at[:-1]) * (step / CURVE_STEPS)
            self.contours[-1].append((float(at[0, 0]), float(at[0, 1])))
