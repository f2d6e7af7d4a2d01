"""A photo whose reading crashes costs itself: the program says so in one sentence and keeps what was there."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sample_photos import AFTER, BEFORE, CHECKOUT, SAMPLES, analyzed

from wrinkle_scan.analysis import isolated
from wrinkle_scan.cli import main
from wrinkle_scan.system.errors import PathError, PhotoError
from wrinkle_scan.system.files import json_bytes
from wrinkle_scan.visits.catalog.opening import captured_at


def processes() -> list[int]:
    """The measuring processes that this one has."""
    return [worker._process.pid for worker in isolated._workers()._workers if worker.alive]


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A photo that crashes the process which opens it, as a decoder's segmentation fault would."""
    paths = os.pathsep.join([str(CHECKOUT / "tests" / "support" / "crashing"), str(CHECKOUT)])
    monkeypatch.setenv("PYTHONPATH", paths)
    monkeypatch.setenv("CRASHING_PHOTO", str(BEFORE))
    isolated._workers().__exit__()  # those that are started from now on know of it
    yield BEFORE
    isolated._workers().__exit__()


def test_the_processes_load_what_measures_while_this_one_has_yet_to() -> None:
    loaded = "import sys, wrinkle_scan.analysis.isolated; print({'numpy', 'cv2', 'mediapipe'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True).stdout == "set()\n"


def test_the_same_as_in_this_process() -> None:
    assert json_bytes(isolated.analyze_in_subprocess(BEFORE).to_dict()) == json_bytes(analyzed(BEFORE).to_dict())


def test_several_come_in_their_order_and_processes_are_kept() -> None:
    small, sample = SAMPLES / "grace_hopper.jpg", SAMPLES / "charles_barkla.jpg"
    found = isolated.analyze_all_in_subprocesses([(sample, None, None), (small, "smile", None), (sample, "rest", None)])
    assert [(a.photo.path, a.expression) for a in found] == [(sample, None), (small, "smile"), (sample, "rest")]
    kept = processes()
    isolated.analyze_in_subprocess(small)
    assert processes() == kept
    assert os.getpid() not in kept


def test_the_first_error_in_order_with_its_code(tmp_path: Path) -> None:
    text = tmp_path / "a.jpg"
    text.write_text("no photo")
    with pytest.raises(PhotoError) as refused:
        photos = [SAMPLES / "grace_hopper.jpg", text, tmp_path / "gone.jpg"]
        isolated.analyze_all_in_subprocesses([(path, None, None) for path in photos])
    assert refused.value.path == text and refused.value.code == "not_a_photo"
    with pytest.raises(PathError):
        isolated.analyze_in_subprocess(tmp_path / "gone.jpg")


@pytest.mark.parametrize("error", [PhotoError("a.jpg", "dark", "it is dark", "Use a lamp."), PathError("b", "c", "D.")])
def test_an_error_crosses_processes_whole(error: PhotoError | PathError) -> None:
    same = pickle.loads(pickle.dumps(error))
    assert (type(same), str(same), vars(same)) == (type(error), str(error), vars(error))


def test_a_crash_is_one_sentence_and_the_old_report_stays(crashing: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    report.write_text("yesterday")
    done = CliRunner().invoke(main, ["compare", str(crashing), str(AFTER), "--report", str(report), "--overwrite"])
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "crashed the process" in done.stderr and str(crashing) in done.stderr
    assert report.read_text() == "yesterday"
    assert os.listdir(tmp_path) == ["report.html"]
    assert isolated.analyze_in_subprocess(SAMPLES / "grace_hopper.jpg").usable  # another process takes its place


def test_a_capture_date_is_read_in_a_subprocess_too(tmp_path: Path) -> None:
    assert captured_at(BEFORE) == analyzed(BEFORE).photo.captured_at
    text = tmp_path / "a.jpg"
    text.write_text("no photo")
    with pytest.raises(PhotoError, match="not a photo"):
        captured_at(text)


def test_a_path_is_meant_from_where_the_program_is_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also by processes that were started elsewhere."""
    isolated.analyze_in_subprocess(SAMPLES / "grace_hopper.jpg")
    (tmp_path / "here.jpg").write_bytes((SAMPLES / "grace_hopper.jpg").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert isolated.analyze_in_subprocess(Path("here.jpg")).photo.path == Path("here.jpg")
