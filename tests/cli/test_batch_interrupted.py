"""Runs that are killed, interrupted, doubled or out of disk: nothing is lost, and the next run goes on from there."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from clinics import begun, wrinkle_scan
from processes import PATIENCE_SECONDS, let_go, needs_ps, stopped_workers, workers
from sample_photos import COMMAND, without_forehead
from schemas import log_line

from wrinkle_scan.cohort.batch.columns import SCORES, Row
from wrinkle_scan.cohort.batch.tables import read_table

pytestmark = [pytest.mark.slow, needs_ps]


CTRL_C = """
import os, signal, sys
from wrinkle_scan.cli import main

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in a shell's background would ignore it
left, write = int(sys.argv.pop(1)), sys.stderr.write

def log(text):
    global left
    if '"event": "done"' in text:
        left -= 1
        if left == 0:
            os.killpg(0, signal.SIGINT)
    return write(text)

sys.stderr.write = log
main()
"""
"""Has Ctrl-C sent to its whole group, as a terminal does it, while it reports that so many photos are done."""


def scores(table: Path) -> list[Row]:
    return list(read_table(table, SCORES))


def after_photos(run: subprocess.Popen[str], count: int) -> None:
    """Waits until a run has reported on its log that so many photos are done."""
    assert run.stderr
    while count:
        line = run.stderr.readline()
        assert line, "the run ended before"
        count -= log_line(line)["event"] == "done"


def test_killed_again_and_again_it_ends_as_if_in_peace(clinic: Path, undisturbed: bytes) -> None:
    table = clinic.parent / "t.csv"
    done_at_kill: list[int] = []
    for _ in range(2):
        with begun("batch", "clinic", "--out", table.name, "--json-log", "--workers", "1", cwd=clinic.parent) as run:
            after_photos(run, len(done_at_kill) + 1)
            os.killpg(run.pid, signal.SIGKILL)
        done_at_kill.append(len({row["path"] for row in scores(table)}))  # it opens
    done = wrinkle_scan("batch", "clinic", "--out", table.name, "--json-log", "--workers", "1", cwd=clinic.parent)
    assert done.returncode == 0
    reused = sum(1 for line in done.stderr.splitlines() if log_line(line).get("reused"))
    assert reused >= 2  # each killed run got one further
    assert table.read_bytes() == undisturbed
    assert [path.name for path in clinic.parent.iterdir() if path.name.startswith(".")] == []


def some_photos(folder: Path, count: int) -> list[str]:
    """Writes photos that are quick to measure, `many/NUMBER.jpg`, and returns their names."""
    names, photo = [f"many/{number}.jpg" for number in range(count)], without_forehead().read_bytes()
    (folder / "many").mkdir()
    for number, name in enumerate(names):
        (folder / name).write_bytes(photo + bytes(number))  # its SHA-256 is its own
    return names


def test_interrupts_finish_what_is_in_hand(tmp_path: Path) -> None:
    """A request to end while workers load, and Ctrl-C, which reaches them too, when a photo is done."""
    names, kept = some_photos(tmp_path, 8), 0
    command = ("batch", "many", "--out", "t.csv", "--json-log", "--workers", "2")
    for end in (signal.SIGTERM, signal.SIGINT):
        program = (sys.executable, "-c", CTRL_C, str(kept + 1)) if end is signal.SIGINT else COMMAND
        with begun(*command, cwd=tmp_path, program=program) as run:
            if end is signal.SIGTERM:
                in_hand = stopped_workers(run.pid, 2)
                run.send_signal(end)
                let_go(in_hand)
            _, said = run.communicate(timeout=PATIENCE_SECONDS)
        assert run.returncode == 130
        assert "run the same command again to continue" in said
        assert "Traceback" not in said
        assert not list(tmp_path.glob(".*"))
        former, kept = kept, len({row["path"] for row in scores(tmp_path / "t.csv")})
        assert former + 2 <= kept < len(names), "what the other worker had in hand, too"
    assert wrinkle_scan("batch", "many", "--out", "t.csv", "--workers", "1", cwd=tmp_path).returncode == 0
    assert [row["path"] for row in scores(tmp_path / "t.csv")[::4]] == names


def test_a_second_run_on_one_table_is_refused(clinic: Path) -> None:
    shutil.rmtree(clinic / "P1")
    with begun("batch", "clinic", "--out", "t.csv", "--workers", "1", cwd=clinic.parent) as run:
        stopped_workers(run.pid)
        os.killpg(run.pid, signal.SIGSTOP)  # it cannot end before the second begins
        second = wrinkle_scan("batch", "clinic", "--out", "t.csv", cwd=clinic.parent)
        os.killpg(run.pid, signal.SIGCONT)
        run.communicate(timeout=PATIENCE_SECONDS)
    assert (second.returncode, second.stdout) == (2, "")
    assert "another run is writing this table" in second.stderr
    assert run.returncode == 0
    assert len({row["path"] for row in scores(clinic.parent / "t.csv")}) == 4


def test_a_photo_too_slow_for_its_limit_has_its_row_and_may_be_retried(clinic: Path, undisturbed: bytes) -> None:
    shutil.rmtree(clinic / "P1")
    command = ("batch", "clinic", "--out", "t.csv", "--workers", "1")  # the other would be begun anew each time, too
    done = wrinkle_scan(*command, "--time-limit", "0.001", cwd=clinic.parent)
    assert done.returncode == 0
    assert "timed out" in done.stdout
    rows = scores(clinic.parent / "t.csv")
    assert len(rows) == 4
    assert {row["failure"] for row in rows} <= {"timed_out", "not_a_photo"}
    again = wrinkle_scan(*command, cwd=clinic.parent)
    assert "4 known already" in again.stdout
    assert wrinkle_scan(*command, "--retry-failed", cwd=clinic.parent).returncode == 0
    in_peace = [line for line in undisturbed.splitlines(keepends=True) if b"clinic/P1/" not in line]
    assert (clinic.parent / "t.csv").read_bytes() == b"".join(in_peace)


def with_its_worker_killed(folder: Path) -> str:
    """Runs a batch whose worker is killed after the first photo; what it says at its end."""
    with begun("batch", "many", "--out", "t.csv", "--json-log", "--workers", "1", cwd=folder) as run:
        after_photos(run, 1)
        run.send_signal(signal.SIGSTOP)  # gives out no more photos
        (worker,) = workers(run.pid)
        os.kill(worker, signal.SIGKILL)
        run.send_signal(signal.SIGCONT)
        said, _ = run.communicate(timeout=PATIENCE_SECONDS)
    assert run.returncode == 0
    return said


def test_a_worker_that_is_killed_costs_its_photo(tmp_path: Path) -> None:
    """One that is killed between two photos costs none: then another is killed."""
    names = some_photos(tmp_path, 4)
    for _ in range(10):
        said = with_its_worker_killed(tmp_path)
        lost = [row for row in scores(tmp_path / "t.csv") if row["failure"] == "crashed"]
        if lost:
            break
        assert "4 photos scored; 0 failed" in said
        (tmp_path / "t.csv").unlink()
    assert "1 crashed" in said
    assert len(lost) == 1
    assert lost[0]["path"] in names[1:]
    assert lost[0]["sha256"]
    assert "The process crashed" in lost[0]["reason"]


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
    assert wrinkle_scan("batch", "clinic", "--out", "t.csv", "--workers", "1", cwd=clinic.parent).returncode == 0
    assert len(scores(table)) == len(undisturbed.splitlines()) - 1 + 4
