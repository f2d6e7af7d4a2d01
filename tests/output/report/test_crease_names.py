"""Names stand by their own lines, in the picture, off each other and off the corners where words stand already."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from wrinkle_scan.comparison.aligned_region import PairedCrease
from wrinkle_scan.comparison.crease_changes import CreaseChange, crease_changes
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.crease_names import (
    HEIGHT_PX,
    NARROWEST_PX,
    TAGS_PX,
    CreaseLabel,
    place_labels,
    width_px,
)

SHAPE = (300, 600)
PX = NARROWEST_PX / SHAPE[1]


def change(number: int, ends: tuple[tuple[float, float], tuple[float, float]]) -> CreaseChange:
    path = np.linspace(*ends, 30)
    return CreaseChange(f"F{number}", PairedCrease(path, 9.0, 0.8, 9.0, 9.0, "both"), "same", path)


def px(name: CreaseLabel, shape: tuple[int, int] = SHAPE) -> NDArray[np.float64]:
    """The middle of a name in a picture NARROWEST_PX wide."""
    return np.array([name.x, name.y]) / 100 * (NARROWEST_PX, shape[0] * NARROWEST_PX / shape[1])


def touch(a: CreaseLabel, b: CreaseLabel, shape: tuple[int, int] = SHAPE) -> bool:
    distance = np.abs(px(a, shape) - px(b, shape))
    return bool(distance[0] < (width_px(a.text) + width_px(b.text)) / 2 - 0.1 and distance[1] < HEIGHT_PX - 0.1)


def from_line(name: CreaseLabel, path: NDArray[np.float64], shape: tuple[int, int] = SHAPE) -> float:
    return float(np.hypot(*((path + 0.5) * NARROWEST_PX / shape[1] - px(name, shape)).T).min())


def test_a_lone_line_has_its_name_beyond_its_end() -> None:
    item = change(1, ((200.0, 200.0), (400.0, 200.0)))
    (name,) = place_labels([item], SHAPE)
    assert name.text == "F1"
    assert px(name)[1] == pytest.approx(200.5 * PX, abs=0.1), "level with a level line"
    assert 400 * PX < px(name)[0] < 400 * PX + width_px("F1") + 6


def test_a_line_at_the_edge_has_its_name_inside() -> None:
    for ends in (((500.0, 250.0), (598.0, 298.0)), ((2.0, 250.0), (60.0, 298.0)), ((300.0, 280.0), (300.0, 299.0))):
        (name,) = place_labels([change(1, ends)], SHAPE)
        x, y = px(name)
        assert width_px("F1") / 2 <= x <= NARROWEST_PX - width_px("F1") / 2
        assert HEIGHT_PX / 2 <= y <= SHAPE[0] * PX - HEIGHT_PX / 2


def test_names_keep_off_the_words_in_the_corners() -> None:
    for ends in (((20.0, 20.0), (120.0, 30.0)), ((450.0, 20.0), (580.0, 30.0))):
        (name,) = place_labels([change(1, ends)], SHAPE)
        assert px(name)[1] >= TAGS_PX[1] + HEIGHT_PX / 2 - 0.1 or TAGS_PX[0] < px(name)[0] < NARROWEST_PX - TAGS_PX[0]


def test_lines_one_above_the_other_have_names_that_do_not_overlap() -> None:
    items = [change(i + 1, ((250.0, 120.0 + 14 * i), (350.0, 120.0 + 14 * i))) for i in range(7)]
    names = place_labels(items, SHAPE)
    assert not [pair for pair in combinations(names, 2) if touch(*pair)]
    assert [name.text for name in names] == [f"F{i + 1}" for i in range(7)]


def test_a_name_does_not_hide_the_next_line() -> None:
    first, second = change(1, ((100.0, 200.0), (300.0, 200.0))), change(2, ((310.0, 200.0), (500.0, 200.0)))
    names = place_labels([first, second], SHAPE)
    assert all(from_line(name, item.crease.path) > 5 for name in names for item in (first, second))


def test_on_real_faces_names_are_clear_of_each_other_and_near_their_lines(comparison: Comparison) -> None:
    count = 0
    for region_name, region in comparison.regions.items():
        changes = crease_changes(region_name, region) or []
        shape = region.aligned.patch.shape if region.aligned else SHAPE
        names = place_labels(changes, shape)
        assert not [pair for pair in combinations(names, 2) if touch(*pair, shape)]
        assert all(from_line(n, c.crease.path, shape) < 2.5 * HEIGHT_PX for n, c in zip(names, changes, strict=True))
        count += len(names)
    assert count >= 4


def test_no_lines_no_names() -> None:
    assert place_labels([], SHAPE) == []
