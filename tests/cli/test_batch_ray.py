"""A real Ray cluster of two workers on this machine, shared by all tests but one, and a real S3 server beside it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from clinics import begun, wrinkle_scan
from processes import PATIENCE_SECONDS, below, let_go, needs_ps, stopped_workers, waited_for, workers
from sample_photos import without_forehead
from schemas import log_line

from wrinkle_scan.cohort.batch.cluster import BATCH_SIZE
from wrinkle_scan.cohort.batch.columns import SCORES, Row
from wrinkle_scan.cohort.batch.tables import read_table

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not importlib.util.find_spec("ray"), reason="Ray is not installed: pip install wrinkle-scan[ray]"
    ),
]
ON_RAY = ("--engine", "ray", "--workers", "2", "--json-log")
CLUSTER = """
import sys
from ray.cluster_utils import Cluster

cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
print(cluster.address, flush=True)
sys.stdin.read()
cluster.shutdown()
"""


class ACluster(NamedTuple):
    """A cluster that runs: its address, and the process that started it."""

    address: str
    pid: int

    def actors(self) -> list[int]:
        """The processes of its actors."""
        return below(self.pid, "ray::MapWorker")


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    """Where programs and the cluster's workers find an S3 server of this machine, which need not run yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "RAY_worker_niceness": "0",  # else Ray's workers give way to all other tests, and would hardly ever run
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in variables.items():
            environment.setenv(name, value)
        yield variables


@pytest.fixture(scope="module")
def cluster(store: dict[str, str]) -> Iterator[ACluster]:
    """Runs as long as the tests of this file."""
    with subprocess.Popen(
        [sys.executable, "-c", CLUSTER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdin and process.stdout
        yield ACluster(process.stdout.readline().strip(), process.pid)
        process.stdin.close()
        process.wait(timeout=PATIENCE_SECONDS)


def scores(folder: Path) -> list[Row]:
    """The rows of all parts; a worker's peculiarities aside there is one table whatever the engine."""
    return [row for part in sorted(folder.iterdir()) for row in read_table(part, SCORES)]


@needs_ps
def test_asked_to_end_it_ends_and_goes_on_to_the_same_table_as_on_one_machine(
    cluster: ACluster, clinic: Path, undisturbed: bytes
) -> None:
    """Ends by SIGTERM, for which Ray has a handler of its own; goes on on a cluster that it starts itself."""
    command, there = ("batch", "clinic", "--out", "t.parquet", *ON_RAY), ("--ray-address", cluster.address)
    with begun(*command, *there, cwd=clinic.parent) as run:
        in_hand = stopped_workers(cluster.pid)
        run.terminate()
        let_go(in_hand)
        _, said = run.communicate(timeout=PATIENCE_SECONDS)
    assert run.returncode == 130, said
    assert "Complete parts are kept; run the same command again to continue." in said
    assert list((clinic.parent / "t.parquet").iterdir()) == []  # its one part is not complete

    done = wrinkle_scan(*command, cwd=clinic.parent)
    assert done.returncode == 0, done.stderr
    assert "6 photos scored; 1 failed (1 not a photo)." in done.stdout
    (clinic.parent / "peace.csv").write_bytes(undisturbed)
    assert scores(clinic.parent / "t.parquet") == list(read_table(clinic.parent / "peace.csv", SCORES))
    assert all(log_line(line) for line in done.stderr.splitlines()), "Ray says something, too"

    before = {path: path.stat().st_mtime_ns for path in (clinic.parent / "t.parquet").iterdir()}
    again = wrinkle_scan(*command, *there, cwd=clinic.parent)
    assert again.returncode == 0
    assert "7 known already" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in (clinic.parent / "t.parquet").iterdir()} == before


@needs_ps
def test_a_worker_killed_in_mid_run_loses_and_doubles_nothing(tmp_path: Path, cluster: ACluster) -> None:
    """With a batch in hand; another is left. Each has one photo to measure: what a batch is, letters show as well."""
    (tmp_path / "many").mkdir()
    names, photo = [f"many/{number}.jpg" for number in range(2 * BATCH_SIZE)], without_forehead().read_bytes()
    for number, name in enumerate(names):
        content = b"Dear colleague" if number % BATCH_SIZE else photo
        (tmp_path / name).write_bytes(content + bytes(number))  # its SHA-256 is its own
    arguments = ("--ray-address", cluster.address)
    with begun("batch", "many", "--out", "t.parquet", *ON_RAY, *arguments, cwd=tmp_path) as run:
        in_hand = stopped_workers(cluster.pid)
        (actor,) = [pid for pid in cluster.actors() if in_hand[0] in workers(pid)]
        os.kill(actor, signal.SIGKILL)
        let_go(in_hand)
        said, log = run.communicate(timeout=PATIENCE_SECONDS)
    assert run.returncode == 0, log
    letters = len(names) - 2
    assert f"2 photos scored; {letters} failed ({letters} not a photo)." in said
    found = scores(tmp_path / "t.parquet")
    assert [row["path"] for row in found if row["region"] in (None, "forehead")] == names
    assert [row["failure"] for row in found].count("not_a_photo") == letters
    waited_for(lambda: not cluster.actors(), "actors are left")


@pytest.fixture
def bucket(store: dict[str, str], faces: list[Path]) -> Iterator[str]:
    """A bucket on an S3 server of this machine, with two photos and a letter in it."""
    if not importlib.util.find_spec("moto"):
        pytest.skip("moto is not installed")
    port = store["AWS_ENDPOINT_URL"].rpartition(":")[2]
    command = ["-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", port]
    server = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    fill = f"""
import time, s3fs
while True:
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
        subprocess.run([sys.executable, "-c", fill], check=True, timeout=PATIENCE_SECONDS)
        yield "s3://faces"
    finally:
        server.kill()
        server.wait()


def test_photos_in_a_bucket(tmp_path: Path, cluster: ACluster, bucket: str, faces: list[Path]) -> None:
    shutil.copy(faces[2], tmp_path / "here.jpg")
    names = [f"{bucket}/P1/2026-01-05_frown.jpg", f"{bucket}/P1/2026-01-19_frown.jpg", f"{bucket}/letter.jpg",
             f"{bucket}/gone.jpg", "nowhere://faces/1.jpg", "here.jpg"]  # fmt: skip
    lines = ["path,patient", *(f"{name},P1" for name in names)]
    (tmp_path / "photos.csv").write_text("\n".join(lines), encoding="utf-8")
    arguments = ("--ray-address", cluster.address)
    done = wrinkle_scan("batch", "photos.csv", "--out", "t.parquet", *ON_RAY, *arguments, cwd=tmp_path)
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
