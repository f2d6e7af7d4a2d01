"""An analysis in a few megabytes, to be kept until it is compared: what is worked out from others is worked out anew.

Kept are the photo's pixels around the upper face, without loss where the photo is no finer than twice the grid, and
what was found in them. A comparison of restored analyses is the same, to the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.region_analysis import RegionAnalysis
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.settings import MIRRORED, PERSON
from wrinkle_scan.creases.measuring import Crease
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.log_luminance import log_luminance
from wrinkle_scan.regions.rectified import GRID_MM, rectify
from wrinkle_scan.skin.segmentation import Segmentation
from wrinkle_scan.skin.visibility import SkinMask

ROOM_MM = 20.0
"""Kept around all that is compared: the report's pictures show a little more."""
EVERY = 8
"""One in so many rows and columns of a region's grid says where the face lies: ROOM_MM is more than is skipped."""
FACIAL = ("face_skin", "hair")
"""The classes of the segmentation by which those pictures are laid on each other (`Segmentation.is_skin`)."""
PNG_OPTIONS = (cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE)
"""Runs alone: half the time of the fastest level of deflate, for a quarter more bytes."""

Place = tuple[slice, slice]
"""Rows and columns of a photo."""


@dataclass(frozen=True, eq=False)
class _Region:
    """A region without its grids; masks are packed, eight points to the byte."""

    masks: NDArray[np.uint8]
    visible_fraction: float
    hidden: dict[str, float]
    creases: list[Crease]
    reason: str | None


@dataclass(frozen=True, eq=False)
class CompactAnalysis:
    """An analysis without what can be worked out again.

    Attributes:
        rest: the analysis, without pixels and regions.
        size: height and width of the photo, px.
        place: rows and columns of the photo that are kept.
        times: so many pixels of a side are kept as their mean.
        png: those pixels.
        classes: FACIAL ones of the segmentation.
        regions: what was found in each.
    """

    rest: Analysis
    size: tuple[int, int]
    place: Place
    times: int
    png: bytes
    classes: dict[str, NDArray[np.float16]]
    regions: dict[str, _Region]

    def restored(self) -> Analysis:
        """The analysis; its photo is black where it was not kept."""
        kept = cv2.imdecode(np.frombuffer(self.png, np.uint8), cv2.IMREAD_COLOR)
        photo = _with_face_alone(self.rest.photo, self.size, self.place, _enlarged(np.asarray(kept), self.times))
        chart = FaceChart(self.rest.face)
        regions = {name: _restored(photo, chart, name, region) for name, region in self.regions.items()}
        segmentation = Segmentation(self.rest.segmentation.view, _as_float32(self.classes))
        return replace(self.rest, photo=photo, face_chart=chart, segmentation=segmentation, regions=regions)


def compact(analysis: Analysis) -> CompactAnalysis:
    """An analysis in its compact form."""
    photo, times = analysis.photo, max(int(GRID_MM / analysis.face.mm_per_px), 1)
    place = _place_of_face(analysis, times)
    face = photo.pixels[place]
    if times > 1:  # still as fine as the grid
        face = cv2.resize(face, (face.shape[1] // times, face.shape[0] // times), interpolation=cv2.INTER_AREA)
    _, png = cv2.imencode(".png", face, PNG_OPTIONS)
    classes = {name: analysis.segmentation.classes[name].astype(np.float16) for name in FACIAL}
    rest = replace(
        analysis,
        photo=replace(photo, pixels=np.zeros((0, 0, 3), np.uint8)),
        face_chart=FaceChart(analysis.face),
        segmentation=Segmentation(analysis.segmentation.view, {}),
        regions={},
    )
    regions = {name: _compact(region) for name, region in analysis.regions.items()}
    return CompactAnalysis(rest, (photo.height, photo.width), place, times, png.tobytes(), classes, regions)


def trimmed(analysis: Analysis) -> Analysis:
    """The analysis as it is, without the memory of what no comparison looks at; nothing has to be worked out anew."""
    photo, place = analysis.photo, _place_of_face(analysis, 1)
    return replace(
        analysis,
        photo=_with_face_alone(photo, (photo.height, photo.width), place, photo.pixels[place]),
        segmentation=Segmentation(
            analysis.segmentation.view, {name: analysis.segmentation.classes[name] for name in FACIAL}
        ),
    )


def _place_of_face(analysis: Analysis, times: int) -> Place:
    """Rows and columns of the photo that hold all that is compared, and ROOM_MM around; whole blocks of so many px."""
    chart, photo = analysis.face_chart, analysis.photo
    areas = [np.asarray(area).reshape(2, 2) for area in (PERSON.eye_band_mm, MIRRORED.face_mm)]
    points = [region.patch.photo_xy[::EVERY, ::EVERY] for region in analysis.regions.values()]
    points += [chart.to_photo(np.linspace(*u), np.linspace(*v)) for u, v in areas]
    every, room = np.concatenate([some.reshape(-1, 2) for some in points]), ROOM_MM / analysis.face.mm_per_px
    size = np.array([photo.width, photo.height])
    low, high = np.clip([every.min(axis=0) - room, every.max(axis=0) + room], 0, size).astype(int) // times * times
    return slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0]))


def _with_face_alone(photo: Photo, size: tuple[int, int], place: Place, face: NDArray[np.uint8]) -> Photo:
    """The photo with pixels in one place, black elsewhere, where it takes no memory."""
    pixels = np.zeros((*size, 3), np.uint8)
    pixels[place] = face
    pixels.setflags(write=False)
    return replace(photo, pixels=pixels)


def _as_float32(classes: dict[str, NDArray[np.float16]]) -> dict[str, NDArray[np.float32]]:
    return {name: confidence.astype(np.float32) for name, confidence in classes.items()}


def _enlarged(pixels: NDArray[np.uint8], times: int) -> NDArray[np.uint8]:
    return pixels.repeat(times, axis=0).repeat(times, axis=1) if times > 1 else pixels


def _compact(region: RegionAnalysis) -> _Region:
    skin = region.skin
    masks = np.packbits([skin.mask, skin.expected, skin.hair], axis=None)
    return _Region(masks, skin.visible_fraction, skin.hidden, region.creases, region.reason)


def _restored(photo: Photo, chart: FaceChart, name: str, region: _Region) -> RegionAnalysis:
    patch = rectify(photo, chart, name)
    height, width = patch.shape
    masks = np.unpackbits(region.masks, count=3 * height * width).reshape(3, height, width).astype(bool)
    skin = SkinMask(masks[0], masks[1], masks[2], region.visible_fraction, region.hidden)
    return RegionAnalysis(patch, skin, log_luminance(patch.linear_rgb, skin.mask), region.creases, region.reason)
