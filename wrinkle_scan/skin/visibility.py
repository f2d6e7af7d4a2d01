"""How much bare skin of a region a photo shows, which part of it can be measured, and what hides the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.mesh_points import GLABELLA
from wrinkle_scan.regions.face_chart import FaceChart, average_uv
from wrinkle_scan.regions.outlines import face_outline
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion, dilate_mm
from wrinkle_scan.regions.settings import GRID
from wrinkle_scan.skin.brows import brows_and_eyes
from wrinkle_scan.skin.features import burnt_out, lamps_and_objects, open_mm
from wrinkle_scan.skin.lashes import lashes
from wrinkle_scan.skin.lettering import is_lettered
from wrinkle_scan.skin.marks import marks_and_spots
from wrinkle_scan.skin.segmentation import Segmentation, facial_skin
from wrinkle_scan.skin.settings import LETTERING, SEGMENTATION, VISIBILITY
from wrinkle_scan.system.messages import message

CAUSES = {
    "frame": message("outside the photo's frame"),
    "angle": message("turned too far from the camera"),
    "hair": message("covered by hair"),
    "accessory": message("covered by glasses, jewellery or a headband"),
    "covered": message("covered by something that is not skin"),
    "glare": message("burnt out by glare"),
    "lettering": message("lettering, a watermark or a plaster lies over it"),
    "marked": message("marked with ink, pencil or blood"),
    "dark_spot": message("covered by moles or dark dots"),
}


@dataclass(frozen=True, eq=False)
class SkinMask:
    """What a photo shows of a region's skin.

    Attributes:
        mask: bool (H, W), skin that can be measured.
        expected: bool (H, W), skin that the region has: below the hair line, without brows and eyes.
        hair: bool (H, W), hair in the region and beside it.
        visible_fraction: measurable over expected area, 0..1.
        hidden: cause (a key of CAUSES) -> fraction of the expected area that it hides.
    """

    mask: NDArray[np.bool_]
    expected: NDArray[np.bool_]
    hair: NDArray[np.bool_]
    visible_fraction: float
    hidden: dict[str, float]

    @property
    def area_cm2(self) -> float:
        """Measurable area on the chart, cm2."""
        return float(self.mask.sum()) * (GRID_MM / 10) ** 2

    @property
    def main_cause(self) -> str:
        """What hides most, as the end of a sentence."""
        cause = max(self.hidden, key=lambda name: self.hidden[name])
        return CAUSES[cause]


def measurable_skin(patch: RectifiedRegion, face_chart: FaceChart, segmentation: Segmentation) -> SkinMask:
    """Finds the measurable skin of a region."""
    face_skin, hairy, accessories = segmentation.at(patch.photo_xy, "face_skin", "hair", "others")
    skin, hair = facial_skin(face_skin, hairy), hairy > SEGMENTATION.hair_below
    expected = patch.inside & ~brows_and_eyes(patch, face_chart, skin) & ~lashes(patch, skin)
    if patch.name == "forehead":
        expected &= _below_hair_line(patch, face_chart, skin & patch.in_frame)
    else:
        expected &= patch.fill(face_outline(face_chart.landmarks_uv))  # an ear is skin too
    lamps, objects = lamps_and_objects(patch, skin)
    hidden_by = {
        "frame": ~patch.in_frame,
        "angle": patch.facing < GRID.steepest,
        "accessory": dilate_mm(accessories > SEGMENTATION.accessory_above, VISIBILITY.accessory_edge_mm),
        "hair": dilate_mm(hair, VISIBILITY.hair_edge_mm),
        "covered": dilate_mm((~skin & patch.in_frame) | objects, VISIBILITY.edge_mm),
    }
    bare = expected & ~np.logical_or.reduce(list(hidden_by.values()))
    burnt = burnt_out(patch)
    glare = dilate_mm(burnt, VISIBILITY.glare_edge_mm) | dilate_mm(lamps, VISIBILITY.mirror_edge_mm)
    bright = dilate_mm(open_mm(burnt, LETTERING.thickest_mm), VISIBILITY.glare_edge_mm)
    if is_lettered(patch.linear_rgb, bare & ~bright, patch.mm_per_px):  # white letters look burnt out too
        hidden_by = {"lettering": np.ones_like(bare)}
    else:
        marked, spots = marks_and_spots(patch.linear_rgb, bare & ~glare, patch.mm_per_px)
        hidden_by |= {"glare": glare, "marked": marked, "dark_spot": spots}
    area = max(int(expected.sum()), 1)
    hidden, left = dict.fromkeys(CAUSES, 0.0), expected.copy()
    for cause, mask in hidden_by.items():
        hidden[cause] = float((left & mask).sum()) / area
        left &= ~mask
    return SkinMask(left, expected, hair, float(left.sum()) / area, hidden)


def _below_hair_line(patch: RectifiedRegion, face_chart: FaceChart, skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Below the highest skin of each column, but at least up to the lowest hair line a forehead has."""
    size, (middle, side) = face_chart.face.head_size, VISIBILITY.lowest_hair_line_mm
    out_from_middle = np.minimum(np.abs(patch.u) / (VISIBILITY.half_forehead_mm * size), 1.0)
    lowest = size * (average_uv()[GLABELLA, 1] + middle - (middle - side) * out_from_middle**2)
    top = np.where(skin.any(axis=0), patch.v[np.argmax(skin, axis=0)], -np.inf)
    frame = np.where(patch.in_frame.any(axis=0), patch.v[np.argmax(patch.in_frame, axis=0)], -np.inf)
    cut = ~patch.in_frame[0] & (top >= frame - VISIBILITY.cut_mm)
    return np.asarray(patch.v[:, None] <= np.where(cut, np.inf, np.maximum(top, lowest))[None, :])
