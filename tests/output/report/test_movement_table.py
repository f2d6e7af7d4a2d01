"""The movements in the report: right figures in the right row, and nothing where nothing was measured."""

from __future__ import annotations

import pytest

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.movement import Excursion, Movement, MovementPair
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.html import render_comparison
from wrinkle_scan.output.report.movement_table import movement_rows
from wrinkle_scan.output.report.wording import NBSP


def side(approach: float, lift: float) -> Excursion:
    return Excursion(lift, approach, 0.1, 0.1, 0.1)


@pytest.fixture(scope="module")
def frowns(before: Analysis) -> MovementPair:
    """Brows 2.0 mm together and 5 mm down before, 0.5 mm and 1 mm after."""
    strong = Movement(before, "frown", [], side(2.2, -4.6), side(1.8, -5.4))
    weak = Movement(before, "frown", [Issue("person", "Do both show the same?")], side(0.6, -1.2), side(0.4, -0.8))
    return MovementPair(strong, weak)


def plain(words: str) -> str:
    return words.replace(NBSP, " ")


def test_rows_of_a_frown(frowns: MovementPair) -> None:
    together, up = movement_rows(frowns)
    assert together.title == "Inner ends of the brows inward" and up.title == "Brows up"
    assert plain(together.before) == "+2.0 mm (right +2.2, left +1.8)"
    assert plain(together.after) == "+0.5 mm (right +0.6, left +0.4)"
    assert plain(together.change) == "\u221275 %" and plain(together.least) == "0.4 mm"
    assert plain(up.before) == "\u22125.0 mm (right \u22124.6, left \u22125.4)"
    assert plain(up.change) == "\u221280 %" and plain(up.least) == "3.4 mm"


def test_no_change_of_what_hardly_moved(frowns: MovementPair) -> None:
    weak_first = movement_rows(MovementPair(frowns.after, frowns.before))
    assert [row.change for row in weak_first][1] == "too little movement before"
    alone = movement_rows(MovementPair(frowns.before, None))
    assert [(row.after, row.change) for row in alone] == [("not measured", "\u2013")] * 2


def test_the_page_has_them_with_their_issues(comparison: Comparison, frowns: MovementPair) -> None:
    html = render_comparison(comparison, frowns)
    section = html.split('<h2 id="movement">')[1].split("</section>")[0]
    assert plain(section).count("<td") == 2 * 4
    assert "+2.0 mm (right +2.2, left +1.8)" in plain(section)
    assert "<li>After: Do both show the same?</li>" in section
    assert 'id="movement"' not in render_comparison(comparison)
