"""What an actor does with the photos it is sent, without a cluster; with one: tests/cli/test_batch_ray.py."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from wrinkle_scan.cohort.batch.cluster import Scorer, check_same_stamp
from wrinkle_scan.cohort.batch.columns import Stamp
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry


def test_a_machine_that_measures_in_another_way_is_found_out() -> None:
    check_same_stamp(stamp())
    with pytest.raises(PathError, match="a machine of the cluster has other versions") as caught:
        check_same_stamp(Stamp(stamp().version, "other"))
    assert caught.value.exit_code == 2


def test_an_actor_returns_the_rows_of_each_photo_in_its_place(tmp_path: Path) -> None:
    """All that is known of a photo goes to the actor and back as JSON."""
    entries = []
    for name, content in (("empty.jpg", ""), ("letter.jpg", "Dear colleague")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        entry = PhotoEntry(str(tmp_path / name), possible_dates=("2026-01-05",), doubts=("Doubtful",))
        entries.append(entry.with_known("manifest", patient=name, side="left"))
    batch = {"part": [0, 3], "place": [7, 1], "entry": [json.dumps(asdict(entry)) for entry in entries]}
    found = Scorer(60)(batch)
    assert (found["part"], found["place"]) == ([0, 3], [7, 1])
    rows = [row for text in found["rows"] for row in json.loads(text)]
    assert [(row["patient"], row["failure"]) for row in rows] == [
        ("empty.jpg", "empty_file"),
        ("letter.jpg", "not_a_photo"),
    ]
    assert {(row["side"], row["side_from"]) for row in rows} == {("left", "manifest")}
