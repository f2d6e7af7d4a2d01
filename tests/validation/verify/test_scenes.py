"""The scenes: what is altered in a photo is altered by as much as is said, and the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import analyzed, without_forehead

from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.validation.verify import scenes


def test_each_thing_that_may_be_different_makes_another_photo() -> None:
    photo = read_photo(without_forehead())
    photos = [scenes.with_nuisance(photo, photo.sha256, kind).pixels for kind in scenes.NUISANCES]
    assert len({pixels.tobytes() for pixels in [photo.pixels, *photos]}) == len(scenes.NUISANCES) + 1


def test_half_the_resolution_is_half_the_size() -> None:
    photo = read_photo(without_forehead())
    half = scenes.with_nuisance(photo, photo.sha256, "half resolution")
    assert (half.width, half.height) == (round(photo.width / 2), round(photo.height / 2))


def test_each_scene_of_each_photo_has_random_numbers_of_its_own() -> None:
    def drawn(sha256: str, scene: str) -> list[float]:
        return list(scenes.generator(sha256, scene).uniform(size=3))

    assert drawn("a", "yaw") == drawn("a", "yaw")
    assert len({tuple(drawn(*of)) for of in (("a", "yaw"), ("a", "pitch"), ("b", "yaw"))}) == 3


@pytest.mark.slow
def test_the_same_creases_at_every_depth_in_every_region_that_can_be_measured() -> None:
    base = analyzed(without_forehead())
    grooves, again = scenes.grooves_for(base), scenes.grooves_for(base)
    assert set(grooves) == {name for name, region in base.regions.items() if region.measurable}
    assert any(grooves.values())
    for name, some in grooves.items():
        assert all(np.array_equal(one.path, other.path) for one, other in zip(some, again[name], strict=True))
    light = [
        scenes.rendered(base, grooves, depth_mm).pixels.astype(float) - base.photo.pixels
        for depth_mm in (0.0, 0.3, 0.6)
    ]
    assert not light[0].any()
    assert light[2].sum() < 1.5 * light[1].sum() < 0
