"""The sample pair, whose truth is known, and a photo against itself."""

from __future__ import annotations

import pytest
from sample_photos import AFTER, BEFORE, analyzed, compared

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.validation.phantom.perturb import Nuisance, perturb


@pytest.fixture(scope="module")
def samples() -> Comparison:
    return compared(BEFORE, AFTER)


@pytest.fixture(scope="module")
def itself() -> Comparison:
    return compared(BEFORE, BEFORE, True)


def test_the_simulated_softening_is_found(samples: Comparison) -> None:
    for name in ("forehead", "glabella"):
        region = samples.regions[name]
        assert region.verdict == "improved"
        low, high = region.ci95_percent
        # Valleys were raised by 60 % of their depth; at their feathered edges by less.
        assert -70 < region.change_percent < -30
        assert low < region.change_percent < high


def test_what_was_left_alone_is_unchanged(samples: Comparison) -> None:
    for name in ("crows_feet_right", "crows_feet_left"):
        region = samples.regions[name]
        assert region.verdict == "unchanged"
        assert abs(region.change_percent) < 12  # each photo by itself, of another framing, has a say of a tenth
        assert region.ci95_percent[0] < 0 < region.ci95_percent[1]


def test_the_pair_is_comparable_and_says_it_is_simulated(samples: Comparison) -> None:
    assert samples.comparable and not samples.forced
    assert [issue.code for issue in samples.issues].count("simulated") == 1


def test_alignment_brings_the_other_framing_back(samples: Comparison) -> None:
    for region in samples.regions.values():
        assert region.aligned is not None and region.aligned.correlation > 0.8


def test_creases_are_paired_and_shallower_where_softened(samples: Comparison) -> None:
    deep = [c for c in samples.regions["glabella"].aligned.creases if c.likely and c.before_percent > 15]
    assert deep
    for crease in deep:
        assert crease.after_percent < 0.75 * crease.before_percent


@pytest.mark.slow
def test_swapping_the_photos_swaps_the_answer(samples: Comparison) -> None:
    swapped = compared(AFTER, BEFORE)
    assert swapped.regions["glabella"].verdict == "worsened"
    assert swapped.regions["crows_feet_right"].verdict == "unchanged"
    there, back = (c.regions["glabella"] for c in (samples, swapped))
    assert back.before == pytest.approx(there.after, rel=0.15)
    assert back.after == pytest.approx(there.before, rel=0.15)
    assert "time_order" in [issue.code for issue in swapped.issues]


@pytest.mark.slow
def test_a_photo_against_itself_has_not_changed(itself: Comparison) -> None:
    assert itself.forced and "copy" in [issue.code for issue in itself.issues]
    for region in itself.regions.values():
        assert region.verdict == "unchanged"
        assert region.change_percent == pytest.approx(0, abs=0.5)
        assert region.aligned.correlation > 0.99
        assert region.aligned.moved_mm < 0.1


@pytest.mark.slow
def test_a_photo_whose_red_is_burnt_out_shows_the_same_lines() -> None:
    """With the red cut off in one photo and not in the other, the frown line would be a tenth fainter or deeper."""
    before = analyzed(BEFORE)
    brighter = analyze_photo(perturb(before.photo, Nuisance(stops=0.7)), before.expression)
    glabella = brighter.regions["glabella"]
    assert (glabella.patch.linear_rgb[glabella.skin.mask, 0] > PHOTO.burnt_out).mean() > 0.5  # or nothing is tested
    change = compare(before, brighter).regions["glabella"].change_percent
    assert change is not None and abs(change) < 3
