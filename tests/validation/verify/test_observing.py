"""What is recorded of photos: a series of unchanged skin, and photos that cannot be measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sample_photos import analyzed, compared, without_forehead

from wrinkle_scan.validation.verify.observed_cases import Observations
from wrinkle_scan.validation.verify.observing import observe
from wrinkle_scan.validation.verify.verification_tasks import PersonTask, SeriesTask

SEEN = {"glabella", "crows_feet_right", "crows_feet_left"}


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    (tmp_path / "letter.jpg").write_text("Dear colleague", encoding="utf-8")
    return tmp_path / "letter.jpg"


def test_a_photo_that_cannot_be_measured_is_named_without_its_folder(letter: Path) -> None:
    seen = observe(PersonTask("letter.jpg", letter))
    (sentence,) = seen.unmeasured
    assert sentence.startswith("letter.jpg: ") and str(letter.parent) not in sentence
    assert seen == Observations(unmeasured=[sentence]), "and nothing else is recorded"


@pytest.mark.slow
def test_every_two_photos_of_a_series_are_compared(letter: Path) -> None:
    photos = without_forehead(0), without_forehead(1)
    seen = observe(SeriesTask((photos[0], letter, photos[1])))
    assert [sentence[:11] for sentence in seen.unmeasured] == ["letter.jpg:"]
    pair = compared(*photos)
    assert {case.region for case in seen.compared} == SEEN and len(seen.compared) == 3
    for case in seen.compared:
        answer = pair.regions[case.region]
        assert (case.scene, case.truth_percent) == ("repeats", 0.0)
        assert case.photo == f"{photos[0].stem} and {photos[1].stem}"
        assert (case.verdict, case.detectable_percent) == (answer.verdict, answer.detectable_change_percent)
        assert (case.change_percent, case.interval_percent) == (answer.change_percent, answer.ci95_percent)
    assert {case.region for case in seen.repeated} == SEEN
    for repeated in seen.repeated:
        own = [analyzed(photo).regions[repeated.region].severity for photo in photos]
        assert repeated.severities == pytest.approx(own)
    assert len(seen.seconds) == 1 and np.isfinite(seen.seconds[0])
