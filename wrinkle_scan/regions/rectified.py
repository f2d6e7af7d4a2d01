"""A region rectified: its pixels resampled, in linear light, onto a grid in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.geometry import Face
from wrinkle_scan.photo.color import linear_light
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.outlines import Outline, outer_canthus, region_outline
from wrinkle_scan.regions.settings import GRID

GRID_MM = GRID.step_mm
"""By its own name: most of what is measured on the grid needs it."""
SAMPLED_AT_ONCE = 1024


@dataclass(frozen=True, eq=False)
class RectifiedRegion:
    """One region on its grid; the first row is its top, columns run to the patient's left.

    Attributes:
        name: the region's name.
        u: float64 (W,), mm to the patient's left of the midline, spaced by GRID_MM.
        v: float64 (H,), mm above the eyes' corners, falling.
        linear_rgb: float32 (H, W, 3), linear light, 0..1.
        photo_xy: float32 (H, W, 2), where each grid point lies in the photo, px.
        canthus: (u, v) of the eye's outer corner on the region's side, mm: crow's feet fan out from it.
        outline: closed polygon (N, 2) of (u, v), mm.
        inside: bool (H, W), within the outline.
        in_frame: bool (H, W), within the photo.
        facing: float32 (H, W), how squarely the skin faces the camera, 0..1.
        mm_per_px: size of a pixel of the photo's file on this region's skin, mm.
    """

    name: str
    u: NDArray[np.float64]
    v: NDArray[np.float64]
    linear_rgb: NDArray[np.float32]
    photo_xy: NDArray[np.float32]
    canthus: tuple[float, float]
    outline: Outline
    inside: NDArray[np.bool_]
    in_frame: NDArray[np.bool_]
    facing: NDArray[np.float32]
    mm_per_px: float

    @property
    def shape(self) -> tuple[int, int]:
        """(H, W)."""
        return len(self.v), len(self.u)

    @property
    def apex(self) -> tuple[float, float]:
        """The canthus on the grid, (column, row)."""
        return (self.canthus[0] - self.u[0]) / GRID_MM, (self.v[0] - self.canthus[1]) / GRID_MM

    def on_chart(self, path: NDArray[np.float64]) -> NDArray[np.float64]:
        """A path (N, 2) of (column, row) on the grid as (u, v), mm."""
        return np.column_stack([self.u[0] + GRID_MM * path[:, 0], self.v[0] - GRID_MM * path[:, 1]])

    def on_grid(self, path: NDArray[np.float64]) -> NDArray[np.float64]:
        """A path (N, 2) of (u, v), mm, as (column, row) on the grid."""
        return np.column_stack([path[:, 0] - self.u[0], self.v[0] - path[:, 1]]) / GRID_MM

    def fill(self, polygon: Outline) -> NDArray[np.bool_]:
        """The grid points inside a polygon (N, 2) of (u, v), mm: bool (H, W)."""
        return _fill(polygon, self.u, self.v)


def rectify(photo: Photo, face_chart: FaceChart, name: str) -> RectifiedRegion:
    """Resamples one region of a photo onto its millimetre grid."""
    outline = region_outline(name, face_chart)
    low, high = outline.min(axis=0) - GRID.margin_mm, outline.max(axis=0) + GRID.margin_mm
    u, v = np.arange(low[0], high[0], GRID_MM), np.arange(high[1], low[1], -GRID_MM)
    xy = face_chart.to_photo(u, v)
    x, y = xy[..., 0], xy[..., 1]
    return RectifiedRegion(
        name=name,
        u=u,
        v=v,
        linear_rgb=sample_light(photo, xy, face_chart.face.mm_per_px / GRID_MM),
        photo_xy=xy,
        canthus=outer_canthus(name, face_chart),
        outline=outline,
        inside=_fill(outline, u, v),
        in_frame=(x >= 0.5) & (y >= 0.5) & (x <= photo.width - 0.5) & (y <= photo.height - 0.5),
        facing=_facing(xy, face_chart.face),
        mm_per_px=face_chart.face.mm_per_px / photo.reduced_by,
    )


def distance_px(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Distance of each grid point from a mask, bool (H, W): float32 (H, W), grid points; very far from an empty one."""
    if not mask.any():
        return np.full(mask.shape, 1e6, np.float32)
    return np.asarray(cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE))


