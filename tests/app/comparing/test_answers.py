"""A comparison in the page's own words: what keeps it from an answer, and what to do about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import compared_pairs

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.app.comparing.answers import answer_of
from wrinkle_scan.app.comparing.remedies import UNLIKE


def test_every_region_has_its_sentence_and_its_sign() -> None:
    answer = answer_of(compared_pairs.every_verdict())
    assert [(region.verdict, region.sign) for region in answer.regions] == [
        ("improved", "\u2193"),
        ("unchanged", "="),
        ("worsened", "\u2191"),
        ("cannot_tell", "?"),
    ]
    assert answer.regions[0].sentence.startswith("Lines about 40")
    assert [obstacle.reason for obstacle in answer.obstacles] == ["Hidden by a plaster."]
    assert answer.obstacles[0].regions == ("Crow's feet, left",) and answer.obstacles[0].remedies


def test_what_forbids_an_answer_is_said_once_for_all_regions() -> None:
    answer = answer_of(compared_pairs.refused())
    (obstacle,) = answer.obstacles
    assert answer.refused and obstacle.regions == ()
    assert "different series" in obstacle.reason and obstacle.remedies == (UNLIKE["expression"],)


def test_a_doubt_about_the_whole_answer() -> None:
    pair = compared_pairs.plain()
    issues = [Issue("person", "The patient seems to be someone else: make sure."), Issue("light", "Elsewhere.")]
    made, doubt = answer_of(replace(pair, issues=issues)).doubts
    assert made.reason == "The photo after is not a real one: it was made by a computer."
    assert (doubt.reason, doubt.remedies) == (issues[0].message, (UNLIKE["person"],))


def test_the_days_are_those_of_the_cameras_else_of_the_names() -> None:
    """A photo that is filed under its day is not said to have none."""
    pair = compared_pairs.every_verdict()
    cameras, names = ("2026-01-05T10:00:00", None), ("any.jpg", "2026-02-05_smile.jpg")

    def named(analysis: Analysis, captured_at: str | None, name: str) -> Analysis:
        return replace(analysis, photo=replace(analysis.photo, captured_at=captured_at, path=Path(name)))

    before, after = map(named, (pair.before, pair.after), cameras, names)
    answer = answer_of(replace(pair, before=before, after=after))
    assert (answer.before, answer.after) == ("5 January 2026", "5 February 2026")
    assert answer.elapsed == "taken 31 days after the first"
    assert answer_of(replace(pair, before=named(before, None, "a.jpg"), after=after)).before is None
