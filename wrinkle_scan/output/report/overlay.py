"""Draws the measurement on the photo: regions, excluded skin with the reason, creases coloured by depth."""

from __future__ import annotations

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.analysis.region_analysis import RegionAnalysis
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.output.report.depth_scale import depth_rgb
from wrinkle_scan.output.report.overlay_frame import frame
from wrinkle_scan.output.report.overlay_lettering import PLATE, Labels, wrap
from wrinkle_scan.output.report.overlay_paths import contours, on_photo
from wrinkle_scan.output.report.typefaces import legible, warn_of
from wrinkle_scan.output.report.wording import REGION_TITLES, count
from wrinkle_scan.regions.rectified import RectifiedRegion

MARGIN_MM = 12.0
WIDEST_PX, NARROWEST_PX = 1600, 1100
"""A finer photo is reduced to the first width, a coarser one enlarged to the second so that the text has room."""
OUTLINE, LEFT_OUT = (255, 255, 255), (190, 196, 204)
SUBPIXEL_BITS = 4
DASH_POINTS = 3
"""Length of dashes and gaps in steps of a path; 0.9 mm."""

Pixels = NDArray[np.uint8]


def draw_overlay(analysis: Analysis) -> Image.Image:
    """Draws an analysis on the upper face of its photo, with a header and a legend; mode RGB.

    Warns:
        MissingGlyphWarning: no typeface has some letters of the file's name.
    """
    upper_face = FaceCrop(analysis)
    picture = upper_face.picture()
    for region in analysis.regions.values():
        _draw_left_out(picture, region, upper_face)
        for line in contours(region.skin.expected):
            _draw_line(picture, upper_face.place(region.patch, line), OUTLINE, 2, closed=True)
    for region in analysis.regions.values():
        for crease in region.doubtful_creases:
            for dash in dashes(crease.path):
                _draw_line(picture, upper_face.place(region.patch, dash), depth_rgb(crease.depth_percent), 2)
        for crease in sorted(region.likely_creases, key=lambda c: c.depth_percent):
            _draw_line(picture, upper_face.place(region.patch, crease.path), depth_rgb(crease.depth_percent), 3)
    image = Image.fromarray(picture)
    _write_names(image, analysis, upper_face)
    unshown: set[str] = set()
    for text in (analysis.photo.path.name, *(issue.message for issue in analysis.issues)):
        legible(text, unshown)
    warn_of(unshown, "The overlay")
    return frame(image, analysis, 10 / analysis.face.mm_per_px * upper_face.scale)


def overlay_png(analysis: Analysis) -> bytes:
    """The same as the bytes of a PNG file."""
    buffer = io.BytesIO()
    draw_overlay(analysis).save(buffer, "PNG")
    return buffer.getvalue()


