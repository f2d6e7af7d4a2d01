"""The command `app` as it is started and ended; one server for a folder."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from commands import Run, invoke
from local_pages import asked, cookie_of
from processes import PATIENCE_SECONDS, needs_ps, waited_for, workers
from sample_photos import COMMAND

from wrinkle_scan.app.folder.places import WORK
from wrinkle_scan.app.server.folder_lock import NAME

HEEDS_CTRL_C = [
    COMMAND[0],
    "-c",
    f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {COMMAND[2]}",
]
"""A job in a shell's background would ignore it."""


@contextmanager
def started(
    *arguments: str | Path, temporary: Path, before: Sequence[str] = (), program: Sequence[str] = COMMAND
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, and the address that it prints once it serves."""
    command = [*before, *program, "app", "--no-browser", *map(str, arguments)]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout
            process.stdout.readline()
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def every_process() -> list[int]:
    listed = subprocess.run(["ps", "-e", "-o", "pid="], capture_output=True, text=True).stdout
    return [int(pid) for pid in listed.split()]


@pytest.fixture
def run() -> Run:
    return invoke


@needs_ps
def test_it_serves_until_quit(tmp_path: Path) -> None:
    with started(temporary=tmp_path) as (process, address):
        host = urlsplit(address).netloc
        assert host.startswith("127.0.0.1:")
        cookie = cookie_of(address)
        assert asked(f"http://{host}/compare/", Cookie=cookie).status == 200
        assert workers(process.pid) == [], "the first page need not share the cores"
        assert asked(f"http://{host}/static/app.js", Cookie=cookie).status == 200
        measuring = waited_for(lambda: workers(process.pid), "what measures is not loaded behind the page")
        assert asked(f"http://{host}/quit", "POST", Cookie=cookie, Origin=f"http://{host}").status == 200
        assert process.wait(PATIENCE_SECONDS) == 0
    assert not set(measuring) & set(every_process()), "what measures ended too"
    assert list(tmp_path.iterdir()) == [], "nothing is kept"


def test_what_a_killed_server_left_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    with started(temporary=tmp_path) as (first, _):
        (place,) = tmp_path.iterdir()
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        with started(temporary=tmp_path):
            assert place.exists(), "it is in use"
        first.kill()
        first.wait()
        with started(temporary=tmp_path):
            assert not place.exists()


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_no_socket_but_the_one_for_this_machines_browser(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    watch = ["strace", "-f", "--seccomp-bpf", "-e", "trace=bind,connect,socket", "-o", str(log)]
    if subprocess.run([*watch, "true"], capture_output=True).returncode:
        pytest.skip("strace may not be used here")
    with started(temporary=tmp_path, before=watch) as (process, address):
        host = urlsplit(address).netloc
        cookie = cookie_of(address)
        asked(f"http://{host}/quit", "POST", Cookie=cookie, Origin=f"http://{host}")
        process.wait(PATIENCE_SECONDS)
    calls = [line for line in log.read_text(encoding="utf-8").splitlines() if "AF_INET" in line]
    assert len([call for call in calls if "bind(" in call and 'inet_addr("127.0.0.1")' in call]) == 1
    assert len([call for call in calls if "socket(" in call]) == 1
    assert not [call for call in calls if "connect(" in call]


@pytest.mark.skipif(os.name == "nt", reason="Windows has another Ctrl-C")
def test_ctrl_c_ends_it_as_every_command(tmp_path: Path) -> None:
    with started(temporary=tmp_path, program=HEEDS_CTRL_C) as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 130
        assert process.stderr and process.stderr.read() == "Interrupted.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_second_start_on_the_folder_opens_the_firsts_page(tmp_path: Path) -> None:
    folder = tmp_path / "patients"
    folder.mkdir()
    with started(folder, temporary=tmp_path) as (process, address):
        lock = folder / WORK / NAME
        assert stat.S_IMODE(lock.stat().st_mode) == 0o600
        same_port = ["--port", address.split(":")[2].split("/")[0]]
        command = [*COMMAND, "app", folder, "--no-browser", *same_port]
        again = subprocess.run(command, capture_output=True, text=True)
        assert (again.returncode, again.stderr) == (0, "")
        other = again.stdout.splitlines()[1]
        assert urlsplit(other).netloc == urlsplit(address).netloc and other != address
        assert asked(other).status == asked(address).status == 303
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_SECONDS)
    assert lock.read_bytes() == b"", "its secret is gone"
    with started(folder, temporary=tmp_path) as (_, address):
        assert asked(address).status == 303


def test_a_port_that_is_taken_is_said_in_a_sentence(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        result = run("app", "--no-browser", "--port", str(port))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: port {port}: it cannot be used (")


def test_a_folder_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("app", tmp_path / "nowhere", "--no-browser")
    assert result.exit_code == 2
    assert "there is no such folder. Check the name, or make the folder first." in result.stderr


def test_the_page_is_there_before_what_measures(tmp_path: Path) -> None:
    """The server must not load for seconds before it serves."""
    heavy = "mediapipe", "scipy", "numpy", "cv2", "PIL", "skimage"
    code = (
        "import sys; import wrinkle_scan.app.serving, wrinkle_scan.app.application, waitress; "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([COMMAND[0], "-c", code], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