def dilate_mm(mask: NDArray[np.bool_], mm: float) -> NDArray[np.bool_]:
    """The mask, bool (H, W) on a GRID_MM grid, and what lies within so many mm of it.

    A disc is a stack of rows: the mask is widened along its rows, ever more, and moved up and down by as much as is
    left. Exact, and for a few mm several times as fast as a map of distances.
    """
    radius, grown = mm / GRID_MM, np.zeros(mask.shape, bool)
    near = bounds(mask, int(np.ceil(radius)))
    found, widened, wide = grown[near], mask[near].astype(np.uint8), 0
    if not widened.size:
        return grown
    for away in range(int(radius), -1, -1):
        more = int(np.sqrt(radius**2 - away**2)) - wide
        if more:
            widened, wide = cv2.dilate(widened, np.ones((1, 2 * more + 1), np.uint8)), wide + more
        rows, height = widened.view(bool), len(widened)
        if away < height:
            found[away:] |= rows[: height - away]
            found[: height - away] |= rows[away:]
    return grown


def bounds(mask: NDArray[np.bool_], beyond: int) -> tuple[slice, slice]:
    """Rows and columns of a mask (H, W) that hold all of it, and so many beyond; none for an empty one."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return slice(0), slice(0)
    top, left = max(int(rows[0]) - beyond, 0), max(int(columns[0]) - beyond, 0)
    return slice(top, int(rows[-1]) + beyond + 1), slice(left, int(columns[-1]) + beyond + 1)


def thinned(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A quarter of a mask's points, evenly: enough for a median over thousands; all of them where it has fewer."""
    some = np.zeros_like(mask)
    some[::2, ::2] = mask[::2, ::2]
    return some if some.sum() >= GRID.enough_points else mask


