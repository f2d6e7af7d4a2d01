"""Light of pictures that are looked at side by side."""

from __future__ import annotations

import io

import numpy as np
import pytest
from follow_up import GPS_MARK, SIMULATED
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.exposure import Picture, encode, exposure_gain
from wrinkle_scan.output.report.pictures import FacePair, face_pair, region_pair
from wrinkle_scan.photo.color import linear_light, luminance


@pytest.fixture(scope="module")
def pair(comparison: Comparison) -> FacePair:
    return face_pair(comparison)


def light_of(picture: Picture) -> NDArray[np.float32]:
    with Image.open(io.BytesIO(picture.jpeg)) as image:
        return linear_light(np.asarray(image))


def test_skin_is_equally_light_in_each_region(comparison: Comparison) -> None:
    for region in comparison.regions.values():
        assert region.aligned is not None
        pictures = region_pair(region.aligned)
        assert (pictures.before.height, pictures.before.width) == region.aligned.patch.shape
        skin = region.aligned.skin
        one, other = (float(np.median(luminance(light_of(p)[skin]))) for p in (pictures.before, pictures.after))
        assert other == pytest.approx(one, rel=0.03)


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
