"""Runs that are killed, interrupted, doubled or out of disk: nothing is lost, and the next run goes on from there."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from clinics import begun, wrinkle_scan
from schemas import log_line

from wrinkle_scan.cohort.batch.columns import SCORES, Row
from wrinkle_scan.cohort.batch.tables import read_table

pytestmark = pytest.mark.slow


def scores(table: Path) -> list[Row]:
    return list(read_table(table, SCORES))


def after_photos(run: subprocess.Popen[str], count: int) -> None:
    """Waits until a run has told on its log that so many photos are done."""
    assert run.stderr
    while count:
        line = run.stderr.readline()
        assert line, "the run ended before"
        count -= log_line(line)["event"] == "done"


def test_killed_again_and_again_it_ends_as_if_in_peace(clinic: Path, undisturbed: bytes) -> None:
    table = clinic.parent / "t.csv"
    done_at_kill = []
    for _ in range(3):
        with begun("batch", "clinic", "--out", table.name, "--json-log", "--workers", "1", cwd=clinic.parent) as run:
            after_photos(run, len(done_at_kill) + 1)
            os.killpg(run.pid, signal.SIGKILL)
        done_at_kill.append(len({row["path"] for row in scores(table)}))  # it opens
    done = wrinkle_scan("batch", "clinic", "--out", table.name, "--json-log", cwd=clinic.parent)
    assert done.returncode == 0
    reused = sum(1 for line in done.stderr.splitlines() if log_line(line).get("reused"))
    assert reused >= 3  # each killed run got one further
    assert table.read_bytes() == undisturbed
    assert [path.name for path in clinic.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_finishes_what_is_in_hand(clinic: Path, undisturbed: bytes, end: signal.Signals) -> None:
    with begun("batch", "clinic", "--out", "t.csv", "--json-log", "--workers", "2", cwd=clinic.parent) as run:
        after_photos(run, 1)
        os.killpg(run.pid, end) if end is signal.SIGINT else run.send_signal(end)
        _, said = run.communicate(timeout=120)
    assert run.returncode == 130
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    kept = {row["path"] for row in scores(clinic.parent / "t.csv")}
    assert 2 <= len(kept) < 7  # what the other worker had in hand, too
    assert not list(clinic.parent.glob(".*"))
    assert wrinkle_scan("batch", "clinic", "--out", "t.csv", cwd=clinic.parent).returncode == 0
    assert (clinic.parent / "t.csv").read_bytes() == undisturbed


def test_a_second_run_on_one_table_is_refused(clinic: Path) -> None:
    with begun("batch", "clinic", "--out", "t.csv", "--json-log", "--workers", "1", cwd=clinic.parent) as run:
        after_photos(run, 1)
        second = wrinkle_scan("batch", "clinic", "--out", "t.csv", cwd=clinic.parent)
        run.communicate(timeout=120)
    assert (second.returncode, second.stdout) == (2, "")
    assert "another run is writing this table" in second.stderr
    assert run.returncode == 0
    assert len({row["path"] for row in scores(clinic.parent / "t.csv")}) == 7


def test_a_photo_too_slow_for_its_limit_has_its_row_and_may_be_retried(clinic: Path, undisturbed: bytes) -> None:
    shutil.rmtree(clinic / "P1")
    done = wrinkle_scan("batch", "clinic", "--out", "t.csv", "--time-limit", "0.001", cwd=clinic.parent)
    assert done.returncode == 0
    assert "timed out" in done.stdout
    rows = scores(clinic.parent / "t.csv")
    assert len(rows) == 4
    assert {row["failure"] for row in rows} <= {"timed_out", "not_a_photo"}
    again = wrinkle_scan("batch", "clinic", "--out", "t.csv", cwd=clinic.parent)
    assert "4 known already" in again.stdout
    assert wrinkle_scan("batch", "clinic", "--out", "t.csv", "--retry-failed", cwd=clinic.parent).returncode == 0
    in_peace = [line for line in undisturbed.splitlines(keepends=True) if b"clinic/P1/" not in line]
    assert (clinic.parent / "t.csv").read_bytes() == b"".join(in_peace)


def children(pid: int) -> list[int]:
    """Processes that a process started, its resource tracker aside."""
    listed = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True
    ).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if "spawn_main" in line]


@pytest.mark.skipif(not shutil.which("ps"), reason="ps is not installed")
def test_a_worker_that_is_killed_costs_its_photo(clinic: Path) -> None:
    with begun("batch", "clinic", "--out", "t.csv", "--json-log", "--workers", "1", cwd=clinic.parent) as run:
        after_photos(run, 1)
        time.sleep(0.05)  # the next photo is under way
        (worker,) = children(run.pid)
        os.kill(worker, signal.SIGKILL)
        said, _ = run.communicate(timeout=120)
    assert run.returncode == 0
    assert "1 crashed" in said
    lost = [row for row in scores(clinic.parent / "t.csv") if row["failure"] == "crashed"]
    assert len(lost) == 1
    assert lost[0]["sha256"]
    assert "ended the process" in lost[0]["reason"]


def test_a_full_disk_is_said_and_the_table_stays(clinic: Path, undisturbed: bytes) -> None:
    table = clinic.parent / "t.csv"
    table.write_bytes(undisturbed)
    (clinic / "P3").mkdir()
    shutil.copy(clinic / "P1" / "2026-01-05_frown.jpg", clinic / "P3" / "2026-01-05_frown.jpg")
    most = len(undisturbed) - 1
    full = wrinkle_scan(
        "batch", "clinic", "--out", "t.csv", cwd=clinic.parent,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip
    assert (full.returncode, full.stdout) == (2, "")
    assert "cannot be written" in full.stderr
    assert "Traceback" not in full.stderr
    assert table.read_bytes() == undisturbed
    assert wrinkle_scan("batch", "clinic", "--out", "t.csv", cwd=clinic.parent).returncode == 0
    assert len(scores(table)) == len(undisturbed.splitlines()) - 1 + 4