def components_touching(core: NDArray[np.bool_], mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The connected parts of a mask, bool (H, W), that have a point in its core, bool (H, W)."""
    joined, near = np.zeros(mask.shape, bool), bounds(mask, 0)
    if not mask[near].size:
        return joined
    count, labels = cv2.connectedComponents(mask[near].astype(np.uint8), connectivity=4)
    touching = np.zeros(count, bool)
    touching[labels[core[near]]] = True
    touching[0] = False  # what is not of the mask
    joined[near] = touching[labels]
    return joined


def sampled(image: NDArray[np.float32], points: NDArray[np.float32]) -> NDArray[np.float32]:
    """An image (H, W) at points (N, 2) of (column, row), float32 (N,): linear between grid points, even beyond them.

    As SciPy's ``map_coordinates`` to float32's precision, in a tenth of its time. The points are laid out in rows, of
    which OpenCV takes no longer ones than `SAMPLED_AT_ONCE`.
    """
    rows = np.zeros((-(-len(points) // SAMPLED_AT_ONCE), SAMPLED_AT_ONCE, 2), np.float32)
    rows.reshape(-1, 2)[: len(points)] = points
    if not rows.size:
        return np.zeros(0, np.float32)
    found = cv2.remap(image, rows, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found.ravel()[: len(points)], np.float32)


def gaussian_reach(sigma_px: float) -> int:
    """Pixels that a Gaussian mean reaches: OpenCV ends its kernel at four sigmas."""
    return round(4 * sigma_px) + 1


def gaussian_mean(
    image: NDArray[np.float32], sigma_px: float, here: tuple[slice, slice] = (slice(None), slice(None))
) -> NDArray[np.float32]:
    """Gaussian mean of an image (H, W) or (H, W, C); a wide one on a reduced image, to no visible difference.

    Of its rows and columns `here` alone, if any are given.
    """
    reduce = max(int(sigma_px / GRID.reduced_from_px), 1)
    if reduce == 1:
        (top, bottom, _), (left, right, _) = (of.indices(side) for of, side in zip(here, image.shape, strict=False))
        reach = gaussian_reach(sigma_px)
        above, before = min(reach, top), min(reach, left)
        near = image[top - above : bottom + reach, left - before : right + reach]
        mean = cv2.GaussianBlur(near, (0, 0), sigma_px, borderType=cv2.BORDER_REFLECT)
        return np.asarray(mean[above : above + bottom - top, before : before + right - left], np.float32)
    height, width = image.shape[:2]
    below, right = -height % reduce, -width % reduce  # whole blocks are reduced several times as fast
    padded = cv2.copyMakeBorder(image, 0, below, 0, right, cv2.BORDER_REFLECT)
    size = (padded.shape[1] // reduce, padded.shape[0] // reduce)
    small = cv2.resize(padded, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma_px / reduce, borderType=cv2.BORDER_REFLECT)
    return np.asarray(
        cv2.resize(small, padded.shape[1::-1], interpolation=cv2.INTER_LINEAR)[:height, :width][here], np.float32
    )


def sample_light(photo: Photo, xy: NDArray[np.float32], grid_per_px: float) -> NDArray[np.float32]:
    """Linear light at photo points (H, W, 2), float32 (H, W, 3).

    `grid_per_px` is the size of a photo pixel in steps of the grid: a photo finer than the grid is first reduced to it,
    so that nothing aliases.
    """
    beyond = GRID.sampled_beyond_px
    columns_and_rows = cv2.split(xy)  # each in one piece: four times as fast to search
    left, top = (int(np.floor(of.min())) - beyond for of in columns_and_rows)
    right, bottom = (int(np.ceil(of.max())) + beyond for of in columns_and_rows)
    left, top = int(np.clip(left, 0, photo.width - 1)), int(np.clip(top, 0, photo.height - 1))
    right, bottom = int(np.clip(right, left + 1, photo.width)), int(np.clip(bottom, top + 1, photo.height))
    part, scale = photo.pixels[top:bottom, left:right], np.ones(2)
    if grid_per_px < 1:
        size = (max(round(part.shape[1] * grid_per_px), 1), max(round(part.shape[0] * grid_per_px), 1))
        scale = np.array([size[0] / part.shape[1], size[1] / part.shape[0]])
        channels = (linear_light(channel) for channel in cv2.split(part))  # one at a time: they take the most memory
        light = cv2.merge([cv2.resize(channel, size, interpolation=cv2.INTER_AREA) for channel in channels])
    else:
        light = linear_light(part)
    points = ((xy - (left, top)) * scale - 0.5).astype(np.float32)
    sampled = cv2.remap(light, points, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.clip(sampled, 0, 1), np.float32)


def _fill(polygon: Outline, u: NDArray[np.float64], v: NDArray[np.float64]) -> NDArray[np.bool_]:
    step = u[1] - u[0]
    points = np.column_stack([(polygon[:, 0] - u[0]) / step, (v[0] - polygon[:, 1]) / step])
    mask = np.zeros((len(v), len(u)), np.uint8)
    cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 1)
    return mask.astype(bool)


def _facing(xy: NDArray[np.float32], face: Face) -> NDArray[np.float32]:
    """Smallest stretch of the map from skin to picture: 1 where the skin faces the camera, less where it turns away.

    A step to the right is the same in every row, a step down in every column (`FaceChart.to_photo`).
    """
    per_mm = face.mm_per_px / GRID_MM
    a, c = (np.gradient(xy[0], axis=0) * per_mm).T
    b, d = (np.gradient(xy[:, 0], axis=0) * per_mm).T[..., None]
    # The smaller singular value of a 2 x 2 matrix, in closed form.
    smaller = (np.hypot(a + d, c - b) - np.hypot(a - d, b + c)) / 2
    return np.asarray(np.clip(np.abs(smaller), 0, 1), np.float32)
