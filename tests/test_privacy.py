"""No connection is opened, no photo is changed or copied: watched from outside the program, at the kernel's door."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from pillow_heif import from_pillow
from sample_photos import BEFORE, COMMAND, without_forehead
from schemas import read_json
from sharing import once, run_folder

PLACES = ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
"""Where programs keep what they were not asked for."""
STRACE = ["strace", "-f", "--seccomp-bpf"]  # every thread and child; stopped at the calls asked for, at no others
INTERNET = re.compile(r"\bAF_INET6?\b|\bPF_INET6?\b|\bsin6?_addr\b")
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|\b(?:creat|rename|unlink|chmod|truncate|utime)\w*\(")


@cache
def why_not_watched() -> str | None:
    if not shutil.which("strace"):
        return "strace is not installed"
    done = subprocess.run([*STRACE, "-o", os.devnull, "true"], capture_output=True, text=True)
    return None if done.returncode == 0 else f"strace may not be used here: {done.stderr.strip()[:100]}"


def watched(folder: Path, calls: str, *command: str | Path) -> tuple[subprocess.CompletedProcess[bytes], list[str]]:
    """Runs a command with every thread and child under watch, `folder` its home and place for temporary files."""
    if reason := why_not_watched():
        pytest.skip(reason)
    log = folder.parent / f"{folder.name}.strace"
    folder.mkdir()
    done = subprocess.run(
        [*STRACE, "-s", "4096", "-o", log, "-e", f"trace={calls}", *command],
        capture_output=True,
        env={**os.environ, **dict.fromkeys(PLACES, str(folder))},
    )
    return done, log.read_text(encoding="utf-8", errors="replace").splitlines()


@dataclass(frozen=True)
class Command:
    """A command: the photos that it is given, by what they are called, what it writes, what it says when it is done.

    With a `folder` it is given the photos' folder; with a `patient` they lie in one of that name within it.
    """

    photos: Callable[[], dict[str, Path]]
    outputs: dict[str, str]
    says: bytes
    folder: bool = False
    patient: str = "."


@dataclass
class Watched:
    """A run of the program: its photos with what they were before, its calls, its folder for temporary files."""

    command: Command
    done: subprocess.CompletedProcess[bytes]
    calls: list[str]
    photos: dict[Path, tuple[str, os.stat_result]]
    temporary: Path


def state(path: Path) -> tuple[str, os.stat_result]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat()


@once
def heic() -> Path:
    """A photo that is quicker to measure, as the HEIC that the sample is."""
    path = run_folder() / BEFORE.name
    from_pillow(Image.open(without_forehead())).save(path, quality=90)
    return path


def a_heic() -> dict[str, Path]:
    return {BEFORE.name: heic()}


def two_formats() -> dict[str, Path]:
    return {"2026-01-05_frown.heic": heic(), "2026-02-05_frown.jpg": without_forehead(1)}


def small_photos() -> dict[str, Path]:
    """Two that are quicker to measure."""
    return {f"2026-0{take + 1}-05_frown.jpg": without_forehead(take) for take in range(2)}


COMMANDS = {
    "analyze": Command(a_heic, {"--json": "out.json", "--overlay": "out.png"}, b"Forehead"),
    "compare": Command(small_photos, {"--json": "out.json", "--report": "out.html"}, b"Glabella"),
    "batch": Command(small_photos, {"--out": "out.parquet"}, b"2 photos scored; 0 failed.", folder=True),
    "progress": Command(
        two_formats,
        {"--json": "out.json", "--report": "out.pdf", "--fhir": "out.fhir.json", "--dicom": "objects"},
        b"unchanged",
        folder=True,
    ),
    "review": Command(small_photos, {"--page": "out.html"}, b"1 pair of visits", folder=True, patient="P1"),
}


@pytest.fixture(scope="module", params=COMMANDS)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """Each command with all its outputs, on copies of photos."""
    command = COMMANDS[request.param]
    folder = tmp_path_factory.mktemp("watched")
    (folder / command.patient).mkdir(exist_ok=True)
    place = folder / command.patient
    photos = [Path(shutil.copy(photo, place / name)) for name, photo in command.photos().items()]
    before = {photo: state(photo) for photo in photos}
    outputs = [part for option, name in command.outputs.items() for part in (option, folder / name)]
    traced = "%network,%file,fchmod,ftruncate"
    inputs = [folder] if command.folder else photos
    done, calls = watched(folder / "tmp", traced, *COMMAND, request.param, *inputs, *outputs)
    return Watched(command, done, calls, before, folder / "tmp")


def test_it_ends_well_and_says_nothing_beside_the_table(run: Watched) -> None:
    """The models' own log lines are kept from standard error; what folder names are taken to say stands there."""
    assert run.done.returncode == 0
    said = run.done.stderr.splitlines()
    assert len(said) == run.command.folder and all(b"2 photos; " in line for line in said)
    assert run.command.says in run.done.stdout
    if (results := run.command.outputs.get("--json")) is not None:
        assert read_json((run.temporary.parent / results).read_bytes())


def test_no_internet_socket(run: Watched) -> None:
    assert len(run.calls) > 100, "strace saw nothing"
    assert [call for call in run.calls if INTERNET.search(call)] == []


def test_no_other_program_is_started(run: Watched) -> None:
    """A library that looks for another by way of a compiler leaves its files where it is broken off."""
    started = [call for call in run.calls if "execve(" in call and "ENOENT" not in call]
    assert started and [call for call in started if f'"{sys.executable}"' not in call] == []


def test_the_photos_are_read_and_nothing_else(run: Watched) -> None:
    for photo, (digest, status) in run.photos.items():
        touching = [call for call in run.calls if photo.name in call and "execve" not in call]
        assert any("O_RDONLY" in call for call in touching)
        assert [call for call in touching if WRITING.search(call)] == []
        now_digest, now = state(photo)
        assert now_digest == digest
        assert (now.st_mtime_ns, now.st_mode, now.st_ino) == (status.st_mtime_ns, status.st_mode, status.st_ino)


def test_nothing_stays_among_temporary_files_or_at_home(run: Watched) -> None:
    assert list(run.temporary.iterdir()) == []


def test_outside_the_outputs_nothing_is_left_beside_the_photos(run: Watched) -> None:
    outputs = set(run.command.outputs.values()) | ({"out.key.json"} if "--page" in run.command.outputs else set())
    left = {path.name for path in run.temporary.parent.iterdir()}
    for path in [run.temporary.parent / name for name in outputs]:
        for written in [path, *path.glob("*")]:
            assert written.stat().st_mode & 0o777 == (0o700 if written.is_dir() else 0o600)
            assert not written.name.startswith(".")
    beside = {run.command.patient} if run.command.patient != "." else {photo.name for photo in run.photos}
    assert left == outputs | beside | {"tmp", "tmp.strace"}
    assert {path.name for path in (run.temporary.parent / run.command.patient).iterdir()} >= beside - {"P1"}


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_a_socket_would_be_seen(tmp_path: Path, family: str) -> None:
    """A socket that connects to nothing, made by a child process."""
    inner = f"import socket; socket.socket(socket.{family}, socket.SOCK_DGRAM)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    _, calls = watched(tmp_path / "tmp", "%network", sys.executable, "-c", code)
    assert any(INTERNET.search(call) for call in calls)


def test_a_write_would_be_seen(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"x")
    _, calls = watched(tmp_path / "tmp", "%file", sys.executable, "-c", f"open({str(photo)!r}, 'ab')")
    assert any(WRITING.search(call) for call in calls if photo.name in call)
