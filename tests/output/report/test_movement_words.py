"""What is said of a movement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.movement import Excursion, Movement, MovementPair
from wrinkle_scan.output.report.movement_words import movement_line, movements_line


def side(approach: float, lift: float) -> Excursion:
    return Excursion(lift, approach, 0.1, 0.1, 0.1)


@pytest.fixture(scope="module")
def frowns(before: Analysis) -> MovementPair:
    """Brows 2.0 mm together and 5 mm down before, 0.5 mm and 1 mm after."""
    strong = Movement(before, "frown", [], side(2.2, -4.6), side(1.8, -5.4))
    weak = Movement(before, "frown", [Issue("person", "Do both show the same?")], side(0.6, -1.2), side(0.4, -0.8))
    return MovementPair(strong, weak)


def test_the_terminals_line(frowns: MovementPair) -> None:
    assert movements_line(frowns) == (
        "Movement from rest: inner ends of the brows inward 2.0 mm -> 0.5 mm (-75 %); brows up -5.0 mm -> -1.0 mm (not "
        "above the 3.4 mm that may be none) (-80 %)."
    )
    assert frowns.before is not None
    assert movement_line(frowns.before) == (
        "Movement from rest: inner ends of the brows inward 2.0 mm; brows up -5.0 mm."
    )
    assert movement_line(replace(frowns.before, right=None, left=None)) == "Movement from rest: not measured."
