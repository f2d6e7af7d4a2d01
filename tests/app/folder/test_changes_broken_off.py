"""A change that is killed, or that the disk has no room for, leaves the folder as it was before or as it is after."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import broken_changes
import pytest
from patients_folders import made_patients
from processes import PATIENCE_SECONDS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no processes"),
]
PROGRAM = Path(broken_changes.__file__)
BEFORE = {"undo": broken_changes.move_two, "undo treatment": broken_changes.treat, "undo rename": broken_changes.rename}
SURVIVED = (0, broken_changes.NEVER)


Outcomes = dict[str, list[dict[str, object]]]


@cache
def all_outcomes(file_system: str) -> dict[str, Outcomes]:
    """What each way of breaking each change off leaves, step by step; one process goes through them all."""
    hows = ["killed", "full"] + (["read-only"] if file_system == "linux" else [])
    with TemporaryDirectory() as place:
        folders = {change: made_patients(Path(place, change)) for change in broken_changes.CHANGES}
        for change, begin in BEFORE.items():
            begin(folders[change])
        command = [sys.executable, str(PROGRAM), file_system, *hows]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            command,
            input=json.dumps({change: str(root) for change, root in folders.items()}),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            env=environment,
        )
    assert done.returncode == 0, done.stderr
    found: dict[str, Outcomes] = json.loads(done.stdout)
    return found


def before_and_after(found: list[dict[str, object]]) -> tuple[object, object]:
    """What is seen of the folder if the change is broken off at its first step, and if it never is."""
    before, after = found[0]["finished"], found[-1]["finished"]
    assert before != after and found[0]["code"] not in SURVIVED and found[-1]["code"] == broken_changes.NEVER
    return before, after


@pytest.mark.parametrize("file_system", ["linux", "stick"])
@pytest.mark.parametrize("change", broken_changes.CHANGES)
def test_killed_at_any_step_it_is_as_before_or_after(change: str, file_system: str) -> None:
    found = all_outcomes(file_system)[change]["killed"]
    before, after = before_and_after(found)
    assert len(found) > 6 and {one["code"] for one in found[:-1]} == {-9}
    whole = {*dict(before).values(), *dict(after).values()}  # type: ignore[call-overload]
    for one in found:
        assert one["finished"] in (before, after), one["at"]
        assert one["strays"] == [], one["at"]
        assert set(one["left"].values()) <= whole, one["at"]  # type: ignore[attr-defined]
    turned = [one["finished"] == after for one in found]
    assert turned == sorted(turned), "it came, went and came again"


@pytest.mark.parametrize("file_system", ["linux", "stick"])
@pytest.mark.parametrize("change", broken_changes.CHANGES)
def test_on_a_full_disk_it_is_as_before_and_said(change: str, file_system: str) -> None:
    found = all_outcomes(file_system)[change]["full"]
    before, after = before_and_after(found) if len(found) > 1 else (None, found[0]["finished"])
    for one in found:
        if one["code"] in SURVIVED:
            assert one["left"] == one["finished"] == after
        else:
            assert one["code"] == 2 and one["left"] == one["finished"] == before, one
            assert "No space left on device" in str(one["said"]) and "nothing was changed" in str(one["said"])
            assert "/" not in str(one["said"])


@pytest.mark.parametrize("change", broken_changes.CHANGES)
def test_on_a_disk_that_cannot_be_written_to_any_more_it_is_ended_later(change: str) -> None:
    found = all_outcomes("linux")[change]["read-only"]
    before, after = before_and_after(found)
    for one in found:
        assert one["code"] in (2, *SURVIVED) and one["finished"] in (before, after), one
        if one["code"] == 2 and "nothing was changed" in str(one["said"]):
            assert one["left"] == one["finished"] == before, one
        elif one["code"] == 2:
            assert "It was begun and cannot be ended (Read-only file system)" in str(one["said"]), one
