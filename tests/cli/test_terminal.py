"""Names that play tricks, streams that are closed or full, and Ctrl-C: a line at most, and never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from commands import Run
from held_commands import IMPORTS, ended_at_import, ended_measuring
from hypothesis import given
from hypothesis import strategies as st
from made_reviews import made_key, rated, saying, truth
from processes import needs_ps
from sample_photos import COMMAND
from schemas import read_json

from wrinkle_scan.cli.terminal import printable
from wrinkle_scan.system.files import json_bytes

ODD_NAMES = {
    "two words.jpg": "two words.jpg",
    "Zoë 写真 🙂.jpg": "Zoë 写真 🙂.jpg",
    "two\nlines.jpg": "two\\nlines.jpg",
    "red\x1b[31m.jpg": "red\\x1b[31m.jpg",
    "exe\u202egpj.jpg": "exe\\u202egpj.jpg",  # the rest would be shown backwards
    os.fsdecode(b"latin\xe4.jpg"): "latin\\udce4.jpg",
    "-x.jpg": "-x.jpg",
    "--json": "--json",
}


@given(st.text())
def test_what_is_printed_can_be_seen(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    if text.isprintable():
        assert shown == text


@given(st.binary().map(os.fsdecode))
def test_any_file_name_survives_json(name: str) -> None:
    content = json_bytes({"path": name})
    assert json.loads(content.decode("utf-8")) == {"path": name}


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_odd_names_are_refused_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(b"")
    result = run("analyze", "--", name)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {ODD_NAMES[name]}: the file is empty.")
    assert result.stderr.count("\n") == 1


def test_odd_names_are_measured_and_written(
    run: Run, portrait: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "-two\nlines 写真" + os.fsdecode(b"\xe4.jpg")
    monkeypatch.chdir(tmp_path)
    shutil.copy(portrait, name)
    result = run("analyze", f"--json={name}.json", f"--overlay={name}.png", "--", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{printable(name)}: ")
    assert json.loads(Path(f"{name}.json").read_bytes())["photo"]["path"] == name
    assert len(os.listdir()) == 3


@pytest.mark.slow
def test_letters_that_a_picture_lacks_are_named(run: Run, portrait: Path, tmp_path: Path) -> None:
    rare = tmp_path / "李雷 𠮷.jpg"
    shutil.copy(portrait, rare)
    result = run("analyze", rare, "--overlay", tmp_path / "o.png")
    reported = "Warning: The overlay has no typeface for 𠮷 (U+20BB7): [U+20BB7] is written instead."
    assert result.exit_code == 0 and (tmp_path / "o.png").exists()
    assert result.stderr.startswith(reported) and result.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_report_takes_any_name(run: Run, portrait: Path, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"<b>\xe4.jpg")
    shutil.copy(portrait, odd)
    report = tmp_path / os.fsdecode(b"\xe4.html")
    result = run("compare", odd, portrait, "--report", report)
    assert (result.exit_code, result.stderr) == (0, "")
    assert printable(str(report)) in result.stdout
    assert "<b>" not in report.read_text(encoding="utf-8")


@pytest.fixture
def printing(tmp_path: Path) -> list[str | Path]:
    """A command that prints without having measured a photo: what a rater called 写真 agrees with."""
    path, key = made_key(tmp_path)
    return [*COMMAND, "agreement", path, rated(tmp_path, key, "写真", saying(truth))]


def test_a_terminal_without_the_letters_shows_escapes(printing: list[str | Path]) -> None:
    done = subprocess.run(printing, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\n\\u5199\\u771f: 36 of 36 items rated" in done.stdout


def test_a_reader_that_leaves_is_no_error(printing: list[str | Path]) -> None:
    with subprocess.Popen(printing, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_a_full_disk_behind_standard_output_is_reported(printing: list[str | Path]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*printing, "--json", "-"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.startswith(b"Error: standard output: it cannot be written")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="descriptors are closed by a POSIX shell")
def test_closed_streams_do_not_matter(portrait: Path, tmp_path: Path) -> None:
    """With all three closed, the next three files opened would take their numbers."""
    script = 'exec "$@" <&- >&- 2>&-'
    done = subprocess.run(["sh", "-c", script, "sh", *COMMAND, "analyze", portrait, "--json", tmp_path / "a.json"])
    assert done.returncode == 0
    assert read_json((tmp_path / "a.json").read_bytes())["schema"] == "wrinkle-scan/analysis/1"


@needs_ps
@pytest.mark.parametrize(
    "ended", [partial(ended_at_import, IMPORTS // 2), ended_measuring], ids=["loading", "measuring"]
)
def test_ctrl_c_leaves_one_line_and_no_file(
    portrait: Path, tmp_path: Path, ended: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    """While libraries load, and while photos are measured."""
    outputs = ["--json", tmp_path / "a.json", "--report", tmp_path / "a.html"]
    done = ended(signal.SIGINT, "compare", portrait, portrait, *outputs)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"Interrupted.\n")
    assert list(tmp_path.iterdir()) == []
