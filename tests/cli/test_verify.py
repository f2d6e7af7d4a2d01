"""The command: what it prints and writes, and what it refuses before it measures anything."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from made_proof import check_schema
from sample_photos import without_forehead

from wrinkle_scan.cli import main
from wrinkle_scan.system.workers import Workers
from wrinkle_scan.validation.verify import scenes
from wrinkle_scan.validation.verify.claims import CLAIMS
from wrinkle_scan.validation.verify.observing import observe

CROWS_FEET = ("crows_feet_right", "crows_feet_left")


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["verify", *map(str, arguments)], prog_name="wrinkle-scan")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_refused_before_anything_is_measured(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no photo")
    (tmp_path / "old.md").touch()
    for arguments, words in (
        (["--photos", tmp_path / "nowhere"], "there is no such folder"),
        (["--photos", tmp_path, "--markdown", tmp_path / "old.md"], "this file exists already"),
        (["--photos", tmp_path, "--json", tmp_path / "a.jpg", "--overwrite"], "this is the photo itself"),
        (["--photos", tmp_path, "--markdown", tmp_path / "a.txt"], "must end in .md"),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert words in result.stderr


def test_photos_that_cannot_be_measured_are_a_result(tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no photo")
    result = run("--photos", tmp_path, "--json", "-")
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(result.stdout)
    check_schema(data)
    assert [claim["holds"] for claim in data["claims"]] == [None] * len(CLAIMS)
    (sentence,) = data["photos"]["not_measured"]
    assert sentence.startswith("broken.jpg: ") and str(tmp_path) not in sentence


@pytest.fixture
def few_scenes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One scene of each kind, in this process: the claims take many of each, and would take most of a minute."""
    monkeypatch.setattr(scenes, "DEPTHS_MM", (0.15, scenes.STANDARD_MM, 0.6))
    monkeypatch.setattr(scenes, "NUISANCES", ("framing",))
    monkeypatch.setattr(scenes, "LIGHT_DEG", (60.0,))
    monkeypatch.setattr(scenes, "SOFTER", {"softer 40 %": 0.4})
    monkeypatch.setattr(scenes, "REPETITIONS", 1)
    monkeypatch.setattr(Workers, "map_unordered", lambda _, tasks: ((t, sent(observe(sent(t)))) for t in tasks))


def sent(thing: Any) -> Any:
    """What another process is given of it."""
    return pickle.loads(pickle.dumps(thing))


def test_a_small_photo_from_end_to_end(tmp_path: Path, few_scenes: None) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    shutil.copy(without_forehead(), photos / "person.frown.jpg")
    files = {kind: tmp_path / f"proof.{kind}" for kind in ("json", "html", "md")}
    result = run("--photos", photos, "--json", files["json"], "--report", files["html"], "--markdown", files["md"])
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(files["json"].read_bytes())
    check_schema(data)
    assert data["photos"] == {"measured": ["person.frown.jpg"], "not_measured": []}
    assert {row["region"] for row in data["observations"]["rendered"]} == {"glabella", *CROWS_FEET}
    tested = {claim["id"] for claim in data["claims"] if claim["holds"] is not None}
    assert {"depth", "found", "nuisance", "pose", "light_60", "untouched", "softer_40", "interval"} <= tested
    assert not tested & {"tone_severity", "tone_slope", "repeats", "smile_upper", "smile_feet"}
    found = {
        depth: sum(row["found_mm"] for row in rows) / sum(row["rendered_mm"] for row in rows)
        for depth in (0.15, 0.6)
        if (rows := [r for r in data["observations"]["rendered"] if r["depth_mm"] == depth and r["rendered_mm"]])
    }
    assert found[0.6] > max(found[0.15], 0.2)  # as likely creases; on pixels of 0.37 mm more are about as likely as not
    for claim in data["claims"]:
        assert claim["claim"] in result.stdout and claim["claim"] in files["md"].read_text(encoding="utf-8")
