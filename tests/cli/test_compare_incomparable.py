"""Two declared expressions compared, refused and by force: table, JSON, report and methods paragraph say which."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from commands import invoke

from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.output.methods import methods_text

NUMBERS = ("change_percent", "ci95_percent", "detectable_change_percent")


class Ran(NamedTuple):
    forced: bool
    printed: str
    results: Path
    report: Path


@pytest.fixture(scope="module", params=[False, True], ids=["refused", "forced"])
def ran(request: pytest.FixtureRequest, portrait: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    place = tmp_path_factory.mktemp("two_series")
    rest = shutil.copy(portrait, place / "person.rest.jpg")
    outputs = ["--json", place / "r.json", "--report", place / "r.html", "--methods"]
    force = ["--force"] if request.param else []
    result = invoke("compare", portrait, rest, *outputs, *force)
    assert (result.exit_code, result.stderr) == (0, "")
    return Ran(request.param, result.stdout, place / "r.json", place / "r.html")


def test_what_is_not_comparable_is_compared_by_force_alone(ran: Ran) -> None:
    assert ("FORCED" in ran.printed) is ran.forced
    data = json.loads(ran.results.read_bytes())
    assert not data["comparable"]
    assert data["forced"] is ran.forced
    assert "expression" in {issue["code"] for issue in data["issues"]}
    for region_name, region in data["regions"].items():
        if not ran.forced or region["verdict"] == "cannot_tell":
            assert region["verdict"] == "cannot_tell"
            assert region["reason"]
            assert all(region[name] is None for name in NUMBERS)
            own = data["before"]["regions"][region_name]["severity"]
            assert region["before"] == region["after"] == (None if own is None else pytest.approx(own, abs=0.001))


def test_the_methods_are_printed_last_and_stand_in_the_report(ran: Ran) -> None:
    text = methods_text(provenance(compared=True), ran.forced)
    assert ran.printed.endswith(f"\n\nMethods\n\n{text}\n")
    assert f"\n\nReport: {ran.report}\n\nJSON: " in ran.printed
    folded = ran.report.read_text(encoding="utf-8").split("<summary>Methods paragraph</summary>")[1]
    plain = folded.split("</details>")[0].replace("&#39;", "'").replace('<p lang="en">', "").strip().split("</p>")
    assert [paragraph.strip() for paragraph in plain if paragraph.strip()] == text.split("\n\n")
