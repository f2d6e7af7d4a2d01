"""Runs that are killed, interrupted, doubled or out of disk: nothing is lost, and the next run goes on from there."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from clinics import begun, wrinkle_scan
from sample_photos import without_forehead
from schemas import log_line

from wrinkle_scan.cohort.batch.columns import SCORES, Row
from wrinkle_scan.cohort.batch.tables import read_table

pytestmark = pytest.mark.slow
MANY = 16
PATIENCE_SECONDS = 600
"""Waited so long at the most for what always comes, however busy the machine."""


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


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More photos than any machine measures while a test reacts to the first."""
    folder, photo = tmp_path / "many", without_forehead().read_bytes()
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number:02}.jpg").write_bytes(photo + bytes(number))  # its SHA-256 is its own
    return folder


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_finishes_what_is_in_hand(many: Path, end: signal.Signals) -> None:
    with begun("batch", "many", "--out", "t.csv", "--json-log", "--workers", "2", cwd=many.parent) as run:
        after_photos(run, 1)
        os.killpg(run.pid, end) if end is signal.SIGINT else run.send_signal(end)
        _, said = run.communicate(timeout=PATIENCE_SECONDS)
    assert run.returncode == 130
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    kept = {row["path"] for row in scores(many.parent / "t.csv")}
    assert 2 <= len(kept) < MANY  # what the other worker had in hand, too
    assert not list(many.parent.glob(".*"))
    assert wrinkle_scan("batch", "many", "--out", "t.csv", cwd=many.parent).returncode == 0
    assert {row["path"] for row in scores(many.parent / "t.csv")} == {f"many/{n:02}.jpg" for n in range(MANY)}


def test_a_second_run_on_one_table_is_refused(clinic: Path) -> None:
    with begun("batch", "clinic", "--out", "t.csv", "--json-log", "--workers", "1", cwd=clinic.parent) as run:
        after_photos(run, 1)
        os.killpg(run.pid, signal.SIGSTOP)  # it cannot end before the second begins
        second = wrinkle_scan("batch", "clinic", "--out", "t.csv", cwd=clinic.parent)
        os.killpg(run.pid, signal.SIGCONT)
        run.communicate(timeout=PATIENCE_SECONDS)
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
def test_a_worker_that_is_killed_costs_its_photo(many: Path) -> None:
    """Also one that waits for its next photo: that its end is noticed later changes nothing."""
    with begun("batch", "many", "--out", "t.csv", "--json-log", "--workers", "1", cwd=many.parent) as run:
        after_photos(run, 1)
        (worker,) = children(run.pid)
        os.kill(worker, signal.SIGKILL)
        said, _ = run.communicate(timeout=PATIENCE_SECONDS)
    assert run.returncode == 0
    assert "1 crashed" in said
    lost = [row for row in scores(many.parent / "t.csv") if row["failure"] == "crashed"]
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
