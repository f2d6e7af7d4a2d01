"""What docs/PROGRESS.md says of columns, options, muscles and days is what there is."""

from __future__ import annotations

import re
from pathlib import Path

from wrinkle_scan.cli.progress import progress
from wrinkle_scan.visits.course.injections import MUSCLES
from wrinkle_scan.visits.course.settings import PHASES
from wrinkle_scan.visits.course.treatments import COLUMNS

TEXT = (Path(__file__).parents[2] / "docs" / "PROGRESS.md").read_text(encoding="utf-8")


def test_the_treatments_columns_are_listed() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)) == sorted(COLUMNS)


def test_every_muscle_is_named() -> None:
    assert [muscle for muscle in MUSCLES if f"`{muscle}`" not in TEXT] == []


def test_options_that_are_described_exist() -> None:
    options = {name for parameter in progress.params for name in parameter.opts if name.startswith("--")}
    assert options - {"--expression", "--pattern", "--overwrite"} <= set(re.findall(r"--[a-z]+", TEXT))
    assert set(re.findall(r"`(--[a-z]+)", TEXT)) <= options


def test_the_days_of_the_phases() -> None:
    for day in (PHASES.full_from_day, PHASES.wearing_off_from_day, PHASES.returned_from_day):
        assert f"from day {day}" in TEXT.replace("\n", " ")
