"""compare: what it prints, the public JSON, the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from analysis_contract import REGIONS, check_analysis
from commands import Run
from sample_photos import AFTER, BEFORE

COMPARED = {"before", "after", "change_percent", "ci95_percent", "detectable_change_percent", "verdict", "reason"}


def test_compare_and_its_report(run: Run, tmp_path: Path) -> None:
    report, results = tmp_path / "r.html", tmp_path / "r.json"
    result = run("compare", BEFORE, AFTER, "--report", report, "--json", results)
    assert (result.exit_code, result.stderr) == (0, "")
    assert str(report) in result.stdout
    assert "improved" in result.stdout
    assert report.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    data = json.loads(results.read_bytes())
    assert (data["schema"], data["comparable"]) == ("wrinkle-scan/comparison/1", True)
    check_analysis(data["before"])
    check_analysis(data["after"])
    assert {region: data["regions"][region]["verdict"] for region in REGIONS} == {
        "forehead": "improved",
        "glabella": "improved",
        "crows_feet_right": "unchanged",
        "crows_feet_left": "unchanged",
    }
    for region in data["regions"].values():
        assert set(region) >= COMPARED
        low, high = region["ci95_percent"]
        assert low <= region["change_percent"] <= high
        for grade in region["visual_grade"].values():
            assert 0 <= grade["low"] <= grade["value"] <= grade["high"] <= 3
    assert "visual grade" in result.stdout and "AI models, not clinicians" in result.stdout
    for issue in data["issues"]:
        assert set(issue) == {"code", "message", "region"}


@pytest.mark.parametrize("which", ["before", "after"])
def test_compare_names_the_photo_that_is_bad(run: Run, portrait: Path, tmp_path: Path, which: str) -> None:
    bad = tmp_path / "empty.jpg"
    bad.write_bytes(b"")
    photos = [bad, portrait] if which == "before" else [portrait, bad]
    result = run("compare", *photos, "--report", tmp_path / "r.html")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {bad}: the file is empty")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.jpg"]
