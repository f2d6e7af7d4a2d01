"""What rules out an answer, and what a region's answer says of its numbers."""

from __future__ import annotations

from dataclasses import replace

import compared_pairs
import pytest
from made_answers import answered

from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.verdicts import cannot_tell


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


def test_a_regions_numbers_are_its_changes_and_stand_beside_no_cannot_tell() -> None:
    found = answered("improved", (40.0, 20.0), -50.0, (-60.0, -35.0), 9.0)
    assert (found.before, found.after, found.change_percent) == (40.0, 20.0, -50.0)
    assert (found.ci95_percent, found.detectable_change_percent, found.level) == ((-60.0, -35.0), 9.0, "line")
    unsure = replace(found, verdict="cannot_tell", reason="Too unlike.")
    assert unsure.reported is unsure.change_percent is unsure.ci95_percent is unsure.detectable_change_percent is None
    assert (unsure.before, unsure.after, unsure.level) == (40.0, 20.0, "line")
    hidden = cannot_tell("Hidden.", (None, 8.4))
    assert (hidden.before, hidden.after, hidden.change_percent, hidden.level) == (None, 8.4, None, None)
