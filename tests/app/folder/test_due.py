"""What is due for a patient: the follow-up of the last treatment, and what a visit lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from patients_folders import jpeg, made_patients

from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.due import FollowUp, Gap, follow_up, gaps
from wrinkle_scan.app.folder.fitting import Label
from wrinkle_scan.app.folder.patient_record import Patient, Visit
from wrinkle_scan.app.folder.photo_filing import file_photos
from wrinkle_scan.app.folder.treatment_changes import add_treatment
from wrinkle_scan.visits.course.treatments import Treatment


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


@pytest.mark.parametrize(
    ("treated", "visits", "due"),
    [
        ("2026-01-05", ["2026-01-05"], ("2026-01-19", "2026-02-02", "2026-04-05")),
        ("2026-01-05", ["2026-01-05", "2026-01-10"], ("2026-01-19", "2026-02-02", "2026-04-05")),
        ("2026-01-05", ["2026-01-05", "2026-01-17"], None),
        ("2026-01-05", ["2026-01-05", "2026-06-17"], None),
        ("2026-01-05", [], ("2026-01-19", "2026-02-02", "2026-04-05")),
        (None, ["2026-01-05"], None),
    ],
)
def test_a_follow_up_is_due_two_to_four_weeks_after_the_last_treatment(
    root: Path, treated: str | None, visits: list[str], due: tuple[str, str, str] | None
) -> None:
    for day in visits:
        file_photos(root, [(jpeg(day), Label("P5", day, "frown"))])
    if treated:
        revision = read_clinic(root).patient("P1").treatments_revision
        add_treatment(root, "treatments.csv", revision, Treatment(treated, ("glabella",), patient="P5"))
    found = follow_up(read_clinic(root).patient("P5"))
    assert found == (due and FollowUp(*due))
    if found:
        days = ("2026-01-18", "2026-01-19", "2026-02-01", "2026-02-02", "2026-04-04", "2026-04-05")
        assert [found.is_due(day) for day in days] == [False, True, True, True, True, False]
        assert [found.is_late(day) for day in days] == [False, False, False, True, True, False]


def test_a_visit_that_lacks_an_expression_of_the_first_is_named(root: Path) -> None:
    assert gaps(read_clinic(root).patient("P1")) == (Gap("2026-02-04", ("frown",)),)
    assert gaps(read_clinic(root).patient("Zoë Ä")) == ()
    nobody = Patient("P9", (), (), (), "treatments.csv", "")
    assert gaps(nobody) == () and nobody.last_visit is None and Visit("2026-01-05", {}).expressions == set()
