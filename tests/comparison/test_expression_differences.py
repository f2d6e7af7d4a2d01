"""Undeclared photos: a change that another expression makes is never called a treatment's."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from sample_photos import a_half, analyzed, another_take, london, needs_shared_photos

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.captures import compare_visits
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.expression_differences import changed_too_fast, differing_regions, one_day, smile_at_rest
from wrinkle_scan.comparison.verdicts import answer, region_change
from wrinkle_scan.face.expression import Expression

BROWS = {"forehead", "glabella"}
FEET = {"crows_feet_right", "crows_feet_left"}
REST, SMILE = {"mouthSmile": 0.02, "browDown": 0.05}, {"mouthSmile": 0.9, "browDown": 0.4}
FROWN, RAISE = {"mouthSmile": 0.0, "browDown": 0.6}, {"mouthSmile": 0.0, "browOuterUp": 0.9}


def face(does: dict[str, float], expression: Expression | None = None, of: Analysis | None = None) -> Analysis:
    """The sample with other blendshapes, alike on both sides."""
    analysis = of or analyzed(a_half())
    both = {f"{name}{side}": value for name, value in does.items() for side in ("Left", "Right")}
    return replace(analysis, face=replace(analysis.face, blendshapes=both), expression=expression)


@pytest.mark.parametrize(
    ("before", "after", "regions"),
    [
        (REST, REST, set()), (SMILE, SMILE, set()), (REST, SMILE, FEET), (REST, FROWN, BROWS), (RAISE, REST, BROWS),
        (FROWN, SMILE, FEET), (FROWN, RAISE, BROWS), (RAISE, SMILE, BROWS | FEET),
        (FROWN, {"mouthSmile": 0.9}, BROWS | FEET),
    ],
)  # fmt: skip
def test_each_movement_has_its_own_regions(
    before: dict[str, float], after: dict[str, float], regions: set[str]
) -> None:
    assert set(differing_regions(face(before), face(after))) == regions
    assert set(differing_regions(face(after), face(before))) == regions


def test_what_is_declared_holds() -> None:
    assert differing_regions(face(FROWN, "frown"), face(REST, "frown")) == {}
    assert set(differing_regions(face(FROWN, "frown"), face(REST))) == BROWS, "one of them is not declared"


def test_the_sentence_says_which_photo_and_what_to_do() -> None:
    sentence = differing_regions(face(REST), face(FROWN))["glabella"]
    assert "draws its brows together in the after photo only" in sentence and "option expression" in sentence


@pytest.mark.parametrize(
    ("before", "after", "said", "which"),
    [(REST, SMILE, "rest", "after"), (SMILE, REST, "rest", "before"), (REST, REST, "rest", None),
     (SMILE, SMILE, "rest", None), (REST, FROWN, "rest", None), (REST, SMILE, "smile", None),
     (REST, SMILE, None, None)],
)  # fmt: skip
def test_a_smile_in_one_of_two_photos_at_rest_is_noted(
    before: dict[str, float], after: dict[str, float], said: Expression | None, which: str | None
) -> None:
    note = smile_at_rest(face(before, said), face(after, said))
    assert (note and (note[0], f"smiles in the {which} photo only" in note[1])) == (which and ("smile_at_rest", True))


@needs_shared_photos
@pytest.mark.slow
def test_the_note_changes_no_answer() -> None:
    neutral, smiling = (
        replace(analyzed(london("107", smiling=smiles)), expression="rest", expression_guessed=False)
        for smiles in (False, True)
    )
    comparison = compare(neutral, smiling)
    assert "smile_at_rest" in {issue.code for issue in comparison.issues}
    assert comparison.comparable and comparison.regions["crows_feet_left"].verdict == "worsened"


@needs_shared_photos
def test_a_real_smile_is_classified() -> None:
    neutral, smiling = (analyzed(path) for path in (london("107"), london("107", smiling=True)))
    assert set(differing_regions(neutral, smiling)) >= FEET


@pytest.mark.parametrize(
    ("grades", "sigma", "fast"), [(-1.4, 0.3, True), (1.4, 0.3, True), (-0.4, 0.1, False), (1.4, 1.0, False)]
)
def test_more_than_half_a_grade_in_a_day_is_another_expression(grades: float, sigma: float, fast: bool) -> None:
    region = answer(region_change("glabella", (15.0, 15.0), grades, sigma, "region"), None)
    assert (changed_too_fast(region) is not None) is fast


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [("2026-01-12T10:00:05", "2026-01-12T18:00:00", True), ("2026-01-12T10:00:05", "2026-01-13T10:00:00", False),
     (None, None, False), (None, "2026-01-12T10:00:05", False)],
)  # fmt: skip
def test_the_day_is_the_cameras(before: str | None, after: str | None, same: bool) -> None:
    one = analyzed(a_half())
    taken = (replace(one, photo=replace(one.photo, captured_at=at)) for at in (before, after))
    assert one_day(*taken) is same


@cache
def later(take: int) -> Analysis:
    """The sample photographed again."""
    base = analyzed(a_half())
    return analyze_photo(another_take(base.photo, base.face, take))


@pytest.mark.slow
def test_compare_leaves_out_the_regions_that_moved() -> None:
    pair = compare(face(FROWN), face(REST, of=later(1)))
    assert {name for name, region in pair.regions.items() if "not declared" in (region.reason or "")} == BROWS
    assert not pair.forced
    forced = compare(face(FROWN), face(REST, of=later(1)), force=True)
    assert forced.forced and forced.regions["forehead"].verdict == "unchanged"


@pytest.mark.slow
def test_captures_that_differ_are_not_averaged() -> None:
    mixed = compare_visits([face(REST), face(FROWN, of=later(2))], [face(REST, of=later(1))])
    assert not mixed.comparable
    assert {region.verdict for region in mixed.regions.values()} == {"cannot_tell"}
    assert all("do not show the same" in (region.reason or "") for region in mixed.regions.values())
    assert mixed.issues[0].code == "inconsistent_captures"
