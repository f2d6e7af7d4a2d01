"""Photos in, a comparison out, whatever the photos are given as."""

from __future__ import annotations

import pytest
from sample_photos import BEFORE, analyzed, compared, without_forehead

from wrinkle_scan.comparison.photo_comparison import compare_photos
from wrinkle_scan.photo.reading import read_photo


@pytest.mark.parametrize("empty", [[], ()])
def test_a_visit_without_a_photo_is_refused_on_either_side(empty: list[str] | tuple[str, ...]) -> None:
    for visits in ((empty, analyzed(BEFORE)), (analyzed(BEFORE), empty)):
        with pytest.raises(ValueError, match="a visit needs at least one photo"):
            compare_photos(*visits)


@pytest.mark.slow
def test_an_analysis_a_list_of_one_and_an_open_photo_give_the_same_answer() -> None:
    before, after = without_forehead(), without_forehead(1)
    known = compared(before, after).regions["glabella"]
    mixed = compare_photos([analyzed(before)], read_photo(after))
    assert mixed.regions["glabella"].verdict == known.verdict
    assert mixed.regions["glabella"].ci95_percent == pytest.approx(known.ci95_percent, rel=1e-6)


@pytest.mark.slow
def test_the_expression_is_that_of_photos_that_are_not_analysed_yet_and_force_goes_through() -> None:
    declared = compare_photos(analyzed(without_forehead()), without_forehead(1), "rest", force=True)
    assert (declared.before.expression, declared.after.expression) == ("frown", "rest")
    assert declared.forced and not declared.comparable
