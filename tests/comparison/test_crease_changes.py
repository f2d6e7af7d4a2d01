"""What is said of each crease: the right word, a name of its own, its place on the chart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from made_answers import answered
from sample_photos import AFTER, BEFORE, compared, flat_patch

from wrinkle_scan.comparison.aligned_region import AlignedRegion, PairedCrease
from wrinkle_scan.comparison.crease_changes import INITIALS, change_of, crease_changes
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.regions.names import REGION_NAMES


@pytest.fixture(scope="module")
def samples() -> Comparison:
    return compared(BEFORE, AFTER)


def crease(before: float, after: float, traced_in: Any = "both", length_mm: float = 12.0) -> PairedCrease:
    path = np.column_stack([np.linspace(10, 10 + length_mm / 0.15, 41), np.full(41, 20.0)])
    return PairedCrease(path, length_mm, 0.8, before, after, traced_in)


def region(creases: list[PairedCrease], verdict: Any = "unchanged") -> RegionComparison:
    patch = flat_patch("forehead", 40.0, 20.0)
    aligned = AlignedRegion(patch, patch.linear_rgb, patch.linear_rgb, patch.inside, 1.0, 0.0, creases)
    return replace(answered(verdict, (5.0, 5.0), 0.0, (-9.0, 9.0), 9.0), aligned=aligned)


@pytest.mark.parametrize(
    ("before", "after", "traced_in", "word"),
    [
        (20.0, 10.0, "both", "fainter"),
        (10.0, 20.0, "both", "deeper"),
        (20.0, 16.1, "both", "same"),
        (20.0, 15.9, "both", "fainter"),
        (16.1, 20.0, "both", "same"),
        (15.9, 20.0, "both", "deeper"),
        (2.0, 1.05, "both", "same"),  # 48 %, but less than one point
        (2.0, 0.95, "both", "fainter"),
        (12.0, 3.9, "before", "vanished"),
        (12.0, 4.1, "before", "fainter"),  # still a third as deep
        (12.0, 3.9, "both", "fainter"),  # still traced
        (3.9, 12.0, "after", "new"),
        (4.1, 12.0, "after", "deeper"),
        (3.9, 12.0, "both", "deeper"),
        (12.0, 11.0, "before", "same"),  # the tracing missed it, the ruler did not
        (5.0, -0.5, "before", "vanished"),  # noise below zero
        (-0.5, 5.0, "after", "new"),
        (-0.4, 0.3, "after", "same"),
    ],
)
def test_the_word_for_a_change(before: float, after: float, traced_in: str, word: str) -> None:
    assert change_of(crease(before, after, traced_in)) == word


def test_names_count_from_the_longest() -> None:
    found = crease_changes("glabella", region([crease(9, 9, length_mm=mm) for mm in (6.0, 14.0, 9.0)]))
    assert found is not None
    assert [(item.id, item.crease.length_mm) for item in found] == [("G1", 14.0), ("G2", 9.0), ("G3", 6.0)]


def test_every_region_has_a_letter_of_its_own() -> None:
    assert set(INITIALS) == set(REGION_NAMES)
    assert len(set(INITIALS.values())) == len(INITIALS)


def test_paths_are_on_the_chart_in_steps_of_about_2_mm() -> None:
    found = crease_changes("forehead", region([crease(9, 9, length_mm=12.0), crease(9, 9, length_mm=5.1)]))
    assert found is not None
    long, short = (item.path_mm for item in found)
    # The path starts at column 10, row 20 of a grid of 0.15 mm whose first row is v = 20 mm.
    assert long[0] == pytest.approx([1.5, 17.0]) and long[-1] == pytest.approx([13.5, 17.0])
    assert np.diff(long[:, 0]) == pytest.approx(np.full(6, 2.0))
    assert len(short) == 4 and short[-1, 0] - short[0, 0] == pytest.approx(5.1)


def test_no_answer_no_creases() -> None:
    assert crease_changes("forehead", region([crease(9, 3)], "cannot_tell")) is None
    assert crease_changes("forehead", replace(region([crease(9, 3)]), aligned=None)) is None
    assert crease_changes("forehead", region([])) == []


def test_json_of_the_samples_has_the_simulated_change(samples: Comparison) -> None:
    data = samples.to_dict()["regions"]
    softened = data["forehead"]["creases"] + data["glabella"]["creases"]
    assert {"fainter", "vanished"} & {item["change"] for item in softened}
    assert not [item for item in softened if item["change"] in ("deeper", "new")], "they were made shallower by 60 %"
    left_alone = data["crows_feet_right"]["creases"] + data["crows_feet_left"]["creases"]
    assert sum(item["change"] == "same" for item in left_alone) >= len(left_alone) / 2
    for item in softened + left_alone:
        assert set(item) == {"id", "length_mm", "width_mm", "before_depth_percent", "after_depth_percent", "change",
                             "path_mm"}  # fmt: skip
        steps = np.hypot(*np.diff(np.array(item["path_mm"]), axis=0).T)
        assert steps.max() < 3.1 and steps.sum() == pytest.approx(item["length_mm"], rel=0.05, abs=0.1)


def test_json_places_a_crease_where_the_region_is(samples: Comparison) -> None:
    data = samples.to_dict()["regions"]
    for name in REGION_NAMES:
        outline = samples.before.regions[name].patch.outline
        for item in data[name]["creases"]:
            points = np.array(item["path_mm"])
            assert (points > outline.min(axis=0) - 0.2).all() and (points < outline.max(axis=0) + 0.2).all()


def test_json_has_null_where_a_region_cannot_be_compared(samples: Comparison) -> None:
    answer = replace(samples.regions["forehead"], verdict="cannot_tell", reason="Hidden.")
    data = replace(samples, regions={"forehead": answer}).to_dict()
    assert data["regions"]["forehead"]["creases"] is None
