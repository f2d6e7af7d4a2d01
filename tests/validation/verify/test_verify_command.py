"""The command: what it prints and writes, and what it refuses before it measures anything."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from made_observations import perfect
from sample_photos import without_forehead

from wrinkle_scan.cli import main
from wrinkle_scan.output.report.verification import render_verification
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.system.files import json_bytes
from wrinkle_scan.system.workers import Workers
from wrinkle_scan.validation.verify import scenes
from wrinkle_scan.validation.verify.claim_statistics import ClaimResult
from wrinkle_scan.validation.verify.claims import CLAIMS, Claim, Finding, judge_all
from wrinkle_scan.validation.verify.observed_cases import Observations
from wrinkle_scan.validation.verify.observing import observe
from wrinkle_scan.validation.verify.proof import Proof, proof_json
from wrinkle_scan.validation.verify.proof_text import HOLDS, basis, markdown, summary, table

CROWS_FEET = ("crows_feet_right", "crows_feet_left")
NASTY = "<img src=x>|*a*`b`[c](d)\n| e & f <= 5 %"


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["verify", *map(str, arguments)], prog_name="wrinkle-scan")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def proof(holds: bool | None = True, words: str = "x") -> Proof:
    claim = Claim("c", f"Claim {words}", f"target {words}", lambda _seen: ClaimResult(words, 3, holds))
    seen = Observations(measured=["a.jpg"], unmeasured=[f"{words}: no face was found."], seconds=[1.0, 3.0, 8.0])
    return Proof(seen, [Finding(claim, claim.judge(seen))])


@pytest.mark.parametrize("holds", [True, False, None])
def test_the_answer_is_said_in_words_everywhere(holds: bool | None) -> None:
    made = proof(holds)
    assert HOLDS[holds].upper() in table(made)
    assert f"| {HOLDS[holds]} |" in markdown(made)
    assert HOLDS[holds].capitalize() in render_verification(made)


def test_markdown_stays_one_row_whatever_the_words() -> None:
    text = markdown(proof(words=NASTY))
    (row,) = [line for line in text.splitlines() if line.startswith("| Claim")]
    assert row.replace("\\|", "").count("|") == 6
    assert "\\<img" in row and "\\*a\\*\\`b\\`\\[c\\]" in row
    assert "\\& f <= 5 %" in row  # plain figures stay readable
    assert "<img" not in text.replace("\\<img", "")


def test_the_page_escapes_and_needs_nothing_else() -> None:
    page = render_verification(proof(words=NASTY))
    assert "<img" not in page and "&lt;img src=x&gt;" in page
    assert "<script" not in page and "http://" not in page and "https://" not in page
    assert "script-src &#39;none&#39;" in page and "default-src &#39;none&#39;" in page


def test_how_much_holds_and_on_what() -> None:
    findings = judge_all(perfect())
    assert summary(Proof(perfect(), findings)) == f"{len(CLAIMS)} of {len(CLAIMS)} claims hold."
    assert summary(proof(None)) == "0 of 0 claims hold; 1 could not be tested on these photos."
    assert basis(proof()) == "1 photo of a person measured, about 3 s of one core for each."
    assert "1 series of unchanged skin" in basis(Proof(perfect(), findings))
    assert "Not measured: x: no face was found." in table(proof())


def test_the_json_holds_claims_and_cases() -> None:
    seen = perfect()
    data = json.loads(json_bytes(proof_json(Proof(seen, judge_all(seen)))))
    check_schema(data)
    assert all(claim["holds"] for claim in data["claims"])
    rows = data["observations"]
    assert len(rows["compared"]) == len(seen.compared)
    assert rows["rendered"][4]["depth_mm"] == 0.6
    assert rows["compared"][0]["interval_percent"] == [-10, 10]
    assert data["seconds_per_photo"] is None


def check_schema(data: dict[str, Any]) -> None:
    assert data["schema"] == "wrinkle-scan/verification/1"
    assert [claim["id"] for claim in data["claims"]] == [claim.id for claim in CLAIMS]
    assert all(set(claim) == {"id", "claim", "target", "found", "cases", "holds"} for claim in data["claims"])
    assert set(data["photos"]) == {"measured", "not_measured"}
    assert set(data["observations"]) == {"compared", "rendered", "repeated"}
    assert {"version", "settings", "model_sha256", "scenes"} <= set(data["provenance"])


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


def test_each_thing_that_may_be_different_makes_another_photo() -> None:
    photo = read_photo(without_forehead())
    photos = [scenes.with_nuisance(photo, photo.sha256, kind).pixels for kind in scenes.NUISANCES]
    assert len({pixels.tobytes() for pixels in [photo.pixels, *photos]}) == len(scenes.NUISANCES) + 1


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
