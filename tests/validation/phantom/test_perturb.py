"""Another visit's photo: what was asked is done, and nothing else."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_photos import BEFORE, SAMPLES

from wrinkle_scan.photo.color import linear_light
from wrinkle_scan.photo.reading import Photo, read_photo
from wrinkle_scan.validation.phantom.perturb import Nuisance, perturb, random_nuisance


@pytest.fixture(scope="module")
def photo() -> Photo:
    return read_photo(SAMPLES / "grace_hopper.jpg")


def test_nothing_asked_is_nothing_done(photo: Photo) -> None:
    again = perturb(photo, Nuisance())
    assert np.array_equal(again.pixels, photo.pixels)
    assert again.path == photo.path


@given(stops=st.floats(-1.5, 0.0))
@settings(max_examples=10, deadline=None)
def test_exposure_is_in_powers_of_two_of_light(stops: float) -> None:
    grey = Photo(BEFORE, "", np.full((80, 80, 3), 180, np.uint8), None, None)
    ratio = linear_light(perturb(grey, Nuisance(stops=stops)).pixels) / linear_light(grey.pixels)
    assert np.allclose(ratio, 2**stops, rtol=0.02)  # half a code of 8 bits


def test_tint_multiplies_channels(photo: Photo) -> None:
    tinted = linear_light(perturb(photo, Nuisance(tint=(0.9, 1.0, 0.8))).pixels).mean(axis=(0, 1))
    assert tinted / linear_light(photo.pixels).mean(axis=(0, 1)) == pytest.approx([0.9, 1.0, 0.8], abs=0.01)


def test_framing_turns_and_moves_the_picture(photo: Photo) -> None:
    again = perturb(photo, Nuisance(roll_deg=10.0, nearer=1.1, shift_px=(12.0, -7.0)))
    middle = (photo.width / 2, photo.height / 2)
    back = cv2.invertAffineTransform(cv2.getRotationMatrix2D(middle, -10.0, 1.1) + [[0, 0, 12.0], [0, 0, -7.0]])
    returned = cv2.warpAffine(again.pixels, back, (photo.width, photo.height), flags=cv2.INTER_CUBIC)
    inner = slice(150, -150)
    assert np.corrcoef(returned[inner, inner].ravel(), photo.pixels[inner, inner].ravel())[0, 1] > 0.995


def test_blur_size_and_noise(photo: Photo) -> None:
    def detail(p: Photo) -> float:
        return float(cv2.Laplacian(p.pixels[..., 1].astype(np.float32), cv2.CV_32F).std())

    assert detail(perturb(photo, Nuisance(blur_px=1.0))) < 0.6 * detail(photo)
    assert perturb(photo, Nuisance(size=0.5)).pixels.shape[:2] == (photo.height // 2, photo.width // 2)
    assert detail(perturb(photo, Nuisance(noise=0.02))) > 1.2 * detail(photo)


def test_compression_loses_more_at_lower_quality(photo: Photo) -> None:
    lost = [
        np.abs(perturb(photo, Nuisance(jpeg_quality=q)).pixels.astype(float) - photo.pixels).mean()
        for q in (95, 75, 40)
    ]
    assert 0 < lost[0] < lost[1] < lost[2]


def test_the_same_seed_gives_the_same_photo(photo: Photo) -> None:
    small = dataclasses.replace(photo, pixels=np.ascontiguousarray(photo.pixels[:200, :200]))
    nuisance = random_nuisance(np.random.default_rng(3))
    assert nuisance == random_nuisance(np.random.default_rng(3))
    one, same, other = (perturb(small, nuisance, seed).pixels for seed in (5, 5, 6))
    assert np.array_equal(one, same) and not np.array_equal(one, other)
