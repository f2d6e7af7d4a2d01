"""Two files made from one photograph are no before and after, whatever was done to one of them."""

from __future__ import annotations

import dataclasses
import hashlib
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sample_photos import (
    BEFORE,
    a_third,
    a_third_softened,
    analyzed,
    compared,
    london,
    needs_shared_photos,
    smaller_sample,
)

from wrinkle_scan.analysis.analyzing import analyze, analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.validation.phantom.perturb import Nuisance, perturb
from wrinkle_scan.validation.phantom.relighting import relight
from wrinkle_scan.validation.phantom.reposing import repose
from wrinkle_scan.validation.phantom.softening import soften

pytestmark = pytest.mark.slow

FRAMED = Nuisance(roll_deg=4.0, nearer=0.92, shift_px=(14, -9), stops=-0.3, tint=(1.05, 1, 0.95), jpeg_quality=85)


def as_a_file(photo: Photo) -> Photo:
    """As it would be read from a file that does not say what it was made from."""
    return dataclasses.replace(photo, sha256=hashlib.sha256(photo.pixels.tobytes()).hexdigest(), description=None)


@cache
def original() -> Analysis:
    smaller = analyzed(BEFORE).photo.with_pixels(np.ascontiguousarray(smaller_sample(3)))
    return analyze_photo(as_a_file(smaller), "frown")


def against(photo: Photo) -> Comparison:
    return compare(original(), analyze_photo(as_a_file(photo), "frown"))


def copy_check(pair: Comparison) -> Check:
    return next(check for check in pair.checks if check.code == "copy")


@pytest.mark.parametrize(
    "nuisance", [Nuisance(size=0.6, jpeg_quality=90), FRAMED, Nuisance(stops=-0.5, noise=0.002)], ids=str
)
def test_a_copy_is_refused(nuisance: Nuisance) -> None:
    pair = against(perturb(original().photo, nuisance))
    assert not pair.comparable and not copy_check(pair).passed
    assert all("one photograph" in str(region.reason) for region in pair.regions.values())


def test_a_retouched_copy_is_no_improvement() -> None:
    """The lines that a treatment would soften, softened by hand, on a picture framed and coloured anew."""
    softer = original().photo.with_pixels(soften(original(), {"forehead": 0.6, "glabella": 0.6}))
    pair = against(perturb(softer, FRAMED))
    assert {region.verdict for region in pair.regions.values()} == {"cannot_tell"}
    assert not copy_check(pair).passed
    forced = compare(pair.before, pair.after, force=True)
    assert forced.regions["forehead"].verdict == "improved", "or nothing would have been passed off"


def test_the_same_file_twice_is_said_to_be_that() -> None:
    pair = compared(a_third(), a_third())
    assert not pair.comparable
    assert "the same file" in copy_check(pair).message


def test_a_face_that_turned_a_little_is_another_photograph() -> None:
    base = original()
    turned = repose(base.photo, base.face, 1.5, -1.0)
    pair = against(perturb(turned, Nuisance(blur_px=0.4, noise=0.002)))
    assert copy_check(pair).passed and pair.comparable


def test_another_light_makes_no_other_photograph() -> None:
    pair = against(relight(original(), 10.0, 90.0))
    assert not copy_check(pair).passed


def test_a_photo_that_says_it_is_simulated_is_compared() -> None:
    pair = compared(a_third(), a_third_softened())
    assert pair.comparable and not [check for check in pair.checks if check.code == "copy"]
    as_if_real = compare(pair.before, analyze_photo(as_a_file(pair.after.photo), "frown"))
    assert not copy_check(as_if_real).passed


@needs_shared_photos
def test_two_photographs_of_one_person_are_two() -> None:
    """Of the London set's faces one of the two whose neutral and smiling photos are most alike."""
    assert copy_check(compared(london("003"), london("003", smiling=True))).passed


@needs_shared_photos
def test_one_minute_and_another_distance_make_two_photographs() -> None:
    near, far = (london("003").parent.parent / "repeats" / f"{cm}cm.jpg" for cm in (30, 45))
    assert copy_check(compared(near, far)).passed


@needs_shared_photos
def test_a_copy_saved_anew_by_a_photo_viewer_is_refused(tmp_path: Path) -> None:
    with Image.open(london("140")) as image:
        image.resize((image.width * 2 // 3, image.height * 2 // 3), Image.Resampling.LANCZOS).save(
            tmp_path / "copy.png"
        )
    pair = compare(analyzed(london("140")), analyze(tmp_path / "copy.png"))
    assert not copy_check(pair).passed
