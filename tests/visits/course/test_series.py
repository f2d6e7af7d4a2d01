"""What one expression's visits say together."""

from __future__ import annotations

from dataclasses import replace

from made_progress import DATES, series, visit

from wrinkle_scan.face.expression import SeriesKey


def test_the_baseline_is_the_visit_that_is_marked_as_it_and_may_be_missing() -> None:
    frown = series()
    assert frown.baseline is frown.visits[0]
    later = replace(frown, visits=(replace(frown.visits[0], baseline=False), *frown.visits[1:]))
    assert later.baseline is None


def test_a_series_is_of_an_expression_and_a_view() -> None:
    assert series("smile").key == SeriesKey("smile", "front")
    assert replace(series("smile"), view="left").key == SeriesKey("smile", "left")


def test_compared_visits_are_those_with_an_answer_for_the_region() -> None:
    frown = series()
    unmeasured = replace(visit(165, {}), regions={})
    found = replace(frown, visits=(*frown.visits[:-1], unmeasured)).compared_visits("glabella")
    assert [visited.date for visited, _ in found] == [DATES[day] for day in (7, 30, 120)]
    assert [compared.change_percent for _, compared in found] == [-40.0, -70.0, -35.0]
    assert frown.compared_visits("chin") == []
