"""Raters who follow a known rule have the agreement that follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_reviews import Rule, made_key, rated, saying, truth

from wrinkle_scan.cohort.review.key import KeyItem
from wrinkle_scan.cohort.review.rater_agreement import Agreement, RaterAgreement, agreement
from wrinkle_scan.cohort.review.ratings import read_all_ratings


def judged(folder: Path, *rules: Rule, patients: int = 8) -> Agreement:
    _, key = made_key(folder, patients)
    paths = [rated(folder, key, f"rater {n}", rule) for n, rule in enumerate(rules)]
    return agreement(key, read_all_ratings(paths, key))


def one(folder: Path, rule: Rule, patients: int = 8) -> RaterAgreement:
    return judged(folder, rule, patients=patients).raters[0]


def test_who_always_picks_the_truly_softer_side_agrees_fully(tmp_path: Path) -> None:
    found = one(tmp_path, saying(truth))
    assert (found.rater_vs_tool.value, found.intra_rater.value) == (1, 1)
    assert found.rater_vs_tool.interval == (1, 1)
    assert (found.rater_vs_tool.items, found.intra_rater.items) == (24, 4)
    assert found.mean_regions.value == 0, "as many improved as worsened"
    assert found.mean_faces.value == 2
    assert found.improved_where_unchanged.value == found.worsened_where_unchanged.value == 0


def test_a_weaker_grade_in_the_same_direction_agrees_with_the_tool_as_well(tmp_path: Path) -> None:
    assert one(tmp_path, saying(lambda item: truth(item) // 2)).rater_vs_tool.value == 1


def test_who_picks_the_wrong_side_disagrees(tmp_path: Path) -> None:
    assert one(tmp_path, saying(lambda item: -truth(item))).rater_vs_tool.value == -1


def test_who_always_says_left_agrees_with_nobody(tmp_path: Path) -> None:
    """Left is chance: kappa near zero with the tool, and with himself the opposite where the sides are swapped."""
    found = one(tmp_path, lambda _: 1, patients=40)
    assert found.rater_vs_tool.value is not None and found.rater_vs_tool.interval is not None
    assert abs(found.rater_vs_tool.value) < 0.3
    assert found.rater_vs_tool.interval[0] < 0 < found.rater_vs_tool.interval[1]
    assert found.intra_rater.value is not None and found.intra_rater.value < 0


def test_overestimation_is_seen(tmp_path: Path) -> None:
    """A rater who finds everything improved, and half of the unchanged ones by half."""
    found = one(tmp_path, saying(lambda item: 1 if item.pair % 2 else truth(item)))
    assert found.improved_where_unchanged.value == 0.5
    assert found.worsened_where_unchanged.value == 0
    assert found.mean_regions.value == (4 * 0 + 4 * 1) / 8


def test_intervals_widen_where_patients_differ(tmp_path: Path) -> None:
    """All regions of a patient alike: it is the patients that are drawn. 10 of 20 patients at +2 and 10 at 0 have a
    mean of 1 with a standard error of 1 / sqrt(20) = 0.22, whatever the number of their regions."""
    found = one(tmp_path, saying(lambda item: 2 * (item.pair % 2)), patients=20).mean_regions
    assert found.value == 1 and found.items == 60 and found.interval is not None
    low, high = found.interval
    assert high - low == pytest.approx(2 * 1.96 * 20**-0.5, rel=0.1)


def test_what_cannot_be_judged_counts_nowhere(tmp_path: Path) -> None:
    def rule(item: KeyItem) -> int:
        return 0 if item.what == "glabella" else saying(truth)(item)

    found = one(tmp_path, rule)
    assert found.rated == 36 and found.cannot_judge >= 8
    assert found.rater_vs_tool.items == 16
    assert found.improved_where_unchanged.items == 0
    assert (found.improved_where_unchanged.value, found.improved_where_unchanged.why_not) == (None, "no items")


def test_few_items_have_no_interval_but_say_why(tmp_path: Path) -> None:
    found = one(tmp_path, saying(truth), patients=3).rater_vs_tool
    assert found.value == 1 and found.interval is None
    assert found.why_not == "no interval: it needs 10 items of 5 patients"


def test_one_and_the_same_answer_is_no_agreement(tmp_path: Path) -> None:
    found = judged(tmp_path, lambda _: 3, lambda _: 3).between["rater 0", "rater 1"]
    assert (found.value, found.why_not) == (None, "every answer is the same")


def test_raters_are_compared_with_each_other_by_before_and_after(tmp_path: Path) -> None:
    """Two who agree item by item, and a third who sees the contrary; every two of them, first showings only."""
    found = judged(tmp_path, saying(truth), saying(truth), saying(lambda item: -truth(item)))
    assert set(found.between) == {("rater 0", "rater 1"), ("rater 0", "rater 2"), ("rater 1", "rater 2")}
    same, opposite = found.between["rater 0", "rater 1"], found.between["rater 0", "rater 2"]
    assert same.value == 1 and same.items == 32
    assert opposite.value is not None and opposite.value < -0.5
    assert found.between["rater 1", "rater 2"] == opposite


def test_numbers_do_not_hang_on_the_page_that_chance_made(tmp_path: Path) -> None:
    """Another seed, other sides and order: the same rater, the same result."""

    def rule(item: KeyItem) -> int:
        return saying(lambda i: truth(i) if i.pair % 3 else -1)(item)

    found = []
    for seed in (1, 2):
        _, key = made_key(tmp_path, repeats=0, seed=seed)
        found.append(agreement(key, read_all_ratings([rated(tmp_path, key, "AB", rule)], key)).raters[0])
    assert found[0].rater_vs_tool.value == pytest.approx(found[1].rater_vs_tool.value)
    assert found[0].mean_regions.value == pytest.approx(found[1].mean_regions.value)
