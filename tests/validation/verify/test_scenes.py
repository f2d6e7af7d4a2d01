"""The scenes: what is altered in a photo is altered by as much as is said, and the same each time."""

from __future__ import annotations

from sample_photos import without_forehead

from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.validation.verify import scenes


def test_each_thing_that_may_be_different_makes_another_photo() -> None:
    photo = read_photo(without_forehead())
    photos = [scenes.with_nuisance(photo, photo.sha256, kind).pixels for kind in scenes.NUISANCES]
    assert len({pixels.tobytes() for pixels in [photo.pixels, *photos]}) == len(scenes.NUISANCES) + 1
