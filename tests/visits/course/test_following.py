"""A patient's course: a known one is found again, and what cannot be compared is said to be so."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from phantom_visits import COURSE, HALF_COME_DAYS, HALF_GONE_DAY, TREATED, TREATED_ON, followed, true_changes
from sample_photos import AFTER, SAMPLES, a_third, a_third_softened, without_forehead

from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.files import json_bytes
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos
from wrinkle_scan.visits.course.following import follow
from wrinkle_scan.visits.course.record import patient_record
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Series
from wrinkle_scan.visits.course.treatments import read_treatments

pytestmark = pytest.mark.slow
LEAST_HALF_AND_MOST = (165, 120, 30)
"""The days on which least, about half and most of a line's depth is gone."""


def progress_of(folder: Path, treated: str | None = None) -> Progress:
    record = patient_record(find_photos(folder, PATTERN), str(folder))
    if treated is None:
        return follow(record, [])
    file = folder / "treatments.csv"
    file.write_text(f"date,region\n{treated}\n")
    return follow(record, read_treatments(file))


def frown() -> Series:
    (series,) = followed().progress.series
    assert series.expression == "frown"
    return series


def test_each_point_of_a_known_course_lies_within_its_interval() -> None:
    truth, outside = true_changes(*LEAST_HALF_AND_MOST), []
    assert all(visit.comparable for visit in frown().visits[1:])
    for visit in [visit for visit in frown().visits if visit.day in truth]:
        for name in TREATED:
            found = visit.regions[name].compared
            assert found and found.ci95_percent
            low, high = found.ci95_percent
            if not low <= truth[visit.day][name] <= high:
                outside.append((visit.day, name, found.ci95_percent, truth[visit.day][name]))
    assert outside == []


def test_what_was_not_treated_did_not_change() -> None:
    verdicts = {
        (visit.day, name): visit.regions[name].compared.verdict
        for visit in frown().visits[1:]
        for name in ("crows_feet_right", "crows_feet_left")
    }
    assert set(verdicts.values()) <= {"unchanged", "cannot_tell"}, verdicts


@pytest.mark.parametrize("name", TREATED)
def test_onset_and_duration_lie_within_their_intervals(name: str) -> None:
    course = frown().courses[name]
    assert not course.missing and course.onset_days and course.half_days and course.effect_percent
    assert course.onset_days.low < HALF_COME_DAYS[1] and course.onset_days.value < 8
    assert course.half_days.low <= HALF_GONE_DAY <= course.half_days.high
    assert course.half_days.value == pytest.approx(HALF_GONE_DAY, abs=20)
    # His forehead lines are faint, a severity of 3 to 4: that something happened is known, and little of how much.
    widest, least = {"glabella": (80, 30), "forehead": (250, 20)}[name]
    assert course.half_days.high - course.half_days.low < widest, "five visits give the duration to weeks or months"
    assert course.effect_percent.low > least


def test_an_untreated_region_has_no_course() -> None:
    assert set(frown().courses) == set(TREATED)


def test_visits_carry_their_day_and_the_phase_to_be_expected() -> None:
    visits = frown().visits
    assert [visit.day for visit in visits] == list(COURSE)
    assert [visit.date for visit in visits] == [(TREATED_ON + timedelta(day)).isoformat() for day in COURSE]
    assert [visit.regions["glabella"].phase for visit in visits] == [
        "before", "onset", "full_effect", "full_effect", "wearing_off", "returned",
    ]  # fmt: skip
    assert visits[1].regions["crows_feet_left"].phase is None
    assert [visit.baseline for visit in visits] == [True] + [False] * 5


def test_the_json_holds_what_was_found_and_no_folder() -> None:
    text = json_bytes(followed().progress.to_dict()).decode()
    data = json.loads(text)
    assert data["schema"] == "wrinkle-scan/progress/1"
    assert str(followed().folder) not in text and followed().folder.name not in text
    second = data["series"][0]["visits"][1]["regions"]["glabella"]["change"]
    found = frown().visits[1].regions["glabella"].compared
    assert found and second["verdict"] == "improved"
    assert second["change_percent"] == pytest.approx(found.change_percent, abs=0.001)


