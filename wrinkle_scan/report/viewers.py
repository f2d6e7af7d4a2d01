"""The picture pairs of a page: data URIs, captions, and the traced lines as SVG points over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis import Analysis
from wrinkle_scan.comparison.crease_changes import crease_changes
from wrinkle_scan.comparison.results import AlignedRegion, Comparison
from wrinkle_scan.regions import GRID_MM
from wrinkle_scan.report.affine import Affine, scale_of, transformed
from wrinkle_scan.report.crease_names import Name, place_names
from wrinkle_scan.report.depth_scale import depth_hex
from wrinkle_scan.report.exposure import Picture
from wrinkle_scan.report.paths import contours, on_photo, thin_out
from wrinkle_scan.report.pictures import face_pair, region_pair
from wrinkle_scan.report.wording import REGION_TITLES, date_words, exposure_words

Which = Literal["before", "after"]
Shape = Literal["face", "wide", "square", "tall"]
BAR_MM = 10.0
TOLERANCE = 0.4
"""Lines are drawn to this part of a picture's unit."""


@dataclass(frozen=True)
class Line:
    """One line over a picture: its points as SVG wants them, its colour, and whether it stands out there by itself."""

    points: str
    color: str
    traced: bool = True


@dataclass(frozen=True)
class Shot:
    """One picture with what is drawn over it; `box` is (width, height) of the drawing's own units."""

    tag: str
    alt: str
    uri: str
    width: int
    height: int
    box: tuple[int, int]
    bar: float
    lines: list[Line]
    outlines: list[str]
    names: list[Name]


@dataclass(frozen=True)
class Viewer:
    """A before and an after picture to be looked at together; `shape` names its layout."""

    key: str
    title: str
    shape: Shape
    before: Shot
    after: Shot
    caption: str


def face_viewer(comparison: Comparison) -> Viewer:
    """Both upper faces, with the same lines as the regions have; none where the photos cannot be compared."""
    pair = face_pair(comparison)
    compared = comparison.comparable or comparison.forced
    shown = [region.aligned for region in comparison.regions.values() if region.aligned and compared]
    bar = BAR_MM / comparison.before.face.mm_per_px * scale_of(pair.from_before)

    def shot(which: Which, analysis: Analysis, picture: Picture) -> Shot:
        lines = [line for aligned in shown for line in _paired_lines(aligned, which, pair.from_before)]
        return _shot(which, "Upper face", analysis, picture, (picture.width, picture.height), bar, lines, [], [])

    return Viewer(
        "face",
        "Upper face",
        "face",
        shot("before", comparison.before, pair.before),
        shot("after", comparison.after, pair.after),
        f"The second photo is turned, scaled and shifted onto the first. {_caption(comparison, pair.gain)}",
    )


def region_viewer(comparison: Comparison, name: str, aligned: AlignedRegion) -> Viewer:
    """One region of both photos, with the lines that were found in either and measured in both."""
    pair, title = region_pair(aligned), REGION_TITLES[name]
    height, width = aligned.patch.shape
    outlines = [svg_points(thin_out(line, 1.0, closed=True)) for line in contours(aligned.skin)]
    names = place_names(crease_changes(name, comparison.regions[name]) or [], aligned.patch.shape)

    def shot(which: Which, analysis: Analysis, picture: Picture) -> Shot:
        lines = list(_paired_lines(aligned, which))
        return _shot(which, title, analysis, picture, (width, height), BAR_MM / GRID_MM, lines, outlines, names)

    return Viewer(
        name,
        title,
        shape_of(width / height),
        shot("before", comparison.before, pair.before),
        shot("after", comparison.after, pair.after),
        _caption(comparison, pair.gain),
    )


def shape_of(aspect: float) -> Shape:
    """The layout of a region's pictures by their width over their height."""
    return "tall" if aspect < 0.9 else "square" if aspect < 1.35 else "wide"


def _caption(comparison: Comparison, gain: float) -> str:
    """What was done to the pictures: their exposure, and what a simulated photo says of itself."""
    simulated = [a.photo.description for a in (comparison.before, comparison.after) if a.simulated]
    return " ".join([exposure_words(gain), *(words for words in simulated if words)])


def _shot(
    which: Which,
    title: str,
    analysis: Analysis,
    picture: Picture,
    box: tuple[int, int],
    bar: float,
    lines: list[Line],
    outlines: list[str],
    names: list[Name],
) -> Shot:
    tag = f"{which.capitalize()}{' (simulated)' if analysis.simulated else ''}"
    return Shot(
        tag,
        f"{title}, {tag.lower()}. {date_words(analysis.photo.captured_at)}.",
        picture.uri,
        picture.width,
        picture.height,
        box,
        round(bar, 1),
        lines,
        outlines,
        names,
    )


def _paired_lines(aligned: AlignedRegion, which: Which, to_face: Affine | None = None) -> Iterable[Line]:
    """On the patch's grid, or on the picture of the face to which an affine from the before photo leads."""
    for crease in (crease for crease in aligned.creases if crease.likely):
        depth = crease.before_percent if which == "before" else crease.after_percent
        if isnan(depth):  # the other photo's, which was not registered with this one
            continue
        path = crease.path if to_face is None else transformed(to_face, on_photo(aligned.patch, crease.path))
        yield Line(svg_points(path), depth_hex(depth), crease.traced_in in ("both", which))


def svg_points(path: NDArray[np.float64]) -> str:
    """A path (N, 2) as SVG's attribute `points`, thinned out to what can be seen."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in thin_out(path, TOLERANCE))
