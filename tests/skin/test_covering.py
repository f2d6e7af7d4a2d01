"""Sunglasses and masks are named; a bare face is not said to wear any."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw
from sample_photos import a_third, analyzed, london, needs_shared_photos

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.photo.reading import Photo, read_photo
from wrinkle_scan.skin.covering import what_covers
from wrinkle_scan.skin.segmentation import segment_head

EYES = ((33, 133), (263, 362))
BRIDGE_AND_ARMS = ((133, 362), (33, 127), (263, 356))
MASK_OUTLINE = (6, 118, 123, 132, 58, 172, 136, 150, 148, 152, 377, 379, 365, 397, 288, 361, 352, 347)


def wearing(what: str) -> Photo:
    """The sample with sunglasses or a mask drawn on in flat colours."""
    base = analyzed(a_third())
    points, image = base.face.landmarks[:, :2], Image.fromarray(base.photo.pixels)
    pen, span = ImageDraw.Draw(image), float(np.hypot(*(points[263] - points[33])))
    if what == "sunglasses":
        for corners in EYES:
            x, y = points[list(corners)].mean(axis=0)
            pen.ellipse((x - 0.34 * span, y - 0.24 * span, x + 0.34 * span, y + 0.3 * span), fill=(12, 12, 14))
        for a, b in BRIDGE_AND_ARMS:
            pen.line([tuple(points[a]), tuple(points[b])], fill=(12, 12, 14), width=round(0.06 * span))
    elif what == "mask":
        pen.polygon([tuple(points[i]) for i in MASK_OUTLINE], fill=(120, 170, 200))
    return base.photo.with_pixels(np.asarray(image))


@pytest.mark.parametrize(("what", "codes"), [("nothing", []), ("sunglasses", ["sunglasses"]), ("mask", ["mask"])])
def test_what_covers_the_face_is_named(what: str, codes: list[str]) -> None:
    photo = wearing(what)
    face = measure_face(photo)
    assert [code for code, _ in what_covers(photo, face, segment_head(photo, face))] == codes


def test_a_photo_cut_above_the_mouth_wears_no_mask() -> None:
    base = analyzed(a_third())
    cut = base.photo.with_pixels(np.ascontiguousarray(base.photo.pixels[: int(base.face.landmarks[4, 1])]))
    face = measure_face(cut)
    assert what_covers(cut, face, segment_head(cut, face)) == []


@needs_shared_photos
def test_a_bar_over_the_eyes_is_named() -> None:
    """The segmenter takes it for hair or skin."""
    bare = read_photo(london("014"))
    points, image = measure_face(bare).landmarks[:, :2], Image.fromarray(bare.pixels)
    span = float(np.hypot(*(points[263] - points[33])))
    (left, y), (right, _) = points[33] - (0.1 * span, 0), points[263] + (0.1 * span, 0)
    ImageDraw.Draw(image).rectangle((left, y - 0.09 * span, right, y + 0.09 * span), fill=(0, 0, 0))
    photo = bare.with_pixels(np.asarray(image))
    face = measure_face(photo)
    assert [code for code, _ in what_covers(photo, face, segment_head(photo, face))] == ["sunglasses"]
