"""What a check that passed or did not pass means for the answer."""

from __future__ import annotations

import pytest

from wrinkle_scan.comparison.check import Check


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