def test_a_stranger_is_doubted_and_not_refused_and_a_photo_that_cannot_be_read_keeps_its_place(tmp_path: Path) -> None:
    shutil.copy(a_third(), tmp_path / "2026-01-01_frown.jpg")
    shutil.copy(SAMPLES / "grace_hopper.jpg", tmp_path / "2026-02-01_frown.jpg")
    (tmp_path / "2026-03-01_frown.jpg").write_bytes(AFTER.read_bytes()[:2000])
    (series,) = progress_of(tmp_path, "2026-01-01,glabella").series
    stranger, broken = series.visits[1:]
    assert stranger.comparable is True, "who the patient is, the user knows"
    assert "person" in [check.code for check in stranger.checks if not check.passed]
    assert "someone else" in " ".join(issue.message for issue in stranger.issues)
    compared = [region.compared for region in stranger.regions.values()]
    assert len(compared) == len(REGION_NAMES) and all(region and region.before is not None for region in compared)
    assert {region.level for region in compared} <= {"region", None}, "another's skin is not registered"
    assert all(region.reason for region in compared if region.verdict == "cannot_tell")
    assert broken.regions == {} and broken.failed[0].name == "2026-03-01_frown.jpg" and broken.failed[0].reason
    assert set(series.courses) <= {"glabella"}


def test_the_baseline_is_the_last_visit_before_the_treatment_that_can_be_measured(tmp_path: Path) -> None:
    shutil.copy(a_third(1.0, 1), tmp_path / "2026-01-01_frown.jpg")
    shutil.copy(a_third(), tmp_path / "2026-01-10_frown.jpg")
    (tmp_path / "2026-01-12_frown.jpg").write_bytes(b"broken")
    shutil.copy(a_third_softened(), tmp_path / "2026-02-10_frown.jpg")
    (series,) = progress_of(tmp_path, "2026-01-12,glabella").series
    assert series.baseline and series.baseline.date == "2026-01-10"
    last, earlier = series.visits[-1].regions["glabella"].compared, series.visits[0].regions["glabella"].compared
    assert last and last.verdict == "improved"
    assert earlier and earlier.verdict == "unchanged", "an earlier visit is compared with the baseline too"


def test_without_treatments_the_first_visit_is_the_baseline_and_it_is_said(tmp_path: Path) -> None:
    shutil.copy(without_forehead(), tmp_path / "2026-01-01_frown.jpg")
    progress = progress_of(tmp_path)
    assert progress.series[0].baseline is progress.series[0].visits[0]
    assert [issue.code for issue in progress.issues if issue.code != "dates"] == ["no_treatments", "one_visit"]


def test_treatments_of_days_to_come_and_repeated_ones_are_said(tmp_path: Path) -> None:
    (tmp_path / "2026-01-01_frown.jpg").write_bytes(b"broken")
    progress = progress_of(tmp_path, "2026-01-06,glabella\n2026-01-06,glabella\n2062-01-06,forehead")
    said = [issue.message.split(".")[0] for issue in progress.issues if issue.code == "dates"]
    assert said == [
        "The treatment of 2062-01-06 lies in the future, and all visits count as before it",
        "A treatment of 2026-01-06 is recorded 2 times in the same words",
    ]


def test_photos_from_after_the_treatment_only_are_reported_as_such(tmp_path: Path) -> None:
    shutil.copy(without_forehead(), tmp_path / "2026-02-01_frown.jpg")
    progress = progress_of(tmp_path, "2026-01-01,glabella")
    assert "treated_before" in [issue.code for issue in progress.issues]


def test_captures_of_one_visit_are_averaged(tmp_path: Path) -> None:
    visits = sorted((followed().folder / "Ana Núñez").iterdir())
    shutil.copy(visits[0], tmp_path / "2026-01-01_frown_1.jpg")
    for number, visit in enumerate(visits[1:3], 1):
        shutil.copy(visit, tmp_path / f"2026-02-01_frown_{number}.jpg")
    (series,) = progress_of(tmp_path).series
    visit = series.visits[1]
    assert len(visit.captures) == 2
    single = [frown().visits[i].regions["glabella"].compared.change for i in (1, 2)]
    both = visit.regions["glabella"].compared.change
    assert both.grade_change == pytest.approx(sum(one.grade_change for one in single) / 2, abs=0.001)
    assert both.after == pytest.approx(sum(one.after for one in single) / 2, abs=0.001)
    assert min(one.percent for one in single) < both.percent < max(one.percent for one in single)
    assert both.sigma < max(one.sigma for one in single)
