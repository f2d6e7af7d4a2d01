"""What rules out an answer, and what a region's answer says of its numbers."""

from __future__ import annotations

from dataclasses import replace

import compared_pairs
import pytest

from wrinkle_scan.comparison.results import Check


@pytest.mark.parametrize(
    ("passed", "forbids", "region", "obstacle", "pair_differs"),
    [
        (False, True, None, True, True),
        (True, True, None, False, False),
        (False, False, None, False, True),
        (False, False, "forehead", False, False),
    ],
)
def test_what_a_check_means(
    passed: bool, forbids: bool, region: str | None, obstacle: bool, pair_differs: bool
) -> None:
    check = Check("light", "", "", "", passed, "", region, forbids)
    assert (check.obstacle, check.pair_differs) == (obstacle, pair_differs)


def test_a_pair_is_refused_where_it_is_neither_comparable_nor_forced() -> None:
    plain, forced = compared_pairs.plain(), compared_pairs.forced()
    assert not plain.refused and not plain.obstacles
    assert not forced.refused and [check.code for check in forced.obstacles] == ["expression"]
    assert replace(forced, forced=False).refused
