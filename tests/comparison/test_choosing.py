"""What counts as captures of one visit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_photos import AFTER, BEFORE, analyzed, compared

from wrinkle_scan.comparison.captures import compare_chosen
from wrinkle_scan.comparison.choosing import Chosen


def test_a_front_and_an_oblique_are_no_captures_of_one_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declared or not: the mean of a front and a side view is of neither, though each pair has its answer."""
    monkeypatch.setattr("wrinkle_scan.comparison.captures.compare", lambda *_: compared(BEFORE, AFTER))
    front = analyzed(BEFORE)
    oblique = replace(front, face=replace(front.face, yaw_deg=front.face.yaw_deg + 40))
    found = compare_chosen(Chosen((front, oblique)), Chosen((analyzed(AFTER),)))
    assert not found.comparable
    assert found.issues[0].code == "inconsistent_captures" and "from the side" in found.issues[0].message
    assert {region.verdict for region in found.regions.values()} == {"cannot_tell"}
