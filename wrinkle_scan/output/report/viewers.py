"""The picture pairs of a page: data URIs, captions, and the traced lines as SVG overlays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.check import BeforeOrAfter
from wrinkle_scan.comparison.crease_changes import crease_changes
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.affine import Affine, scale_of, transformed
from wrinkle_scan.output.report.crease_names import CreaseLabel, place_labels
from wrinkle_scan.output.report.crease_overlays import crease_overlays
from wrinkle_scan.output.report.depth_scale import depth_hex
from wrinkle_scan.output.report.exposure import Picture
from wrinkle_scan.output.report.overlay_paths import contours, on_photo, simplify
from wrinkle_scan.output.report.pictures import BAR_MM, face_pair, region_pair
from wrinkle_scan.output.report.wording import REGION_TITLES, date_words, exposure_words, own_lines_words
from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.system.messages import joined, message

Shape = Literal["face", "wide", "square", "tall"]
TOLERANCE = 0.4
"""Lines are drawn to this part of a picture's unit."""

_TAGS = {
    ("before", False): (message("Before"), message("before")),
    ("before", True): (message("Before (simulated)"), message("before (simulated)")),
    ("after", False): (message("After"), message("after")),
    ("after", True): (message("After (simulated)"), message("after (simulated)")),
}
"""Name of a picture, in its corner and within a sentence, by which photo it is and whether it is simulated."""


@dataclass(frozen=True)
class SvgLine:
    """One line over a picture: its points in SVG syntax, its colour, and whether it stands out in that photo alone."""

    points: str
    color: str
    traced: bool = True


@dataclass(frozen=True)
class ViewerPicture:
    """One picture with what is drawn over it; `box` is (width, height) of the drawing's own units."""

    tag: str
    alt: str
    uri: str
    width: int
    height: int
    box: tuple[int, int]
    bar: float
    lines: list[SvgLine]
    outlines: list[str]
    names: list[CreaseLabel]


@dataclass(frozen=True)
class Viewer:
    """A before and an after picture to be looked at together; `shape` names its layout."""

    key: str
    title: str
    shape: Shape
    before: ViewerPicture
    after: ViewerPicture
    caption: str


def face_viewer(comparison: Comparison) -> Viewer:
    """Both upper faces, with the same lines as the regions have."""
    pair = face_pair(comparison)
    shown = [region.aligned for region in comparison.regions.values() if region.aligned]
    bar = BAR_MM / comparison.before.face.mm_per_px * scale_of(pair.from_before)

    def shot(which: BeforeOrAfter, analysis: Analysis, picture: Picture) -> ViewerPicture:
        lines = [line for aligned in shown for line in _lines(aligned, which, pair.from_before)]
        return _shot(
            which, message("Upper face"), analysis, picture, (picture.width, picture.height), bar, lines, [], []
        )

    return Viewer(
        "face",
        message("Upper face"),
        "face",
        shot("before", comparison.before, pair.before),
        shot("after", comparison.after, pair.after),
        joined(
            [
                message("The second photo is turned, scaled and shifted onto the first."),
                _caption(comparison, pair.gain),
            ]
        ),
    )


def region_viewer(comparison: Comparison, name: str, aligned: AlignedRegion) -> Viewer:
    """One region of both photos, with the lines that were found in either; named where they were measured in both."""
    pair, title = region_pair(aligned), REGION_TITLES[name]
    height, width = aligned.patch.shape
    outlines = [svg_points(simplify(line, 1.0, closed=True)) for line in contours(aligned.skin)]
    names = place_labels(crease_changes(name, comparison.regions[name]) or [], aligned.patch.shape)

    def shot(which: BeforeOrAfter, analysis: Analysis, picture: Picture) -> ViewerPicture:
        lines = list(_lines(aligned, which))
        return _shot(which, title, analysis, picture, (width, height), BAR_MM / GRID_MM, lines, outlines, names)

    return Viewer(
        name,
        title,
        shape_of(width / height),
        shot("before", comparison.before, pair.before),
        shot("after", comparison.after, pair.after),
        joined([_caption(comparison, pair.gain), *([] if aligned.registered else [_own_lines(aligned)])]),
    )


def shape_of(aspect: float) -> Shape:
    """The layout of a region's pictures by their width over their height."""
    return "tall" if aspect < 0.9 else "square" if aspect < 1.35 else "wide"


def _caption(comparison: Comparison, gain: float) -> str:
    """How the pictures were processed: their exposure, and the note of a simulated photo."""
    simulated = [a.photo.description for a in (comparison.before, comparison.after) if a.simulated]
    return joined([exposure_words(gain), *(words for words in simulated if words)])


def _own_lines(aligned: AlignedRegion) -> str:
    """Which photo the lines belong to, where the skin was not registered."""
    return own_lines_words(len(crease_overlays(aligned, "before")), len(crease_overlays(aligned, "after")))


def _shot(
    which: BeforeOrAfter,
    title: str,
    analysis: Analysis,
    picture: Picture,
    box: tuple[int, int],
    bar: float,
    lines: list[SvgLine],
    outlines: list[str],
    names: list[CreaseLabel],
) -> ViewerPicture:
    tag, within = _TAGS[which, analysis.simulated]
    return ViewerPicture(
        tag,
        joined([title, ", ", within, ". ", date_words(analysis.photo.captured_at), "."], ""),
        picture.uri,
        picture.width,
        picture.height,
        box,
        round(bar, 1),
        lines,
        outlines,
        names,
    )


def _lines(aligned: AlignedRegion, which: BeforeOrAfter, to_face: Affine | None = None) -> Iterable[SvgLine]:
    """On the patch's grid, or on the picture of the face to which an affine from the before photo leads."""
    for line in crease_overlays(aligned, which):
        path = line.points if to_face is None else transformed(to_face, on_photo(aligned.patch, line.points))
        yield SvgLine(svg_points(path), depth_hex(line.percent), line.traced)


def svg_points(path: NDArray[np.float64]) -> str:
    """A path (N, 2) as SVG's attribute `points`, simplified to what can be seen."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in simplify(path, TOLERANCE))
