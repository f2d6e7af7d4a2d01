"""A real Ray cluster of two workers on this machine, and a real S3 server beside it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from clinics import begun, wrinkle_scan
from schemas import log_line

from wrinkle_scan.cohort.batch.columns import SCORES, Row
from wrinkle_scan.cohort.batch.tables import read_table

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not importlib.util.find_spec("ray"), reason="Ray is not installed: pip install wrinkle-scan[ray]"
    ),
]
ON_RAY = ("--engine", "ray", "--workers", "2", "--json-log")


@pytest.fixture(autouse=True)
def as_urgent_as_other_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ray's workers give way to all else (nice 15): beside other tests on two cores they would hardly ever run."""
    monkeypatch.setenv("RAY_worker_niceness", "0")


def scores(folder: Path) -> list[Row]:
    """The rows of all parts; a worker's peculiarities aside there is one table whatever the engine."""
    return [row for part in sorted(folder.iterdir()) for row in read_table(part, SCORES)]


def test_the_same_table_as_on_one_machine_and_parts_are_skipped(clinic: Path, undisturbed: bytes) -> None:
    done = wrinkle_scan("batch", "clinic", "--out", "t.parquet", *ON_RAY, cwd=clinic.parent)
    assert done.returncode == 0, done.stderr
    assert "6 photos scored; 1 failed (1 not a photo)." in done.stdout
    (clinic.parent / "peace.csv").write_bytes(undisturbed)
    assert scores(clinic.parent / "t.parquet") == list(read_table(clinic.parent / "peace.csv", SCORES))
    assert all(log_line(line) for line in done.stderr.splitlines()), "Ray says something, too"

    before = {path: path.stat().st_mtime_ns for path in (clinic.parent / "t.parquet").iterdir()}
    again = wrinkle_scan("batch", "clinic", "--out", "t.parquet", *ON_RAY, cwd=clinic.parent)
    assert again.returncode == 0
    assert "7 known already" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in (clinic.parent / "t.parquet").iterdir()} == before


def measuring(name: str) -> list[int]:
    """Processes whose command line holds a word."""
    listed = subprocess.run(["ps", "-eww", "-o", "pid=,args="], capture_output=True, text=True).stdout.splitlines()
    return [int(line.split()[0]) for line in listed if name in line]


@pytest.mark.skipif(not shutil.which("ps"), reason="ps is not installed")
def test_a_worker_killed_in_mid_run_loses_and_doubles_nothing(tmp_path: Path, faces: list[Path]) -> None:
    (tmp_path / "many").mkdir()
    for number in range(24):
        data = faces[number % len(faces)].read_bytes()
        (tmp_path / "many" / f"{number:02}.jpg").write_bytes(data + bytes(number))  # its SHA-256 is its own
    with begun("batch", "many", "--out", "t.parquet", *ON_RAY, cwd=tmp_path) as run:
        assert run.stderr
        for line in run.stderr:
            if log_line(line)["event"] == "done":
                break
        until = time.monotonic() + 300
        while len(actors := measuring("ray::MapWorker")) < 2 and time.monotonic() < until:
            time.sleep(0.1)  # the second one is still being started
        assert len(actors) == 2
        os.kill(actors[0], signal.SIGKILL)
        said, log = run.communicate(timeout=600)
    assert run.returncode == 0, log
    assert "24 photos scored; 0 failed." in said
    paths = [row["path"] for row in scores(tmp_path / "t.parquet") if row["region"] == "forehead"]
    assert paths == [f"many/{number:02}.jpg" for number in range(24)]
    until = time.monotonic() + 300
    while measuring("ray::MapWorker") and time.monotonic() < until:
        time.sleep(0.2)
    assert not measuring("ray::MapWorker")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_end_ends_and_says_how_to_go_on(
    tmp_path: Path, faces: list[Path], end: signal.Signals
) -> None:
    (tmp_path / "many").mkdir()
    for number in range(24):
        shutil.copy(faces[number % len(faces)], tmp_path / "many" / f"{number:02}.jpg")
    with begun("batch", "many", "--out", "t.parquet", *ON_RAY, cwd=tmp_path) as run:
        assert run.stderr
        for line in run.stderr:
            if log_line(line)["event"] == "done":
                break
        run.send_signal(end)
        _, said = run.communicate(timeout=600)
    assert run.returncode == 130, said
    assert "Complete parts are kept; the same command goes on from there." in said
    assert list((tmp_path / "t.parquet").iterdir()) == []  # its one part is not complete


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, faces: list[Path]) -> Iterator[str]:
    """A bucket on an S3 server of this machine, with two photos and a letter in it."""
    if not importlib.util.find_spec("moto"):
        pytest.skip("moto is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for name, value in {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    fill = f"""
import time, s3fs
for _ in range(1000):
    try:
        store = s3fs.S3FileSystem()
        store.mkdir("faces")
        break
    except Exception:
        time.sleep(0.2)
store.put({str(faces[0])!r}, "faces/P1/2026-01-05_frown.jpg")
store.put({str(faces[1])!r}, "faces/P1/2026-01-19_frown.jpg")
store.pipe("faces/letter.jpg", b"Dear colleague")
"""
    try:
        subprocess.run([sys.executable, "-c", fill], check=True, timeout=600)
        yield "s3://faces"
    finally:
        server.kill()
        server.wait()


def test_photos_in_a_bucket(tmp_path: Path, bucket: str, faces: list[Path]) -> None:
    shutil.copy(faces[2], tmp_path / "here.jpg")
    names = [f"{bucket}/P1/2026-01-05_frown.jpg", f"{bucket}/P1/2026-01-19_frown.jpg", f"{bucket}/letter.jpg",
             f"{bucket}/gone.jpg", "nowhere://faces/1.jpg", "here.jpg"]  # fmt: skip
    lines = ["path,patient", *(f"{name},P1" for name in names)]
    (tmp_path / "photos.csv").write_text("\n".join(lines), encoding="utf-8")
    done = wrinkle_scan("batch", "photos.csv", "--out", "t.parquet", *ON_RAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    first = {row["path"]: row for row in reversed(scores(tmp_path / "t.parquet"))}
    assert list(reversed(first)) == names
    assert {name: row["failure"] for name, row in first.items() if row["status"] == "failed"} == {
        f"{bucket}/letter.jpg": "not_a_photo",
        f"{bucket}/gone.jpg": "unreadable",
        "nowhere://faces/1.jpg": "unreadable",
    }
    assert first[names[0]]["visit_date"] == "2026-01-05"
    assert first[names[0]]["expression"] == "frown"


def test_without_the_engine_a_uri_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos.csv").write_text("path\ns3://faces/1.jpg\n", encoding="utf-8")
    done = wrinkle_scan("batch", "photos.csv", "--out", "t.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "s3://faces/1.jpg: this photo is not on this machine" in done.stderr


def test_a_cluster_that_is_not_there(clinic: Path) -> None:
    arguments = ("--engine", "ray", "--ray-address", "127.0.0.1:1")
    done = wrinkle_scan("batch", "clinic", "--out", "t.parquet", *arguments, cwd=clinic.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
