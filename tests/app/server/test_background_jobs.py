"""Long work in other processes: its results, its errors, its end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import process_calls
import pytest
from processes import PATIENCE_SECONDS, waited_for

from wrinkle_scan.app.server.background_jobs import Job, Jobs
from wrinkle_scan.app.server.processes import Processes
from wrinkle_scan.system.errors import PathError


@pytest.fixture(scope="module")
def jobs() -> Iterator[Jobs]:
    made = Jobs(Processes(2))
    yield made
    made.close()


def ended(job: Job) -> Job:
    assert job.wait(PATIENCE_SECONDS)
    return job


def test_a_job_puts_together_what_its_calls_return_in_their_order(jobs: Jobs) -> None:
    calls = [partial(process_calls.echo, word) for word in "abcdef"]
    job = ended(jobs.start("letters", lambda job: "".join(job.run(call, "reading") for call in calls), of=len(calls)))
    assert (job.state, job.result) == ("done", "abcdef")
    assert (job.done, job.of, job.words) == (6, 6, "reading")
    assert jobs.get(job.id) is job


def test_calls_of_two_jobs_run_side_by_side(jobs: Jobs, tmp_path: Path) -> None:
    one, other = str(tmp_path / "one"), str(tmp_path / "other")
    calls = [partial(process_calls.meet, one, other), partial(process_calls.meet, other, one)]
    begun = [jobs.start("meeting", partial(Job.run, call=call)) for call in calls]
    assert [ended(job).result for job in begun] == [True, True]


def test_a_disk_that_refuses_is_one_sentence(jobs: Jobs) -> None:
    job = ended(jobs.start("full", lambda job: job.run(process_calls.find_no_room)))
    assert job.as_json()["error"].startswith("A file cannot be read or written (No space left on device). Make room")


def test_an_error_for_the_user_is_reported_without_the_folder(jobs: Jobs, tmp_path: Path) -> None:
    job = ended(jobs.start("refused", lambda job: job.run(partial(process_calls.refuse, str(tmp_path / "a.jpg")))))
    assert isinstance(job.error, PathError) and job.state == "failed"
    assert job.as_json()["error"] == "It is a test. Do nothing."


def test_a_mistake_of_the_program_is_one_sentence(jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    job = ended(jobs.start("mistake", lambda job: job.run(process_calls.break_down)))
    assert job.state == "failed"
    assert "inside" not in job.as_json()["error"] and "report it" in job.as_json()["error"]
    assert "ValueError: inside" in caplog.text


def test_a_crash_costs_its_own_call_alone(jobs: Jobs) -> None:
    crashed = ended(jobs.start("crash", lambda job: job.run(process_calls.crash)))
    assert crashed.state == "failed" and "crashed" in crashed.as_json()["error"]
    assert ended(jobs.start("next", lambda job: job.run(partial(process_calls.echo, "b")))).result == "b"


def test_a_job_is_stopped_while_its_call_is_at_work(jobs: Jobs, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    job = jobs.start("endless", lambda job: job.run(partial(process_calls.stay, str(mark))))
    waited_for(mark.exists)
    job.stop()
    assert ended(job).state == "stopped" and job.as_json()["error"] is None
    assert ended(jobs.start("next", lambda job: job.run(partial(process_calls.echo, "b")))).result == "b"


def test_closing_ends_the_processes(tmp_path: Path) -> None:
    own = Jobs(Processes(1))
    process = ended(own.start("id", lambda job: job.run(process_calls.own_id))).result
    own.start("endless", lambda job: job.run(partial(process_calls.stay, str(tmp_path / "mark"))))
    own.close()
    assert not Path(f"/proc/{process}").exists()
