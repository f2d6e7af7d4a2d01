"""What of a region two photos show."""

from __future__ import annotations

from dataclasses import fields, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.comparison.region_pair import RegionPair, region_loads
from wrinkle_scan.regions.rectified import GRID_MM

CM2 = round(100 / GRID_MM**2)
"""Grid points of 1 cm2."""


def pair(before: float, after: float, common: float, whole_cm2: int = 10) -> RegionPair:
    """Of a region's skin, the shares that either photo shows and that both do."""
    whole = analyzed(BEFORE).regions["glabella"]
    skin = np.arange(whole_cm2 * CM2) < common * whole_cm2 * CM2
    seen = SimpleNamespace(visible_fraction=before, area_cm2=before * whole_cm2, expected=np.ones(len(skin), bool))
    found: dict[str, Any] = {field.name: None for field in fields(RegionPair)}
    found |= {"skin": skin, "after_area_cm2": after * whole_cm2, "after_visible": after}
    return RegionPair(**found | {"before": replace(whole, skin=seen)})


@pytest.mark.parametrize(
    ("before", "after", "common", "hidden"),
    [
        (1.0, 1.0, 1.0, 0.0),
        (0.9, 0.8, 0.75, 0.1),  # each by its own outline, which follows the brows: its rim is in both
        (0.9, 0.5, 0.5, 0.4 / 0.9),  # half of it is gone: what both show
        (0.35, 0.35, 0.05, 0.3 / 0.35),  # as much of it, and hardly the same: another fringe
    ],
)
def test_what_one_photo_alone_shows(before: float, after: float, common: float, hidden: float) -> None:
    found = pair(before, after, common)
    assert found.hidden == pytest.approx(hidden, abs=0.01)
    assert found.area_cm2 == pytest.approx(10 * common, abs=0.01)
    assert found.visible_fraction == pytest.approx(common, abs=0.01)


def test_a_line_as_near_what_both_show_as_the_landmarks_are_sure_counts_as_seen_in_both() -> None:
    """They place skin to a millimetre or two. One photo shows the left half of a forehead, the other all of it."""
    forehead = analyzed(BEFORE).regions["forehead"]
    middle = forehead.patch.shape[1] // 2
    skin = forehead.skin.mask.copy()
    skin[:, middle:] = False
    rows = np.flatnonzero(skin[:, middle - 1])[::2].astype(float)

    def loads(beyond_mm: float) -> tuple[float, float]:
        """Of an upright line so far beyond the edge of that half."""
        path = np.column_stack([np.full(len(rows), middle + beyond_mm / GRID_MM), rows])
        line = replace(forehead.creases[0], path=path, probability=1.0)
        found: dict[str, Any] = {field.name: None for field in fields(RegionPair)}
        found |= {
            "before": replace(forehead, creases=[line]),
            "skin": skin,
            "after_lines": [line],
            "after_visible": 0.4,
        }
        return region_loads(RegionPair(**found))

    inside, near, far = (loads(mm) for mm in (-5.0, 1.2, 2.5))
    assert inside[0] > 0 and near == pytest.approx(inside)
    assert far == (0, 0)
