"""What rules out an answer."""

from __future__ import annotations

from dataclasses import replace

import compared_pairs


def test_a_pair_is_refused_where_it_is_neither_comparable_nor_forced() -> None:
    plain, forced = compared_pairs.plain(), compared_pairs.forced()
    assert not plain.refused and not plain.obstacles
    assert not forced.refused and [check.code for check in forced.obstacles] == ["expression"]
    assert replace(forced, forced=False).refused