class FaceCrop:
    """The part of a photo that holds the four regions.

    Attributes:
        box: (left, top, right, bottom), photo px; may reach MARGIN_MM beyond the photo.
        scale: picture px per photo px.
    """

    def __init__(self, analysis: Analysis) -> None:
        """Finds it: all of the regions that is inside the photo, and MARGIN_MM around it."""
        self._photo = analysis.photo
        points = np.vstack([r.patch.photo_xy[r.patch.inside] for r in analysis.regions.values()])
        margin = MARGIN_MM / analysis.face.mm_per_px
        end = np.array([analysis.photo.width, analysis.photo.height])
        left, top = np.floor(points.min(axis=0).clip(0, end) - margin).astype(int)
        right, bottom = np.ceil(points.max(axis=0).clip(0, end) + margin).astype(int)
        self.box = (int(left), int(top), int(right), int(bottom))
        width = right - left
        self.scale = float(np.clip(width, NARROWEST_PX, WIDEST_PX) / width)

    def picture(self) -> Pixels:
        """The part of the photo at the picture's scale; plain dark where the photo ends."""
        left, top, right, bottom = self.box
        inside = self._photo.pixels[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
        beyond = (max(-top, 0), bottom - top - max(-top, 0) - inside.shape[0])
        beside = (max(-left, 0), right - left - max(-left, 0) - inside.shape[1])
        whole = cv2.copyMakeBorder(inside, *beyond, *beside, cv2.BORDER_CONSTANT, value=PLATE)
        size = (round((right - left) * self.scale), round((bottom - top) * self.scale))
        method = cv2.INTER_AREA if self.scale < 1 else cv2.INTER_CUBIC
        return np.ascontiguousarray(cv2.resize(whole, size, interpolation=method), np.uint8)

    def place(self, patch: RectifiedRegion, path: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where a path (N, 2) of a patch's grid lies on the picture, px with pixel edges at whole numbers."""
        return np.asarray((on_photo(patch, path) - self.box[:2]) * self.scale)


def _draw_line(
    picture: Pixels, points: NDArray[np.float64], color: tuple[int, int, int], width: int, closed: bool = False
) -> None:
    """A line in a dark casing, so that it can be seen on any skin."""
    fixed = np.round((points - 0.5) * 2**SUBPIXEL_BITS).astype(np.int32)
    unit = max(picture.shape[1] / 1400, 0.8)
    for shade, px in ((PLATE, 1.5 * width + 1), (color, width)):
        cv2.polylines(picture, [fixed], closed, shade, max(round(px * unit), 1), cv2.LINE_AA, SUBPIXEL_BITS)


def dashes(path: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """The parts of a path (N, 2) that are drawn of a doubtful line."""
    return [path[start : start + DASH_POINTS + 1] for start in range(0, len(path) - 1, 2 * DASH_POINTS)]


def _draw_left_out(picture: Pixels, region: RegionAnalysis, upper_face: FaceCrop) -> None:
    """Light hatching over the part of the region that was not measured."""
    left_out = region.skin.expected if not region.measurable else region.skin.expected & ~region.skin.mask
    polygons = [np.round(upper_face.place(region.patch, line) - 0.5).astype(np.int32) for line in contours(left_out)]
    covered = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(covered, polygons, 1)
    rows, columns = np.nonzero(covered)
    period = max(picture.shape[1] // 110, 8)
    phase = (rows + columns) % period
    for shade, first in ((LEFT_OUT, 0), (PLATE, 2)):  # a light and a dark line side by side show on light and dark skin
        on = (phase >= first) & (phase < first + 2)
        place = rows[on], columns[on]
        picture[place] = (0.35 * picture[place] + 0.65 * np.array(shade)).astype(np.uint8)


def _write_names(image: Image.Image, analysis: Analysis, upper_face: FaceCrop) -> None:
    """Writes each region's name beside it, and in it the reason if it could not be measured."""
    labels = Labels(image, max(image.width // 64, 15))
    for name, region in analysis.regions.items():
        outlines = contours(region.skin.expected) or contours(region.patch.inside)
        points = upper_face.place(region.patch, np.vstack(outlines))
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        middle = (left + right) / 2
        if region.measurable:
            lines = [
                REGION_TITLES[name],
                f"{_lines_words(region)}, severity {region.severity:.1f}",
            ]
            above = top - 2.2 * labels.size if name == "forehead" else bottom + 2.2 * labels.size
            labels.place(lines, (middle, above))
        else:
            reason = wrap(f"Not measurable: {region.reason}", max(0.9 * (right - left), 12 * labels.size), labels.size)
            labels.place([REGION_TITLES[name], *reason], (middle, (top + bottom) / 2), (255, 214, 120))


def _lines_words(region: RegionAnalysis) -> str:
    """Number of lines drawn, and of doubtful ones among them."""
    likely, doubtful = count(len(region.likely_creases), "line"), len(region.doubtful_creases)
    return f"{likely}, {doubtful} doubtful" if doubtful else likely
