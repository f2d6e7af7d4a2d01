"""Whether two photos show one person."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES, analyzed, london, needs_shared_photos

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.checks import check_pair
from wrinkle_scan.comparison.same_person import alike, features_of, fit, likeness

BARKLA = SAMPLES / "charles_barkla.jpg"


def check(before: Analysis, after: Analysis, code: str) -> Check:
    return next(c for c in check_pair(before, after) if c.code == code)


def test_another_man_is_probably_not_the_same_person() -> None:
    person = check(analyzed(BEFORE), analyzed(BARKLA), "person")
    assert not person.passed
    assert "someone else" in person.message and not person.forbids


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("other", ["125", "029"])
def test_likeness_is_the_same_from_either_side(other: str) -> None:
    """Registration of the one face on the other does not converge from one side: 0.55 and -0.14, 0.51 and 0.47."""
    one, two = analyzed(london("001")), analyzed(london(other))
    assert likeness(one, two) == pytest.approx(likeness(two, one), abs=1e-6)
    assert likeness(one, two) > 0.5


@needs_shared_photos
@pytest.mark.slow
def test_neutral_and_smiling_are_one_person_and_neighbours_mostly_are_not() -> None:
    numbers = ["021", "107", "140", "172", "001"]  # other tests measure them too
    same = [check(analyzed(london(n)), analyzed(london(n, smiling=True)), "person").passed for n in numbers]
    others = [
        likeness(analyzed(london(a)), analyzed(london(b)))
        for a, b in zip(numbers, numbers[1:] + numbers[:1], strict=True)
    ]
    assert all(same)
    assert np.median(others) < 0.7 < min(likeness(analyzed(london(n)), analyzed(london(n, True))) for n in numbers)


def test_a_photo_is_as_like_itself_as_can_be_and_an_empty_one_like_nothing() -> None:
    assert likeness(analyzed(BEFORE), analyzed(BEFORE)) == pytest.approx(1, abs=1e-3)
    empty = np.zeros((40, 60), np.float32)
    noise = np.random.default_rng(0).normal(size=empty.shape).astype(np.float32)
    assert np.isnan(fit(empty, noise)) and np.isnan(fit(noise, empty))


def test_the_other_face_is_laid_on_the_first_and_its_form_counts() -> None:
    known = features_of(analyzed(BEFORE).photo, analyzed(BEFORE).face_chart)
    shifted = replace(known, band=np.roll(known.band, (4, 6), (0, 1)))
    assert np.corrcoef(known.band.ravel(), shifted.band.ravel())[0, 1] < 0.7 < 0.9 < alike(known, shifted)
    turned = replace(known, form=2 * known.form @ np.array([[0, 1, 0], [-1, 0, 0], [0, 0, 1.0]]))
    assert alike(known, turned) == pytest.approx(alike(known, known)), "neither turn nor size is the form's"
    longer = replace(known, form=known.form * (1.0, 1.3, 1.0))
    assert alike(known, longer) < alike(known, known) - 0.05
