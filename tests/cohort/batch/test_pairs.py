"""Which scored photos make a pair."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_photos import BEFORE, a_third, analyzed

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.cohort.batch.columns import SCORES, Row, full_row
from wrinkle_scan.cohort.batch.held import HeldAnalyses
from wrinkle_scan.cohort.batch.pairs import VisitPair, compare_pair, visit_pairs
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.system.errors import PhotoError


def photo(day: str, **other: Any) -> list[Row]:
    about = {"path": f"{day}.jpg", "sha256": day, "status": "scored", "patient": "A", "visit_date": day}
    about |= {"expression": "rest", "view": "front"} | other
    return [full_row(SCORES, region=region, **about) for region in ("forehead", "glabella")]


def pairs(*photos: list[Row]) -> list[VisitPair]:
    return list(visit_pairs(photos))


def test_each_follow_up_with_the_first_visit() -> None:
    found = pairs(photo("2026-01-05"), photo("2026-02-05"), photo("2026-03-05"))
    assert [(pair.before.date, pair.after.date) for pair in found] == [
        ("2026-01-05", "2026-02-05"),
        ("2026-01-05", "2026-03-05"),
    ]


def test_what_is_neither_declared_nor_classified_is_in_no_pair() -> None:
    assert pairs(photo("2026-01-05", expression=None), photo("2026-02-05", expression=None)) == []


def test_a_view_from_the_side_is_in_no_pair_with_one_from_the_front() -> None:
    assert pairs(photo("2026-01-05"), photo("2026-02-05", view="left")) == []
    (pair,) = pairs(photo("2026-01-05", view="left"), photo("2026-02-05", view="left"))
    assert pair.view == "left"


@pytest.mark.slow
def test_what_is_doubtful_about_the_photos_stands_in_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_on = [Issue("marked", "The skin is marked."), Issue("coarse", "Too coarse.")]

    def of_name(path: Path, expression: Expression) -> Analysis:
        analysis = analyzed(a_third())
        photo = replace(analysis.photo, path=path)
        return replace(analysis, photo=photo, expression=expression, issues=drawn_on if "-02-" in path.name else [])

    monkeypatch.setattr("wrinkle_scan.cohort.batch.held.analyze", of_name)
    (pair,) = pairs(photo("2026-01-05"), photo("2026-02-05"))
    assert {row["notes"] for row in compare_pair(pair, HeldAnalyses())} == {"After photo: The skin is marked."}


def test_each_photo_is_classified_or_declared_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in `progress`: one photo that nobody declared does not make the others of its series undeclared."""
    days = ("2026-01-05", "2026-02-05", "2026-03-05")
    by_face = [photo(day, expression_from=by) for day, by in zip(days, ("name", "face", "name"), strict=True)]
    mixed, declared = pairs(*by_face)
    assert [visit.guessed for visit in mixed.visits] == [(False,), (True,)]
    assert [visit.guessed for visit in declared.visits] == [(False,), (False,)]
    seen: list[tuple[str, bool]] = []

    def compare(*visits: list[Analysis]) -> None:
        seen.extend((one.photo.path.name, one.expression_guessed) for visit in visits for one in visit)
        raise PhotoError(Path("a.jpg"), "seen", "that was all", "")

    analysis = analyzed(BEFORE)

    def of_name(path: Path, expression: Expression) -> Analysis:
        return replace(analysis, photo=replace(analysis.photo, path=path), expression=expression)

    monkeypatch.setattr("wrinkle_scan.cohort.batch.held.analyze", of_name)
    monkeypatch.setattr("wrinkle_scan.cohort.batch.pairs.compare_visits", compare)
    assert [row["status"] for row in compare_pair(mixed, HeldAnalyses())] == ["failed"]
    assert seen == [("2026-01-05.jpg", False), ("2026-02-05.jpg", True)]


def test_a_pair_that_is_declared_later_is_compared_anew() -> None:
    days = ("2026-01-05", "2026-02-05")
    (by_face,) = pairs(*(photo(day, expression_from="face") for day in days))
    (declared,) = pairs(*(photo(day, expression_from="name") for day in days))
    (half,) = pairs(photo(days[0], expression_from="name"), photo(days[1], expression_from="face"))
    (other_half,) = pairs(photo(days[0], expression_from="face"), photo(days[1], expression_from="name"))
    assert by_face.key == declared.key == half.key
    assert len({pair.captures_sha256 for pair in (by_face, declared, half, other_half)}) == 4


@pytest.mark.parametrize(("certainty", "guessed"), [(0.94, True), (0.95, False), (None, True)])
def test_what_is_classified_for_certain_counts_as_declared(certainty: float | None, guessed: bool) -> None:
    days = ("2026-01-05", "2026-02-05")
    (pair,) = pairs(*(photo(day, expression_from="face", expression_certainty=certainty) for day in days))
    assert [visit.guessed for visit in pair.visits] == [(guessed,), (guessed,)]
