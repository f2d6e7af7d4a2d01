"""The viewers of a course's pictures: the baseline's together with any later one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wrinkle_scan.output.report.depth_scale import depth_hex
from wrinkle_scan.output.report.viewers import Shape, SvgLine, ViewerPicture, shape_of, svg_points
from wrinkle_scan.output.report.visit_pictures import FACE, Frame, ImageSeries
from wrinkle_scan.system.messages import Figure, joined


@dataclass(frozen=True)
class Captions:
    """What the pictures' captions and alternative texts say."""

    face_caption: str
    region_caption: str
    not_comparable: str


@dataclass(frozen=True)
class StripViewer:
    """A baseline picture and later ones.

    Attributes:
        key: no other viewer of the page has the same.
        title: what is shown.
        shape: names its layout.
        baseline: the first picture.
        later: (label of its button, picture), by day.
        marks: injections, (x, y, units in words), in the pictures' units.
        caption: a sentence.
    """

    key: str
    title: str
    shape: Shape
    baseline: ViewerPicture
    later: list[tuple[str, ViewerPicture]]
    marks: list[tuple[float, float, str]]
    caption: str


def strip_viewers(
    strips: Sequence[ImageSeries],
    series_key: str,
    title_of: Callable[[str], str],
    label_of: Callable[[int], str],
    words: Captions,
) -> list[StripViewer]:
    """The viewers of one series.

    Args:
        strips: its image series.
        series_key: distinguishes its viewers from those of other series.
        title_of: a view's title.
        label_of: a visit's, by its day.
        words: the captions, in the page's language.
    """
    viewers = []
    for strip in strips:
        title = title_of(strip.view)
        shots = [_shot(strip, frame, title, label_of(frame.day), words) for frame in strip.frames]
        later = [(shot.tag, shot) for shot in shots[1:]]
        marks = [
            (round(x, 1), round(y, 1), "" if units is None else Figure(f"{units:g}")) for x, y, units in strip.marks
        ]
        width, height = strip.box
        shape: Shape = "face" if strip.view == FACE else shape_of(width / height)
        caption = words.face_caption if strip.view == FACE else words.region_caption
        viewers.append(StripViewer(f"{series_key}-{strip.view}", title, shape, shots[0], later, marks, caption))
    return viewers


def _shot(strip: ImageSeries, frame: Frame, title: str, label: str, words: Captions) -> ViewerPicture:
    picture = frame.picture
    tag = label if frame.comparable else joined([label, " (", words.not_comparable, ")"], "")
    return ViewerPicture(
        tag,
        joined([title, ", ", tag, "."], ""),
        picture.uri,
        picture.width,
        picture.height,
        strip.box,
        round(strip.bar, 1),
        [SvgLine(svg_points(s.points), depth_hex(s.percent), s.traced) for s in frame.overlays],
        [],
        [],
    )
