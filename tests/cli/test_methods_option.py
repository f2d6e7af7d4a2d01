"""--methods: after the table, never among JSON, and in the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run
from support import SAMPLES

from wrinkle_scan.methods import methods_text
from wrinkle_scan.provenance import provenance


def test_analyze_prints_it_after_the_table(run: Run, portrait: Path, tmp_path: Path) -> None:
    plain = run("analyze", portrait).stdout
    result = run("analyze", portrait, "--methods", "--json", tmp_path / "a.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{plain}\nMethods\n\n{methods_text(provenance())}\n"
    facts = json.loads((tmp_path / "a.json").read_bytes())["provenance"]
    assert methods_text(facts) in result.stdout, "it is the run's own"


@pytest.mark.parametrize("forced", [False, True])
def test_compare_prints_it_and_its_report_holds_it(run: Run, portrait: Path, tmp_path: Path, forced: bool) -> None:
    report = tmp_path / "r.html"
    force = ["--force"] if forced else []
    result = run("compare", portrait, SAMPLES / "grace_hopper.jpg", "--methods", "--report", report, *force)
    assert result.exit_code == 0
    text = methods_text(provenance(compared=True), forced)
    assert result.stdout.endswith(f"Report: {report}\n\nMethods\n\n{text}\n")
    folded = report.read_text(encoding="utf-8").split("<summary>Methods paragraph</summary>")[1].split("</details>")[0]
    plain = folded.replace("&#39;", "'").replace("<p>", "").strip().split("</p>")
    assert [paragraph.strip() for paragraph in plain if paragraph.strip()] == text.split("\n\n")


@pytest.mark.parametrize("arguments", [["analyze", "a.jpg"], ["compare", "a.jpg", "b.jpg"]], ids=" ".join)
def test_words_among_json_are_refused(run: Run, arguments: list[str]) -> None:
    result = run(*arguments, "--json", "-", "--methods")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--methods prints words, and --json - JSON alone" in result.stderr


def test_without_it_there_is_none(run: Run, portrait: Path) -> None:
    assert "Methods" not in run("analyze", portrait).stdout
