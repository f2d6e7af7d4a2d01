"""Image series of one view over all visits: on the baseline's grid, at one exposure and one sharpness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.face.expression import SeriesKey
from wrinkle_scan.output.report.affine import scale_of, transformed
from wrinkle_scan.output.report.crease_overlays import CreaseOverlay, crease_overlays
from wrinkle_scan.output.report.exposure import Light, Picture, encode, exposure_gain
from wrinkle_scan.output.report.face_views import FaceView, on_the_same_grid, upper_face
from wrinkle_scan.output.report.overlay_paths import on_photo
from wrinkle_scan.output.report.pictures import BAR_MM, METERING_SCALE, framed
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.visits.course.injection_places import place_on_face
from wrinkle_scan.visits.course.phases import days_between
from wrinkle_scan.visits.course.treatments import Treatment
from wrinkle_scan.visits.course.visit_measuring import MeasuredVisit

FACE = "face"
FACE_WIDTH_PX, REGION_WIDTH_PX = 640, 640
"""Many visits share a page: pictures are smaller than those of a comparison of two photos."""


@dataclass(frozen=True)
class Frame:
    """One visit's picture of one view.

    Attributes:
        day: of the visit, as in `VisitResult.day`.
        picture: aligned to the baseline's.
        overlays: the lines that were measured in it.
        comparable: whether it may be compared with the baseline's.
    """

    day: int
    picture: Picture
    overlays: tuple[CreaseOverlay, ...]
    comparable: bool


@dataclass(frozen=True)
class ImageSeries:
    """One view over all visits.

    Attributes:
        view: a region's name, or FACE.
        box: (width, height) of the overlays' units.
        bar: length of BAR_MM in them.
        frames: the baseline's first, then by day.
        marks: where injections were, (x, y) in the box with the units given there; for the face.
    """

    view: str
    box: tuple[int, int]
    bar: float
    frames: tuple[Frame, ...]
    marks: tuple[tuple[float, float, float | None], ...] = ()


@dataclass(eq=False)
class _RegionPicture:
    """A region at one visit, before it is blurred to the least sharp visit.

    Attributes:
        light: linear light, float32 (H, W, 3).
        overlays: the lines measured in it.
        blur_difference_mm2: variance of its blur less the baseline's.
        comparable: whether it may be compared with the baseline.
    """

    light: Light
    overlays: tuple[CreaseOverlay, ...]
    blur_difference_mm2: float
    comparable: bool = True


@dataclass
class _Series:
    baseline: FaceView
    faces: list[Frame]
    first: dict[str, _RegionPicture]
    box: dict[str, tuple[int, int]]
    later: dict[str, list[tuple[int, _RegionPicture]]] = field(
        default_factory=lambda: {name: [] for name in REGION_NAMES}
    )
    strips: list[ImageSeries] | None = None


class VisitPictures:
    """Makes pictures of a patient's visits while their pixels are in memory, and keeps the pictures."""

    def __init__(self, begin: str) -> None:
        """Days are counted from the ISO 8601 date `begin`."""
        self._begin = begin
        self._series: dict[SeriesKey, _Series] = {}

    def keeping(self, visits: Iterable[MeasuredVisit]) -> Iterator[MeasuredVisit]:
        """Yields the visits, each after its pictures are made."""
        for visit in visits:
            self._add(visit)
            yield visit
            del visit  # with its pixels, before the next is measured

    def _add(self, visit: MeasuredVisit) -> None:
        """Keeps what a visit's pictures need, on the baseline's grid.

        Of a baseline's captures that is the first usable one, of another visit's the one that its comparison shows.
        """
        if (baseline := visit.baseline) is None:
            return
        if visit.key not in self._series:  # the baseline is not always the first visit
            shown_first = next(analysis for analysis in baseline.captures if analysis.usable)
            self._series[visit.key] = _first(days_between(self._begin, baseline.date), shown_first)
        if (pair := visit.comparison) is None:
            return
        day, series = days_between(self._begin, visit.date), self._series[visit.key]
        series.strips = None
        regions = _regions_shown(series.baseline, pair)
        series.faces.append(_face_frame(series.baseline, day, pair, regions))
        for name, aligned in regions.items():
            gain = exposure_gain(aligned.before_rgb, aligned.after_rgb, aligned.skin)
            light = np.float32(gain) * aligned.after_rgb
            shown = _RegionPicture(
                light, tuple(crease_overlays(aligned, "after")), aligned.blur_difference_mm2, pair.comparable
            )
            series.later[name].append((day, shown))

    def strips(self, key: SeriesKey, treatments: Sequence[Treatment] = (), face: bool = True) -> list[ImageSeries]:
        """The strip of each region that was seen at two visits or more, the face's first; none without a baseline.

        Args:
            key: the series.
            treatments: whose injection points are marked on the face.
            face: whether the face is shown, which identifies the patient.
        """
        series = self._series.get(key)
        if series is None:
            return []
        view = series.baseline
        bar = BAR_MM / view.analysis.face.mm_per_px * scale_of(view.from_photo)
        if series.strips is None:  # pictures are made once, however many reports show them
            series.strips = [
                ImageSeries(
                    name, series.box[name], BAR_MM / GRID_MM, _equally_sharp([(series.faces[0].day, first), *later])
                )
                for name, first in series.first.items()
                if (later := series.later[name])
            ]
        faces = (
            [ImageSeries(FACE, view.size, bar, tuple(series.faces), tuple(_marks(view, treatments)))] if face else []
        )
        return [*faces, *series.strips]


