"""What should be alike in the skin of two photos."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import flat_patch

from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.alignment import Alignment
from wrinkle_scan.comparison.skin_checks import check_registration, check_specular, check_texture
from wrinkle_scan.output.report.wording import own_lines_words
from wrinkle_scan.quality.skin_texture import TextureDifference


def test_skin_that_is_not_registered_is_not_said_to_be_compared() -> None:
    """It is said of a refused pair, too; as what a region is compared its level says (`wording.level_words`)."""
    apart = check_registration("forehead", Alignment(np.zeros((2, 2, 2), np.float32), 0.12, 0.0, False))
    assert not apart.passed and "(correlation 0.12, at least" in apart.message
    assert "is compared" not in apart.message and "is compared" not in own_lines_words(4, 0)


@pytest.mark.parametrize(("strength", "which", "left"), [(-0.31, "after", "73 %"), (0.31, "before", "73 %")])
def test_a_photo_that_lost_fine_texture_is_named_with_what_it_has_left(strength: float, which: str, left: str) -> None:
    """exp(-0.31) is 0.73."""
    texture, motion = check_texture(TextureDifference(strength, 0.1))
    assert not texture.passed and motion.passed and not texture.forbids
    assert texture.found == "differs by a factor of 1.36" and texture.limit == "1.35"
    assert f"In the {which} photo the skin has {left} of the other's fine texture" in texture.message


def test_a_blur_in_one_direction_is_another_check_than_lost_texture() -> None:
    texture, motion = check_texture(TextureDifference(0.29, 0.26))
    assert texture.passed and not motion.passed
    assert motion.found == "factor 1.30" and "moved in one of the photos" in motion.message
    assert check_texture(None) == [], "no skin says anything"


@pytest.mark.parametrize(("drops", "which"), [((0, 60), "after"), ((60, 0), "before")])
def test_the_photo_whose_skin_glitters_is_named(drops: tuple[int, int], which: str) -> None:
    patch = flat_patch("glabella", 20.0, 20.0)
    photos = []
    for number in drops:
        rgb = patch.linear_rgb.copy()
        for n in range(number):
            rgb[8 + 15 * (n // 8) : 12 + 15 * (n // 8), 8 + 15 * (n % 8) : 12 + 15 * (n % 8)] = 1.0
        photos.append(rgb)
    check = check_specular("glabella", AlignedRegion(patch, *photos, patch.inside, 1.0, 0.0, []))
    assert not check.passed and check.region == "glabella"
    assert f"In the {which} photo the skin is wet or shines more" in check.message
    dry = check_specular("glabella", AlignedRegion(patch, photos[0], photos[0], patch.inside, 1.0, 0.0, []))
    assert dry.passed
