"""Conditions are drawn where they belong, in the face's own millimetres, and are the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from drawn_conditions import base, changed

from wrinkle_scan.validation.phantom.conditions import CONDITIONS, apply_condition

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("condition", ["acne", "photo of a screen", "single strands"])
def test_the_same_seed_gives_the_same_photo(condition: str) -> None:
    one, same, other = (apply_condition(base(), condition, seed).pixels for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_every_condition_changes_the_photo() -> None:
    for name in ("make-up", "wet skin", "flash", "freckles", "stubble"):
        assert name in CONDITIONS
        photo = apply_condition(base(), name)
        assert changed(photo).any() and photo.sha256 == ""