def _first(day: int, analysis: Analysis) -> _Series:
    view = upper_face(analysis, FACE_WIDTH_PX)
    first, box, lines = {}, {}, []
    for name, region in analysis.regions.items():
        if not region.measurable:
            continue
        drawn = tuple(CreaseOverlay(c.path, c.depth_percent, True) for c in region.likely_creases)
        first[name] = _RegionPicture(region.patch.linear_rgb, drawn, 0.0)
        box[name] = (region.patch.shape[1], region.patch.shape[0])
        lines += [_on_face(view, overlay, name) for overlay in drawn]
    return _Series(view, [Frame(day, encode(framed(view, 1.0), FACE_WIDTH_PX), tuple(lines), True)], first, box)


def _regions_shown(baseline: FaceView, pair: Comparison) -> dict[str, AlignedRegion]:
    """The regions that lie on the baseline's own grid, whatever their verdict."""
    if pair.before is not baseline.analysis:
        return {}
    return {name: region.aligned for name, region in pair.regions.items() if region.aligned}


def _face_frame(baseline: FaceView, day: int, pair: Comparison, regions: dict[str, AlignedRegion]) -> Frame:
    view = on_the_same_grid(baseline, pair.after)
    small = [one.rescaled(METERING_SCALE) for one in (baseline, view)]
    gain = exposure_gain(small[0].light, small[1].light, small[0].skin & small[1].skin)
    lines = [
        _on_face(baseline, line, name)
        for name, aligned in regions.items()
        for line in crease_overlays(aligned, "after")
    ]
    return Frame(day, encode(framed(view, gain), FACE_WIDTH_PX), tuple(lines), pair.comparable)


def _on_face(view: FaceView, overlay: CreaseOverlay, name: str) -> CreaseOverlay:
    patch = view.analysis.regions[name].patch
    return replace(overlay, points=transformed(view.from_photo, on_photo(patch, overlay.points)))


def _equally_sharp(visits: list[tuple[int, _RegionPicture]]) -> tuple[Frame, ...]:
    """All visits blurred to the least sharp one: a blurred photo beside a sharp one would look like a treatment.

    The comparison has brought each later photo to the baseline's sharpness where it was sharper.
    """
    largest = max(0.0, *(shown.blur_difference_mm2 for _, shown in visits))

    def frame(day: int, shown: _RegionPicture) -> Frame:
        light, sigma = shown.light, float(np.sqrt(largest - max(shown.blur_difference_mm2, 0.0)))
        if sigma > GRID_MM / 4:
            light = np.asarray(cv2.GaussianBlur(light, (0, 0), sigma / GRID_MM), np.float32)
        return Frame(day, encode(light, REGION_WIDTH_PX), shown.overlays, shown.comparable)

    return tuple(frame(day, shown) for day, shown in visits)


def _marks(view: FaceView, treatments: Sequence[Treatment]) -> list[tuple[float, float, float | None]]:
    chart, marks = view.analysis.face_chart, []
    for point in dict.fromkeys(point for treatment in treatments for point in treatment.points):
        u, v = place_on_face(point, chart)
        in_photo = chart.to_photo(np.array([u]), np.array([v]))[0, 0]
        x, y = transformed(view.from_photo, in_photo)
        marks.append((float(x), float(y), point.units))
    return marks
