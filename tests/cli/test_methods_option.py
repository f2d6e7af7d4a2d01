"""--methods: after the table, never among JSON. How it is in a report: test_incomparable.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run

from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.output.methods import methods_text


def test_analyze_prints_it_after_the_table(run: Run, portrait: Path, tmp_path: Path) -> None:
    result = run("analyze", portrait, "--methods", "--json", tmp_path / "a.json")
    assert (result.exit_code, result.stderr) == (0, "")
    table, methods = result.stdout.split("\nMethods\n\n")
    assert table.startswith("person.frown.jpg: ") and "Crow's feet, left" in table
    assert methods == f"{methods_text(provenance())}\n"
    facts = json.loads((tmp_path / "a.json").read_bytes())["provenance"]
    assert methods_text(facts) in result.stdout, "it is the run's own"


@pytest.mark.parametrize("arguments", [["analyze", "a.jpg"], ["compare", "a.jpg", "b.jpg"]], ids=" ".join)
def test_words_among_json_are_refused(run: Run, arguments: list[str]) -> None:
    result = run(*arguments, "--json", "-", "--methods")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--methods prints text, but --json - prints JSON alone" in result.stderr
