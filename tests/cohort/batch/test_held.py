"""What a worker holds of a patient is what was measured, and what it does not hold is measured again."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from sample_photos import analyzed, without_forehead

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.cohort.batch.held import AS_THEY_ARE, HeldAnalyses
from wrinkle_scan.face.expression import Expression


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The photos that are measured again."""
    paths: list[Path] = []

    def analyze(path: Path, expression: Expression | None) -> Analysis:
        paths.append(path)
        return dataclasses.replace(analyzed(path), expression=expression)

    monkeypatch.setattr("wrinkle_scan.cohort.batch.held.analyze", analyze)
    return paths


def test_the_older_ones_are_compact_and_the_same(measured: list[Path]) -> None:
    held = HeldAnalyses()
    held.begin(1)
    photos = [without_forehead(take) for take in range(AS_THEY_ARE + 1)]
    for photo in photos:
        held.keep(photo.name, analyzed(photo))
    for photo in reversed(photos):
        found = held.get(photo.name, Path("renamed.jpg"), "smile")
        expected = analyzed(photo)
        expected = dataclasses.replace(
            expected, expression="smile", photo=dataclasses.replace(expected.photo, path=Path("renamed.jpg"))
        )
        assert found.to_dict() == expected.to_dict()
    assert measured == []
    sizes = [one.photo.pixels.any() for one in held._held.values() if isinstance(one, Analysis)]
    assert sizes == [True] * AS_THEY_ARE


def test_what_was_lost_dropped_or_of_another_group_is_measured(measured: list[Path]) -> None:
    held, photo = HeldAnalyses(), without_forehead()
    held.keep("a", analyzed(photo))  # of no group
    held.get("a", photo, "frown")
    held.begin(1)
    held.keep("a", analyzed(photo))
    held.begin(1)
    held.get("a", photo, "frown")
    assert len(measured) == 1
    held.drop("a")
    held.get("a", photo, "frown")
    held.begin(2)
    held.get("a", photo, "frown")
    held.get("a", photo, "frown")
    assert len(measured) == 3
