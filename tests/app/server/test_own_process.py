"""Long work in a process of its own: its progress, its errors, and both ways to stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import own_process_work
import pytest
from processes import PATIENCE_SECONDS, waited_for

from wrinkle_scan.app.server.background_jobs import Job, Jobs
from wrinkle_scan.app.server.own_process import Work, run_in_own_process
from wrinkle_scan.app.server.processes import Processes


@pytest.fixture(scope="module")
def jobs() -> Iterator[Jobs]:
    made = Jobs(Processes(1))
    yield made
    made.close()


@pytest.fixture
def begun(jobs: Jobs) -> Callable[..., Job]:
    def begin(work: Work, graceful: bool = False) -> Job:
        return jobs.start("own process", lambda job: run_in_own_process(job, work, graceful))

    return begin


def ended(job: Job) -> Job:
    assert job.wait(PATIENCE_SECONDS)
    return job


def after(mark: Path) -> None:
    waited_for(mark.exists)


def test_its_result_and_how_far_it_was(begun: Callable[..., Job]) -> None:
    job = ended(begun(partial(own_process_work.count_to, 3)))
    assert (job.state, job.result) == ("done", "counted to 3")
    assert (job.done, job.of, job.words) == (3, 3, "at 3")


def test_an_error_for_the_user_is_reported(begun: Callable[..., Job]) -> None:
    job = ended(begun(own_process_work.refuse))
    assert (job.state, job.as_json()["error"]) == ("failed", "It is a test. Do nothing.")


def test_a_disk_that_refuses_is_one_sentence(begun: Callable[..., Job]) -> None:
    job = ended(begun(own_process_work.find_no_room))
    assert job.as_json()["error"].startswith("A file cannot be read or written (No space left on device). Make room")


@pytest.mark.parametrize("work", [own_process_work.break_down, own_process_work.crash])
def test_a_mistake_or_a_crash_is_one_sentence(begun: Callable[..., Job], work: Work) -> None:
    job = ended(begun(work))
    assert job.state == "failed" and "inside" not in job.as_json()["error"]


def test_asked_to_stop_it_ends_what_it_has_in_hand(begun: Callable[..., Job], tmp_path: Path) -> None:
    job = begun(partial(own_process_work.until_stopped, str(tmp_path / "mark")), graceful=True)
    after(tmp_path / "mark")
    job.stop()
    assert ended(job).result == "ended"


def test_asked_again_it_is_dropped(begun: Callable[..., Job], tmp_path: Path) -> None:
    job = begun(partial(own_process_work.deaf, str(tmp_path / "mark")), graceful=True)
    after(tmp_path / "mark")
    job.stop()
    assert not job.wait(0.2), "it does not hear"
    job.stop()
    assert ended(job).state == "stopped"


def test_what_cannot_end_early_is_dropped_at_once(begun: Callable[..., Job], tmp_path: Path) -> None:
    job = begun(partial(own_process_work.deaf, str(tmp_path / "mark")))
    after(tmp_path / "mark")
    job.stop()
    assert ended(job).state == "stopped" and job.as_json()["error"] is None


def test_the_server_s_end_ends_it(tmp_path: Path) -> None:
    own = Jobs(Processes(1))
    work = partial(own_process_work.deaf, str(tmp_path / "mark"))
    job = own.start("own process", lambda job: run_in_own_process(job, work, graceful=True))
    after(tmp_path / "mark")
    own.close()
    assert ended(job).state == "stopped"


def test_one_name_has_one_job_at_a_time(jobs: Jobs, tmp_path: Path) -> None:
    work = partial(own_process_work.deaf, str(tmp_path / "mark"))
    first = jobs.start("own process", lambda job: run_in_own_process(job, work), name="folder")
    assert jobs.start("own process", lambda job: run_in_own_process(job, work), name="folder") is first
    first.stop()
    ended(first)
    second = jobs.start("own process", lambda job: "again", name="folder")
    assert second is not first and jobs.named("folder") is second
    ended(second)
