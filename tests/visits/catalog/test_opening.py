"""Which photos of a patient are opened for the face's expression and view, before any is measured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from wrinkle_scan.face.expression_signals import Movements
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.face_expressions import FaceSigns, classify_expressions
from wrinkle_scan.visits.catalog.opening import classify_undeclared

GRADES = (0.4, 0.4, 0.4, 0.4)
SIGNS = {
    "rest": FaceSigns(Movements(0.0, 0.0, 0.0), 0.0, GRADES),
    "lowered": FaceSigns(Movements(0.0, 0.3, 0.0), 0.0, (0.4, 1.4, 0.4, 0.4)),
    "front": FaceSigns(Movements(0.9, 0.0, 0.0), 0.0, GRADES),
    "side": FaceSigns(Movements(0.9, 0.0, 0.0), 30.0, GRADES),
    "later side": FaceSigns(Movements(0.9, 0.0, 0.0), 29.0, GRADES),
}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the photos that were opened."""
    names: list[str] = []

    def face_signs(paths: Sequence[Path]) -> list[FaceSigns]:
        names.extend(path.name for path in paths)
        return [SIGNS[path.name] for path in paths]

    monkeypatch.setattr("wrinkle_scan.visits.catalog.opening.face_signs", face_signs)
    return names


def photo(name: str, expression: str | None = None, day: str = "2026-01-05") -> PhotoEntry:
    return PhotoEntry(name).with_known("manifest", patient="P", visit_date=day, expression=expression)


def test_undeclared_photos_are_classified_relative_to_the_declared_ones(opened: list[str]) -> None:
    """As in `batch`: without the declared face at rest, what the brows and the lines exceed is not seen."""
    rest, lowered = photo("rest", "rest"), photo("lowered")
    assert [entry.expression for entry in classify_undeclared([rest, lowered])] == ["rest", "frown"]
    assert opened == ["rest", "lowered"]
    (alone,) = classify_expressions([lowered], SIGNS)
    assert alone.expression is None, "this face could be classified without the other, and tests nothing"


def test_a_single_oblique_of_a_later_day_is_no_frontal_view(opened: list[str]) -> None:
    """Taken for the frontal view it would be compared with the first frontal one, and that oblique with nothing."""
    entries = [photo("front", "smile"), photo("side", "smile"), photo("later side", "smile", "2026-02-05")]
    assert [entry.view for entry in classify_undeclared(entries)] == ["front", "right", "right"]
    assert opened == ["front", "side", "later side"]


def test_declared_photos_of_which_a_day_has_one_are_not_opened(opened: list[str]) -> None:
    entries = [photo("rest", "rest"), photo("lowered", "frown"), photo("front", "smile", "2026-02-05")]
    assert classify_undeclared(entries) == entries
    assert opened == []
