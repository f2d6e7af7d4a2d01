"""Real processes that crash, hang and are killed: each costs its job and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import worker_jobs
from processes import PATIENCE_SECONDS, waited_for
from sample_photos import CHECKOUT

from wrinkle_scan.system.workers import JobFailure, Workers

HANGS = "sleep 3600"
"""The one job whose time is limited in earnest: nothing else depends on how fast the machine is."""


def seconds(job: str) -> float:
    return 0.5 if job == HANGS else PATIENCE_SECONDS


def workers(count: int = 2) -> Workers[str, tuple[str, int]]:
    return Workers(worker_jobs.do, count, seconds)


def worked_off(jobs: list[str], count: int = 2) -> dict[str, tuple[str, int] | JobFailure]:
    with workers(count) as pool:
        return dict(pool.map_unordered(iter(jobs)))


def test_every_job_is_done_once_by_no_more_processes_than_asked_for() -> None:
    with workers(2) as pool:
        done = list(pool.map_unordered(iter([f"job {n}" for n in range(20)])))
    assert sorted(job for job, _ in done) == sorted(f"job {n}" for n in range(20))
    assert all(not isinstance(result, JobFailure) and result[0] == job for job, result in done)
    pids = {result[1] for _, result in done if not isinstance(result, JobFailure)}
    assert 1 <= len(pids) <= 2
    assert os.getpid() not in pids


def test_processes_stay_for_the_jobs_to_come() -> None:
    with workers(1) as pool:
        done = [result for n in range(3) for _, result in pool.map_unordered(iter([f"job {n}"]))]
    assert len({result[1] for result in done if not isinstance(result, JobFailure)}) == 1


def test_they_may_load_before_there_is_a_job_and_are_no_more_than_asked_for() -> None:
    with Workers(worker_jobs.do, 2, seconds, ["colorsys"]) as pool:
        pool.start(1)
        (begun,) = (worker._process.pid for worker in pool._workers)
        ((_, result),) = pool.map_unordered(iter(["loaded colorsys"]))
        pool.start(5)
        assert len(pool._workers) == 2
    assert result == ("True", begun)


def test_no_jobs() -> None:
    assert worked_off([]) == {}


@pytest.mark.parametrize("end", ["abort", "killed"])
def test_a_crash_costs_its_job_alone(end: str) -> None:
    done = worked_off(["job 1", end, "job 2", "job 3"], count=1)
    assert done.pop(end) == JobFailure("crashed")
    assert all(not isinstance(result, JobFailure) for result in done.values())
    assert len(done) == 3


def test_a_job_that_hangs_is_given_up_in_time() -> None:
    done = worked_off([HANGS, "job 1", "job 2"], count=1)
    assert done.pop(HANGS) == JobFailure("timed_out")
    assert len(done) == 2
    assert all(not isinstance(result, JobFailure) for result in done.values())


def test_what_a_job_raises_is_raised_with_its_traceback() -> None:
    with pytest.raises(RuntimeError, match=r"worker_jobs\.py(.|\n)*ValueError: so it is"):
        worked_off(["raise so it is"])


def test_each_calculates_in_one_thread_and_this_process_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    jobs = ["environment OMP_NUM_THREADS", "environment OPENBLAS_NUM_THREADS"]
    found = worked_off(jobs)
    assert [result[0] for result in found.values() if not isinstance(result, JobFailure)] == ["1", "1"]
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_jobs_are_taken_only_when_a_process_is_free() -> None:
    taken = 0

    def jobs() -> Iterator[str]:
        nonlocal taken
        for number in range(30):
            taken += 1
            yield f"job {number}"

    with workers(2) as pool:
        for done, _ in enumerate(pool.map_unordered(jobs()), 1):
            assert taken - done <= 2


def test_processes_are_gone_when_the_work_is_broken_off() -> None:
    with workers(2) as pool:
        _, result = next(pool.map_unordered(iter(["job 1", "sleep 600", "job 2"])))
    assert not isinstance(result, JobFailure)
    assert not alive(result[1])


PARENT = """
import time
import worker_jobs
from sample_photos import CHECKOUT
from wrinkle_scan.system.workers import Workers
if __name__ == "__main__":
    with Workers(worker_jobs.do, 2, lambda _: 900.0) as workers:
        for done, (_, result) in enumerate(workers.map_unordered(iter(["job 1", "job 2", "sleep 600"])), 1):
            print(result[1], flush=True)
            if done == 2:
                time.sleep(600)
"""


def test_no_process_outlives_the_one_that_started_it(tmp_path: Path) -> None:
    """Of two, one waits for a job and one is at work when their parent is killed."""
    (tmp_path / "parent.py").write_text(PARENT, encoding="utf-8")
    paths = os.pathsep.join([str(CHECKOUT / "tests" / "support"), str(CHECKOUT)])
    command, environment = [sys.executable, str(tmp_path / "parent.py")], {**os.environ, "PYTHONPATH": paths}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout
        pids = [int(parent.stdout.readline()) for _ in range(2)]
        assert len(set(pids)) == 2
        parent.kill()
    waited_for(lambda: not any(map(alive, pids)), "they are left")


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and is not yet waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform == "win32", reason="signals cannot be blocked there")
def test_an_interrupt_while_a_process_starts_is_not_lost() -> None:
    """It comes as soon as the process is started, which never sees it."""
    code = """
import os, signal
from wrinkle_scan.system.spawning import _child_environment
signal.signal(signal.SIGINT, signal.default_int_handler)
reached = False
try:
    with _child_environment():
        os.kill(os.getpid(), signal.SIGINT)
        reached = True
    print("lost")
except KeyboardInterrupt:
    print("later" if reached else "at once")
"""
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "later\n"


def test_a_group_stays_in_one_process_and_its_next_job_knows_the_last_result() -> None:
    """Two groups at once, each of which asks for its next job only when what came of the last was dealt with."""
    found: dict[str, list[int]] = {"a": [], "b": []}

    def group(name: str) -> Iterator[str]:
        for number in range(5):
            assert len(found[name]) == number
            yield f"{name} {number}"

    with workers(2) as pool:
        for job, result in pool.map_groups(iter([group("a"), iter([]), group("b")])):
            assert not isinstance(result, JobFailure)
            found[job[0]].append(result[1])
    assert all(len(pids) == 5 and len(set(pids)) == 1 for pids in found.values())


def test_a_crash_costs_one_job_of_its_group_and_the_group_goes_on() -> None:
    with workers(1) as pool:
        done = dict(pool.map_groups(iter([iter(["job 1", "abort", "job 2"]), iter(["job 3"])])))
    assert done.pop("abort") == JobFailure("crashed")
    assert sorted(done) == ["job 1", "job 2", "job 3"]
    assert all(not isinstance(result, JobFailure) for result in done.values())
