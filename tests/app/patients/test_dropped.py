"""What is known of a dropped file: nothing while it is looked at, then day, expression and doubts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from local_pages import Here

from wrinkle_scan.app.patients.dropped import NOT_MEASURED, Dropped, someone_else, someone_else_than
from wrinkle_scan.app.patients.photo_work import LookedAt
from wrinkle_scan.app.server.background_jobs import Job, Jobs
from wrinkle_scan.system.errors import PathError

OTHER = Path("other.jpg")


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs(Here())  # type: ignore[arg-type]
    yield made
    made.close()


def dropped(jobs: Jobs, look: Callable[[Job], LookedAt], name: str = "2026-01-31_frown.jpg") -> Dropped:
    """A file at which a job has looked."""
    job = jobs.start(name, look, 1)
    assert job.wait(30)
    return Dropped("id", name, Path("file"), "0" * 64, None, {}, {OTHER: someone_else("2026-01-05")}, job)


def test_day_and_expression_are_the_names_else_the_cameras(jobs: Jobs) -> None:
    def look(_: Job) -> LookedAt:
        return LookedAt(b"jpeg", "2026-02-03T10:00:00")

    named, unnamed = dropped(jobs, look), dropped(jobs, look, "IMG.jpg")
    assert (named.day, named.expression, named.note) == ("2026-01-31", "frown", None)
    assert (unnamed.day, unnamed.expression) == ("2026-02-03", None)


def test_a_doubt_whose_photo_it_is_and_that_nothing_is_measured_are_said(jobs: Jobs) -> None:
    assert dropped(jobs, lambda _: LookedAt(b"jpeg", unlike=OTHER)).note == (
        "The face looks like someone else’s than in the photo of 5 January 2026. Make sure that it is the right "
        "patient."
    )
    assert dropped(jobs, lambda _: LookedAt(b"jpeg", problem="No face.")).note == NOT_MEASURED
    assert dropped(jobs, lambda _: LookedAt(b"jpeg", problem="Two faces.", composite=True)).note is None
    assert dropped(jobs, lambda _: LookedAt(None, problem="It is empty.")).note is None, "it cannot be filed at all"
    assert "than in a.jpg" in someone_else_than("a.jpg")


def test_where_the_look_failed_the_reason_is_that_of_the_failure(jobs: Jobs) -> None:
    def look(_: Job) -> LookedAt:
        raise PathError("a.jpg", "it cannot be read", "Drop it again.")

    seen = dropped(jobs, look).seen
    assert seen and (seen.thumbnail, seen.problem, seen.remedy) == (None, "It cannot be read.", "Drop it again.")
