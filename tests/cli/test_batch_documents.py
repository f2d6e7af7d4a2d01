"""What docs/BATCH.md says of columns, options and groups is what there is."""

from __future__ import annotations

import re
from pathlib import Path

from wrinkle_scan.cli.batch import batch
from wrinkle_scan.cohort.batch.columns import PAIRS, RESPONDERS, SCORES
from wrinkle_scan.visits.catalog.manifest import COLUMNS
from wrinkle_scan.visits.catalog.naming import GROUPS

TEXT = (Path(__file__).parents[2] / "docs" / "BATCH.md").read_text(encoding="utf-8")


def test_columns_are_listed_in_their_order() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)
    assert listed == [*SCORES, *PAIRS, *RESPONDERS]


def test_every_option_is_described() -> None:
    options = {name for parameter in batch.params for name in parameter.opts if name.startswith("--")}
    assert {option for option in options if option not in TEXT} == set()
    assert set(re.findall(r"`(--[a-z-]+)", TEXT)) <= options


def test_the_manifests_columns_and_the_patterns_groups() -> None:
    for name in {*COLUMNS, *GROUPS}:
        assert f"`{name}`" in TEXT
