"""Broken off at any step of its writing, a command leaves the former outputs or the new ones, and nothing else."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from broken_off import NEVER, SEED, seen
from held_commands import IMPORTS, ended_at_import
from processes import PATIENCE_SECONDS
from sample_photos import CHECKOUT, without_forehead
from schemas import read_json

pytestmark = pytest.mark.slow

PROGRAM = CHECKOUT / "tests" / "support" / "broken_off.py"
OUTPUTS = ("a.json", "a.png", "a.html", "a.key", "objects")
HIDDEN = ".wrinkle-scan-"
CODES = {"ended": {143, NEVER}, "full": {0, 2, NEVER}, "limited": {0, 2, NEVER}, "killed": {-9, NEVER}}


@dataclass
class BrokenOff:
    """A command's outputs: before it, after each time it was broken off (how, exit code, files), and at its end."""

    former: dict[str, str]
    outcomes: list[tuple[str, int, dict[str, str]]]
    final: dict[str, str]

    def check_codes(self) -> None:
        for how, code, _ in self.outcomes:
            assert code in CODES[how], how

    def check_all_or_none(self) -> None:
        """After all but a kill: what was there before and a failure's exit code, or all that is new."""
        reported = [(how, code, files) for how, code, files in self.outcomes if how != "killed"]
        for how, code, files in reported:
            assert files == (self.former if code == 2 else self.final) or (code == 143 and files == self.former), how
        assert {how for how, code, files in reported if files == self.former} == {how for how, _, _ in reported}

    def check_after_kills(self) -> None:
        """Each output is the former or the new one, a folder whole or not there, all for their owner only."""
        kills = [files for how, code, files in self.outcomes if how == "killed"]
        assert self.former in kills and self.final in kills
        for files in kills:
            left = {name: entry for name, entry in files.items() if name.startswith(HIDDEN)}
            shown = {name: entry for name, entry in files.items() if name not in left}
            assert shown.items() <= self.former.items() | self.final.items()
            assert len([name for name in shown if name.startswith("objects")]) in (0, self.objects())
            for name, entry in left.items():
                assert "/" in name or entry == "700" or entry.startswith("600 ")

    def objects(self) -> int:
        return len([name for name in self.final if name.startswith("objects")])


def broken_off(
    place: Path,
    old: list[str],
    *command: str | Path,
    hows: str = ",".join(CODES),
    system: str = "linux",
    stride: int = 1,
) -> BrokenOff:
    """Breaks off a command, or where none is given the writing of some files, again and again."""
    folder, outcomes = place / "outputs", place / "outcomes.json"
    folder.mkdir()
    for name in old:
        (folder / name).write_bytes(b"yesterday")
        (folder / name).chmod(0o600)
    former = seen(folder)
    line = [sys.executable, PROGRAM, folder, outcomes, hows, system, str(stride)]
    line += [folder / part if part in OUTPUTS else part for part in command]
    done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE_SECONDS, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    found = BrokenOff(former, [tuple(outcome) for outcome in json.loads(outcomes.read_text())], seen(folder))
    found.check_codes()
    return found


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two visits of a patient."""
    place = tmp_path_factory.mktemp("clinic")
    (place / "P1").mkdir()
    for take, date in enumerate(("2026-01-05", "2026-02-05")):
        shutil.copy(without_forehead(take), place / "P1" / f"{date}_frown.jpg")
    return place


def test_files_are_replaced_together_or_not_at_all(tmp_path: Path) -> None:
    """At any step. What a kill finds under a hidden name is whole, and the long first steps leave nothing at all."""
    found = broken_off(tmp_path, ["a.json", "b.html"], stride=2)
    found.check_all_or_none()
    found.check_after_kills()
    assert set(found.final) == {"a.json", "b.html", "c.png", "objects", "objects/1.dcm", "objects/2.dcm"}
    kills = [files for how, _, files in found.outcomes if how == "killed"]
    assert all(files == found.former for files in kills[:4])
    for files in kills:
        assert set(files.values()) <= set(found.former.values()) | set(found.final.values())


@pytest.mark.parametrize("system", ["other", "stick"])
def test_so_they_are_on_plainer_file_systems(tmp_path: Path, system: str) -> None:
    """Where there is no file without a name, and where none can have two."""
    found = broken_off(tmp_path, ["a.json", "b.html"], system=system, stride=4)
    found.check_all_or_none()
    found.check_after_kills()
    assert len(found.final) == 6


COMMANDS = {
    "analyze": ("P1/2026-01-05_frown.jpg", ["--json", "a.json", "--overlay", "a.png"]),
    "compare": ("P1/2026-01-05_frown.jpg P1/2026-02-05_frown.jpg", ["--json", "a.json", "--report", "a.html"]),
    "progress": (
        ".", ["--json", "a.json", "--report", "a.html", "--dicom", "objects", "--deidentify", "--key", "a.key"],
    ),
    "review": (".", ["--page", "a.html"]),
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_writes_all_its_outputs_or_none(tmp_path: Path, clinic: Path, name: str) -> None:
    """A process that measured goes on in many copies, each to another step of its writing."""
    photos, options = COMMANDS[name]
    inputs = [clinic / photo for photo in photos.split()]
    old = ["a.json", "a.html", "a.key.json"]
    found = broken_off(tmp_path, old, name, *inputs, *options, "--overwrite", stride=3 if name == "analyze" else 12)
    found.check_all_or_none()
    found.check_after_kills()
    assert len(set(found.former.items()) - set(found.final.items())) == len(set(options) & set(old)) + (
        name == "review"
    )
    if "--json" in options:
        assert read_json((tmp_path / "outputs" / "a.json").read_bytes())
    assert found.objects() == (8 if name == "progress" else 0), "six pictures, the report, and their folder"


@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_ended_at_any_moment(tmp_path: Path, clinic: Path, end: str) -> None:
    """Long before it writes, with libraries and models half loaded."""
    (tmp_path / "a.json").write_bytes(b"yesterday")
    photo, sent = clinic / "P1" / "2026-01-05_frown.jpg", signal.Signals[end]
    command = ["analyze", photo, "--json", tmp_path / "a.json", "--overwrite"]
    moment = random.Random(f"{SEED} {end}").randint(1, IMPORTS)
    done = ended_at_import(moment, sent, *command, TMPDIR=str(tmp_path))
    assert done.returncode == (-9 if end == "SIGKILL" else 128 + sent)
    assert done.stderr == (b"" if end == "SIGKILL" else b"Interrupted.\n")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"yesterday"]
