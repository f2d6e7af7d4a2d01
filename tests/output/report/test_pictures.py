"""The pictures of a page: same skin at the same place, equally light, and nothing in the files but the picture."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from follow_up import DARKER, GPS_MARK, SCALE, SIMULATED
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.face.finding import find_face
from wrinkle_scan.output.report.affine import compose, inverse, pixel_centers, scale_of, similarity, transformed
from wrinkle_scan.output.report.exposure import Picture, encode, exposure_gain
from wrinkle_scan.output.report.face_views import ANCHORS, FaceView, on_the_same_grid, upper_face
from wrinkle_scan.output.report.pictures import FACE_WIDTH_PX, FacePair, face_pair, region_pair
from wrinkle_scan.photo.color import linear_light, luminance
from wrinkle_scan.photo.reading import read_photo

RIGID = (33, 133, 362, 263, 168, 6, 197, 9, 151)


@pytest.fixture(scope="module")
def pair(comparison: Comparison) -> FacePair:
    return face_pair(comparison)


def light_of(picture: Picture) -> NDArray[np.float32]:
    with Image.open(io.BytesIO(picture.jpeg)) as image:
        return linear_light(np.asarray(image))


def mm_per_px(pair: FacePair, comparison: Comparison) -> float:
    return comparison.before.face.mm_per_px / scale_of(pair.from_before)


def test_both_faces_are_of_one_size_and_no_larger_than_needed(pair: FacePair) -> None:
    assert (pair.before.width, pair.before.height) == (pair.after.width, pair.after.height)
    assert pair.before.width == FACE_WIDTH_PX
    for picture in (pair.before, pair.after):
        assert light_of(picture).shape == (picture.height, picture.width, 3)
        assert len(picture.jpeg) < 250_000


def test_a_coarse_photo_is_not_blown_up(comparison: Comparison) -> None:
    view = upper_face(comparison.before, 10_000)
    assert scale_of(view.from_photo) == pytest.approx(1.0)


def test_the_camera_is_undone(pair: FacePair, comparison: Comparison, camera_moved: NDArray[np.float64]) -> None:
    """The after photo is the before photo seen by a camera that moved in a known way."""
    points = comparison.before.face.landmarks[list(RIGID), :2]
    by_truth = transformed(compose(pair.from_after, camera_moved), points)
    off_mm = np.hypot(*(by_truth - transformed(pair.from_before, points)).T) * mm_per_px(pair, comparison)
    assert off_mm.max() < 0.3


def test_landmarks_found_again_in_both_pictures_agree(pair: FacePair, comparison: Comparison, tmp_path: Path) -> None:
    found = []
    for name, picture in (("before.jpg", pair.before), ("after.jpg", pair.after)):
        (tmp_path / name).write_bytes(picture.jpeg)
        found.append(find_face(read_photo(tmp_path / name)).landmarks[list(RIGID), :2])
    assert np.hypot(*(found[0] - found[1]).T).max() * mm_per_px(pair, comparison) < 2.0


def test_the_eyes_are_level(pair: FacePair, comparison: Comparison) -> None:
    right, left = transformed(pair.from_before, comparison.before.face.landmarks[[33, 263], :2])
    assert right[0] < left[0], "the patient's right is on the picture's left"
    assert right[1] == pytest.approx(left[1], abs=0.01)


def test_all_regions_are_in_the_picture(pair: FacePair, comparison: Comparison) -> None:
    for region in comparison.before.regions.values():
        points = transformed(pair.from_before, region.patch.photo_xy[region.patch.inside])
        assert (points > 0).all() and (points < (pair.before.width, pair.before.height)).all()


def test_skin_is_equally_light_in_both_faces(pair: FacePair, comparison: Comparison) -> None:
    view = upper_face(comparison.before, FACE_WIDTH_PX)
    one, other = (float(np.median(luminance(light_of(p)[view.skin]))) for p in (pair.before, pair.after))
    assert other == pytest.approx(one, rel=0.03)
    assert pair.gain == pytest.approx(1 / DARKER, rel=0.03)


def test_skin_is_equally_light_in_each_region(comparison: Comparison) -> None:
    for region in comparison.regions.values():
        assert region.aligned is not None
        pictures = region_pair(region.aligned)
        assert (pictures.before.height, pictures.before.width) == region.aligned.patch.shape
        skin = region.aligned.skin
        one, other = (float(np.median(luminance(light_of(p)[skin]))) for p in (pictures.before, pictures.after))
        assert other == pytest.approx(one, rel=0.03)


def test_the_before_face_keeps_its_own_light(pair: FacePair, comparison: Comparison) -> None:
    view = upper_face(comparison.before, FACE_WIDTH_PX)
    shown, real = light_of(pair.before)[view.skin], view.light[view.skin]
    assert float(np.median(luminance(shown))) == pytest.approx(float(np.median(luminance(real))), rel=0.01)


def test_files_hold_nothing_but_the_picture(pair: FacePair, comparison: Comparison) -> None:
    pictures = [pair.before, pair.after]
    for region in comparison.regions.values():
        assert region.aligned is not None
        pictures += [region_pair(region.aligned).before, region_pair(region.aligned).after]
    for picture in pictures:
        for mark in (b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", GPS_MARK, SIMULATED.encode(), b"Apple"):
            assert mark not in picture.jpeg
        with Image.open(io.BytesIO(picture.jpeg)) as image:
            assert not image.getexif() and set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_beyond_the_photos_edge_is_plain_grey(comparison: Comparison) -> None:
    """A follow-up that shows less of the face must not be filled up with made-up skin."""
    view = upper_face(comparison.before, 300)
    shifted = FaceView(comparison.before, view.from_photo + np.array([[0, 0, 5000.0], [0, 0, 0]]), view.size)
    assert not shifted.in_frame.any() and not shifted.skin.any()


def test_the_match_does_not_follow_strange_skin(comparison: Comparison) -> None:
    """With nothing in common to go by, the after photo stays where the landmarks put it."""
    view = upper_face(comparison.before, 300)
    laid = similarity(*(a.face.landmarks[list(ANCHORS), :2] for a in (comparison.after, comparison.before)))
    matched = on_the_same_grid(view, comparison.after)
    points = comparison.after.face.landmarks[list(RIGID), :2]
    moved = transformed(matched.from_photo, points) - transformed(compose(view.from_photo, laid), points)
    assert np.hypot(*moved.T).max() * comparison.before.face.mm_per_px / scale_of(view.from_photo) < 3.0


def test_gain_is_the_ratio_of_medians() -> None:
    rng = np.random.default_rng(1)
    skin = np.zeros((40, 50), bool)
    skin[5:30, 5:40] = True
    before = rng.uniform(0.2, 0.4, (40, 50, 3)).astype(np.float32)
    after = 0.5 * before
    after[~skin] = 1.0  # a bright wall behind the head does not count
    assert exposure_gain(before, after, skin) == pytest.approx(2.0, rel=1e-5)
    assert exposure_gain(before, after, np.zeros_like(skin)) == 1.0


def test_encoding_is_srgb_and_caps_the_width() -> None:
    light = np.full((100, 400, 3), 0.2140, np.float32)  # linear light of the sRGB code 127.5
    picture = encode(light, 200)
    assert (picture.width, picture.height) == (200, 50)
    with Image.open(io.BytesIO(picture.jpeg)) as image:
        assert np.abs(np.asarray(image).astype(int) - 127.5).max() <= 1.5
    assert encode(light, 400).width == 400


def test_too_bright_light_is_cut_off_not_wrapped() -> None:
    picture = encode(np.full((16, 16, 3), 1.7, np.float32), 16)
    with Image.open(io.BytesIO(picture.jpeg)) as image:
        assert np.asarray(image).min() >= 254


def test_affines() -> None:
    rng = np.random.default_rng(0)
    points = rng.uniform(-50, 50, (20, 2))
    turn = np.radians(25)
    known = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0]]) * 1.7
    known[:, 2] = (12, -7)
    assert similarity(points, transformed(known, points)) == pytest.approx(known)
    assert scale_of(known) == pytest.approx(1.7)
    assert transformed(compose(inverse(known), known), points) == pytest.approx(points)
    assert pixel_centers((3, 2)).tolist() == [
        [[0.5, 0.5], [1.5, 0.5], [2.5, 0.5]],
        [[0.5, 1.5], [1.5, 1.5], [2.5, 1.5]],
    ]


def test_the_follow_up_is_what_it_claims(comparison: Comparison) -> None:
    """Guards the truth that the tests above compare with."""
    ratio = comparison.after.face.mm_per_px / comparison.before.face.mm_per_px
    assert ratio == pytest.approx(1 / SCALE, rel=0.02)
